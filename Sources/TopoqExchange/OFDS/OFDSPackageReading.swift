// Reads the JSON packaging of OFDS: `networks` with their nodes and spans, or one bare network.

import TopoqText

struct OFDSPackageReading {
  private(set) var log: OFDSLog
  private var lines = LineCursor()

  init(log: OFDSLog) { self.log = log }

  /// Reads a document whose top members are given.
  mutating func read(
    _ members: [JSONScanner.MemberPlace], _ scanner: JSONScanner,
    _ deliver: (OFDSItem) throws -> Void
  ) throws {
    lines = LineCursor()
    let top = OFDSMembers(members, of: scanner)
    try checkPage(top, scanner)
    if let networks = top.place(of: "networks") {
      var inner = scanner.scanner(at: networks)
      try enterList(&inner, "networks")
      var isEmpty = true
      while try inner.nextElement() {
        isEmpty = false
        _ = try inner.kind()
        let start = inner.offset
        try read(network: elementMembers(&inner, "network"), start, scanner, deliver)
      }
      if isEmpty {
        try log.report(
          "\"networks\" is empty; there is nothing to read",
          at: place(networks.lowerBound, scanner))
      }
    } else if top.place(of: "id") != nil {
      try read(network: members, 0, scanner, deliver)
    } else if top.place(of: "nodes") != nil || top.place(of: "spans") != nil {
      let sentence =
        "these nodes or spans are without their network, as an API hands them out; put them into "
        + "an object with the network's \"id\", \"nodes\" and \"spans\""
      try log.report(sentence, at: place(0, scanner))
    } else {
      let sentence =
        "this is no OFDS file; it has \"networks\" or is a GeoJSON FeatureCollection"
      try log.report(sentence, at: place(0, scanner))
    }
  }

  /// A page of an API's answer is not the whole network.
  private mutating func checkPage(_ top: OFDSMembers, _ scanner: JSONScanner) throws {
    guard let links = top.place(of: "links"), let next = top.value(links)?["next"]?.string else {
      return
    }
    try log.report(OFDSReader.pageSentence(next), at: place(links.lowerBound, scanner))
  }

  /// Passes over the network once, to learn its id, which may come after its nodes.
  private mutating func read(
    network members: [JSONScanner.MemberPlace], _ start: Int, _ scanner: JSONScanner,
    _ deliver: (OFDSItem) throws -> Void
  ) throws {
    var network = OFDSMembers(members, of: scanner)
    let start = place(start, scanner)
    let id = network.text("id")
    let name = network.text("name")
    if id == nil && network.problems.isEmpty {
      network.report("this network has no \"id\"; give it one", at: start.offset)
    }
    try log.report(network.problems)
    try log.report(OFDSReader.problemsOfReferenceSystem(network, scanner))
    let networkID = id ?? ""
    try deliver(.network(OFDSNetwork(id: networkID, name: name, place: start)))
    let title = name ?? networkID
    for (key, isNodes) in [("nodes", true), ("spans", false)] {
      guard let list = network.place(of: key), !isEmptyList(list, scanner) else {
        try reportAbsent(key, title, network, start)
        continue
      }
      var inner = scanner.scanner(at: list)
      try enterList(&inner, key)
      while try inner.nextElement() {
        _ = try inner.kind()
        let offset = inner.offset
        let members = try elementMembers(&inner, isNodes ? "node" : "span")
        var thing = OFDSMembers(members, of: scanner)
        let place = place(offset, scanner)
        if isNodes {
          let location = thing.place(of: "location")
          try log.deliverNode(&thing, of: networkID, location: location, at: place, deliver)
        } else {
          let route = thing.place(of: "route")
          try log.deliverSpan(&thing, of: networkID, route: route, at: place, deliver)
        }
      }
    }
  }

  /// Says where nodes or spans are that are not in the file. A network may have no spans, but if
  /// it says that they are elsewhere, they are missing here.
  private mutating func reportAbsent(
    _ key: String, _ title: String, _ network: OFDSMembers, _ place: OFDSPlace
  ) throws {
    let links = network.place(of: "links").flatMap { network.value($0)?.elements } ?? []
    // Relation types: OFDS codelist linkRelationType.
    let relations = ["\(key)File", "\(key)API"].map { "tag:opentelecomdata.net,2022:\($0)" }
    let link = links.first { relations.contains($0["rel"]?.string ?? "") }
    if let address = link?["href"]?.string {
      let sentence =
        "the \(key) of network '\(title)' are not in this file but at \(address); fetch them and "
        + "put them into the network as \"\(key)\""
      try log.report(sentence, at: place)
    } else if key == "nodes" {
      let sentence =
        "network '\(title)' has no nodes in this file, and no link says where they are; ask its "
        + "publisher for a package with \"nodes\" and \"spans\""
      try log.report(sentence, at: place)
    }
  }

  private func isEmptyList(_ list: Range<Int>, _ scanner: JSONScanner) -> Bool {
    let inside = scanner.bytes[list].dropFirst().first { $0 > 0x20 }
    return scanner.bytes[list.lowerBound] == UInt8(ascii: "[") && inside == UInt8(ascii: "]")
  }

  private mutating func enterList(_ scanner: inout JSONScanner, _ key: String) throws {
    do throws(JSONError) {
      try scanner.enterArray()
    } catch {
      let sentence = "\"\(key)\" is a list; write [ ... ]"
      throw OFDSError(problems: log.problems + [OFDSProblem(scanner.problem(sentence))])
    }
  }

  private func elementMembers(
    _ scanner: inout JSONScanner, _ noun: String
  ) throws -> [JSONScanner.MemberPlace] {
    do throws(JSONError) {
      return try scanner.members()
    } catch {
      let sentence = "a \(noun) is an object; write { ... }"
      throw OFDSError(problems: log.problems + [OFDSProblem(scanner.problem(sentence))])
    }
  }

  private mutating func place(_ offset: Int, _ scanner: JSONScanner) -> OFDSPlace {
    let line = lines.line(of: offset, in: scanner.bytes)
    return OFDSPlace(file: scanner.name, line: line, offset: offset)
  }
}

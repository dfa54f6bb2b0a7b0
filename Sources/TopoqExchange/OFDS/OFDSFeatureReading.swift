// Reads the GeoJSON packaging of OFDS: features for nodes and spans, each naming its network.

import TopoqText

struct OFDSFeatureReading {
  enum Wanted {
    case nodes, spans
  }

  private(set) var log: OFDSLog
  /// Counts in the document in work.
  private var lines = LineCursor()
  private var networks: Set<String> = []

  init(log: OFDSLog) { self.log = log }

  /// Whether a document's top members are those of a FeatureCollection.
  static func areFeatures(
    _ members: [JSONScanner.MemberPlace], _ scanner: JSONScanner
  ) -> Bool {
    let top = OFDSMembers(members, of: scanner)
    return top.place(of: "type").flatMap { top.value($0) } == .string("FeatureCollection")
  }

  /// A page of an API's answer is not the whole network.
  mutating func checkPage(
    _ members: [JSONScanner.MemberPlace], _ scanner: JSONScanner
  ) throws(OFDSError) {
    lines = LineCursor()
    let top = OFDSMembers(members, of: scanner)
    guard let links = top.place(of: "links"), let next = top.value(links)?["next"]?.string else {
      return
    }
    try log.report(OFDSReader.pageSentence(next), at: place(links.lowerBound, scanner))
  }

  /// Reads the nodes or the spans among a document's features; problems that concern neither are
  /// reported with the nodes.
  mutating func read(
    _ members: [JSONScanner.MemberPlace], _ scanner: JSONScanner, _ wanted: Wanted,
    _ deliver: (OFDSItem) throws -> Void
  ) throws {
    lines = LineCursor()
    guard let features = OFDSMembers(members, of: scanner).place(of: "features"),
      scanner.bytes[features.lowerBound] == UInt8(ascii: "[")
    else {
      throw OFDSError(file: scanner.name, "a FeatureCollection has a list of \"features\"")
    }
    var inner = scanner.scanner(at: features)
    try inner.enterArray()
    while try inner.nextElement() {
      _ = try inner.kind()
      let start = inner.offset
      guard try inner.kind() == .object else {
        let sentence = "a feature is an object; write { ... }"
        throw OFDSError(problems: log.problems + [OFDSProblem(inner.problem(sentence))])
      }
      let feature = OFDSMembers(try inner.members(), of: scanner)
      try read(feature, start, scanner, wanted, deliver)
    }
  }

  private mutating func read(
    _ feature: OFDSMembers, _ start: Int, _ scanner: JSONScanner, _ wanted: Wanted,
    _ deliver: (OFDSItem) throws -> Void
  ) throws {
    guard let properties = feature.place(of: "properties"),
      scanner.bytes[properties.lowerBound] == UInt8(ascii: "{")
    else {
      if wanted == .nodes {
        try log.report("this feature has no \"properties\"; add them", at: place(start, scanner))
      }
      return
    }
    var inner = scanner.scanner(at: properties)
    var members = OFDSMembers(try inner.members(), of: scanner)
    guard let kind = kind(of: feature, members, scanner) else {
      if wanted == .nodes {
        let sentence =
          "it is unclear what this feature is; add \"featureType\": \"node\" or \"span\""
        try log.report(sentence, at: place(start, scanner))
      }
      return
    }
    guard kind == wanted else { return }
    let place = place(start, scanner)
    guard let networkID = try network(of: members, scanner, place, deliver) else { return }
    let geometry = feature.place(of: "geometry")
    if kind == .nodes {
      try log.deliverNode(&members, of: networkID, location: geometry, at: place, deliver)
    } else {
      try log.deliverSpan(&members, of: networkID, route: geometry, at: place, deliver)
    }
  }

  /// What a feature is: what it says, or else what its shape says.
  private func kind(
    of feature: OFDSMembers, _ members: OFDSMembers, _ scanner: JSONScanner
  ) -> Wanted? {
    switch members.place(of: "featureType").flatMap({ members.value($0)?.string }) {
    case "node": return .nodes
    case "span": return .spans
    default: break
    }
    switch feature.place(of: "geometry").flatMap({ feature.value($0)?["type"]?.string }) {
    case "Point": return .nodes
    case "LineString": return .spans
    default: return nil
    }
  }

  /// The id of the network that a feature belongs to; the network goes out when it first comes.
  private mutating func network(
    of members: OFDSMembers, _ scanner: JSONScanner, _ place: OFDSPlace,
    _ deliver: (OFDSItem) throws -> Void
  ) throws -> String? {
    var network = OFDSMembers([], of: scanner)
    if let range = members.place(of: "network"),
      scanner.bytes[range.lowerBound] == UInt8(ascii: "{")
    {
      var inner = scanner.scanner(at: range)
      network = OFDSMembers(try inner.members(), of: scanner)
    }
    guard let id = network.text("id") else {
      let sentence = "this feature does not say which \"network\" it is of; add {\"id\": ...}"
      try log.report(
        network.problems.isEmpty
          ? [OFDSProblem(place: place, sentence: sentence)] : network.problems)
      return nil
    }
    if networks.insert(id).inserted {
      let name = network.text("name")
      try log.report(network.problems)
      try log.report(OFDSReader.problemsOfReferenceSystem(network, scanner))
      try deliver(.network(OFDSNetwork(id: id, name: name, place: place)))
    }
    return id
  }

  private mutating func place(_ offset: Int, _ scanner: JSONScanner) -> OFDSPlace {
    let line = lines.line(of: offset, in: scanner.bytes)
    return OFDSPlace(file: scanner.name, line: line, offset: offset)
  }
}

// Splicing and patching: strand to strand, strand to port, port to port, and taking it apart.

internal import TopoqNetwork
internal import TopoqSQLite
internal import TopoqVocabulary

/// The verbs of the splicer.
enum Splices {
  static let verbs: [Verb] = [splice, unsplice, unspliceJoint]

  private static let ends: [Scope] = [.noun("strand"), .noun("port")]
  private static let place = VerbArgument(
    "at", .thing([.plantNode]), doc: "the node where it is, if it could be several")

  private static let splice = Verb(
    "splice", .thing, of: ends,
    arguments: [
      VerbArgument(
        "to", .thing(ends), isRequired: true,
        doc: "the other strand or port; a range such as D2#1-12 beside one as long"),
      place,
      VerbArgument("loss", .value(.decibels), doc: "what was measured, in dB"),
    ] + Makeshift.arguments,
    doc: "joins two ends, so that light passes",
    example: "splice strand F7#7 to strand D2#2 at closure CL3 loss 0.1 dB"
  ) { try Splice($0).run() }

  private static let unsplice = Verb(
    "unsplice", .thing, of: ends, arguments: [place],
    doc: "takes the joint of a strand or port apart",
    example: "unsplice strand F7#2 at closure CL3"
  ) { try Unsplice($0).run() }

  private static let unspliceJoint = Verb(
    "unsplice", .thing, of: [.noun("joint")], doc: "takes a joint apart by its number",
    example: "unsplice joint 12"
  ) { request in
    try Joinery(request.connection).unjoin(joint: request.changed().id)
  }
}

/// One end of what is to be joined, at one of the places where it lies.
private struct Standing {
  let end: End
  /// The node at which it ends.
  let node: Int32
  let place: Int32
}

extension Joinery {
  /// Where a strand or port may be joined: a strand at either end of its route, a port where it is.
  fileprivate func standings(of thing: ChangedThing, plus offset: Int32) throws -> [Standing] {
    let number = Int32(clamping: thing.number) + offset
    guard thing.noun.placement == .strand else {
      let end = End.port(node: thing.row, number: PortNumber(number))
      return [Standing(end: end, node: thing.row, place: try place(of: thing.row))]
    }
    let route = try glass.route(thing.row)
    return try [(RouteSide.a, route.from), (.b, route.to)].filter { $0.1 > 0 }.map { side, node in
      Standing(
        end: .strand(route: thing.row, number: number, side: side), node: node,
        place: try place(of: node))
    }
  }

  /// `CL3`, `OLT1 and CL3`: where a strand or port lies.
  fileprivate func codes(of standings: [Standing]) throws -> String {
    try standings.map { try code(ofNode: $0.node) }.joined(separator: " and ")
  }
}

/// Joints made between two ends, or between two ranges of strands.
private struct Splice {
  let request: ChangeRequest
  let joinery: Joinery
  let first: ChangedThing
  let second: ChangedThing

  init(_ request: ChangeRequest) throws {
    self.request = request
    joinery = try Joinery(request.connection)
    first = try request.changed()
    guard let to = request.thing("to") else {
      throw ChangeRefusal("it does not say to what", help: "add `to strand D2#1`")
    }
    second = to
  }

  /// Everything is tested before the first joint is made.
  func run() throws {
    let count = first.last - first.number
    guard count == second.last - second.number else {
      throw ChangeRefusal(
        "\(first.called) is \(count + 1) long and \(second.called) is "
          + "\(second.last - second.number + 1)", help: "both ranges must be as long")
    }
    let loss = request.real("loss")
    if let loss { try JointLoss.require(loss) }
    let makeshift = try Makeshift.stated(request)
    var joints: [(first: Standing, second: Standing, node: Int32)] = []
    for offset in 0...Int32(clamping: count) { joints.append(try joint(offset)) }
    for joint in joints {
      for end in [joint.first.end, joint.second.end] {
        try requireThere(end)
        try joinery.requireFree(end)
      }
    }
    try requireUnreserved(joints.flatMap { [$0.first.end, $0.second.end] })
    for joint in joints {
      try joinery.join(
        joint.first.end, joint.second.end, at: joint.node, loss: loss, makeshift: makeshift)
    }
    if request.thing("at") == nil {
      request.note("at \(try joinery.code(ofNode: joints[0].node))")
    }
  }

  /// The two ends at the place where they meet.
  private func joint(
    _ offset: Int32
  ) throws -> (first: Standing, second: Standing, node: Int32) {
    let ones = try joinery.standings(of: first, plus: offset)
    let others = try joinery.standings(of: second, plus: offset)
    if first.noun.placement == second.noun.placement, first.id == second.id,
      first.number == second.number
    {
      throw ChangeRefusal(
        "\(first.called) cannot be joined to itself", help: "name two different ends")
    }
    let at = request.thing("at").map { Int32(clamping: $0.id) }
    let isPatch = first.noun.placement == .port && second.noun.placement == .port
    if isPatch, let one = ones.first, let other = others.first {
      return (one, other, at ?? one.node)
    }
    let place = try meeting(ones, others, at: at)
    let one = try only(ones.filter { $0.place == place }, first)
    let other = try only(others.filter { $0.place == place }, second)
    let strand = first.noun.placement == .strand ? one : other
    return (one, other, at ?? strand.node)
  }

  /// The one place at which both end.
  private func meeting(_ ones: [Standing], _ others: [Standing], at: Int32?) throws -> Int32 {
    if let at {
      let place = try joinery.place(of: at)
      for (thing, standings) in [(first, ones), (second, others)]
      where !standings.contains(where: { $0.place == place }) {
        throw ChangeRefusal(
          "\(thing.called) does not end at \(try joinery.code(ofNode: at)): it ends at "
            + "\(try joinery.codes(of: standings))",
          help: "join it where it ends, or name another strand")
      }
      return place
    }
    let common = Set(ones.map(\.place)).intersection(others.map(\.place))
    guard let place = common.first else {
      throw ChangeRefusal(
        "\(first.called) ends at \(try joinery.codes(of: ones)), \(second.called) at "
          + "\(try joinery.codes(of: others)): they meet nowhere",
        help: "join ends that lie at one node, or at what houses it")
    }
    guard common.count == 1 else {
      let nodes = try common.sorted().map { try NodeRow($0, request.connection).called }
      throw ChangeRefusal(
        "\(first.called) and \(second.called) meet at \(nodes.joined(separator: " and at "))",
        help: "add `at \(nodes[0])`")
    }
    return place
  }

  private func only(_ standings: [Standing], _ thing: ChangedThing) throws -> Standing {
    guard standings.count > 1 else { return standings[0] }
    throw ChangeRefusal(
      "both ends of the route of \(thing.called) lie at \(try joinery.codes(of: standings))",
      help: "say which end in joints.csv, as \(thing.code)@a or \(thing.code)@b, and import it")
  }

  /// Refused where a strand or port has a number that its route or node has not.
  private func requireThere(_ end: End) throws {
    switch end {
    case .strand(let id, let number, _):
      let route = try RouteRow(id, request.connection)
      guard let strands = route.strands, number > strands else { return }
      throw ChangeRefusal(
        "route \(route.code) has \(counted(strands, "strand", "strands")), so no #\(number)",
        help: "`set route \(route.code) strands \(number)` if the cable has more")
    case .port(let id, let number):
      let node = try NodeRow(id, request.connection)
      if number.isInput, node.kind == .olt {
        throw ChangeRefusal(
          "\(node.called) is a source: it has no input",
          help: "name one of its ports, as in port \(node.code):1")
      }
      guard number.value >= -64 else {
        throw ChangeRefusal(
          "\(node.called) has no input \(-number.value)", help: "64 inputs are possible")
      }
      let most = node.ports ?? LightAddress.largestPort
      guard number.value > most else { return }
      throw ChangeRefusal(
        "\(node.called) has no port \(number.value)", help: "its ports are 1 to \(most)")
    }
  }

  /// Refused where the ends are more than is free beside what is reserved.
  private func requireUnreserved(_ ends: [End]) throws {
    var ports: [Int32: Int] = [:]
    var strands: [Int32: Set<Int>] = [:]
    for end in ends {
      switch end {
      case .port(let node, let number): if !number.isInput { ports[node, default: 0] += 1 }
      case .strand(let route, let number, _): strands[route, default: []].insert(Int(number))
      }
    }
    for (id, count) in ports {
      let node = try NodeRow(id, request.connection)
      guard node.reserved > 0, let most = node.ports else { continue }
      let used = try node.usedPorts(request.connection).count
      if used + count + node.reserved > most {
        throw Reservations.held(node.called, node.reserved, "port")
      }
    }
    for (id, numbers) in strands {
      let route = try RouteRow(id, request.connection)
      guard route.reserved > 0, let most = route.strands else { continue }
      let used = Set(try route.usedStrands(request.connection))
      if used.union(numbers).count > used.count,
        used.union(numbers).count + route.reserved > most
      {
        throw Reservations.held("route \(route.code)", route.reserved, "strand")
      }
    }
  }
}

/// Joints of a strand, a port or a range of strands taken apart.
private struct Unsplice {
  let request: ChangeRequest
  let joinery: Joinery
  let target: ChangedThing

  init(_ request: ChangeRequest) throws {
    self.request = request
    joinery = try Joinery(request.connection)
    target = try request.changed()
  }

  func run() throws {
    let ends = try (0...Int32(clamping: target.last - target.number)).map { try end($0) }
    for end in ends where try joinery.isJoined(end) { try joinery.unjoin(end) }
  }

  /// The end that is in a joint, at the place asked for.
  private func end(_ offset: Int32) throws -> End {
    let standings = try joinery.standings(of: target, plus: offset)
    let name = try joinery.name(standings[0].end)
    var joined = try standings.filter { try joinery.isJoined($0.end) }
    if let at = request.thing("at") {
      let place = try joinery.place(of: at.row)
      guard standings.contains(where: { $0.place == place }) else {
        throw ChangeRefusal(
          "\(name) does not end at \(at.code): it ends at \(try joinery.codes(of: standings))")
      }
      joined = joined.filter { $0.place == place }
      guard !joined.isEmpty else {
        throw ChangeRefusal(
          "\(name) is in no joint at \(at.code)", help: "there is nothing to take apart there")
      }
    }
    guard let first = joined.first else {
      throw ChangeRefusal("\(name) is in no joint", help: "there is nothing to take apart")
    }
    guard joined.count == 1 else {
      let node = try NodeRow(joined[1].node, request.connection)
      throw ChangeRefusal(
        "\(name) is in a joint at \(try joinery.codes(of: joined))",
        help: "add `at \(node.called)`")
    }
    return first.end
  }
}

/// What a joint may lose.
enum JointLoss {
  static func require(_ decibels: Double) throws {
    guard decibels >= 0, decibels < 100 else {
      throw ChangeRefusal("a joint loses 0 to 100 dB, not \(decibels)")
    }
  }
}

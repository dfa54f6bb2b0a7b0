// Connecting, re-homing and disconnecting: which port feeds a customer, a premises, a splitter.

internal import TopoqNetwork
internal import TopoqSQLite
internal import TopoqVocabulary

/// The verbs that hang a feed on a port, and the events by which other modules hear of it.
enum Feeds {
  static let verbs: [Verb] = [move, connect, disconnect]

  private static let fed: [Scope] = [.plantNode, .somebody]
  private static let outputs: [Scope] = [.plantNode, .noun("port")]
  private static let port = VerbArgument(
    "port", .value(.integer), doc: "which port; without it the lowest that is free")
  private static let day = VerbArgument(
    "on", .value(.day), doc: "from which day it holds; without it today")

  private static let move = Verb(
    "move", .thing, of: fed,
    arguments: [
      VerbArgument(
        "to", .thing(outputs), .point, isRequired: true,
        doc: "the splitter that is to feed it, one of its ports, or a point on the map"),
      port, day,
    ] + Makeshift.arguments,
    doc: "re-homes a feed to another port, or moves a node on the map",
    example: "move customer C1001 to splitter S13 port 4"
  ) { request in
    if case .point(let longitude, let latitude)? = request.arguments["to"] {
      guard request.text("until") == nil else {
        throw ChangeRefusal(
          "a node is moved on the map for good", help: "leave out `until`: it is for feeds")
      }
      return try Relocation(request).run(longitude: longitude, latitude: latitude)
    }
    try FeedChange(request).move()
  }

  private static let connect = Verb(
    "connect", .thing, of: fed,
    arguments: [
      VerbArgument(
        "to", .thing(outputs), isRequired: true,
        doc: "the splitter that is to feed it, or one of its ports"),
      port,
      VerbArgument(
        "by", .thing([.plantRoute, .noun("strand")]),
        doc: "the drop, or the strand of it, that light is to take"),
      day,
    ] + Makeshift.arguments,
    doc: "hangs what nothing feeds on a port",
    example: "connect premises H55 to splitter S11 port 5"
  ) { try FeedChange($0).connect() }

  private static let disconnect = Verb(
    "disconnect", .thing, of: fed, arguments: [day],
    doc: "takes a feed off its port; the glass stays",
    example: "disconnect customer C1011"
  ) { try FeedChange($0).disconnect() }
}

/// One feed hung, moved or taken off.
struct FeedChange {
  private let request: ChangeRequest
  private let target: ChangedThing
  private let node: NodeRow
  private let joinery: Joinery
  private let feed: Feed
  private let makeshift: Makeshift?

  init(_ request: ChangeRequest) throws {
    self.request = request
    makeshift = try Makeshift.stated(request)
    target = try request.changed()
    guard let id = target.node else {
      throw ChangeRefusal(
        "\(target.called) names no node, so nothing can feed it",
        help: "say first at which premises \(target.called) is")
    }
    joinery = try Joinery(request.connection)
    node = try NodeRow(Int32(clamping: id), request.connection)
    guard node.kind != .olt else {
      throw ChangeRefusal(
        "\(node.called) is a source: light starts there, nothing feeds it",
        help: "name what it feeds")
    }
    feed = try Feed(of: node.id, joinery)
  }

  // MARK: The three verbs

  func move() throws {
    guard let old = feed.port else {
      throw ChangeRefusal(
        "nothing feeds \(node.called), so there is nothing to move",
        help: "write `connect` instead of `move`")
    }
    if try isThere(old) {
      return request.note("\(node.called) is on \(try joinery.name(old)) already")
    }
    let leaving: Int32? = if case .port(let id, _) = old { id } else { nil }
    let new = try FeedTarget(request, leaving: leaving, joinery)
    try hang(on: new, by: nil)
    try announce("moved", from: old, to: new.end)
  }

  func connect() throws {
    if let old = feed.port {
      throw ChangeRefusal(
        "\(node.called) is fed already, by \(try joinery.name(old))",
        help: "write `move` instead of `connect` to re-home it", isTaken: true)
    }
    let new = try FeedTarget(request, leaving: nil, joinery)
    let drop = try request.thing("by").map { try self.drop($0, from: new) }
    try hang(on: new, by: drop)
    try announce("connected", from: nil, to: new.end)
  }

  func disconnect() throws {
    guard let upper = feed.upper, let old = feed.port else {
      throw ChangeRefusal(
        "nothing feeds \(node.called): it is disconnected already",
        help: "`connect \(target.called) to splitter ...` hangs it on a port")
    }
    try joinery.unjoin(upper)
    try announce("disconnected", from: old, to: nil)
  }

  /// Whether the port that feeds it is the one asked for.
  private func isThere(_ old: End) throws -> Bool {
    guard case .port(let id, let number) = old, let to = request.thing("to"),
      to.node == Int64(id)
    else { return false }
    let asked = to.number > 0 ? to.number : request.integer("port")
    return asked == nil || asked == Int64(number.value)
  }

  // MARK: Glass

  /// The two ends of a strand of drop: at the port's place, and at the node fed.
  private struct Drop {
    let near: End
    let far: End
    var route: Int32 { if case .strand(let route, _, _) = near { route } else { 0 } }
  }

  /// Hangs the feed on a port whose end is free.
  ///
  /// The glass from the node up to the port that feeds it stays as it is, and its upper end is
  /// joined to the new port where it ends at the port's place. Else a strand that runs from there
  /// to the node is taken; where there is none, light passes by a bare hop.
  private func hang(on new: FeedTarget, by drop: Drop?) throws {
    let place = try joinery.place(of: new.node.id)
    let input = Feed.input(of: node.id)
    if drop == nil, let upper = feed.upper, case .strand(let id, _, let side) = upper {
      let route = try joinery.glass.route(id)
      let end = side == .a ? route.from : route.to
      if end > 0, try joinery.place(of: end) == place {
        if feed.port != nil { try joinery.unjoin(upper) }
        if let lower = feed.lower, try !joinery.isJoined(lower), lower != upper {
          try joinery.join(lower, input, at: node.id)
        }
        return try finish(new, upper, at: new.node.id)
      }
    }
    let free = try drop ?? freeDrop(from: place)
    if let upper = feed.upper, feed.port != nil { try joinery.unjoin(upper) }
    guard let free else {
      if try joinery.isJoined(input) { try joinery.unjoin(input) }
      request.note(
        "no free strand runs from \(try joinery.code(ofNode: place)) to \(node.called): a bare hop "
          + "stands in until a drop is drawn")
      return try finish(new, input, at: new.node.id)
    }
    if try joinery.glass.peer(of: input)?.end != free.far {
      if try joinery.isJoined(input) { try joinery.unjoin(input) }
      try joinery.join(free.far, input, at: node.id)
    }
    try finish(new, free.near, at: new.node.id)
    request.note("by \(try joinery.name(free.near))")
  }

  private func finish(_ new: FeedTarget, _ end: End, at node: Int32) throws {
    try joinery.join(new.end, end, at: node, makeshift: makeshift)
    if request.integer("port") == nil, request.thing("to")?.number == 0 {
      request.note("on \(try joinery.name(new.end))")
    }
  }

  /// The lowest strand between a place and the node that is free at both ends, or ends at the
  /// node's own input; drops that lead only to this node come before routes that pass it.
  private func freeDrop(from place: Int32) throws -> Drop? {
    let here = Set([node.id, try joinery.place(of: node.id)])
    for id in here.sorted(by: { one, _ in one == node.id }) {
      let routes = try request.connection.kept(
        """
        SELECT id FROM route WHERE to_node = ?1 AND state = 'in service'
        UNION SELECT id FROM route WHERE from_node = ?1 AND state = 'in service'
        ORDER BY 1
        """
      ).rows([.integer(Int64(id))]).compactMap { $0[0].integer }
      for route in routes {
        let row = try RouteRow(Int32(clamping: route), request.connection)
        guard let side = try side(of: row, from: place) else { continue }
        if let drop = try freeStrand(of: row, side, among: 1...(row.strands ?? 1)) { return drop }
      }
    }
    return nil
  }

  /// The side of a route that lies at `place` where the other lies at the node; nil for any other.
  private func side(of route: RouteRow, from place: Int32) throws -> RouteSide? {
    guard route.from > 0, route.to > 0 else { return nil }
    let ends = (try joinery.place(of: route.from), try joinery.place(of: route.to))
    let here = try joinery.place(of: node.id)
    guard ends.0 != ends.1 else { return nil }
    if ends == (place, here) { return .a }
    return ends == (here, place) ? .b : nil
  }

  private func freeStrand(
    of route: RouteRow, _ side: RouteSide, among numbers: ClosedRange<Int>
  ) throws -> Drop? {
    let input = Feed.input(of: node.id)
    for number in numbers {
      let near = End.strand(route: route.id, number: Int32(number), side: side)
      let far = End.strand(route: route.id, number: Int32(number), side: side.opposite)
      guard try !joinery.isJoined(near) else { continue }
      let beyond = try joinery.glass.peer(of: far)?.end
      if beyond == nil ? try !joinery.isJoined(far) : beyond == input {
        return Drop(near: near, far: far)
      }
    }
    return nil
  }

  /// The drop that `by` names, tested.
  private func drop(_ thing: ChangedThing, from new: FeedTarget) throws -> Drop {
    let route = try RouteRow(thing.row, request.connection)
    let place = try joinery.place(of: new.node.id)
    guard let side = try side(of: route, from: place) else {
      throw ChangeRefusal(
        "\(thing.called) does not run from \(new.node.called) to \(node.called): it ends at "
          + "\(try joinery.code(ofNode: route.from)) and \(try joinery.code(ofNode: route.to))",
        help: "name a drop between the two, or leave out `by`")
    }
    let most = max(1, route.strands ?? 1)
    let numbers = thing.number > 0 ? Int(thing.number)...Int(thing.number) : 1...most
    guard let drop = try freeStrand(of: route, side, among: numbers) else {
      throw ChangeRefusal(
        thing.number > 0
          ? "\(thing.called) is taken" : "no strand of \(thing.called) is free at both ends",
        help: "`unsplice strand \(route.code)#1` frees one", isTaken: true)
    }
    return drop
  }

  // MARK: Telling the others

  private func announce(_ event: String, from: End?, to: End?) throws {
    var details: [String: SQLiteValue] = [:]
    if let from { details["from"] = .text(try joinery.glass.name(of: from)) }
    if let to { details["to"] = .text(try joinery.glass.name(of: to)) }
    request.announce(Event(event, target, day: request.day("on"), details: details))
  }
}

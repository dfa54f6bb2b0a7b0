// Ways and reaches over the network in SQL: calls of `way`, `way_joints` and `nodes_reached`.

internal import TopoqSQLite
internal import TopoqVocabulary

extension Generator {
  // MARK: How calls name things

  /// The name by which `way` knows one thing, as an SQL expression; NULL where it stands nowhere.
  private mutating func wayName(_ thing: BoundThing) throws -> String {
    let place = Self.place(of: thing.noun)
    guard thing.noun.placement == .attached else {
      let hasNumber = place == "port" || place == "strand"
      return parameter(
        .text("\(place):\(thing.id)" + (hasNumber ? ":\(thing.number)" : "")))
    }
    return "'\(place):' || \(try self.thing(of: thing))"
  }

  /// The name of what a row of targets is, under the alias `row`.
  private func wayName(_ place: String, _ row: String) -> String {
    let number = place == "port" || place == "strand" ? " || ':' || \(row).number" : ""
    return "'\(place):' || \(row).thing\(number)"
  }

  /// The names of all that a target is, with spaces between them.
  private mutating func wayNames(_ target: BoundTarget) throws -> String {
    if case .things(let things) = target, things.count == 1 { return try wayName(things[0]) }
    let rows = try targets(of: target)
    return "(SELECT group_concat(\(wayName(rows.place, "t")), ' ') FROM (\(rows.sql)) AS t)"
  }

  /// The arguments of a call that finds a way.
  mutating func wayArguments(_ way: BoundWay) throws -> String {
    let ends = "\(try wayName(way.origin)), \(try wayName(way.destination))"
    let waypoints = try way.waypoints.map { try wayName($0) }.joined(separator: " || ' ' || ")
    let avoided = try way.avoided.map { "coalesce(\(try wayNames($0)), '')" }
      .joined(separator: " || ' ' || ")
    return "\(ends), \(waypoints.isEmpty ? "NULL" : waypoints), "
      + "\(avoided.isEmpty ? "NULL" : avoided), '\(way.measure)'"
  }

  // MARK: Places

  /// The routes of a way.
  func routes(of call: String) -> String {
    "SELECT DISTINCT w.route AS node FROM \(call) AS w WHERE w.route IS NOT NULL"
  }

  mutating func routes(along way: BoundWay) throws -> PlaceRows {
    PlaceRows(from: "(\(routes(of: "way(\(try wayArguments(way)))")))")
  }

  /// What lies between two things, or between each of some and each of others.
  mutating func between(
    _ first: BoundTarget, _ second: BoundTarget, _ noun: Noun
  ) throws -> PlaceRows {
    var pairs = ""
    var arguments: String
    if case .things(let from) = first, case .things(let to) = second, from.count == 1,
      to.count == 1
    {
      arguments = "\(try wayName(from[0])), \(try wayName(to[0]))"
    } else {
      let (from, to) = (try targets(of: first), try targets(of: second))
      let (left, right) = (alias(), alias())
      pairs = "(\(from.sql)) AS \(left) CROSS JOIN (\(to.sql)) AS \(right) CROSS JOIN "
      arguments = "\(wayName(from.place, left)), \(wayName(to.place, right))"
    }
    if noun.isJoint {
      return PlaceRows(
        from: "(SELECT DISTINCT w.joint AS node FROM \(pairs)way_joints(\(arguments)) AS w)",
        isOfKey: true)
    }
    let call = "\(pairs)way(\(arguments))"
    guard !noun.isRoute else { return PlaceRows(from: "(\(routes(of: call)))") }
    return PlaceRows(from: "(SELECT DISTINCT w.node FROM \(call) AS w WHERE w.is_end = 0)")
  }

  /// What lies within so much fibre or so many hops of a target, the nearest first.
  mutating func reached(
    _ target: BoundTarget, _ reach: BoundReach, _ noun: Noun
  ) throws -> PlaceRows {
    let extent =
      switch reach {
      case .metresOfFibre(let metres): "\(parameter(.real(metres))), NULL"
      case .hops(let hops): "NULL, \(parameter(Int64(hops)))"
      }
    let names = try wayNames(target)
    // A thing is not within reach of itself; what is attached to it is.
    let spares = noun.isPlantNode && target.isPlantNode ? ", 1" : ""
    let call =
      noun.isRoute
      ? "routes_reached(\(names), \(extent))" : "nodes_reached(\(names), \(extent)\(spares))"
    return PlaceRows(
      from: "(SELECT w.thing AS node, w.metres, w.hops FROM \(call) AS w)",
      brings: (reach.brings, reach.brings == .hops ? "hops" : "metres"))
  }
}

extension Noun {
  /// Joints lie on the way of light by themselves, and not by the node at which they are.
  var isJoint: Bool { placement == .attached && table == "joint" }
}

// Rows of places by what fails, by glass, and along a route.

internal import TopoqSQLite
internal import TopoqVocabulary

extension Generator {
  /// What is left with no light if a target fails.
  mutating func affected(by target: BoundTarget, _ noun: Noun) throws -> PlaceRows {
    let failing = try failing(target, noun, beyond: nil)
    // A thing is not affected by itself; what is attached to it is.
    let isOther =
      noun.isRoute && target.noun?.isRoute == true
      || noun.isPlantNode && target.noun?.isPlantNode == true
    let others =
      isOther ? " AND f.thing NOT IN (SELECT t.thing FROM (\(failing.targets)) AS t)" : ""
    return PlaceRows(
      from: "(SELECT f.thing AS node FROM \(failing.call) AS f WHERE f.stays = 0\(others))",
      tellsKind: !noun.isRoute && noun.isOneKind)
  }

  /// What loses an arrival of light if a target fails, with what becomes of it.
  mutating func losing(
    by target: BoundTarget, beyond metres: Double?, _ noun: Noun
  ) throws -> PlaceRows {
    let failing = try failing(target, noun, beyond: metres)
    return PlaceRows(
      from: """
        (SELECT f.thing AS node,
            CASE WHEN f.stays THEN 'on second feed' ELSE 'loses service' END AS outcome
          FROM \(failing.call) AS f)
        """, brings: (.outcome, "outcome"))
  }

  /// A call that gives what loses light, and the rows of the things that fail.
  private mutating func failing(
    _ target: BoundTarget, _ noun: Noun, beyond metres: Double?
  ) throws -> (call: String, targets: String) {
    let targets = try targets(of: target)
    let list = try list(of: targets.sql, hasHoused: target.isPlantNode)
    let arguments = "'below \(targets.place)', \(list)"
    guard !noun.isRoute else { return ("failing_routes(\(arguments))", targets.sql) }
    var call = "failing_nodes(\(arguments), \(parameter(try kinds(of: noun)))"
    if let metres { call += ", \(parameter(.real(metres)))" }
    return (call + ")", targets.sql)
  }

  /// What hangs together with a target by glass.
  mutating func connected(to target: BoundTarget, _ noun: Noun) throws -> PlaceRows {
    let targets = try targets(of: target)
    let list = try list(of: targets.sql, hasHoused: target.isPlantNode)
    let call =
      "connected_\(noun.isRoute ? "routes" : "nodes")('\(targets.place)', \(list))"
    let isOther =
      noun.isRoute && target.noun?.isRoute == true
      || noun.isPlantNode && target.noun?.isPlantNode == true
    let others =
      isOther ? " WHERE c.thing NOT IN (SELECT t.thing FROM (\(targets.sql)) AS t)" : ""
    return PlaceRows(from: "(SELECT c.thing AS node FROM \(call) AS c\(others))")
  }

  /// Things as one argument of a call, `id:number` with blanks between; with all that they house.
  private func list(of targets: String, hasHoused: Bool) throws -> String {
    guard hasHoused else {
      return "(SELECT group_concat(thing || ':' || coalesce(number, 0), ' ') FROM (\(targets)))"
    }
    return """
      (WITH RECURSIVE inside(thing) AS (
          SELECT thing FROM (\(targets))
          UNION
          SELECT n.id FROM inside CROSS JOIN node AS n ON n.housed_in = inside.thing)
        SELECT group_concat(thing || ':0', ' ') FROM inside)
      """
  }

  /// What lies, or for routes runs, along some routes, with the metres from their beginning.
  mutating func along(_ target: BoundTarget, _ noun: Noun) throws -> PlaceRows {
    let call = noun.isRoute ? "routes_along" : "nodes_along"
    let targets = try targets(of: target).sql
    return PlaceRows(
      from: """
        (SELECT a.thing AS node, min(a.metres) AS metres
          FROM (\(targets)) AS t CROSS JOIN \(call)(t.thing) AS a
          GROUP BY a.thing)
        """, brings: (.chainage, "metres"))
  }
}

extension Noun {
  /// Whether its rows are nodes of one kind.
  var isOneKind: Bool {
    if case .node(.some) = placement { true } else { false }
  }
}

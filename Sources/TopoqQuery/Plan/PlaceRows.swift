// What a place of a sentence is in SQL: rows of nodes, or of routes where routes are asked for.

internal import TopoqNetwork
internal import TopoqSQLite
internal import TopoqVocabulary

/// Something that can stand after FROM and has a column `node` (for routes: their id).
struct PlaceRows {
  var from: String
  /// True where rows also have a column `metres`.
  var hasMetres = false
  /// True where only nodes of the noun's own kind come.
  var tellsKind = false
}

extension Generator {
  mutating func rows(of spot: BoundSpot, _ noun: Noun) throws -> PlaceRows {
    switch spot {
    case .fed(let target, let isDirect):
      return try noun.isRoute
        ? routesBelow(target) : lit(target, isDirect ? "directly below" : "below", noun)
    case .upstream(let target):
      return try noun.isRoute ? routesAbove(target) : lit(target, "above", noun)
    case .at(let target): return try housed(in: target, noun)
    case .inside(let target):
      return try area(target, noun.isRoute ? "routes_in" : "nodes_in")
    case .crossing(let target):
      return try area(target, noun.isRoute ? "routes_crossing" : "nodes_in")
    case .near(let target): return try around(target, nil, noun)
    case .within(let metres, let target):
      return try noun.isRoute
        ? routesWithin(metres, target) : around(target, metres, noun)
    case .related: preconditionFailure("a relation is a test, not rows")
    }
  }

  // MARK: Light

  /// Bits of the kinds of node at which rows of `noun` can be.
  private func kinds(of noun: Noun) throws -> Int64 {
    switch noun.placement {
    case .node(let kind?): return NodeKind(word: kind).map { 1 << Int64($0.rawValue) } ?? ~0
    case .attached:
      let known = try connection.first(
        "SELECT value FROM file WHERE key = ?", [.text("kinds of \(noun.table)")])?.text
      return known.flatMap { Int64($0) } ?? ~0
    default: return ~0
    }
  }

  private mutating func lit(_ target: BoundTarget, _ verb: String, _ noun: Noun) throws -> PlaceRows
  {
    let kinds = parameter(try kinds(of: noun))
    // A thing is not downstream of itself; what is attached to it is.
    let isNode = noun.isPlantNode
    var tellsKind = false
    if case .node(.some) = noun.placement { tellsKind = true }
    if case .things(let things) = target, things.count == 1,
      let call = try litArguments(things[0], verb: verb), try !houses(things[0])
    {
      let from = "lit_nodes(\(call.arguments), \(kinds))"
      guard isNode else { return PlaceRows(from: from) }
      return PlaceRows(
        from: "(SELECT l.node FROM \(from) AS l WHERE l.is_place = 0)", tellsKind: tellsKind)
    }
    var parts: [String] = []
    switch target {
    case .things(let things):
      for thing in things {
        parts.append(try litPart(of: thing, verb, kinds, isNode))
      }
    case .set(let set):
      let rows = try targets(of: set)
      parts.append(
        "SELECT l.node FROM (\(rows.sql)) AS t "
          + "CROSS JOIN lit_nodes('\(verb) \(rows.place)', t.thing, t.number, \(kinds)) AS l"
          + (isNode ? " WHERE l.is_place = 0" : ""))
    case .point: preconditionFailure("the binder refuses a point on the network")
    }
    // UNION removes what several targets share.
    let from =
      parts.count == 1
      ? "SELECT DISTINCT node FROM (\(parts[0]))" : parts.joined(separator: " UNION ")
    return PlaceRows(from: "(\(from))", tellsKind: tellsKind)
  }

  /// The nodes of one target; what it houses belongs to it.
  private mutating func litPart(
    of thing: BoundThing, _ verb: String, _ kinds: String, _ isNode: Bool
  ) throws -> String {
    guard try houses(thing), let call = try litArguments(thing, verb: verb) else {
      let call = try litArguments(thing, verb: verb)!
      return "SELECT l.node FROM lit_nodes(\(call.arguments), \(kinds)) AS l"
        + (isNode ? " WHERE l.is_place = 0" : "")
    }
    let id = call.thing
    return """
      SELECT l.node FROM (\(inside(id))) AS h
        CROSS JOIN lit_nodes('\(verb) node', h.id, NULL, \(kinds)) AS l
        \(isNode ? "WHERE l.node <> \(id)" : "")
      """
  }

  /// A node and all that it houses, at any depth.
  private func inside(_ id: String) -> String {
    """
    WITH RECURSIVE inside(id) AS (
      SELECT \(id) UNION SELECT n.id FROM inside CROSS JOIN node AS n ON n.housed_in = inside.id)
    SELECT id FROM inside
    """
  }

  func houses(_ thing: BoundThing) throws -> Bool {
    guard thing.noun.isPlantNode else { return false }
    return try connection.first(
      "SELECT 1 FROM node WHERE housed_in = ? LIMIT 1", [.integer(thing.id)]) != nil
  }

  /// The first three arguments of `lit_nodes` and `light` for one thing.
  mutating func litArguments(
    _ thing: BoundThing, verb: String
  ) throws -> (arguments: String, thing: String, text: String)? {
    let text = "\(verb) \(thing.noun.name) \(thing.code)"
    switch thing.noun.placement {
    case .node:
      let id = parameter(thing.id)
      return ("'\(verb) node', \(id), NULL", id, text)
    case .attached:
      let row = alias()
      let node = expand(thing.noun.node ?? "NULL", thing.noun, row)
      let key = expand(thing.noun.key, thing.noun, row)
      let id =
        "(SELECT \(node) FROM \(thing.noun.table) AS \(row) WHERE \(key) = \(parameter(thing.id)))"
      return ("'\(verb) node', \(id), NULL", id, text)
    case .route where verb == "below":
      let id = parameter(thing.id)
      return ("'below route', \(id), NULL", id, text)
    case .strand where verb == "below":
      let id = parameter(thing.id)
      return ("'below strand', \(id), \(parameter(thing.number))", id, text)
    case .port where verb == "below":
      let id = parameter(thing.id)
      return ("'below port', \(id), \(parameter(thing.number))", id, text)
    case .port:
      let id = parameter(thing.id)
      return ("'\(verb) node', \(id), NULL", id, text)
    case .route, .strand:
      // Upstream of a route, or one step below it: from the node at its far end.
      let row = alias()
      let id =
        "(SELECT coalesce(\(row).to_node, \(row).from_node) FROM route AS \(row) "
        + "WHERE \(row).id = \(parameter(thing.id)))"
      return ("'\(verb) node', \(id), NULL", id, text)
    case .area, .nowhere: return nil
    }
  }

  /// A set as rows of (thing, number), and how `lit_nodes` names such a place.
  mutating func targets(of set: BoundQuestion) throws -> (sql: String, place: String) {
    let row = alias()
    let source = try source(of: set, row: row)
    let limit = set.limit ?? (source.isNear ? 10 : nil)
    let end = limit.map { " LIMIT \(parameter(Int64($0)))" } ?? ""
    let noun = set.noun
    switch noun.placement {
    case .route: return ("SELECT \(row).id AS thing, NULL AS number \(source.text)\(end)", "route")
    case .strand:
      return (
        "SELECT \(row).route AS thing, \(row).number AS number \(source.text)\(end)", "strand"
      )
    case .port:
      return ("SELECT \(row).node AS thing, \(row).number AS number \(source.text)\(end)", "port")
    default:
      let node = expand(noun.node ?? "NULL", noun, row)
      return ("SELECT \(node) AS thing, NULL AS number \(source.text)\(end)", "node")
    }
  }

  // MARK: Routes by light

  private mutating func routesBelow(_ target: BoundTarget) throws -> PlaceRows {
    try routes(target, "below", "l.is_start = 0 AND l.route > 0")
  }

  private mutating func routesAbove(_ target: BoundTarget) throws -> PlaceRows {
    try routes(target, "above", "l.route > 0")
  }

  private mutating func routes(
    _ target: BoundTarget, _ verb: String, _ test: String
  ) throws -> PlaceRows {
    var parts: [String] = []
    switch target {
    case .things(let things):
      for thing in things {
        guard let call = try litArguments(thing, verb: verb) else { continue }
        parts.append("SELECT l.route AS node FROM light(\(call.arguments)) AS l WHERE \(test)")
      }
    case .set(let set):
      let rows = try targets(of: set)
      parts.append(
        "SELECT l.route AS node FROM (\(rows.sql)) AS t "
          + "CROSS JOIN light('\(verb) \(rows.place)', t.thing, t.number) AS l WHERE \(test)")
    case .point: preconditionFailure("the binder refuses a point on the network")
    }
    return PlaceRows(from: "(SELECT DISTINCT node FROM (\(parts.joined(separator: " UNION "))))")
  }

  // MARK: Ground

  private mutating func housed(in target: BoundTarget, _ noun: Noun) throws -> PlaceRows {
    var starts: String
    switch target {
    case .things(let things):
      starts = things.map { "SELECT \(parameter($0.id)) AS thing" }.joined(separator: " UNION ALL ")
    case .set(let set): starts = "SELECT thing FROM (\(try targets(of: set).sql))"
    case .point: preconditionFailure("the binder refuses a point on the network")
    }
    let itself = noun.isPlantNode ? " WHERE depth > 0" : ""
    return PlaceRows(
      from: """
        (WITH RECURSIVE inside(node, depth) AS (
          SELECT thing, 0 FROM (\(starts))
          UNION SELECT n.id, 1 FROM inside CROSS JOIN node AS n ON n.housed_in = inside.node)
        SELECT DISTINCT node FROM inside\(itself))
        """)
  }

  private mutating func area(_ target: BoundTarget, _ function: String) throws -> PlaceRows {
    switch target {
    case .things(let things) where things.count == 1:
      return PlaceRows(
        from: "(SELECT a.thing AS node FROM \(function)(\(parameter(things[0].id))) AS a)")
    case .things(let things):
      let ids = things.map { "SELECT \(parameter($0.id)) AS id" }.joined(separator: " UNION ALL ")
      return PlaceRows(
        from:
          "(SELECT DISTINCT a.thing AS node FROM (\(ids)) AS t CROSS JOIN \(function)(t.id) AS a)")
    case .set(let set):
      let row = alias()
      let source = try source(of: set, row: row)
      return PlaceRows(
        from:
          "(SELECT DISTINCT a.thing AS node FROM (SELECT \(row).id AS id \(source.text)) AS t "
          + "CROSS JOIN \(function)(t.id) AS a)")
    case .point: preconditionFailure("the binder refuses a point as an area")
    }
  }

  /// Nodes around a target by distance; a kind where only that kind is wanted.
  private mutating func around(
    _ target: BoundTarget, _ metres: Double?, _ noun: Noun
  ) throws -> PlaceRows {
    let limit = metres.map { parameter(.real($0)) } ?? "NULL"
    var kind = "NULL"
    if case .node(let word?) = noun.placement { kind = parameter(.text(word)) }
    switch target {
    case .point(let longitude, let latitude):
      let call =
        "nodes_around('point', \(parameter(.real(longitude))), \(parameter(.real(latitude))), "
        + "\(limit), \(kind))"
      return PlaceRows(from: call, hasMetres: true)
    case .things(let things) where things.count == 1:
      let place = try shape(of: things[0])
      let call = "nodes_around('\(place.shape)', \(place.id), NULL, \(limit), \(kind))"
      guard noun.isPlantNode, place.shape == "node" else {
        return PlaceRows(from: call, hasMetres: true)
      }
      return PlaceRows(
        from: "(SELECT n.node, n.metres FROM \(call) AS n WHERE n.node <> \(place.id))",
        hasMetres: true)
    case .things(let things):
      var parts: [String] = []
      for thing in things {
        let place = try shape(of: thing)
        parts.append(
          "SELECT node, metres FROM nodes_around('\(place.shape)', \(place.id), NULL, \(limit), \(kind))"
        )
      }
      return nearestOfSeveral(parts.joined(separator: " UNION ALL "))
    case .set(let set):
      let rows = try targets(of: set)
      var shape = rows.place == "route" || rows.place == "strand" ? "route" : "node"
      if set.noun.placement == .area { shape = "area" }
      let things =
        set.noun.placement == .area ? try areaTargets(set) : rows.sql
      return nearestOfSeveral(
        "SELECT n.node, n.metres FROM (\(things)) AS t "
          + "CROSS JOIN nodes_around('\(shape)', t.thing, NULL, \(limit), \(kind)) AS n")
    }
  }

  private mutating func areaTargets(_ set: BoundQuestion) throws -> String {
    let row = alias()
    return "SELECT \(row).id AS thing \(try source(of: set, row: row).text)"
  }

  private func nearestOfSeveral(_ rows: String) -> PlaceRows {
    PlaceRows(
      from:
        "(SELECT node, min(metres) AS metres FROM (\(rows)) GROUP BY node ORDER BY metres, node)",
      hasMetres: true)
  }

  private mutating func shape(of thing: BoundThing) throws -> (shape: String, id: String) {
    switch thing.noun.placement {
    case .route, .strand: return ("route", parameter(thing.id))
    case .area: return ("area", parameter(thing.id))
    default: return ("node", try litArguments(thing, verb: "at")!.thing)
    }
  }

  /// Routes with an end within a distance: by their end nodes.
  private mutating func routesWithin(
    _ metres: Double, _ target: BoundTarget
  ) throws -> PlaceRows {
    let nodes = try around(target, metres, vocabulary.noun("node")!)
    return PlaceRows(
      from: """
        (SELECT e.id AS node FROM \(nodes.from) AS n CROSS JOIN route AS e ON e.from_node = n.node
        UNION SELECT e.id FROM \(nodes.from) AS n CROSS JOIN route AS e ON e.to_node = n.node)
        """)
  }
}

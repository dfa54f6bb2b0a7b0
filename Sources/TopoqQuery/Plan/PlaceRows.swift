// What a place of a sentence is in SQL: rows of nodes, or of routes where routes are asked for.

internal import TopoqNetwork
internal import TopoqSQLite
internal import TopoqVocabulary

/// Something that can stand after FROM and has a column `node` (for routes: their id).
struct PlaceRows {
  var from: String
  /// The field of the answer that rows bring, and the column it stands in.
  var brings: (field: BroughtField, column: String)?
  /// True where only nodes of the noun's own kind come.
  var tellsKind = false
  /// True where the column `node` holds rows' own keys, of a noun that is neither nodes nor routes.
  var isOfKey = false
}

extension Generator {
  mutating func rows(of spot: BoundSpot, _ noun: Noun) throws -> PlaceRows {
    if noun.isJoint, let joints = try litJoints(spot) { return joints }
    if noun.placement == .port, case .upstream(let target, let isDirect) = spot {
      return try feedingPorts(target, isDirect ? "directly above" : "above")
    }
    switch spot {
    case .fed(let target, let isDirect):
      let verb = isDirect ? "directly below" : "below"
      return try noun.isRoute ? routes(target, verb) : lit(target, verb, noun)
    case .upstream(let target, let isDirect):
      let verb = isDirect ? "directly above" : "above"
      return try noun.isRoute ? routes(target, verb) : lit(target, verb, noun)
    case .affected(let target): return try affected(by: target, noun)
    case .failing(let target, let metres): return try losing(by: target, beyond: metres, noun)
    case .connected(let target): return try connected(to: target, noun)
    case .along(let target): return try along(target, noun)
    case .at(let target):
      let housed = try housed(in: target, noun)
      return noun.isRoute ? routesEnding(at: housed) : housed
    case .inside(let target):
      return try area(target, noun.isRoute ? "routes_in" : "nodes_in")
    case .crossing(let target):
      return try area(target, noun.isRoute ? "routes_crossing" : "nodes_in")
    case .near(let target): return try around(target, nil, noun)
    case .within(let metres, let target): return try around(target, metres, noun)
    case .reached(let reach, let target): return try reached(target, reach, noun)
    case .between(let first, let second): return try between(first, second, noun)
    case .way(let way): return try routes(along: way)
    case .related, .among: preconditionFailure("a relation is a test, not rows")
    }
  }

  // MARK: Light

  /// Bits of the kinds of node at which rows of `noun` can be.
  func kinds(of noun: Noun) throws -> Int64 {
    switch noun.placement {
    case .node(let kind?): return NodeKind(word: kind).map { 1 << Int64($0.rawValue) } ?? ~0
    case .attached:
      let known = try connection.kept("SELECT value FROM file WHERE key = ?")
        .first([.text("kinds of \(noun.table)")])?.text
      return known.flatMap { Int64($0) } ?? ~0
    default: return ~0
    }
  }

  private mutating func lit(_ target: BoundTarget, _ verb: String, _ noun: Noun) throws -> PlaceRows
  {
    let kinds = parameter(try kinds(of: noun))
    // A thing is not downstream of itself; what is attached to it is.
    let isNode = noun.isPlantNode
    let tellsKind = noun.isOneKind
    let isAbove = verb.hasSuffix("above")
    if case .things(let things) = target, things.count == 1, !isAbove,
      let call = try litArguments(things[0], verb: verb), try !houses(things[0])
    {
      let from = "lit_nodes(\(call.arguments), \(kinds))"
      guard isNode else { return PlaceRows(from: from) }
      return PlaceRows(
        from: "(SELECT l.node FROM \(from) AS l WHERE l.is_place = 0)", tellsKind: tellsKind)
    }
    let targets = try targets(of: target)
    let from: String
    if isAbove {
      // The node of a port stands above it.
      let isPort = targets.place == "port"
      let starts = isPort ? portNodes(targets.sql, verb) : targets.sql
      let place = isPort ? "node" : target.isPlantNode ? "housing" : targets.place
      from =
        litAbove(starts, "\(verb) \(place)", kinds, isNode)
        + (isPort ? " UNION SELECT thing FROM (\(targets.sql))" : "")
    } else if target.isPlantNode {
      from = litHoused(targets.sql, verb, kinds, isNode)
    } else {
      from = """
        SELECT DISTINCT l.node FROM (\(targets.sql)) AS t
          CROSS JOIN lit_nodes('\(verb) \(targets.place)', t.thing, t.number, \(kinds)) AS l
          \(isNode ? "WHERE l.is_place = 0" : "")
        """
    }
    return PlaceRows(from: "(\(from))", tellsKind: tellsKind && targets.place != "port")
  }

  private func litAbove(
    _ targets: String, _ place: String, _ kinds: String, _ isNode: Bool
  ) -> String {
    """
    SELECT DISTINCT l.node FROM (\(targets)) AS t
      CROSS JOIN lit_nodes('\(place)', t.thing, t.number, \(kinds)) AS l
      \(isNode ? "WHERE l.is_place = 0" : "")
    """
  }

  /// The nodes of ports from which to go on upwards: above the port of a source, and directly above
  /// that of a splitter, stands its node alone.
  private func portNodes(_ ports: String, _ verb: String) -> String {
    let ends = verb == "directly above" ? "('splitter', 'olt')" : "('olt')"
    return """
      SELECT thing, number FROM (\(ports))
        CROSS JOIN node AS p ON p.id = thing WHERE p.kind NOT IN \(ends)
      """
  }

  /// What things and all that they house feed; of the housed, nodes count where light arrives.
  private func litHoused(
    _ things: String, _ verb: String, _ kinds: String, _ isNode: Bool
  ) -> String {
    """
    SELECT DISTINCT l.node FROM (
      WITH RECURSIVE inside(thing, id) AS (
        SELECT thing, thing FROM (\(things))
        UNION
        SELECT inside.thing, n.id FROM inside CROSS JOIN node AS n ON n.housed_in = inside.id)
      SELECT thing, id FROM inside) AS h
      CROSS JOIN lit_nodes('\(verb) node', h.id, NULL, \(kinds)) AS l
      \(isNode ? "WHERE l.node <> h.thing AND l.kind IS NOT NULL" : "")
    """
  }

  func houses(_ thing: BoundThing) throws -> Bool {
    guard thing.noun.isPlantNode else { return false }
    return try connection.kept("SELECT 1 FROM node WHERE housed_in = ? LIMIT 1")
      .first([.integer(thing.id)]) != nil
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
      let id = try self.thing(of: thing)
      return ("'\(verb) node', \(id), NULL", id, text)
    case .route:
      let id = parameter(thing.id)
      return ("'\(verb) route', \(id), NULL", id, text)
    case .strand:
      let id = parameter(thing.id)
      return ("'\(verb) strand', \(id), \(parameter(thing.number))", id, text)
    case .port where verb == "above" || verb == "at":
      let id = parameter(thing.id)
      return ("'\(verb) node', \(id), NULL", id, text)
    case .port:
      let id = parameter(thing.id)
      return ("'\(verb) port', \(id), \(parameter(thing.number))", id, text)
    case .area, .nowhere: return nil
    }
  }

  /// A target as rows of (thing, number), and how `lit_nodes` names such a place.
  mutating func targets(
    of target: BoundTarget
  ) throws -> (sql: String, place: String) {
    switch target {
    case .set(let set): return try targets(of: set)
    case .point: preconditionFailure("the binder refuses a point on the network")
    case .things(let things):
      let rows = try things.map { thing in
        let id = try self.thing(of: thing)
        let hasNumber = thing.noun.placement == .port || thing.noun.placement == .strand
        return "(\(id), \(hasNumber ? parameter(thing.number) : "NULL"))"
      }
      let sql =
        "SELECT column1 AS thing, column2 AS number FROM (VALUES \(rows.joined(separator: ", ")))"
      return (sql, Self.place(of: things[0].noun))
    }
  }

  /// The id by which light and ground know a thing: its row, or the node that its row names.
  mutating func thing(of thing: BoundThing) throws -> String {
    guard thing.noun.placement == .attached else { return parameter(thing.id) }
    let row = alias()
    let node = expand(thing.noun.node ?? "NULL", thing.noun, row)
    let key = expand(thing.noun.key, thing.noun, row)
    return
      "(SELECT \(node) FROM \(thing.noun.table) AS \(row) WHERE \(key) = \(parameter(thing.id)))"
  }

  static func place(of noun: Noun) -> String {
    switch noun.placement {
    case .route: "route"
    case .strand: "strand"
    case .port: "port"
    case .area: "area"
    case .node, .attached, .nowhere: "node"
    }
  }

  /// A set as rows of (thing, number), and how `lit_nodes` names such a place.
  /// Where it is named, rows also have a column `whose`: the thing's code.
  mutating func targets(
    of set: BoundQuestion, isNamed: Bool = false
  ) throws -> (sql: String, place: String) {
    let row = alias()
    let source = try source(of: set, row: row)
    let end = tail(of: set, source, row)
    let noun = set.noun
    let columns: String
    switch noun.placement {
    case .area, .route: columns = "\(row).id AS thing, NULL AS number"
    case .strand: columns = "\(row).route AS thing, \(row).number AS number"
    case .port: columns = "\(row).node AS thing, \(row).number AS number"
    case .node, .attached, .nowhere:
      columns = "\(expand(noun.node ?? "NULL", noun, row)) AS thing, NULL AS number"
    }
    let name = isNamed ? "\(expand(noun.code, noun, row)) AS whose, " : ""
    return ("SELECT \(name)\(columns) \(source.text)\(end)", Self.place(of: noun))
  }

  // MARK: Joints and ports by light

  /// The ports of sources from which light comes to a target.
  private mutating func feedingPorts(_ target: BoundTarget, _ verb: String) throws -> PlaceRows {
    let (things, place) = try above(target, verb)
    return PlaceRows(
      from: """
        (SELECT DISTINCT e.id AS node FROM (\(things)) AS t
          CROSS JOIN light('\(place)', t.thing, t.number) AS l
          CROSS JOIN strand_end AS e ON e.node = l.node AND e.number = l.port
        WHERE l.parent IS NULL AND l.is_start = 0)
        """, isOfKey: true)
  }

  /// A target as rows of (thing, number) from which to go upwards, and how `light` names that.
  private mutating func above(
    _ target: BoundTarget, _ verb: String
  ) throws -> (things: String, place: String) {
    let (things, place) = try targets(of: target)
    if place == "port" { return (portNodes(things, verb), "\(verb) node") }
    return (things, "\(verb) \(target.isPlantNode ? "housing" : place)")
  }

  /// The joints that light passes below a target or above it; nil where the place is no such.
  private mutating func litJoints(_ spot: BoundSpot) throws -> PlaceRows? {
    let verb: String
    let target: BoundTarget
    switch spot {
    case .fed(let fed, let isDirect): (verb, target) = (isDirect ? "directly below" : "below", fed)
    case .upstream(let fed, let isDirect):
      (verb, target) = (isDirect ? "directly above" : "above", fed)
    default: return nil
    }
    var things: String
    var place: String
    if case .upstream = spot {
      (things, place) = try above(target, verb)
    } else {
      (things, place) = try targets(of: target)
      place = "\(verb) \(place)"
      if target.isPlantNode { things = housed(in: things) }
    }
    return PlaceRows(
      from: """
        (SELECT DISTINCT l.joint AS node FROM (\(things)) AS t
          CROSS JOIN lit_joints('\(place)', t.thing, t.number) AS l)
        """, isOfKey: true)
  }

  /// Rows of (thing, number) with all that the things house.
  private func housed(in things: String) -> String {
    """
    WITH RECURSIVE inside(thing, number) AS (
      SELECT thing, NULL FROM (\(things))
      UNION
      SELECT n.id, NULL FROM inside CROSS JOIN node AS n ON n.housed_in = inside.thing)
    SELECT thing, number FROM inside
    """
  }

  // MARK: Routes by light

  // The route by which light comes to a node is none below it, nor is a route above itself; the
  // route on a port is below the port.

  /// Routes that light leaves by below a target, or comes by above it.
  private mutating func routes(_ target: BoundTarget, _ verb: String) throws -> PlaceRows {
    let targets = try targets(of: target)
    var (things, place) = targets
    let isAbove = verb.hasSuffix("above")
    if isAbove, place == "port" {
      place = "node"
      things = portNodes(things, verb)
    } else if isAbove, target.isPlantNode {
      place = "housing"
    }
    if !isAbove, target.isPlantNode { things = housed(in: targets.sql) }
    var test =
      isAbove && (place == "node" || place == "housing") || targets.place == "port"
      ? "l.route > 0" : "l.is_start = 0 AND l.route > 0"
    // The route into the splitter that stands directly above lies above it.
    if verb == "directly above" { test += " AND l.is_stop = 0" }
    return PlaceRows(
      from: """
        (SELECT DISTINCT l.route AS node FROM (\(things)) AS t
          CROSS JOIN light('\(verb) \(place)', t.thing, t.number) AS l
        WHERE \(test))
        """)
  }

  // MARK: Ground

  private mutating func housed(in target: BoundTarget, _ noun: Noun) throws -> PlaceRows {
    let starts = try targets(of: target).sql
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
    if case .things(let things) = target, things.count == 1 {
      return PlaceRows(
        from: "(SELECT a.thing AS node FROM \(function)(\(parameter(things[0].id))) AS a)")
    }
    return PlaceRows(
      from:
        "(SELECT DISTINCT a.thing AS node FROM (\(try targets(of: target).sql)) AS t "
        + "CROSS JOIN \(function)(t.thing) AS a)")
  }

  /// Nodes, or routes, around a target by distance; of one kind where only that kind is wanted.
  private mutating func around(
    _ target: BoundTarget, _ metres: Double?, _ noun: Noun
  ) throws -> PlaceRows {
    let limit = metres.map { parameter(.real($0)) } ?? "NULL"
    var rest = ", \(limit))"
    if !noun.isRoute {
      var kind = "NULL"
      if case .node(let word?) = noun.placement { kind = parameter(.text(word)) }
      rest = ", \(limit), \(kind))"
    }
    let call = noun.isRoute ? "routes_around" : "nodes_around"
    // Routes stand in the column `node`, as elsewhere among places.
    let columns = noun.isRoute ? "n.route AS node, n.metres" : "n.node, n.metres"
    switch target {
    case .point(let longitude, let latitude):
      let place = "\(parameter(.real(longitude))), \(parameter(.real(latitude)))"
      let from = "\(call)('point', \(place)\(rest)"
      return PlaceRows(
        from: noun.isRoute ? "(SELECT \(columns) FROM \(from) AS n)" : from,
        brings: (.distance, "metres"))
    case .things(let things) where things.count == 1:
      let place = try shape(of: things[0])
      let from = "\(call)('\(place.shape)', \(place.id), NULL\(rest)"
      // A thing is not near itself.
      let isItself =
        noun.isRoute ? things[0].noun.isRoute : noun.isPlantNode && things[0].noun.isPlantNode
      if !isItself, !noun.isRoute { return PlaceRows(from: from, brings: (.distance, "metres")) }
      let test =
        isItself ? " WHERE n.\(noun.isRoute ? "route" : "node") <> \(place.id)" : ""
      return PlaceRows(
        from: "(SELECT \(columns) FROM \(from) AS n\(test))", brings: (.distance, "metres"))
    case .things, .set:
      let rows = try targets(of: target)
      let shape = rows.place == "strand" ? "route" : rows.place == "port" ? "node" : rows.place
      // Each is near the others, and not near itself.
      let isItself =
        noun.isRoute ? target.isPlantRoute : noun.isPlantNode && target.isPlantNode
      let test = isItself ? " WHERE n.\(noun.isRoute ? "route" : "node") <> t.thing" : ""
      return nearestOfSeveral(
        "SELECT \(columns) FROM (\(rows.sql)) AS t "
          + "CROSS JOIN \(call)('\(shape)', t.thing, NULL\(rest) AS n\(test)")
    }
  }

  private func nearestOfSeveral(_ rows: String) -> PlaceRows {
    PlaceRows(
      from:
        "(SELECT node, min(metres) AS metres FROM (\(rows)) GROUP BY node ORDER BY metres, node)",
      brings: (.distance, "metres"))
  }

  private mutating func shape(of thing: BoundThing) throws -> (shape: String, id: String) {
    let place = Self.place(of: thing.noun)
    let shape = place == "strand" ? "route" : place == "port" ? "node" : place
    return (shape, try self.thing(of: thing))
  }

  /// Routes with an end at one of some nodes.
  private func routesEnding(at nodes: PlaceRows) -> PlaceRows {
    PlaceRows(
      from: """
        (SELECT e.id AS node FROM \(nodes.from) AS n CROSS JOIN route AS e ON e.from_node = n.node
        UNION SELECT e.id FROM \(nodes.from) AS n CROSS JOIN route AS e ON e.to_node = n.node)
        """)
  }
}

extension BoundTarget {
  /// Whether it is routes.
  fileprivate var isPlantRoute: Bool {
    switch self {
    case .things(let things): things[0].noun.isRoute
    case .set(let set): set.noun.isRoute
    case .point: false
    }
  }

  /// Whether it is nodes of the plant, which may house others.
  var isPlantNode: Bool {
    switch self {
    case .things(let things): things[0].noun.isPlantNode
    case .set(let set): set.noun.isPlantNode
    case .point: false
    }
  }
}

// A trace: the feed hop by hop, up to the source or down to the last point.

internal import TopoqSQLite
internal import TopoqVocabulary

extension Generator {
  /// Where a trace's points come from: each with the marks that tell which of them are shown.
  private struct TracePoints {
    var from: String
    /// What a feed is told apart by.
    var feed = "feed"
    /// Whether points say whose feed they are on.
    var namesOrigin = false
  }

  /// Compiles a trace. Rows stand in the order of the feed: upwards from where it begins, downwards
  /// in order of address.
  mutating func compile(_ trace: BoundTrace, wantsGeometry: Bool) throws -> Compiled {
    let points = try points(of: trace)
    var source = points.from + " AS l"
    var end = ""
    var shown = trace.shown
    if points.namesOrigin { shown.insert(HopField("of", .text, "l.whose"), at: 0) }
    if trace.destination != nil || trace.avoided != nil || points.namesOrigin {
      source = "(\(try marked(points, trace))) AS l"
      let order = trace.isUpstream ? "l.depth DESC" : "l.address"
      end =
        "\nWHERE l.leads AND NOT l.is_out\nORDER BY \(points.namesOrigin ? "l.rank, " : "")l.feed, "
        + order
    }
    return compile(
      shown, wantsGeometry,
      from: """
        FROM \(source)
        LEFT JOIN node AS n ON n.id = l.node
        LEFT JOIN route AS r ON r.id = l.route\(end)
        """)
  }

  private mutating func points(of trace: BoundTrace) throws -> TracePoints {
    let verb = trace.isUpstream ? "above" : "below"
    if case .things(let things) = trace.origin, things.count == 1,
      let call = try litArguments(things[0], verb: verb)
    {
      plan.append("light \(call.text), point by point")
      guard things[0].noun.isPlantNode else { return TracePoints(from: "light(\(call.arguments))") }
      return TracePoints(from: "light('\(Self.start(verb))', \(call.thing), NULL)")
    }
    let origins = try origins(trace.origin)
    let isPort = trace.isUpstream && origins.place == "port"
    let place = "\(verb) \(isPort ? "node" : origins.place)"
    let start = trace.origin.isPlantNode ? Self.start(verb) : place
    plan.append("light \(verb) each of \(trace.origin.described), point by point")
    return TracePoints(
      from: """
        (SELECT t.*, o.rank, o.whose
        FROM (SELECT row_number() OVER () AS rank, s.* FROM (\(origins.sql)) AS s) AS o
          CROSS JOIN light('\(start)', o.thing, o.number) AS t)
        """, feed: "rank, feed", namesOrigin: true)
  }

  /// How `light` names where a trace of a node begins: there, or at what it houses.
  private static func start(_ verb: String) -> String { verb == "above" ? "up from" : "down from" }

  /// Several things that a trace begins at, as rows of (whose, thing, number).
  private mutating func origins(
    _ target: BoundTarget
  ) throws -> (sql: String, place: String) {
    guard case .things(let things) = target else {
      guard case .set(let set) = target else {
        preconditionFailure("the binder refuses a point on the network")
      }
      return try targets(of: set, isNamed: true)
    }
    let rows = try things.map { thing in
      let hasNumber = thing.noun.placement == .port || thing.noun.placement == .strand
      let number = hasNumber ? parameter(thing.number) : "NULL"
      return "(\(parameter(.text(thing.code))), \(try self.thing(of: thing)), \(number))"
    }
    let sql =
      "SELECT column1 AS whose, column2 AS thing, column3 AS number "
      + "FROM (VALUES \(rows.joined(separator: ", ")))"
    return (sql, Self.place(of: things[0].noun))
  }

  // MARK: Which points are shown

  /// The points with `leads`, where they lie on the way to what the trace leads to, and `is_out`,
  /// where they are left out for what is avoided.
  ///
  /// Each point is looked at once: below a point lie the addresses up to its last.
  private mutating func marked(_ points: TracePoints, _ trace: BoundTrace) throws -> String {
    let reached = try trace.destination.map { "t.is_start = 0 AND \(try isReached($0))" } ?? "0"
    let avoided = try trace.avoided.map { try isAvoided($0, trace.isUpstream) } ?? "0"
    let marks = """
      SELECT t.*, \(reached) AS is_reached, \(avoided) AS is_avoided
      FROM \(points.from) AS t
      """
    let feed = "PARTITION BY \(points.feed)"
    if trace.isUpstream {
      // A feed that leads to no named thing is none; to no thing of a kind, it is shown whole.
      let whole = trace.destination?.things.isEmpty == false ? "" : ", 0"
      let nearest = "max(CASE WHEN is_reached THEN depth END) OVER (\(feed))"
      let leads = "depth >= \(whole.isEmpty ? nearest : "coalesce(\(nearest)\(whole))")"
      return """
        SELECT *, max(leads AND is_avoided) OVER (\(feed)) IS TRUE AS is_out
        FROM (SELECT *, \(leads) AS leads FROM (\(marks)))
        """
    }
    let below = """
      coalesce(max(CASE WHEN is_avoided THEN last END) OVER (
        \(feed) ORDER BY address ROWS UNBOUNDED PRECEDING), -1) >= address
      """
    let leads =
      trace.destination == nil
      ? "1"
      : """
      coalesce(min(CASE WHEN is_reached AND NOT is_out THEN address END) OVER (
        \(feed) ORDER BY address DESC ROWS UNBOUNDED PRECEDING), last + 1) <= last
      """
    return """
      SELECT *, \(leads) AS leads
      FROM (SELECT *, \(below) AS is_out FROM (\(marks)))
      """
  }

  /// A test that the point `t` is at what the trace leads to.
  private mutating func isReached(_ destination: BoundTrace.Destination) throws -> String {
    let noun = destination.noun
    var tests: [String] = []
    if noun.isPlantNode {
      if let filter = noun.filter { tests.append(expand(filter, noun, "d")) }
      tests.append("d.id = t.node")
    } else {
      tests.append("\(expand(noun.node ?? "NULL", noun, "d")) = t.node")
    }
    if !destination.things.isEmpty {
      let ids = destination.things.map { parameter($0.id) }.joined(separator: ", ")
      tests.append("\(expand(noun.key, noun, "d")) IN (\(ids))")
    }
    return
      "EXISTS (SELECT 1 FROM \(noun.table) AS d WHERE \(tests.joined(separator: " AND ")))"
  }

  /// A test that the point `t` is at what is avoided, or is reached by it. What a trace downwards
  /// begins at was reached before.
  private mutating func isAvoided(_ target: BoundTarget, _ isUpstream: Bool) throws -> String {
    let (things, place) = try targets(of: target)
    let test: String
    switch place {
    case "route": test = "t.route IN (SELECT thing FROM (\(things)))"
    case "strand": test = "(t.route, t.strand) IN (SELECT thing, number FROM (\(things)))"
    case "area":
      let nodes =
        "SELECT a.thing AS thing FROM (\(things)) AS x CROSS JOIN nodes_in(x.thing) AS a"
      test = """
        (t.node IN (\(housed(nodes))) OR t.route IN (
          SELECT a.thing FROM (\(things)) AS x CROSS JOIN routes_crossing(x.thing) AS a))
        """
    default: test = "t.node IN (\(housed("SELECT thing FROM (\(things))")))"
    }
    return isUpstream ? test : "(t.is_start = 0 AND \(test))"
  }

  /// Nodes and all that they house.
  private func housed(_ nodes: String) -> String {
    """
    WITH RECURSIVE inside(id) AS (
      SELECT thing FROM (\(nodes))
      UNION
      SELECT n.id FROM inside CROSS JOIN node AS n ON n.housed_in = inside.id)
    SELECT id FROM inside
    """
  }
}

extension Generator {
  /// Compiles whatever was asked.
  public mutating func compile(_ asked: BoundAsked, wantsGeometry: Bool) throws -> Compiled {
    switch asked {
    case .question(let question): try compile(question, wantsGeometry: wantsGeometry)
    case .trace(let trace): try compile(trace, wantsGeometry: wantsGeometry)
    case .path(let way): try compile(way, wantsGeometry: wantsGeometry)
    }
  }
}

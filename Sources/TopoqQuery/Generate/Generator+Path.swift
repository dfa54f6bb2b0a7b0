// A path: the best way between two things, hop by hop.

internal import TopoqVocabulary

extension Generator {
  /// Compiles a path: a row for each point of the way in order, the first where it begins.
  mutating func compile(_ way: BoundWay, wantsGeometry: Bool) throws -> Compiled {
    let arguments = try wayArguments(way)
    plan.append(
      PlanStep(
        "the way \(way.ends): of the light where it goes, else of least \(way.measure) "
          + "over routes in service"))
    return compile(
      way.shown, wantsGeometry,
      from: """
        FROM way(\(arguments)) AS l
        CROSS JOIN node AS n ON n.id = l.node
        LEFT JOIN route AS r ON r.id = l.route
        """)
  }

  /// The rows of hops: `l` is the hop, `n` its node, `r` its route.
  mutating func compile(
    _ shown: [HopField], _ wantsGeometry: Bool, from: String
  ) -> Compiled {
    var selected = shown.map { field in
      vocabulary.noun("node").map { expand(field.sql, $0, "n") } ?? field.sql
    }
    if wantsGeometry { selected.append("coalesce(r.geom, n.geom)") }
    return Compiled(
      sql: "SELECT \(selected.joined(separator: ",\n  "))\n\(from)",
      parameters: parameters,
      header: AnswerHeader(
        columns: shown.map { column($0.name, $0.type) }, isCard: false, rowName: "hops",
        identity: nil),
      hasGeometry: wantsGeometry, plan: plan)
  }

  /// For a path without a way: which leg has none, on which side the search came to its end, how
  /// many places it had reached, and what stood in the way there: route, node and why.
  public mutating func compileEnd(of way: BoundWay) throws -> Compiled {
    let arguments = try wayArguments(way)
    let columns = ["leg", "is_from", "places", "route", "near", "far", "reason"]
    return Compiled(
      sql: """
        SELECT e.leg, e.is_from, e.places, r.code, a.code, b.code, e.reason
        FROM way_end(\(arguments)) AS e
        LEFT JOIN route AS r ON r.id = e.route
        LEFT JOIN node AS a ON a.id = e.near
        LEFT JOIN node AS b ON b.id = e.far
        """, parameters: parameters,
      header: AnswerHeader(
        columns: columns.map { AnswerColumn(name: $0, type: .text) }, isCard: false,
        rowName: "ends", identity: nil),
      hasGeometry: false, plan: plan)
  }
}

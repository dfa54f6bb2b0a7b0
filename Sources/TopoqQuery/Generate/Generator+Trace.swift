// A trace: the feed hop by hop, up to the source or down to the last point.

internal import TopoqSQLite
public import TopoqVocabulary

/// `trace upstream|downstream from X`, bound.
public struct BoundTrace: Sendable {
  public let isUpstream: Bool
  public let origin: BoundThing
  /// The kind of node at which to stop, or nil.
  public let destination: Noun?

  public init(isUpstream: Bool, origin: BoundThing, destination: Noun?) {
    self.isUpstream = isUpstream
    self.origin = origin
    self.destination = destination
  }
}

extension Generator {
  /// dB per metre at 1490 nm, G.652.D [ITU-T G.652].
  private static let decibelsPerMetre = "0.00025"

  /// Compiles a trace. Columns: the feed's number, depth from the source, the node and the route
  /// and strand by which light arrives there, the hop's fibre and the fibre from where the trace
  /// begins (metres), the hop's loss and the loss since the source (dB at 1490 nm), and darkness.
  public mutating func compile(_ trace: BoundTrace, wantsGeometry: Bool) throws -> Compiled? {
    let verb = trace.isUpstream ? "above" : "below"
    guard let call = try litArguments(trace.origin, verb: verb) else { return nil }
    plan.append("light \(call.text), point by point")
    let columns: [(AnswerColumn, String)] = [
      (AnswerColumn(name: "feed", type: .integer), "l.feed"),
      (AnswerColumn(name: "depth", type: .integer), "l.depth"),
      (AnswerColumn(name: "kind", type: .text), "n.kind"),
      (AnswerColumn(name: "code", type: .text), "n.code"),
      (AnswerColumn(name: "name", type: .text), "n.name"),
      (AnswerColumn(name: "route", type: .text), "r.code"),
      (AnswerColumn(name: "strand", type: .integer), "nullif(l.strand, 0)"),
      (AnswerColumn(name: "hop_m", type: .metres), "l.hop_metres"),
      (AnswerColumn(name: "total_m", type: .metres), "l.away_metres"),
      (
        AnswerColumn(name: "hop_loss_db", type: .decibels),
        "l.hop_loss + l.hop_metres * \(Self.decibelsPerMetre)"
      ),
      (
        AnswerColumn(name: "loss_db", type: .decibels),
        "l.joint_loss + l.metres * \(Self.decibelsPerMetre)"
      ),
      (AnswerColumn(name: "dark", type: .boolean), "l.dark"),
    ]
    var selected = columns.map(\.1)
    if wantsGeometry { selected.append("coalesce(r.geom, n.geom)") }
    let way = try trace.destination.map { try self.way(to: $0, call.arguments, trace.isUpstream) }
    let order = trace.isUpstream ? "l.feed, l.depth DESC" : "l.feed, l.address"
    let end = way == nil ? "" : "\nWHERE l.is_way\nORDER BY \(order)"
    let sql = """
      SELECT \(selected.joined(separator: ",\n  "))
      FROM \(way ?? "light(\(call.arguments))") AS l
      LEFT JOIN node AS n ON n.id = l.node
      LEFT JOIN route AS r ON r.id = l.route\(end)
      """
    return Compiled(
      sql: sql, parameters: parameters,
      header: AnswerHeader(
        columns: columns.map(\.0), isCard: false, rowName: "hops", identity: nil),
      hasGeometry: wantsGeometry, plan: plan)
  }

  /// The points of a trace with `is_way`: upwards, no higher than the nearest of the kind;
  /// downwards, what leads to one. Each point is looked at once: below a point lie the addresses
  /// up to its last, so it leads on where the least reached address that is not before its own is
  /// no later than that.
  private mutating func way(
    to noun: Noun, _ arguments: String, _ isUpstream: Bool
  ) throws -> String {
    let node: String
    if noun.isPlantNode {
      node = "\(noun.filter.map { expand($0, noun, "d") } ?? "TRUE") AND d.id = t.node"
    } else {
      node = "\(expand(noun.node ?? "NULL", noun, "d")) = t.node"
    }
    let reached = "EXISTS (SELECT 1 FROM \(noun.table) AS d WHERE \(node))"
    let points =
      "SELECT t.*, t.is_start = 0 AND \(reached) AS is_reached FROM light(\(arguments)) AS t"
    let test =
      isUpstream
      ? """
      depth >= coalesce(max(CASE WHEN is_reached THEN depth END) OVER (PARTITION BY feed), 0)
      """
      : """
      coalesce(min(CASE WHEN is_reached THEN address END) OVER (
        PARTITION BY feed ORDER BY address DESC ROWS UNBOUNDED PRECEDING), last + 1) <= last
      """
    return "(SELECT *, \(test) AS is_way FROM (\(points)))"
  }
}

extension Generator {
  /// Compiles whatever was asked.
  public mutating func compile(_ asked: BoundAsked, wantsGeometry: Bool) throws -> Compiled {
    switch asked {
    case .question(let question): return try compile(question, wantsGeometry: wantsGeometry)
    case .trace(let trace):
      guard let compiled = try compile(trace, wantsGeometry: wantsGeometry) else {
        preconditionFailure("the binder lets a trace begin only where light can be")
      }
      return compiled
    }
  }
}

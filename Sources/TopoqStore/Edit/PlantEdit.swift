// Changes to the plant: joints made and taken, routes cut and restored, drops re-homed.

public import TopoqNetwork
internal import TopoqSQLite
internal import TopoqVocabulary

/// An edit in progress, inside the caller's write transaction. `finish` brings light up to date.
public struct PlantEdit: ~Copyable {
  private let glass: StoredGlass
  private var traces = EditTraces()

  /// Begins an edit on the connection of `glass`, which is in a write transaction.
  public init(_ glass: StoredGlass) { self.glass = glass }

  // MARK: Joints

  /// Joins two ends at `node`; refused where one of them is taken.
  public mutating func join(
    _ first: End, _ second: End, at node: Int32, loss: Double? = nil
  ) throws {
    try Joinery(glass).join(first, second, at: node, loss: loss)
    for end in [first, second] { try touch(end, wasJoined: false) }
  }

  /// Takes the joint of an end apart; refused where it is in none.
  public mutating func unjoin(_ end: End) throws {
    for end in try Joinery(glass).unjoin(end) { try touch(end, wasJoined: true) }
  }

  /// Whether an end is in a joint.
  public func isJoined(_ end: End) throws -> Bool { try glass.row(of: end) != nil }

  private mutating func touch(_ end: End, wasJoined: Bool) throws {
    if traces.ends[end] == nil { traces.ends[end] = wasJoined }
    switch end {
    case .port(let node, _): traces.nodes.insert(node)
    case .strand(let id, _, let side):
      let route = try glass.route(id)
      traces.nodes.insert(side == .a ? route.from : route.to)
    }
  }

  // MARK: Drops

  /// Moves the feed of `node` (a premises) to `port` of `splitter`, as the verb `move` does.
  public mutating func rehome(node: Int32, to splitter: Int32, port: Int32) throws {
    let target = End.port(node: splitter, number: PortNumber(port))
    let joinery = Joinery(glass)
    let feed = try Feed(of: node, joinery)
    if feed.port == target { return }
    try joinery.requireFree(target)
    guard let upper = feed.upper, case .strand(let id, _, let side) = upper else {
      return try hang(Feed.input(of: node), on: target, at: splitter)
    }
    let route = try glass.route(id)
    let end = side == .a ? route.from : route.to
    let isThere = try joinery.place(of: end) == joinery.place(of: splitter)
    if !isThere, try isJoined(upper) { try unjoin(upper) }
    try hang(isThere ? upper : Feed.input(of: node), on: target, at: splitter)
  }

  private mutating func hang(_ end: End, on target: End, at splitter: Int32) throws {
    if try isJoined(end) { try unjoin(end) }
    try join(target, end, at: splitter)
  }

  // MARK: Cuts

  /// Records a cut of a route: light below it goes dark, its rows stay.
  public mutating func cut(route: Int32, atMetres metres: Double?, day: String?) throws {
    try glass.run(
      "INSERT INTO cut (route, at_m, day) VALUES (?, ?, ?)",
      [.integer(Int64(route)), metres.map { .real($0) } ?? .null, day.map { .text($0) } ?? .null])
    try touch(route: route)
  }

  /// Takes the cuts of a route off the record; refused where it has none.
  public mutating func restore(route: Int32) throws {
    try glass.run("DELETE FROM cut WHERE route = ?", [.integer(Int64(route))])
    guard glass.connection.changedRows > 0 else {
      throw ChangeRefusal("no cut of that route is on record")
    }
    try touch(route: route)
  }

  private mutating func touch(route: Int32) throws {
    let record = try glass.route(route)
    for node in [record.from, record.to] where node > 0 { traces.nodes.insert(node) }
    traces.routes.insert(route)
  }

  // MARK: Light

  /// Rewrites the light of the ports touched, and the record of what contradicts itself there.
  public consuming func finish() throws {
    guard !traces.isEmpty else { return }
    var update = LightUpdate(glass, traces)
    try update.run()
    for port in update.rewritten {
      try glass.run("DELETE FROM finding WHERE port = ?", [.integer(port)])
    }
    guard !update.contradictions.isEmpty else { return }
    let insert = try Finding.insertion(glass.connection)
    for contradiction in update.contradictions {
      let finding = try Finding(
        contradiction,
        node: { id in
          try glass.first("SELECT code FROM node WHERE id = ?", [.integer(Int64(id))])?.text
            ?? ""
        },
        joint: { end in
          let opposite = try glass.peer(of: end).map { " = " + (try name($0.end)) } ?? ""
          return try name(end) + opposite
        })
      insert.bind(finding.values)
      try insert.run()
    }
  }

  private func name(_ end: End) throws -> String {
    let (table, id, rest) =
      switch end {
      case .strand(let route, let number, _): ("route", route, "#\(number)")
      case .port(let node, let number): ("node", node, ":\(number.written)")
      }
    let code = try glass.first(
      "SELECT code FROM \(table) WHERE id = ?", [.integer(Int64(id))])?.text
    return (code ?? "?") + rest
  }
}

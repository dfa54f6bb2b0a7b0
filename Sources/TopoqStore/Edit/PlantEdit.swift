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
    for end in [first, second] where try glass.row(of: end) != nil {
      throw ChangeRefusal("\(try name(end)) is in a joint already: unsplice it first")
    }
    guard first != second else {
      throw ChangeRefusal("\(try name(first)) cannot be joined to itself")
    }
    let joint = try UnusedNumber(of: "joint", glass.connection).next()
    try glass.run(
      "INSERT INTO joint (id, node, loss_db) VALUES (?, ?, ?)",
      [.integer(joint), .integer(Int64(node)), loss.map { .real($0) } ?? .null])
    for (offset, end) in [first, second].enumerated() {
      try glass.run(
        "INSERT INTO strand_end (id, route, node, number, side) VALUES (?, ?, ?, ?, ?)",
        [.integer(2 * joint + Int64(offset))] + columns(of: end))
      try touch(end, wasJoined: false)
    }
  }

  private func columns(of end: End) -> [SQLiteValue] {
    switch end {
    case .strand(let route, let number, let side):
      [.integer(Int64(route)), .null, .integer(Int64(number)), .integer(Int64(side.rawValue))]
    case .port(let node, let number):
      [.null, .integer(Int64(node)), .integer(Int64(number.value)), .null]
    }
  }

  /// Takes the joint of an end apart; refused where it is in none.
  public mutating func unjoin(_ end: End) throws {
    guard let row = try glass.row(of: end) else {
      throw ChangeRefusal("\(try name(end)) is in no joint")
    }
    for id in [row, row ^ 1] {
      if let end = try glass.end(id) { try touch(end, wasJoined: true) }
      try glass.run("DELETE FROM strand_end WHERE id = ?", [.integer(id)])
    }
    try glass.run("DELETE FROM joint WHERE id = ?", [.integer(row >> 1)])
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

  /// Moves the feed of `node` (a premises) to `port` of `splitter`.
  ///
  /// The glass from the premises up to the port that feeds it stays as it is; its upper end is taken
  /// off that port and joined to the new one. Where it does not end at the new splitter's place, or
  /// there is no glass, the new feed is a bare hop from the port to the premises' input.
  public mutating func rehome(node: Int32, to splitter: Int32, port: Int32) throws {
    let target = End.port(node: splitter, number: PortNumber(port))
    let input = End.port(node: node, number: .input(1))
    let upper = try upperEnd(of: node)
    if let upper, try glass.peer(of: upper)?.end == target { return }
    guard try glass.row(of: target) == nil else {
      throw ChangeRefusal("\(try name(target)) is taken")
    }
    if let upper, case .strand(let id, _, let side) = upper {
      if try glass.row(of: upper) != nil { try unjoin(upper) }
      let route = try glass.route(id)
      if try place(of: side == .a ? route.from : route.to) == place(of: splitter) {
        return try join(target, upper, at: splitter)
      }
    }
    if try glass.row(of: input) != nil { try unjoin(input) }
    if let drop = try freeDrop(from: splitter, to: node) {
      try join(target, drop.near, at: splitter)
      return try join(drop.far, input, at: node)
    }
    try join(target, input, at: node)
  }

  /// A drop between a splitter's place and a premises with both ends of its first strand free.
  private func freeDrop(from splitter: Int32, to node: Int32) throws -> (near: End, far: End)? {
    guard case .strand(let id, let number, let side) = try onlyDrop(at: node) else { return nil }
    let route = try glass.route(id)
    let near = End.strand(route: id, number: number, side: side.opposite)
    let far = End.strand(route: id, number: number, side: side)
    guard try place(of: side == .a ? route.to : route.from) == place(of: splitter),
      try glass.row(of: near) == nil, try glass.row(of: far) == nil
    else { return nil }
    return (near, far)
  }

  /// The end that is joined to the port feeding a premises: its input for a bare hop, else the
  /// upper end of the last strand on the way up; nil where nothing leads up.
  private func upperEnd(of node: Int32) throws -> End? {
    var end = End.port(node: node, number: .input(1))
    var next = try glass.peer(of: end)?.end
    if next == nil, let drop = try onlyDrop(at: node) { next = drop }
    for _ in 0..<LightAddress.pointsPerPort {
      guard case .strand(let id, let number, let side) = next else {
        return next == nil && end == .port(node: node, number: .input(1)) ? nil : end
      }
      end = .strand(route: id, number: number, side: side.opposite)
      next = try glass.peer(of: end)?.end
    }
    return nil
  }

  /// The near end of the only route that ends at a premises, where no joint says which it is.
  private func onlyDrop(at node: Int32) throws -> End? {
    let rows = try glass.connection.rows(
      """
      SELECT id, 1 FROM route WHERE to_node = ?1
      UNION SELECT id, 0 FROM route WHERE from_node = ?1
      """, [.integer(Int64(node))])
    guard rows.count == 1, let id = rows[0][0].integer else { return nil }
    return .strand(route: Int32(clamping: id), number: 1, side: rows[0][1] == .integer(1) ? .b : .a)
  }

  private func place(of node: Int32) throws -> Int64? {
    try glass.first(
      """
      WITH RECURSIVE up(id, housing) AS (
        SELECT id, housed_in FROM node WHERE id = ?
        UNION SELECT n.id, n.housed_in FROM up CROSS JOIN node AS n ON n.id = up.housing)
      SELECT id FROM up WHERE housing IS NULL
      """, [.integer(Int64(node))])?.integer
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
    let nodes = Set([record.from, record.to].filter { $0 > 0 })
    traces.nodes.formUnion(nodes)
    traces.routes[route, default: []].formUnion(nodes)
  }

  // MARK: Light

  /// Rewrites the light of the ports touched, and the record of what contradicts itself there.
  public consuming func finish() throws {
    try LightUpdate.run(glass, traces)
  }

  private func name(_ end: End) throws -> String { try glass.name(of: end) }
}

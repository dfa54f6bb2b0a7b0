// Changes to the plant: joints made and taken, routes cut and restored, drops re-homed.

public import TopoqNetwork
public import TopoqSQLite

/// Why a change was refused; nothing was altered.
public struct ChangeRefusal: Error, Sendable, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}

/// An edit in progress, inside the caller's write transaction. `finish` brings light up to date.
public struct PlantEdit: ~Copyable {
  private let connection: ConnectionHandle
  private let glass: StoredGlass
  private var touched: Set<Int32> = []
  private var isThorough = false

  public init(_ connection: ConnectionHandle) throws {
    self.connection = connection
    glass = try StoredGlass(connection)
  }

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
    try connection.run(
      "INSERT INTO joint (node, loss_db) VALUES (?, ?)",
      [.integer(Int64(node)), loss.map { .real($0) } ?? .null])
    let joint = connection.lastInsertedRow
    for (offset, end) in [first, second].enumerated() {
      try connection.run(
        "INSERT INTO strand_end (id, route, node, number, side) VALUES (?, ?, ?, ?, ?)",
        [.integer(2 * joint + Int64(offset))] + columns(of: end))
      try touch(end)
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
      if let end = try glass.end(id) { try touch(end) }
      try connection.run("DELETE FROM strand_end WHERE id = ?", [.integer(id)])
    }
    try connection.run("DELETE FROM joint WHERE id = ?", [.integer(row >> 1)])
  }

  /// Whether an end is in a joint.
  public func isJoined(_ end: End) throws -> Bool { try glass.row(of: end) != nil }

  private mutating func touch(_ end: End) throws {
    switch end {
    case .port(let node, _): touched.insert(node)
    case .strand(let id, _, let side):
      let route = try glass.route(id)
      touched.insert(side == .a ? route.from : route.to)
    }
  }

  // MARK: Drops

  /// Moves the feed of `node` (a premises) to `port` of `splitter`.
  ///
  /// The drop's strand keeps its far end; its near end is taken from where it was and joined to
  /// the new port. Where the drop does not end at the splitter's place, or there is none, the new
  /// feed is a bare hop from the port to the premises' input.
  public mutating func rehome(node: Int32, to splitter: Int32, port: Int32) throws {
    let target = End.port(node: splitter, number: PortNumber(port))
    let input = End.port(node: node, number: .input(1))
    if let last = try glass.peer(of: target)?.end, try feeds(last, node) {
      return
    }
    guard try glass.row(of: target) == nil else {
      throw ChangeRefusal("\(try name(target)) is taken")
    }
    guard let arrival = try arrival(at: node) else {
      if try glass.row(of: input) != nil { try unjoin(input) }
      try join(target, input, at: node)
      return
    }
    if case .strand(let id, let number, let side) = arrival {
      let near = End.strand(route: id, number: number, side: side.opposite)
      if try glass.row(of: near) != nil { try unjoin(near) }
      let route = try glass.route(id)
      let nearNode = side == .a ? route.to : route.from
      if try place(of: nearNode) == place(of: splitter) {
        try join(target, near, at: splitter)
      } else {
        if try glass.row(of: input) != nil { try unjoin(input) }
        try join(target, input, at: node)
      }
    }
  }

  private func feeds(_ end: End, _ node: Int32) throws -> Bool {
    switch end {
    case .port(let other, _): return other == node
    case .strand(let id, _, let side):
      let route = try glass.route(id)
      return (side == .a ? route.to : route.from) == node
    }
  }

  /// The strand end by which light comes to a premises: joined to its input, or the drop's own.
  private func arrival(at node: Int32) throws -> End? {
    if let peer = try glass.peer(of: .port(node: node, number: .input(1)))?.end {
      if case .strand = peer { return peer }
      return nil
    }
    let rows = try connection.rows(
      "SELECT id, 1 FROM route WHERE to_node = ?1 UNION SELECT id, 0 FROM route WHERE from_node = ?1",
      [.integer(Int64(node))])
    guard rows.count == 1, let id = rows[0][0].integer else { return nil }
    return .strand(route: Int32(id), number: 1, side: rows[0][1] == .integer(1) ? .b : .a)
  }

  private func place(of node: Int32) throws -> Int64? {
    try connection.first(
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
    try connection.run(
      "INSERT INTO cut (route, at_m, day) VALUES (?, ?, ?)",
      [.integer(Int64(route)), metres.map { .real($0) } ?? .null, day.map { .text($0) } ?? .null])
    try touch(route: route)
  }

  /// Takes the cuts of a route off the record; refused where it has none.
  public mutating func restore(route: Int32) throws {
    try connection.run("DELETE FROM cut WHERE route = ?", [.integer(Int64(route))])
    guard connection.changedRows > 0 else {
      throw ChangeRefusal("no cut of that route is on record")
    }
    try touch(route: route)
  }

  private mutating func touch(route: Int32) throws {
    let record = try glass.route(route)
    for node in [record.from, record.to] where node > 0 { touched.insert(node) }
    isThorough = true
  }

  // MARK: Light

  /// Rewrites the light of the ports touched; returns what contradicts itself.
  public consuming func finish() throws -> [LightContradiction] {
    guard !touched.isEmpty else { return [] }
    var update = LightUpdate(connection, glass, touched: touched, isThorough: isThorough)
    try update.run()
    return update.contradictions
  }

  private func name(_ end: End) throws -> String {
    let (table, id, rest) =
      switch end {
      case .strand(let route, let number, _): ("route", route, "#\(number)")
      case .port(let node, let number): ("node", node, ":\(number.written)")
      }
    let code = try connection.first(
      "SELECT code FROM \(table) WHERE id = ?", [.integer(Int64(id))])?.text
    return (code ?? "?") + rest
  }
}

// Joints made and taken apart: what splices, patches and re-homed drops have in common.

internal import TopoqNetwork
internal import TopoqSQLite
internal import TopoqVocabulary

/// The joints of the plant on a connection in a write transaction. It alters source rows alone:
/// `joint` and `strand_end`.
struct Joinery {
  let connection: ConnectionHandle
  let glass: StoredGlass

  init(_ connection: ConnectionHandle) throws {
    self.connection = connection
    glass = try StoredGlass(connection)
  }

  // MARK: Joints

  func isJoined(_ end: End) throws -> Bool { try glass.row(of: end) != nil }

  /// Joins two ends at `node`; refused where one of them is taken.
  func join(
    _ first: End, _ second: End, at node: Int32, loss: Double? = nil, makeshift: Makeshift? = nil
  ) throws {
    guard first != second else {
      throw ChangeRefusal("\(try name(first)) cannot be joined to itself")
    }
    for end in [first, second] { try requireFree(end) }
    let joint = try UnusedNumber(of: "joint", connection).next()
    try connection.kept(
      "INSERT INTO joint (id, node, loss_db, until, reason) VALUES (?, ?, ?, ?, ?)"
    )
    .run([
      .integer(joint), .integer(Int64(node)), loss.map { .real($0) } ?? .null,
      makeshift.map { .text($0.until) } ?? .null, makeshift.map { .text($0.reason) } ?? .null,
    ])
    for (offset, end) in [first, second].enumerated() {
      try connection.kept(
        "INSERT INTO strand_end (id, route, node, number, side) VALUES (?, ?, ?, ?, ?)"
      ).run([.integer(2 * joint + Int64(offset))] + columns(of: end))
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

  /// Takes the joint of an end apart and gives both its ends; refused where it is in none.
  @discardableResult
  func unjoin(_ end: End) throws -> [End] {
    guard let row = try glass.row(of: end) else {
      throw ChangeRefusal("\(try name(end)) is in no joint")
    }
    return try unjoin(joint: row >> 1)
  }

  @discardableResult
  func unjoin(joint: Int64) throws -> [End] {
    var ends: [End] = []
    for id in [2 * joint, 2 * joint + 1] {
      if let end = try glass.end(id) { ends.append(end) }
      try connection.kept("DELETE FROM strand_end WHERE id = ?").run([.integer(id)])
    }
    try connection.kept("DELETE FROM joint WHERE id = ?").run([.integer(joint)])
    return ends
  }

  /// Refused where an end is in a joint, saying with what, and what is free beside it.
  func requireFree(_ end: End) throws {
    guard let row = try glass.row(of: end) else { return }
    let partner = try glass.end(row ^ 1).map { try name($0) } ?? "what is no longer there"
    let place = try connection.kept(
      "SELECT n.code FROM joint AS j CROSS JOIN node AS n ON n.id = j.node WHERE j.id = ?"
    ).first([.integer(row >> 1)])?.text
    throw ChangeRefusal(
      "\(try name(end)) is taken: it is joined to \(partner)" + (place.map { " at \($0)" } ?? ""),
      help: try beside(end), isTaken: true)
  }

  /// What may be taken instead of an end that is taken.
  private func beside(_ end: End) throws -> String {
    let unsplice = "`unsplice \(try name(end))` takes that apart"
    guard case .port(let id, let number) = end, !number.isInput else { return unsplice }
    let node = try NodeRow(id, connection)
    let free = try node.freePorts(connection, atMost: 6)
    guard !free.isEmpty else { return "no port of \(node.called) is free; \(unsplice)" }
    let list = free.map(String.init).joined(separator: ", ")
    return "free on \(node.called): \(free.count == 1 ? "port" : "ports") \(list)"
  }

  // MARK: Places

  /// The outermost housing: a node and what it houses share strand ends.
  func place(of node: Int32) throws -> Int32 {
    var outer = node
    for _ in 0..<64 {
      let housing = try connection.kept("SELECT housed_in FROM node WHERE id = ?")
        .first([.integer(Int64(outer))])?.integer
      guard let housing else { return outer }
      outer = Int32(clamping: housing)
    }
    return outer
  }

  // MARK: Names

  /// As a sentence names it: `strand F7#3`, `port S12:in`.
  func name(_ end: End) throws -> String {
    switch end {
    case .strand: "strand \(try glass.name(of: end))"
    case .port: "port \(try glass.name(of: end))"
    }
  }

  func code(ofNode id: Int32) throws -> String {
    try connection.kept("SELECT code FROM node WHERE id = ?").first([.integer(Int64(id))])?.text
      ?? "?"
  }
}

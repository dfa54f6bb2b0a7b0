// A verb for tests that alters source rows at random, as any verb of the plant might.

import TestSupport
import TopoqGeometry
import TopoqSQLite
import TopoqVocabulary

/// `shake seed 17`: a few random changes to the plant, the same for the same seed and file.
enum Shaking {
  static let module = Module(
    name: "shaking", summary: "random changes, for tests",
    verbs: [
      Verb(
        "shake", .none,
        arguments: [
          VerbArgument("seed", .value(.integer), isRequired: true, doc: "where chance begins")
        ], doc: "alters the plant at random", example: "shake seed 17"
      ) { request in
        var shaker = Shaker(
          connection: request.connection,
          random: SeededGenerator(seed: UInt64(request.integer("seed") ?? 0)))
        for _ in 0..<Int.random(in: 1...4, using: &shaker.random) { try shaker.shake() }
      }
    ])
}

private struct Shaker {
  let connection: ConnectionHandle
  var random: SeededGenerator

  mutating func shake() throws {
    switch Int.random(in: 0..<16, using: &random) {
    case 0, 1, 2: try join()
    case 3, 4: try unjoin()
    case 5: try set("joint", "loss_db", .real(Double(Int.random(in: 0...8, using: &random)) / 4))
    case 6: try cut("route")
    case 7: try cut("node")
    case 8: try set("route", "state", .text(state()))
    case 9: try set("node", "state", .text(state()))
    case 10:
      try set("route", "length_m", .real(Double(Int.random(in: 1...800, using: &random)) / 8))
    case 11: try set("node", "ports", .integer(Int64([2, 4, 8].randomElement(using: &random)!)))
    case 12: try set("node", "kind", .text(kind()))
    case 13: try set("node", "geom", geometry())
    case 14: try bendRoute()
    default: try addOrRemove()
    }
  }

  private mutating func state() -> String {
    ["in service", "in service", "planned", "retired"].randomElement(using: &random)!
  }
  private mutating func kind() -> String {
    ["olt", "splitter", "closure", "premises"].randomElement(using: &random)!
  }
  private mutating func geometry() throws -> SQLiteValue {
    guard Int.random(in: 0..<4, using: &random) > 0 else { return .null }
    let place = Coordinate(
      longitude: 77 + Double.random(in: 0...1, using: &random),
      latitude: 12 + Double.random(in: 0...1, using: &random))
    return .blob(try SpatiaLiteBLOB.encode(.point(place)))
  }

  private mutating func anyID(of table: String) throws -> SQLiteValue? {
    try connection.rows("SELECT id FROM \(table) ORDER BY id").randomElement(using: &random)?[0]
  }

  private mutating func set(_ table: String, _ column: String, _ value: SQLiteValue) throws {
    guard let id = try anyID(of: table) else { return }
    try connection.run("UPDATE \(table) SET \(column) = ? WHERE id = ?", [value, id])
  }

  private mutating func bendRoute() throws {
    guard let node = try anyID(of: "node") else { return }
    try set("route", Bool.random(using: &random) ? "from_node" : "to_node", node)
  }

  private mutating func cut(_ sort: String) throws {
    guard let id = try anyID(of: sort) else { return }
    if try connection.first("SELECT 1 FROM cut WHERE \(sort) = ?", [id]) != nil {
      try connection.run("DELETE FROM cut WHERE \(sort) = ?", [id])
    } else {
      try connection.run("INSERT INTO cut (\(sort)) VALUES (?)", [id])
    }
  }

  // MARK: Joints

  private mutating func anyEnd(at node: SQLiteValue) throws -> [SQLiteValue] {
    let here = try connection.rows(
      """
      SELECT id, 0 FROM route WHERE from_node = ?1
      UNION ALL SELECT id, 1 FROM route WHERE to_node = ?1 ORDER BY 1, 2
      """, [node])
    if let row = here.randomElement(using: &random), Bool.random(using: &random) {
      return [row[0], .null, .integer(Int64.random(in: 1...3, using: &random)), row[1]]
    }
    let number = Int64.random(in: -2...3, using: &random)
    return [.null, node, .integer(number == 0 ? -1 : number), .null]
  }

  private mutating func join() throws {
    guard let node = try anyID(of: "node") else { return }
    let ends = try [anyEnd(at: node), anyEnd(at: node)]
    guard ends[0] != ends[1] else { return }
    for end in ends {
      let taken = try connection.first(
        "SELECT 1 FROM strand_end WHERE route IS ? AND node IS ? AND number = ? AND side IS ?", end)
      if taken != nil { return }
    }
    try connection.run("INSERT INTO joint (node, loss_db) VALUES (?, 0.25)", [node])
    let joint = connection.lastInsertedRow
    for (offset, end) in ends.enumerated() {
      try connection.run(
        "INSERT INTO strand_end (id, route, node, number, side) VALUES (?, ?, ?, ?, ?)",
        [.integer(2 * joint + Int64(offset))] + end)
    }
  }

  private mutating func unjoin() throws {
    guard let joint = try anyID(of: "joint")?.integer else { return }
    try remove(joint: joint)
  }

  private func remove(joint: Int64) throws {
    try connection.run(
      "DELETE FROM strand_end WHERE id IN (?, ?)", [.integer(2 * joint), .integer(2 * joint + 1)])
    try connection.run("DELETE FROM joint WHERE id = ?", [.integer(joint)])
  }

  // MARK: Nodes and routes

  private mutating func addOrRemove() throws {
    let code = "X\(Int.random(in: 0..<1_000_000, using: &random))"
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      try connection.run(
        "INSERT INTO node (code, kind, ports, geom) VALUES (?, ?, 4, ?)",
        [.text(code), .text(kind()), geometry()])
    case 1:
      guard let from = try anyID(of: "node"), let to = try anyID(of: "node") else { return }
      try connection.run(
        "INSERT INTO route (code, from_node, to_node, strands, length_m) VALUES (?, ?, ?, 3, 25)",
        [.text(code), from, to])
    case 2:
      guard let route = try anyID(of: "route") else { return }
      try remove(route: route)
    default:
      guard let node = try anyID(of: "node") else { return }
      for route in try connection.rows(
        "SELECT id FROM route WHERE from_node = ?1 OR to_node = ?1 ORDER BY id", [node])
      {
        try remove(route: route[0])
      }
      for joint in try connection.rows(
        """
        SELECT id FROM joint WHERE node = ?1
        UNION SELECT id >> 1 FROM strand_end WHERE node = ?1
        """, [node])
      {
        try remove(joint: joint[0].integer ?? 0)
      }
      try connection.run("DELETE FROM cut WHERE node = ?", [node])
      try connection.run("UPDATE node SET housed_in = NULL WHERE housed_in = ?", [node])
      try connection.run("DELETE FROM node WHERE id = ?", [node])
    }
  }

  private func remove(route: SQLiteValue) throws {
    for row in try connection.rows("SELECT id >> 1 FROM strand_end WHERE route = ?", [route]) {
      try remove(joint: row[0].integer ?? 0)
    }
    try connection.run("DELETE FROM cut WHERE route = ?", [route])
    try connection.run("DELETE FROM route WHERE id = ?", [route])
  }
}

// Faults on the record: routes and nodes that are cut, and restored.

internal import TopoqSQLite
internal import TopoqVocabulary

/// The verbs of the outage desk: what is cut keeps its rows, and all below it goes dark.
enum Cuts {
  static let verbs: [Verb] = [cutRoute, cutNode, restoreRoute, restoreNode]

  private static let at = VerbArgument(
    "at", .value(.metres), doc: "how far from where the route begins")
  private static let day = VerbArgument(
    "on", .value(.day), doc: "the day of the fault; without it today")

  private static let cutRoute = Verb(
    "cut", .thing, of: [.plantRoute], arguments: [at, day],
    doc: "records that a cable is cut: all below goes dark",
    example: "cut route F7 at 1.2 km"
  ) { request in
    let target = try request.changed()
    let route = try RouteRow(target.row, request.connection)
    let position = request.real("at")
    if let position, position < 0 {
      throw ChangeRefusal("a route begins at 0 m")
    }
    if let position, let length = route.metres, length > 0, position > length {
      throw ChangeRefusal(
        "\(target.called) is \(rounded(length)) m long, so it cannot be cut at "
          + "\(rounded(position)) m",
        help: "metres count from \(try place(route.from, request.connection)), where it begins")
    }
    try record(target, route: .integer(Int64(route.id)), node: .null, at: position, request)
  }

  private static let cutNode = Verb(
    "cut", .thing, of: [.plantNode], arguments: [day],
    doc: "records that a node has failed: all below goes dark",
    example: "cut closure CL40"
  ) { request in
    let target = try request.changed()
    try record(target, route: .null, node: .integer(target.id), at: nil, request)
  }

  private static let restoreRoute = Verb(
    "restore", .thing, of: [.plantRoute],
    arguments: [VerbArgument("at", .value(.metres), doc: "which of its cuts; without it all")],
    doc: "takes the cuts of a route off the record", example: "restore route F7"
  ) { request in
    let target = try request.changed()
    let position = request.real("at")
    let cuts = try request.connection.kept("SELECT id, at_m FROM cut WHERE route = ? ORDER BY id")
      .rows([.integer(target.id)])
    let gone = cuts.filter {
      position == nil || $0[1].real.map { abs($0 - position!) < 0.5 } == true
    }
    guard !gone.isEmpty else {
      throw ChangeRefusal(
        cuts.isEmpty || position == nil
          ? "no cut of \(target.called) is on record"
          : "no cut of \(target.called) at \(rounded(position ?? 0)) m is on record",
        help: cuts.isEmpty ? "`routes where cut` lists those that are cut" : positions(cuts))
    }
    for cut in gone { try request.connection.kept("DELETE FROM cut WHERE id = ?").run([cut[0]]) }
  }

  private static let restoreNode = Verb(
    "restore", .thing, of: [.plantNode], doc: "takes the fault of a node off the record",
    example: "restore closure CL40"
  ) { request in
    let target = try request.changed()
    try request.connection.kept("DELETE FROM cut WHERE node = ?").run([.integer(target.id)])
    guard request.connection.changedRows > 0 else {
      throw ChangeRefusal(
        "no cut of \(target.called) is on record",
        help: "`nodes where cut` lists those that are")
    }
  }

  private static func record(
    _ target: ChangedThing, route: SQLiteValue, node: SQLiteValue, at: Double?,
    _ request: ChangeRequest
  ) throws {
    let position: SQLiteValue = at.map { .real($0) } ?? .null
    let known = try request.connection.kept(
      """
      SELECT day FROM cut
      WHERE ((route IS NOT NULL AND route = ?1) OR (node IS NOT NULL AND node = ?2)) AND at_m IS ?3
      """
    ).row([route, node, position])
    if let known {
      throw ChangeRefusal(
        "\(target.called) is cut\(at.map { " at \(rounded($0)) m" } ?? "") already"
          + (known[0].text.map { ", since \($0)" } ?? ""),
        help: "`restore \(target.called)` once it is mended", isTaken: true)
    }
    let number = try UnusedNumber(of: "cut", request.connection).next()
    try request.connection.kept(
      "INSERT INTO cut (id, route, node, at_m, day) VALUES (?, ?, ?, ?, ?)"
    ).run([.integer(number), route, node, position, .text(request.day("on"))])
  }

  private static func positions(_ cuts: [[SQLiteValue]]) -> String {
    let list = cuts.map { $0[1].real.map { "at \(rounded($0)) m" } ?? "at no known place" }
    return "it is cut " + list.joined(separator: ", ")
  }

  private static func place(_ node: Int32, _ connection: ConnectionHandle) throws -> String {
    node > 0 ? try NodeRow(node, connection).called : "its from end"
  }
}

// joints.csv out of a file: each joint with its ends as they are written.

internal import TopoqNetwork
internal import TopoqSQLite
internal import TopoqText

struct JointExport {
  private let connection: ConnectionHandle
  /// The outermost housing of each node, by id: what shares strand ends.
  private let places: [Int32]

  /// - Complexity: O(nodes), four bytes each.
  init(_ connection: ConnectionHandle) throws {
    self.connection = connection
    var places: [Int32] = [0]
    let rows = try connection.prepare("SELECT id, housed_in FROM node ORDER BY id")
    while try rows.step() {
      let id = rows.int(0)
      while places.count < id { places.append(Int32(places.count)) }
      places.append(Int32(rows.optionalInt(1) ?? id))
    }
    for node in places.indices {
      var steps = 0
      while places[Int(places[node])] != places[node], steps < 64 {
        places[node] = places[Int(places[node])]
        steps += 1
      }
    }
    self.places = places
  }

  func write(to file: String) throws {
    guard try connection.first("SELECT 1 FROM joint LIMIT 1") != nil else { return }
    var writer = CSVWriter(try ByteSink(path: file))
    let hasMakeshift =
      try connection.first("SELECT 1 FROM joint WHERE until IS NOT NULL LIMIT 1") != nil
    writer.record(
      ["node", "from", "to", "loss_db"] + (hasMakeshift ? ["until", "reason"] : []))
    let rows = try connection.prepare(
      """
      SELECT n.code, j.loss_db,
        ra.code, ra.from_node, ra.to_node, na.code, a.number, a.side,
        rb.code, rb.from_node, rb.to_node, nb.code, b.number, b.side, j.until, j.reason
      FROM joint AS j
        JOIN node AS n ON n.id = j.node
        JOIN strand_end AS a ON a.id = 2 * j.id
        JOIN strand_end AS b ON b.id = 2 * j.id + 1
        LEFT JOIN route AS ra ON ra.id = a.route
        LEFT JOIN node AS na ON na.id = a.node
        LEFT JOIN route AS rb ON rb.id = b.route
        LEFT JOIN node AS nb ON nb.id = b.node
      ORDER BY j.id
      """)
    while try rows.step() {
      writer.field(rows.text(0))
      writer.field(end(rows, 2))
      writer.field(end(rows, 8))
      writer.field(rows.optionalReal(1))
      if hasMakeshift {
        writer.field(rows.isNull(14) ? "" : rows.text(14))
        writer.field(rows.isNull(15) ? "" : rows.text(15))
      }
      writer.endRecord()
    }
    try writer.finish()
  }

  /// `ROUTE#STRAND`, with its side where both ends of the route lie at one place; or `NODE:PORT`.
  private func end(_ rows: borrowing Statement, _ first: Int32) -> String {
    let number = Int32(rows.int(first + 4))
    guard !rows.isNull(first) else {
      return "\(rows.text(first + 3)):\(PortNumber(number).written)"
    }
    let from = rows.int(first + 1)
    let to = rows.int(first + 2)
    let needsSide = from > 0 && to > 0 && places[from] == places[to]
    let side = rows.int(first + 5) == 0 ? "@a" : "@b"
    return "\(rows.text(first))#\(number)" + (needsSide ? side : "")
  }
}

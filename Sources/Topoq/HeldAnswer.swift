// An answer kept until what it was found in is gone.

internal import TopoqQuery
internal import TopoqSQLite

/// Keeps an answer, to be written once the transaction in which it holds is rolled back.
struct HeldAnswer: AnswerWriter {
  let wantsGeometry: Bool
  private var header: AnswerHeader?
  private var rows: [(values: [SQLiteValue], geometry: [UInt8]?)] = []

  init(wantsGeometry: Bool) { self.wantsGeometry = wantsGeometry }

  mutating func begin(_ header: AnswerHeader) { self.header = header }
  mutating func add(_ values: [SQLiteValue], geometry: [UInt8]?) { rows.append((values, geometry)) }
  mutating func end() {}

  func write<Writer: AnswerWriter & ~Copyable>(into writer: inout Writer) throws {
    guard let header else { return }
    try writer.begin(header)
    for row in rows { try writer.add(row.values, geometry: row.geometry) }
    try writer.end()
  }
}

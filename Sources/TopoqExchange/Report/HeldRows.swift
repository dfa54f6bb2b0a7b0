// An answer kept whole, to be drawn.

public import TopoqQuery
public import TopoqSQLite

/// Keeps the answer to one sentence of a page.
public struct HeldRows: AnswerWriter {
  public let wantsGeometry: Bool
  private(set) var header = AnswerHeader(
    columns: [], isCard: false, rowName: "rows", identity: nil)
  private(set) var rows: [(values: [SQLiteValue], geometry: [UInt8]?)] = []

  public init(wantsGeometry: Bool) { self.wantsGeometry = wantsGeometry }

  public mutating func begin(_ header: AnswerHeader) { self.header = header }
  public mutating func add(_ values: [SQLiteValue], geometry: [UInt8]?) {
    rows.append((values, geometry))
  }
  public mutating func end() {}
}

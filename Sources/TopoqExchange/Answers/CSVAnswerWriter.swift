// An answer as CSV: a header, then a record a row, for spreadsheets and scripts.

public import TopoqQuery
public import TopoqSQLite
public import TopoqText

/// Writes RFC 4180 records. Money is a plain decimal in major units, and right after the last money
/// column stands one column `currency`; shares are percent numbers; what is unknown is empty.
public struct CSVAnswerWriter: AnswerWriter, ~Copyable {
  public var wantsGeometry: Bool { false }

  private var csv: CSVWriter
  private var shape = AnswerShape.none

  /// What has been written so far and is not yet on its way.
  public var bytes: [UInt8] { csv.sink.bytes }

  public init(_ sink: consuming ByteSink) { csv = CSVWriter(sink) }

  public mutating func begin(_ header: AnswerHeader) throws {
    shape = AnswerShape(header)
    for (column, name) in shape.names.enumerated() {
      csv.field(name)
      if shape.currencyColumn?.after == column { csv.field(shape.currencyName) }
    }
    csv.endRecord()
  }

  public mutating func add(_ values: [SQLiteValue], geometry: [UInt8]?) throws {
    for column in values.indices {
      switch PlainValue(values, column, shape) {
      case .empty: csv.emptyField()
      case .text(let text), .decimal(let text): csv.field(text)
      case .integer(let number): csv.field(number)
      case .number(let number): csv.field(number)
      case .boolean(let flag): csv.field(flag ? "true" : "false")
      }
      if let currency = shape.currencyColumn, currency.after == column { csv.field(currency.code) }
    }
    csv.endRecord()
    if let failure = csv.sink.failure { throw failure }
  }

  public mutating func end() throws { try csv.finish() }
}

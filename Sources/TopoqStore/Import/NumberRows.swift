// Rows of numbers written many to a statement: starting a statement costs as much as a row.

internal import TopoqSQLite

/// Inserts rows of whole numbers and reals into one table, 64 to a statement.
struct NumberRows: ~Copyable {
  enum Value {
    case null
    case integer(Int64)
    case real(Double)

    init(_ number: Int32) { self = .integer(Int64(number)) }
    init(_ number: Double?) { self = number.map { .real($0) } ?? .null }
  }

  private static let rowsPerStatement = 64

  private let connection: ConnectionHandle
  private let sql: String
  private let columns: Int
  private let statement: Statement
  private var values: [Value] = []

  /// - Parameter target: the table and its columns, as in `joint (id, node)`.
  init(into target: String, columns: Int, _ connection: ConnectionHandle) throws {
    let sql = "INSERT INTO \(target) VALUES "
    let statement = try connection.prepare(
      sql + NumberRows.list(NumberRows.rowsPerStatement, columns: columns))
    self.connection = connection
    self.sql = sql
    self.columns = columns
    self.statement = statement
    values.reserveCapacity(NumberRows.rowsPerStatement * columns)
  }

  /// Adds the next value of the row in work.
  @inline(__always)
  mutating func add(_ value: Value) { values.append(value) }

  /// Ends the row in work, which has a value for each column.
  mutating func endRow() throws {
    guard values.count == NumberRows.rowsPerStatement * columns else { return }
    try NumberRows.write(values, with: statement)
    values.removeAll(keepingCapacity: true)
  }

  mutating func add(_ first: Int64, _ second: Int64) throws {
    values.append(.integer(first))
    values.append(.integer(second))
    try endRow()
  }

  /// Writes what is left.
  mutating func finish() throws {
    guard !values.isEmpty else { return }
    precondition(values.count % columns == 0, "the last row has a value for each column")
    let rest = try connection.prepare(
      sql + NumberRows.list(values.count / columns, columns: columns))
    try NumberRows.write(values, with: rest)
    values.removeAll()
  }

  private static func write(_ values: [Value], with statement: borrowing Statement) throws {
    var position: Int32 = 1
    for value in values {
      switch value {
      case .null: statement.bindNull(at: position)
      case .integer(let number): statement.bind(number, at: position)
      case .real(let number): statement.bind(number, at: position)
      }
      position += 1
    }
    try statement.run()
  }

  private static func list(_ rows: Int, columns: Int) -> String {
    let row = "(" + Array(repeating: "?", count: columns).joined(separator: ", ") + ")"
    return Array(repeating: row, count: rows).joined(separator: ", ")
  }
}

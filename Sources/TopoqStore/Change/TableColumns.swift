// Which column of a table stands where: changesets know columns by their place only.

internal import TopoqSQLite

/// The columns of the tables of one connection, looked up once each. A class, as look-ups are kept.
final class TableColumns {
  private let connection: ConnectionHandle
  private var known: [String: [String: Int]] = [:]

  init(_ connection: ConnectionHandle) { self.connection = connection }

  /// The places of the columns of `table`, by name.
  func places(in table: String) throws -> [String: Int] {
    if let places = known[table] { return places }
    let rows = try connection.rows("SELECT name, cid FROM pragma_table_info(?)", [.text(table)])
    var places: [String: Int] = [:]
    for row in rows { places[row[0].text ?? ""] = row[1].integer.map { Int($0) } }
    known[table] = places
    return places
  }
}

/// A changed row whose columns are asked for by name.
struct NamedRow {
  let row: ChangedRow
  private let places: [String: Int]

  init(_ row: ChangedRow, _ columns: TableColumns) throws {
    self.row = row
    places = try columns.places(in: row.table)
  }

  var id: Int64? { row.id }
  var isNew: Bool { row.operation == .inserted }
  var isGone: Bool { row.operation == .deleted }

  func has(_ column: String) -> Bool { places[column] != nil }

  /// The value before: nil for a new row, and for what was not altered.
  func old(_ column: String) -> SQLiteValue? { value(column, in: row.old) }
  /// The value after: nil for a removed row, and for what was not altered.
  func new(_ column: String) -> SQLiteValue? { value(column, in: row.new) }

  /// Whether the row is new or gone, or one of these columns holds something else now.
  func changes(_ columns: String...) -> Bool {
    row.operation != .updated || columns.contains { new($0) != nil }
  }

  /// The columns that hold something else now; of a new or removed row, all of them.
  var changedColumns: [String] {
    places.keys.filter { row.operation != .updated || new($0) != nil }
  }

  private func value(_ column: String, in values: [SQLiteValue?]) -> SQLiteValue? {
    guard let place = places[column], place < values.count else { return nil }
    return values[place]
  }
}

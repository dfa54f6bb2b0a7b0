// Numbers for new rows: one that no row bears, nor ever bore.

public import TopoqSQLite

/// The next number of a table's rows.
///
/// SQLite gives the number of the last row again once that row is gone; an undo that brings the row
/// back would then find another in its place.
public struct UnusedNumber {
  private let table: String
  private let connection: ConnectionHandle

  public init(of table: String, _ connection: ConnectionHandle) {
    self.table = table
    self.connection = connection
  }

  private var key: SQLiteValue { .text("last number of \(table)") }

  /// The highest number that a row bore which is gone.
  func noted() throws -> Int64 {
    let text = try connection.kept("SELECT value FROM file WHERE key = ?").first([key])?.text
    return text.flatMap { Int64($0) } ?? 0
  }

  /// A number for a new row.
  ///
  /// - Throws: `Refusal` where a row bears the largest number there is, as only damage can make it.
  public func next() throws -> Int64 {
    let last = try connection.kept("SELECT max(id) FROM \(table)").first()?.integer ?? 0
    let highest = max(last, try noted())
    guard highest < .max else {
      throw FileFormat.Refusal(
        "the file is damaged: a row of \(table) bears the number \(highest)")
    }
    return highest + 1
  }

  /// Keeps `number`, which a row bore that is gone, from being given again.
  func note(_ number: Int64) throws {
    guard number > (try noted()) else { return }
    try connection.kept("INSERT OR REPLACE INTO file (key, value) VALUES (?, ?)")
      .run([key, .text(String(number))])
  }
}

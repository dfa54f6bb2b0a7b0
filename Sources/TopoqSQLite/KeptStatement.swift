// Statements that stay prepared on their connection, for changes that come one after the other.

/// A statement that stays prepared until its connection closes: preparing costs more than most
/// look-ups. Every use ends by resetting it, and no use runs within another.
public final class KeptStatement {
  public let statement: Statement

  fileprivate init(_ connection: ConnectionHandle, _ sql: String) throws(SQLiteError) {
    statement = try Statement(connection, sql, isPersistent: true)
  }

  /// Runs it to its end with `values` bound from position 1 on.
  public func run(_ values: [SQLiteValue] = []) throws(SQLiteError) {
    statement.bind(values)
    try statement.run()
  }

  /// The first cell of its first row, or nil where there is no row.
  public func first(_ values: [SQLiteValue] = []) throws(SQLiteError) -> SQLiteValue? {
    try row(values)?.first
  }

  /// Its first row, or nil where there is none.
  public func row(_ values: [SQLiteValue] = []) throws(SQLiteError) -> [SQLiteValue]? {
    statement.bind(values)
    defer { statement.reset() }
    return try statement.step() ? cells : nil
  }

  /// Every row, in memory: for small answers.
  public func rows(_ values: [SQLiteValue] = []) throws(SQLiteError) -> [[SQLiteValue]] {
    statement.bind(values)
    defer { statement.reset() }
    var rows: [[SQLiteValue]] = []
    while try statement.step() { rows.append(cells) }
    return rows
  }

  private var cells: [SQLiteValue] {
    (0..<statement.columnCount).map { statement.value(Int32($0)) }
  }
}

/// The kept statements of one connection, by their text. A class, as every handle shares them.
final class KeptStatements {
  private var statements: [String: KeptStatement] = [:]

  fileprivate func statement(
    _ sql: String, _ connection: ConnectionHandle
  ) throws(SQLiteError) -> KeptStatement {
    if let statement = statements[sql] { return statement }
    let statement = try KeptStatement(connection, sql)
    statements[sql] = statement
    return statement
  }

  /// Lets go of all, without which the connection cannot close.
  func removeAll() { statements.removeAll() }
}

extension ConnectionHandle {
  /// The statement of this text, prepared at first need and kept from then on. For texts of which
  /// there are few, never for one made of a sentence.
  public func kept(_ sql: String) throws(SQLiteError) -> KeptStatement {
    try kept.statement(sql, self)
  }
}

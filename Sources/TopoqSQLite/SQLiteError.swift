// What SQLite refused, in its own words, with the statement that it refused.

internal import CSQLite

/// A refusal by SQLite: its extended result code and message, and the statement where there was one.
public struct SQLiteError: Error, Sendable, CustomStringConvertible {
  /// SQLite's extended result code (https://www.sqlite.org/rescode.html).
  public let code: Int32
  public let message: String
  public let statement: String?
  /// True where a function or table of ours refused while a statement ran: the message is its own.
  public internal(set) var isRaised = false

  public init(code: Int32, message: String, statement: String? = nil) {
    self.code = code
    self.message = message
    self.statement = statement
  }

  init(_ database: OpaquePointer?, code: Int32, statement: String? = nil) {
    let text = database.flatMap { sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
    self.init(
      code: database.map { sqlite3_extended_errcode($0) } ?? code,
      message: text.map { String(cString: $0) } ?? "unknown", statement: statement)
  }

  /// The code without its extension: `SQLITE_BUSY`, `SQLITE_FULL` and so on.
  public var primaryCode: Int32 { code & 0xff }
  public var isInterrupt: Bool { primaryCode == SQLITE_INTERRUPT }
  public var isBusy: Bool { primaryCode == SQLITE_BUSY }
  public var isConstraint: Bool { primaryCode == SQLITE_CONSTRAINT }
  public var isFull: Bool { primaryCode == SQLITE_FULL }
  public var isNoDatabase: Bool { primaryCode == SQLITE_NOTADB }
  public var isCorrupt: Bool { primaryCode == SQLITE_CORRUPT }
  /// A table or column that the statement names is not there: the schema was altered, or damaged.
  public var lacksName: Bool {
    primaryCode == SQLITE_ERROR
      && (message.hasPrefix("no such column: ") || message.hasPrefix("no such table: "))
  }
  public var isReadOnly: Bool { primaryCode == SQLITE_READONLY }
  public var isCannotOpen: Bool { primaryCode == SQLITE_CANTOPEN }
  public var isSymbolicLink: Bool { code == SQLITE_CANTOPEN | (6 << 8) }
  /// The operating system refused to read, write or sync.
  public var isInputOutput: Bool { primaryCode == SQLITE_IOERR }

  public var description: String {
    guard let statement else { return "SQLite: \(message) (\(code))" }
    return "SQLite: \(message) (\(code)) in: \(statement)"
  }
}

// What a transaction does to the rows of named tables, recorded while it does it.

internal import CSQLite

/// A recording of row changes, by SQLite's session extension [https://www.sqlite.org/sessionintro.html].
///
/// Only the tables named are recorded: derived tables would make an inverse that cannot be applied.
/// The changes are kept in memory. It ends before its connection.
public struct ChangeRecording: ~Copyable {
  private let pointer: OpaquePointer

  private init(_ pointer: OpaquePointer) { self.pointer = pointer }

  deinit { sqlite3session_delete(pointer) }

  /// Begins to record what `connection` does to the rows of `tables`, each of which has a key.
  public static func begin(
    _ connection: ConnectionHandle, tables: [String]
  ) throws(SQLiteError) -> ChangeRecording {
    var made: OpaquePointer?
    let code = sqlite3session_create(connection.pointer, "main", &made)
    guard code == SQLITE_OK, let made else { throw SQLiteError(connection.pointer, code: code) }
    let recording = ChangeRecording(made)
    for table in tables {
      let code = sqlite3session_attach(made, table)
      guard code == SQLITE_OK else { throw SQLiteError(connection.pointer, code: code) }
    }
    return recording
  }

  /// How many bytes the recording takes so far; rows and changes need several times that.
  public var memoryInBytes: Int { Int(sqlite3session_memory_used(pointer)) }

  /// What was done so far, each row once, however often it was changed; empty where all is as it
  /// was.
  public func changeset() throws(SQLiteError) -> Changeset {
    var count: Int32 = 0
    var bytes: UnsafeMutableRawPointer?
    let code = sqlite3session_changeset(pointer, &count, &bytes)
    defer { sqlite3_free(bytes) }
    guard code == SQLITE_OK else { throw SQLiteError(nil, code: code) }
    return Changeset(bytes: Array(UnsafeRawBufferPointer(start: bytes, count: Int(count))))
  }
}

// One prepared SQL statement: bind, step, read, reset.

internal import CSQLite

/// A prepared statement. It is finalised when it goes out of scope.
public struct Statement: ~Copyable {
  let pointer: OpaquePointer
  private let database: OpaquePointer

  /// Prepares `sql`, which must be exactly one statement.
  public init(_ connection: ConnectionHandle, _ sql: String, isPersistent: Bool = false)
    throws(SQLiteError)
  {
    var prepared: OpaquePointer?
    let flags = isPersistent ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
    let code = sqlite3_prepare_v3(connection.pointer, sql, -1, flags, &prepared, nil)
    guard code == SQLITE_OK, let prepared else {
      throw SQLiteError(connection.pointer, code: code, statement: sql)
    }
    pointer = prepared
    database = connection.pointer
  }

  deinit { sqlite3_finalize(pointer) }

  // MARK: Binding, positions from 1

  public func bind(_ value: Int64, at position: Int32) {
    sqlite3_bind_int64(pointer, position, value)
  }
  public func bind(_ value: Int, at position: Int32) { bind(Int64(value), at: position) }
  public func bind(_ value: Double, at position: Int32) {
    sqlite3_bind_double(pointer, position, value)
  }
  public func bindNull(at position: Int32) { sqlite3_bind_null(pointer, position) }

  public func bind(_ value: String, at position: Int32) {
    var copy = value
    copy.withUTF8 { bytes in
      _ = sqlite3_bind_text64(
        pointer, position,
        bytes.baseAddress.map { UnsafeRawPointer($0) }?.assumingMemoryBound(
          to: CChar.self), UInt64(bytes.count), transient, UInt8(SQLITE_UTF8))
      if bytes.baseAddress == nil { sqlite3_bind_text(pointer, position, "", 0, nil) }
    }
  }

  /// Binds a BLOB, copied by SQLite.
  public func bind(_ bytes: UnsafeRawBufferPointer, at position: Int32) {
    guard let base = bytes.baseAddress, !bytes.isEmpty else {
      sqlite3_bind_zeroblob(pointer, position, 0)
      return
    }
    sqlite3_bind_blob64(pointer, position, base, UInt64(bytes.count), transient)
  }

  public func bind(_ bytes: [UInt8], at position: Int32) {
    bytes.withUnsafeBytes { bind($0, at: position) }
  }

  public func bind(_ value: SQLiteValue, at position: Int32) {
    switch value {
    case .null: bindNull(at: position)
    case .integer(let integer): bind(integer, at: position)
    case .real(let real): bind(real, at: position)
    case .text(let text): bind(text, at: position)
    case .blob(let blob): bind(blob, at: position)
    }
  }

  public func bind(_ values: [SQLiteValue]) {
    for (index, value) in values.enumerated() { bind(value, at: Int32(index + 1)) }
  }

  public func bind(_ value: Int?, at position: Int32) {
    if let value { bind(value, at: position) } else { bindNull(at: position) }
  }

  public func bind(_ value: Double?, at position: Int32) {
    if let value { bind(value, at: position) } else { bindNull(at: position) }
  }

  public func bind(_ value: String?, at position: Int32) {
    if let value { bind(value, at: position) } else { bindNull(at: position) }
  }

  // MARK: Stepping

  /// Moves to the next row; false when there is none.
  public func step() throws(SQLiteError) -> Bool {
    switch sqlite3_step(pointer) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code:
      var error = SQLiteError(database, code: code, statement: sql)
      error.isRaised = error.code == SQLITE_ERROR
      sqlite3_reset(pointer)
      throw error
    }
  }

  /// Runs the statement to its end and makes it ready to run again.
  public func run() throws(SQLiteError) {
    while try step() {}
    reset()
  }

  public func reset() { sqlite3_reset(pointer) }

  // MARK: Columns, from 0

  public var columnCount: Int { Int(sqlite3_column_count(pointer)) }
  public func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }
  public func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(pointer, column)) }
  /// An id or a number of the plant. What is too large for one is no one's: the nearest that fits.
  public func int32(_ column: Int32) -> Int32 { Int32(clamping: integer(column)) }
  public func real(_ column: Int32) -> Double { sqlite3_column_double(pointer, column) }
  public func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(pointer, column) == SQLITE_NULL
  }
  public func optionalInt(_ column: Int32) -> Int? { isNull(column) ? nil : int(column) }
  public func optionalReal(_ column: Int32) -> Double? { isNull(column) ? nil : real(column) }

  public func text(_ column: Int32) -> String {
    guard let bytes = sqlite3_column_text(pointer, column) else { return "" }
    let count = Int(sqlite3_column_bytes(pointer, column))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  /// The BLOB of a column, valid until the next step or reset. Empty for NULL.
  public func withBlob<Result>(
    _ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let base = sqlite3_column_blob(pointer, column)
    let count = Int(sqlite3_column_bytes(pointer, column))
    return try body(UnsafeRawBufferPointer(start: base, count: base == nil ? 0 : count))
  }

  public func value(_ column: Int32) -> SQLiteValue {
    switch sqlite3_column_type(pointer, column) {
    case SQLITE_INTEGER: .integer(integer(column))
    case SQLITE_FLOAT: .real(real(column))
    case SQLITE_TEXT: .text(text(column))
    case SQLITE_BLOB: .blob(withBlob(column) { Array($0) })
    default: .null
    }
  }

  public var sql: String { sqlite3_sql(pointer).map { String(cString: $0) } ?? "" }

  /// False for a statement that may change the database file.
  public var isReadOnly: Bool { sqlite3_stmt_readonly(pointer) != 0 }
}

/// Tells SQLite to copy what is bound.
let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

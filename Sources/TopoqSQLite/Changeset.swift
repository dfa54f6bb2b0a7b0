// Row changes as one value: read, turned round, applied.

internal import CSQLite

/// The changes of a transaction to the rows of several tables, as SQLite's session extension packs
/// them.
public struct Changeset: Sendable, Equatable {
  public let bytes: [UInt8]

  /// Takes bytes that `bytes` once gave.
  public init(bytes: [UInt8]) { self.bytes = bytes }

  public var isEmpty: Bool { bytes.isEmpty }

  /// What takes these changes back.
  public func inverted() throws(SQLiteError) -> Changeset {
    guard !isEmpty else { return self }
    var count: Int32 = 0
    var made: UnsafeMutableRawPointer?
    let code = withPointer { sqlite3changeset_invert($0, $1, &count, &made) }
    defer { sqlite3_free(made) }
    guard code == SQLITE_OK else { throw SQLiteError(nil, code: code) }
    return Changeset(bytes: Array(UnsafeRawBufferPointer(start: made, count: Int(count))))
  }

  /// Applies all of it, or nothing where a row is not as it was when the changes were made.
  ///
  /// - Returns: false where rows are otherwise, or would contradict each other.
  public func apply(to connection: ConnectionHandle) throws(SQLiteError) -> Bool {
    guard !isEmpty else { return true }
    let code = withPointer { count, bytes in
      sqlite3changeset_apply(
        connection.pointer, count, bytes, nil, { _, _, _ in Int32(SQLITE_CHANGESET_ABORT) }, nil)
    }
    if code & 0xff == SQLITE_ABORT { return false }
    guard code == SQLITE_OK else { throw SQLiteError(connection.pointer, code: code) }
    return true
  }

  /// Every changed row, table by table.
  public func rows() throws(SQLiteError) -> [ChangedRow] {
    guard !isEmpty else { return [] }
    var rows: [ChangedRow] = []
    let code = withPointer { count, bytes in
      var iterator: OpaquePointer?
      let started = sqlite3changeset_start(&iterator, count, bytes)
      guard started == SQLITE_OK, let iterator else { return started }
      while sqlite3changeset_next(iterator) == SQLITE_ROW { rows.append(ChangedRow(iterator)) }
      return sqlite3changeset_finalize(iterator)
    }
    guard code == SQLITE_OK else { throw SQLiteError(nil, code: code) }
    return rows
  }

  private func withPointer<Result>(
    _ body: (Int32, UnsafeMutableRawPointer?) -> Result
  ) -> Result {
    bytes.withUnsafeBytes { raw in
      body(Int32(raw.count), UnsafeMutableRawPointer(mutating: raw.baseAddress))
    }
  }
}

/// One row that was made, altered or removed.
public struct ChangedRow: Sendable, Equatable {
  public enum Operation: Sendable {
    case inserted, updated, deleted
  }

  public let table: String
  public let operation: Operation
  /// For each column: whether it is part of the row's key.
  public let isKey: [Bool]
  /// Values before, in the order of the columns; of an altered row only the key and what was
  /// altered, the others nil. Empty for a new row.
  public let old: [SQLiteValue?]
  /// Values after: of an altered row only what was altered. Empty for a removed row.
  public let new: [SQLiteValue?]

  fileprivate init(_ iterator: OpaquePointer) {
    var name: UnsafePointer<CChar>?
    var columns: Int32 = 0
    var code: Int32 = 0
    sqlite3changeset_op(iterator, &name, &columns, &code, nil)
    table = name.map { String(cString: $0) } ?? ""
    operation =
      switch code {
      case SQLITE_INSERT: .inserted
      case SQLITE_DELETE: .deleted
      default: .updated
      }
    var keys: UnsafeMutablePointer<UInt8>?
    sqlite3changeset_pk(iterator, &keys, nil)
    isKey = (0..<Int(columns)).map { (keys?[$0] ?? 0) != 0 }
    func values(
      _ read: (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Int32
    ) -> [SQLiteValue?] {
      (0..<columns).map { column in
        var value: OpaquePointer?
        guard read(iterator, column, &value) == SQLITE_OK, let value else { return nil }
        return SQLiteValue(value)
      }
    }
    old = operation == .inserted ? [] : values(sqlite3changeset_old)
    new = operation == .deleted ? [] : values(sqlite3changeset_new)
  }

  /// The values of the key's columns.
  public var key: [SQLiteValue] {
    let values = operation == .inserted ? new : old
    return zip(isKey, values).compactMap { $0 ? $1 : nil }
  }

  /// The key where it is one whole number, as the keys of the plant are.
  public var id: Int64? {
    let key = key
    return key.count == 1 ? key[0].integer : nil
  }
}

extension SQLiteValue {
  /// A value that SQLite holds.
  init(_ value: OpaquePointer) {
    switch sqlite3_value_type(value) {
    case SQLITE_INTEGER: self = .integer(sqlite3_value_int64(value))
    case SQLITE_FLOAT: self = .real(sqlite3_value_double(value))
    case SQLITE_TEXT:
      let count = Int(sqlite3_value_bytes(value))
      let bytes = UnsafeBufferPointer(start: sqlite3_value_text(value), count: count)
      self = .text(String(decoding: bytes, as: UTF8.self))
    case SQLITE_BLOB:
      let count = Int(sqlite3_value_bytes(value))
      self = .blob(Array(UnsafeRawBufferPointer(start: sqlite3_value_blob(value), count: count)))
    default: self = .null
    }
  }
}

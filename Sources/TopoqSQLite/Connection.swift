// One connection to one database file, opened as if the file might be hostile.

internal import CSQLite

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// An open connection. It closes when it goes out of scope.
///
/// One thread at a time: the connection is opened without SQLite's own mutexes.
public struct Connection: ~Copyable {
  public enum Mode: Sendable {
    /// Reads an existing file; every write is refused.
    case read
    /// Reads and writes an existing file.
    case write
    /// Makes the file where it is missing, then reads and writes.
    case create
    /// Reads a file that stands where nothing can be written: no log beside it, and no locks. Only
    /// for a file that nobody changes meanwhile.
    case readFrozen
  }

  private let pointer: OpaquePointer
  private let questionsOnly: UnsafeMutablePointer<Bool>
  private let path: String
  private let kept = KeptStatements()
  private var isSettling = false
  /// True where the file is read as it stands, without locks.
  public let isFrozen: Bool

  /// A copyable reference for statements and table-valued functions; valid while this lives.
  public var handle: ConnectionHandle {
    ConnectionHandle(pointer: pointer, questionsOnly: questionsOnly, kept: kept)
  }

  /// Opens `path` hardened: no symbolic links, no URIs, DEFENSIVE, untrusted schema, no extensions.
  public init(path: String, mode: Mode) throws(SQLiteError) {
    let access =
      switch mode {
      case .read: SQLITE_OPEN_READONLY
      case .write: SQLITE_OPEN_READWRITE
      case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      case .readFrozen: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
      }
    // SQLite refuses symbolic links anywhere in a path; the folder is resolved, the file is not.
    let place = path == ":memory:" ? path : Connection.withResolvedFolder(path)
    let name = mode == .readFrozen ? Connection.frozenAddress(of: place) : place
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(
      name, &opened, access | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
      nil)
    guard code == SQLITE_OK, let opened else {
      let error = SQLiteError(opened, code: code)
      sqlite3_close_v2(opened)
      throw error
    }
    pointer = opened
    self.path = place
    isFrozen = mode == .readFrozen
    questionsOnly = .allocate(capacity: 1)
    questionsOnly.initialize(to: false)
    harden()
    handle.installAuthorizer()
  }

  deinit {
    kept.removeAll()
    if isSettling { settle() } else { sqlite3_close_v2(pointer) }
    questionsOnly.deallocate()
  }

  /// From now on, closing moves what was committed into the file itself, so that the file alone is
  /// all there is: for a connection that writes a file of ours.
  public mutating func settleWhenClosing() { isSettling = true }

  /// Moves the log into the file and closes, both under the lock. Where no other process has the
  /// file open, SQLite then takes the log away, and the lock's own file goes with it.
  private func settle() {
    guard access(path + "-wal", F_OK) == 0, let lock = try? FileLock(of: path, waiting: 5) else {
      sqlite3_close_v2(pointer)
      return
    }
    sqlite3_busy_timeout(pointer, 1000)
    handle.checkpoint()
    _ = topoq_db_config(pointer, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0)
    sqlite3_close_v2(pointer)
    lock.releaseAndRemove()
  }

  private func harden() {
    for (option, value) in [
      (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
      (SQLITE_DBCONFIG_DQS_DDL, 0), (SQLITE_DBCONFIG_DQS_DML, 0),
      (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0), (SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1),
    ] as [(Int32, Int32)] {
      _ = topoq_db_config(pointer, option, value)
    }
    for (limit, value) in [
      (SQLITE_LIMIT_LENGTH, 256 << 20), (SQLITE_LIMIT_SQL_LENGTH, 4 << 20),
      (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_WORKER_THREADS, 0),
      (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000),
    ] as [(Int32, Int32)] {
      sqlite3_limit(pointer, limit, value)
    }
    sqlite3_busy_timeout(pointer, 5000)
    // A commit never checkpoints by itself: that is done under the file's lock.
    sqlite3_wal_autocheckpoint(pointer, 0)
    // Only the virtual tables that a topoq file needs: VirtualText and its like read any file.
    for keep in [["rtree", "json_each", "json_tree"]] {
      var names: [UnsafePointer<CChar>?] = keep.map { strdup($0).map { UnsafePointer($0) } }
      names.append(nil)
      names.withUnsafeMutableBufferPointer { _ = sqlite3_drop_modules(pointer, $0.baseAddress) }
      for name in names { free(UnsafeMutableRawPointer(mutating: name)) }
    }
  }

  /// A URI that SQLite takes apart into this very path.
  private static func frozenAddress(of path: String) -> String {
    var address = Array("file:".utf8)
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "_"):
        address.append(byte)
      default:
        let digits = Array("0123456789ABCDEF".utf8)
        address += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: address, as: UTF8.self) + "?immutable=1"
  }

  private static func withResolvedFolder(_ path: String) -> String {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let file = slash.map { String(path[path.index(after: $0)...]) } ?? path
    guard let resolved = realpath(folder, nil) else { return path }
    defer { free(resolved) }
    let whole = String(cString: resolved)
    return whole == "/" ? "/\(file)" : "\(whole)/\(file)"
  }
}

/// A reference to an open connection, for those who prepare statements on it while it lives.
public struct ConnectionHandle {
  let pointer: OpaquePointer
  /// What the authorizer looks at: true while only questions may be prepared.
  let questionsOnly: UnsafeMutablePointer<Bool>?
  let kept: KeptStatements

  /// Runs statements that return nothing of interest; several may stand in `sql`.
  public func execute(_ sql: String) throws(SQLiteError) {
    let code = sqlite3_exec(pointer, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw SQLiteError(pointer, code: code, statement: sql) }
  }

  public func prepare(_ sql: String) throws(SQLiteError) -> Statement { try Statement(self, sql) }

  /// Runs one statement with `values` bound from position 1 on.
  public func run(_ sql: String, _ values: [SQLiteValue] = []) throws(SQLiteError) {
    let statement = try prepare(sql)
    statement.bind(values)
    try statement.run()
  }

  /// The first column of the first row, or nil where there is no row.
  public func first(_ sql: String, _ values: [SQLiteValue] = []) throws(SQLiteError) -> SQLiteValue?
  {
    let statement = try prepare(sql)
    statement.bind(values)
    return try statement.step() ? statement.value(0) : nil
  }

  /// Every row, in memory: for small answers.
  public func rows(_ sql: String, _ values: [SQLiteValue] = []) throws(SQLiteError)
    -> [[SQLiteValue]]
  {
    let statement = try prepare(sql)
    statement.bind(values)
    var rows: [[SQLiteValue]] = []
    while try statement.step() {
      rows.append((0..<statement.columnCount).map { statement.value(Int32($0)) })
    }
    return rows
  }

  public var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(pointer) }
  public var changedRows: Int { Int(sqlite3_changes64(pointer)) }
  public var isInTransaction: Bool { sqlite3_get_autocommit(pointer) == 0 }

  /// Allows or forbids writing to shadow tables: only the importing connection may, while it packs.
  public func setDefensive(_ isDefensive: Bool) {
    _ = topoq_db_config(pointer, SQLITE_DBCONFIG_DEFENSIVE, isDefensive ? 1 : 0)
  }

  /// Moves the write-ahead log into the file, as far as no reader still needs what it replaces. The
  /// caller holds the file's lock.
  ///
  /// - Returns: true when everything was moved and the log emptied.
  @discardableResult
  public func checkpoint() -> Bool {
    var left: Int32 = 0
    var moved: Int32 = 0
    let code = sqlite3_wal_checkpoint_v2(pointer, nil, SQLITE_CHECKPOINT_TRUNCATE, &left, &moved)
    return code == SQLITE_OK
  }
}

// The file that an import writes: built beside its place, or changed in one transaction.

internal import TopoqSQLite
internal import TopoqStore
internal import TopoqText
internal import TopoqVocabulary

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

struct ImportTarget {
  let path: String
  let modules: [Module]
  let tolerance: Double
  let pageLimit: Int?

  /// Runs `body` between the beginning and the end of an import into the file.
  func write(_ body: (inout PlantImport) throws -> Void) throws -> ImportReport {
    if Folder.exists(at: path) { throw FileError(path: path, reason: .isDirectory) }
    return Folder.hasFile(at: path) ? try change(body) : try build(body)
  }

  // MARK: A new file

  /// A new file needs no journal: until it has its name, nobody knows it.
  private func build(_ body: (inout PlantImport) throws -> Void) throws -> ImportReport {
    let part = try makePart()
    var isWhole = false
    defer { removeRemains(of: part, andItself: !isWhole) }
    try FileFormat.create(at: part, modules: modules)
    let report: ImportReport
    do {
      let connection = try Connection(path: part, mode: .write)
      let handle = connection.handle
      try handle.execute(
        """
        PRAGMA journal_mode = OFF;
        PRAGMA synchronous = OFF;
        PRAGMA locking_mode = EXCLUSIVE;
        PRAGMA cache_size = -65536
        """)
      try limit(handle)
      report = try handle.writing { try load(handle, isFresh: true, body) }
    }
    do {
      let connection = try Connection(path: part, mode: .write)
      try connection.handle.execute("PRAGMA journal_mode = WAL")
      connection.handle.checkpoint()
    }
    try sync(part)
    try takeName(part)
    isWhole = true
    return report
  }

  /// An empty file beside the target, under a name that nobody else has.
  private func makePart() throws -> String {
    let part = "\(path).\(String(UInt64.random(in: .min ... .max), radix: 36)).part"
    let descriptor = open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      let number = errno
      guard number == ENOENT else { throw FileError(path: path, errorNumber: number) }
      throw ImportProblem("\(path): the folder in which it is to be made does not exist")
    }
    close(descriptor)
    return part
  }

  private func sync(_ part: String) throws {
    let descriptor = open(part, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, errorNumber: errno) }
    let code = fsync(descriptor)
    let number = errno
    close(descriptor)
    guard code == 0 else { throw FileError(path: path, errorNumber: number) }
  }

  /// A file that has come to stand there meanwhile is not replaced.
  private func takeName(_ part: String) throws {
    if link(part, path) == 0 {
      unlink(part)
    } else if errno == EEXIST {
      throw ImportProblem("\(path): another process has made it meanwhile; import again")
    } else if rename(part, path) != 0 {
      throw FileError(path: path, errorNumber: errno)
    }
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = open(slash.map { String(path[...$0]) } ?? ".", O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  private func removeRemains(of part: String, andItself: Bool) {
    for suffix in ["-wal", "-shm", "-journal"] { unlink(part + suffix) }
    if andItself { unlink(part) }
  }

  // MARK: A file that is there

  private func change(_ body: (inout PlantImport) throws -> Void) throws -> ImportReport {
    let connection = try connect()
    let handle = connection.handle
    try FileFormat.recognise(handle, path: path)
    let lock = try takeLock()
    try handle.execute("PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = FULL")
    try handle.execute("PRAGMA cache_size = -65536")
    try limit(handle)
    try FileFormat.upgrade(handle, modules: modules)
    let report = try handle.writing { try load(handle, isFresh: false, body) }
    handle.checkpoint()
    _ = consume lock
    return report
  }

  private func connect() throws -> Connection {
    do {
      return try Connection(path: path, mode: .write)
    } catch {
      throw ImportProblem("\(path): it cannot be opened: \(error.message)")
    }
  }

  private func takeLock() throws -> FileLock {
    do {
      return try FileLock(path: path + "-lock")
    } catch {
      throw ImportProblem("\(error.path): it cannot be locked: \(error.reason)")
    }
  }

  private func limit(_ handle: ConnectionHandle) throws {
    if let pageLimit { _ = try handle.first("PRAGMA max_page_count = \(pageLimit)") }
  }

  private func load(
    _ handle: ConnectionHandle, isFresh: Bool, _ body: (inout PlantImport) throws -> Void
  ) throws -> ImportReport {
    var plant = try PlantImport.begin(
      handle, modules: modules, isFresh: isFresh, tolerance: tolerance)
    try body(&plant)
    return try plant.finish()
  }
}

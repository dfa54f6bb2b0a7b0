// The file that an import writes: built beside its place, or changed in one transaction.

internal import TopoqSQLite
internal import TopoqStore
internal import TopoqText
internal import TopoqVocabulary

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
    let part = try PartFile(of: path)
    try FileFormat.create(at: part.path, modules: modules)
    let report: ImportReport
    do {
      let connection = try Connection(path: part.path, mode: .write)
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
      let connection = try Connection(path: part.path, mode: .write)
      try connection.handle.execute("PRAGMA journal_mode = WAL")
      connection.handle.checkpoint()
    }
    try part.sync()
    let lock = try FileLock(of: path)
    do {
      try part.takeName()
    } catch {
      lock.releaseAndRemove()
      throw error
    }
    lock.releaseAndRemove()
    return report
  }

  // MARK: A file that is there

  private func change(_ body: (inout PlantImport) throws -> Void) throws -> ImportReport {
    try FilePlace(path).refuseUnfit()
    var connection = try Connection(path: path, mode: .write)
    let handle = connection.handle
    try FileFormat.recognise(handle, path: path, modules: modules)
    connection.settleWhenClosing()
    let lock = try FileLock(of: path)
    try handle.execute("PRAGMA synchronous = FULL; PRAGMA cache_size = -65536")
    try limit(handle)
    try FileFormat.upgrade(handle, path: path, modules: modules)
    let report = try handle.writing { try load(handle, isFresh: false, body) }
    _ = consume lock
    return report
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

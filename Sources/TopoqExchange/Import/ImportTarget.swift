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
  /// For the journal of a file that is there: how much of a change it keeps, and who imports what.
  let mostRecordedBytes: Int
  let author: String
  let sentence: String

  /// Runs `body` between the beginning and the end of an import into the file.
  func write(_ body: (inout PlantImport) throws -> Void) throws -> ImportReport {
    if Folder.exists(at: path) { throw FileError(path: path, reason: .isDirectory) }
    return Folder.hasFile(at: path) ? try change(body) : try build(body)
  }

  /// Runs `body` as `write` does, says what it did, and keeps nothing of it.
  func preview(_ body: (inout PlantImport) throws -> Void) throws -> ImportPreview {
    if Folder.exists(at: path) { throw FileError(path: path, reason: .isDirectory) }
    guard Folder.hasFile(at: path) else {
      let part = try PartFile(of: path)
      return try fill(part.path) { handle in
        try handle.tryingOut { try tryOut(handle, before: nil, body) }
      }
    }
    return try changing { handle in
      let before = try Connection(path: path, mode: .read)
      // Nobody writes while the lock is held: both connections read the same file.
      return try handle.tryingOut {
        try FileFormat.raise(handle, path: path, modules: modules)
        return try tryOut(handle, before: before.handle, body)
      }
    }
  }

  private func tryOut(
    _ handle: ConnectionHandle, before: ConnectionHandle?,
    _ body: (inout PlantImport) throws -> Void
  ) throws -> ImportPreview {
    var plant = try PlantImport.begin(
      handle, modules: modules, isFresh: before == nil, tolerance: tolerance)
    try body(&plant)
    return try plant.preview(from: before)
  }

  // MARK: A new file

  /// Makes a topoq file at `path` and hands over a connection to it.
  private func fill<Result>(
    _ path: String, _ body: (ConnectionHandle) throws -> Result
  ) throws -> Result {
    try FileFormat.create(at: path, modules: modules)
    let connection = try Connection(path: path, mode: .write)
    let handle = connection.handle
    try handle.execute(
      """
      PRAGMA journal_mode = OFF;
      PRAGMA synchronous = OFF;
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA cache_size = -65536
      """)
    try limit(handle)
    return try body(handle)
  }

  /// A new file needs no journal: until it has its name, nobody knows it.
  private func build(_ body: (inout PlantImport) throws -> Void) throws -> ImportReport {
    let part = try PartFile(of: path)
    let report = try fill(part.path) { handle in
      try handle.writing { try load(handle, isFresh: true, body) }
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
    try changing { handle in
      try FileFormat.upgrade(handle, path: path, modules: modules)
      return try handle.writing {
        let recording = try ImportRecording.begin(handle, modules: modules)
        let report = try load(handle, isFresh: false, body)
        try recording.write(atMost: mostRecordedBytes) { reason in
          JournalEntry(
            instant: Instant.now, day: Day.today(), author: author, sentence: sentence,
            irrevocable: reason)
        }
        return report
      }
    }
  }

  /// Hands over a connection to the file, under its lock.
  private func changing<Result>(_ body: (ConnectionHandle) throws -> Result) throws -> Result {
    try FilePlace(path).refuseUnfit()
    var connection = try Connection(path: path, mode: .write)
    let handle = connection.handle
    try FileFormat.recognise(handle, path: path, modules: modules)
    connection.settleWhenClosing()
    let lock = try FileLock(of: path)
    try handle.execute("PRAGMA synchronous = FULL; PRAGMA cache_size = -65536")
    try limit(handle)
    let result = try body(handle)
    _ = consume lock
    return result
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

// What makes a file a topoq file, and how an older one becomes today's.

public import TopoqSQLite
public import TopoqVocabulary

/// The file as a whole: made, recognised, upgraded.
public enum FileFormat {
  /// "TPOQ", in SQLite's application id [https://www.sqlite.org/fileformat2.html, offset 68].
  static let applicationIdentifier = 0x5450_4f51
  /// The version of the file's layout as a whole; modules have versions of their own.
  static let version = 1

  /// Makes an empty topoq file at `path`, where nothing may stand.
  public static func create(at path: String, modules: [Module]) throws {
    do {
      _ = try Connection(path: path, mode: .create)
    } catch {
      throw Refusal("\(path) cannot be made: \(error.message)")
    }
    try SpatiaLite.writeMetadata(into: path)
    let connection = try Connection(path: path, mode: .write)
    let handle = connection.handle
    try handle.execute(
      "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE")
    for spatial in Plant.spatialTables {
      try handle.run(
        """
        INSERT INTO geometry_columns
          (f_table_name, f_geometry_column, geometry_type, coord_dimension, srid,
           spatial_index_enabled)
        VALUES (?, 'geom', ?, 2, 4326, 1)
        """, [.text(spatial.table), .integer(Int64(spatial.type))])
    }
    for module in modules {
      for migration in module.migrations {
        try handle.execute(migration.sql)
        try handle.execute(migration.indexes)
        try handle.execute(migration.rows())
      }
      try record(module, handle)
    }
    try handle.execute(
      "PRAGMA application_id = \(applicationIdentifier); PRAGMA user_version = \(version)")
  }

  /// Makes sure that `connection` has opened a topoq file of this version, whose tables are as
  /// `modules` made them. A module that the file does not have yet is no matter.
  public static func recognise(
    _ connection: ConnectionHandle, path: String, modules: [Module] = [Plant.module]
  ) throws {
    let identifier: SQLiteValue?
    do {
      identifier = try connection.first("PRAGMA application_id")
    } catch {
      if error.isNoDatabase { throw Refusal.noTopoqFile(path) }
      throw Refusal.explaining(error, path: path)
    }
    guard identifier == .integer(Int64(applicationIdentifier)) else {
      throw Refusal.noTopoqFile(path)
    }
    do {
      let found = try connection.first("PRAGMA user_version")?.integer ?? 0
      guard found <= version else {
        throw Refusal(
          "\(path) was written by a newer topoq (layout \(found), this one reads up to \(version)): "
            + "update topoq")
      }
      guard found > 0 else { throw Refusal("\(path) is damaged: it says no layout") }
      try checkTables(connection, path, modules)
    } catch let error as SQLiteError {
      throw Refusal.explaining(error, path: path)
    }
  }

  /// Triggers, views and virtual tables in the place of topoq's own tables could do anything.
  private static func checkTables(
    _ connection: ConnectionHandle, _ path: String, _ modules: [Module]
  ) throws {
    let plant = Plant.module.tableNames()
    var lacking = Set(Plant.module.tableNames(upTo: 1))
    let objects = try connection.prepare(
      "SELECT type, name, tbl_name, rootpage FROM sqlite_master WHERE type <> 'index'")
    var seen: [(type: String, name: String, table: String, isStored: Bool)] = []
    while try objects.step() {
      seen.append(
        (objects.text(0), objects.text(1), objects.text(2), objects.integer(3) > 0))
    }
    var ours = Set(plant)
    if seen.contains(where: { $0.name == "module" && $0.type == "table" && $0.isStored }) {
      // An older file lacks what its modules have come to store since.
      for row in try connection.rows("SELECT name, version FROM module") {
        guard let module = modules.first(where: { $0.name == row[0].text }) else { continue }
        let names = module.name == Plant.module.name ? plant : module.tableNames()
        let version = Int(clamping: row[1].integer ?? 0)
        let isNewest = version >= module.migrations.last?.version ?? 0
        ours.formUnion(names)
        lacking.formUnion(isNewest ? names : module.tableNames(upTo: version))
      }
    }
    for object in seen {
      let isIndex = object.name.hasPrefix("idx_")
      if object.type == "table", ours.contains(object.name), object.isStored != isIndex {
        lacking.remove(object.name)
      } else if ours.contains(object.type == "trigger" ? object.table : object.name) {
        throw Refusal(
          "\(path) holds a trigger, view or table `\(object.name)` that topoq did not write; "
            + "drop it before the file can be trusted")
      }
    }
    if let name = lacking.min() {
      throw Refusal("\(path) is damaged: it lacks the table `\(name)`; take the last good copy")
    }
  }

  /// The versions of `modules` that the file lacks, by module.
  public static func missing(_ modules: [Module], _ connection: ConnectionHandle) throws -> [(
    module: Module, from: Int
  )] {
    var lacking: [(Module, Int)] = []
    let statement = try connection.prepare("SELECT version FROM module WHERE name = ?")
    for module in modules {
      statement.bind(module.name, at: 1)
      let found = try statement.step() ? statement.int(0) : 0
      statement.reset()
      let newest = module.migrations.last?.version ?? 0
      guard found <= newest else {
        throw Refusal(
          "the file's module \(module.name) is of version \(found), this topoq knows up to "
            + "\(newest): update topoq")
      }
      if found < newest { lacking.append((module, found)) }
    }
    return lacking
  }

  /// Brings the file up to the versions of `modules`, in one transaction.
  ///
  /// - Throws: `Refusal` where a step fails; the file is then as it was.
  public static func upgrade(
    _ connection: ConnectionHandle, path: String, modules: [Module]
  ) throws {
    guard try !missing(modules, connection).isEmpty else {
      return try keepGaps(modules, connection)
    }
    try connection.writing {
      try raise(connection, path: path, modules: modules)
      try Gaps.rebuild(modules, connection)
    }
  }

  /// The same in a transaction that is the caller's.
  public static func raise(
    _ connection: ConnectionHandle, path: String, modules: [Module]
  ) throws {
    for (module, found) in try missing(modules, connection) {
      for migration in module.migrations where migration.version > found {
        do {
          try connection.execute(migration.sql)
          try connection.execute(migration.indexes)
          try connection.execute(migration.rows())
        } catch {
          guard !error.isFull, !error.isBusy else { throw error }
          throw Refusal(
            "\(path) cannot be brought from version \(found) of module \(module.name) to "
              + "\(migration.version): \(error.message)")
        }
      }
      try record(module, connection)
    }
  }

  /// Gaps are kept for the words of the modules that the file is opened with, and for no others:
  /// what changes without a word's module would not be followed.
  private static func keepGaps(_ modules: [Module], _ connection: ConnectionHandle) throws {
    guard try !Gaps.areKept(of: modules, connection) else { return }
    try connection.writing { try Gaps.rebuild(modules, connection) }
  }

  private static func record(_ module: Module, _ connection: ConnectionHandle) throws {
    try connection.run(
      "INSERT OR REPLACE INTO module (name, version) VALUES (?, ?)",
      [.text(module.name), .integer(Int64(module.migrations.last?.version ?? 0))])
  }
}

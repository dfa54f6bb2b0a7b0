// What makes a file a topoq file, and how an older one becomes today's.

public import TopoqSQLite
public import TopoqVocabulary

/// The file as a whole: made, recognised, upgraded.
public enum FileFormat {
  /// "TPOQ", in SQLite's application id [https://www.sqlite.org/fileformat2.html, offset 68].
  static let applicationIdentifier = 0x5450_4f51
  /// The version of the file's layout as a whole; modules have versions of their own.
  static let version = 1

  /// A file that cannot be used, and what to do about it.
  public struct Refusal: Error, Sendable, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
  }

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
      }
      try record(module, handle)
    }
    try handle.execute(
      "PRAGMA application_id = \(applicationIdentifier); PRAGMA user_version = \(version)")
  }

  /// Makes sure that `connection` has opened a topoq file of this version.
  public static func recognise(_ connection: ConnectionHandle, path: String) throws {
    let identifier: SQLiteValue?
    do {
      identifier = try connection.first("PRAGMA application_id")
    } catch {
      guard error.isNoDatabase || error.isCorrupt else { throw error }
      identifier = nil
    }
    guard identifier == .integer(Int64(applicationIdentifier)) else {
      throw Refusal(
        "\(path) is no topoq file: make one with `topoq import SOURCE --into FILE`")
    }
    let found = try connection.first("PRAGMA user_version")?.integer ?? 0
    guard found <= version else {
      throw Refusal(
        "\(path) was written by a newer topoq (layout \(found), this one reads up to \(version)): "
          + "update topoq")
    }
    try refuseForeignSchema(connection, path: path)
  }

  /// Triggers and views on topoq's own tables could do anything: the engine makes none.
  private static func refuseForeignSchema(_ connection: ConnectionHandle, path: String) throws {
    let foreign = try connection.first(
      """
      SELECT name FROM sqlite_master
      WHERE (type = 'trigger' AND tbl_name IN
          ('node', 'route', 'joint', 'strand_end', 'cut', 'area', 'party', 'finding',
           'light_chunk', 'lit_at', 'file', 'module'))
        OR (type = 'view' AND name IN
          ('node', 'route', 'joint', 'strand_end', 'cut', 'area', 'party', 'finding',
           'light_chunk', 'lit_at', 'file', 'module'))
      LIMIT 1
      """)
    if let name = foreign?.text {
      throw Refusal(
        "\(path) holds a trigger or view `\(name)` that topoq did not write; "
          + "drop it before the file can be trusted")
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
          "the file's module \(module.name) is of version \(found), this topoq knows \(newest): "
            + "update topoq")
      }
      if found < newest { lacking.append((module, found)) }
    }
    return lacking
  }

  /// Brings the file up to the versions of `modules`, in one transaction.
  public static func upgrade(_ connection: ConnectionHandle, modules: [Module]) throws {
    let lacking = try missing(modules, connection)
    guard !lacking.isEmpty else { return }
    try connection.writing {
      for (module, found) in lacking {
        for migration in module.migrations where migration.version > found {
          try connection.execute(migration.sql)
          try connection.execute(migration.indexes)
        }
        try record(module, connection)
      }
    }
  }

  private static func record(_ module: Module, _ connection: ConnectionHandle) throws {
    try connection.run(
      "INSERT OR REPLACE INTO module (name, version) VALUES (?, ?)",
      [.text(module.name), .integer(Int64(module.migrations.last?.version ?? 0))])
  }
}

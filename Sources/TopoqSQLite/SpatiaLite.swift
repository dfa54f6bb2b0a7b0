// SpatiaLite, opened at first need: linking it would cost 15 ms at every start.

internal import CSQLite
internal import CSpatiaLite

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What SpatiaLite is used for: the metadata tables that make a file readable by QGIS and GDAL.
public enum SpatiaLite {
  public struct Missing: Error, Sendable, CustomStringConvertible {
    public let description: String
  }

  private typealias Allocate = @convention(c) () -> UnsafeMutableRawPointer?
  private typealias Initialise =
    @convention(c) (
      OpaquePointer?, UnsafeRawPointer?, Int32
    ) -> Void
  private typealias CleanUp = @convention(c) (UnsafeRawPointer?) -> Void

  /// Opens `path` for reading with all of SpatiaLite's functions, as a GIS expert would, and lets
  /// `body` ask. Nothing of topoq's hardening applies: for comparing, on files one made oneself.
  public static func reading<Result>(
    _ path: String, _ body: (ConnectionHandle) throws -> Result
  ) throws -> Result {
    try withFunctions(on: path, SQLITE_OPEN_READONLY, body)
  }

  /// Writes SpatiaLite's metadata tables, WGS 84 among the reference systems, into a new or empty
  /// file.
  ///
  /// They are made in memory, on a connection of its own that is gone afterwards: SpatiaLite's
  /// functions are never present where questions are asked, and it never meets a full disk, of
  /// which it would speak on standard error.
  public static func writeMetadata(into path: String) throws {
    try withFunctions(on: ":memory:", SQLITE_OPEN_READWRITE) { handle in
      guard try handle.first("SELECT InitSpatialMetadata(1, 'WGS84')") == .integer(1) else {
        throw Missing(description: "libspatialite could not make its metadata tables")
      }
      try handle.execute("SELECT InsertEpsgSrid(3857)")
      try handle.run("VACUUM INTO ?", [.text(path)])
    }
  }

  private static func withFunctions<Result>(
    on path: String, _ access: Int32, _ body: (ConnectionHandle) throws -> Result
  ) throws -> Result {
    guard let library = openLibrary() else {
      throw Missing(
        description: "libspatialite is not installed: on Debian, apt-get install libspatialite-dev")
    }
    guard let allocate = dlsym(library, "spatialite_alloc_connection"),
      let initialise = dlsym(library, "spatialite_init_ex"),
      let cleanUp = dlsym(library, "spatialite_cleanup_ex")
    else { throw Missing(description: "libspatialite is too old: version 4.3 or later is needed") }
    let cache = unsafeBitCast(allocate, to: Allocate.self)()
    var database: OpaquePointer?
    let code = sqlite3_open_v2(path, &database, access, nil)
    let kept = KeptStatements()
    defer {
      kept.removeAll()
      sqlite3_close_v2(database)
      unsafeBitCast(cleanUp, to: CleanUp.self)(UnsafeRawPointer(cache))
    }
    guard code == SQLITE_OK, let database else { throw SQLiteError(database, code: code) }
    unsafeBitCast(initialise, to: Initialise.self)(database, UnsafeRawPointer(cache), 0)
    return try body(ConnectionHandle(pointer: database, questionsOnly: nil, kept: kept))
  }

  private static func openLibrary() -> UnsafeMutableRawPointer? {
    for name in [
      "libspatialite.so.8", "libspatialite.so.7", "libspatialite.so",
      "/opt/homebrew/lib/libspatialite.dylib", "/usr/local/lib/libspatialite.dylib",
    ] {
      if let library = dlopen(name, RTLD_NOW | RTLD_LOCAL) { return library }
    }
    return nil
  }
}

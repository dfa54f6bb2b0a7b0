// What is a topoq file, what is none, and what is one of tomorrow.

import Testing
import TopoqSQLite
import TopoqStore
import TopoqText
import TopoqVocabulary

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("File format")
struct FileFormatTests {
  private func temporaryPath() -> String {
    "/tmp/topoq-format-\(getpid())-\(UInt32.random(in: 0...(.max))).topoq"
  }

  private func remove(_ path: String) {
    for ending in ["", "-wal", "-shm", "-lock", "-journal"] { unlink(path + ending) }
  }

  private func withFile(_ body: (String, ConnectionHandle) throws -> Void) throws {
    let path = temporaryPath()
    defer { remove(path) }
    try FileFormat.create(at: path, modules: [Plant.module])
    let connection = try Connection(path: path, mode: .write)
    try body(path, connection.handle)
  }

  @Test("a new file is recognised, and is a SpatiaLite database with three layers")
  func create() throws {
    try withFile { path, handle in
      try FileFormat.recognise(handle, path: path)
      #expect(
        try handle.rows(
          "SELECT f_table_name, geometry_type, srid, spatial_index_enabled FROM geometry_columns "
            + "ORDER BY f_table_name")
          == [
            [.text("area"), .integer(6), .integer(4326), .integer(1)],
            [.text("node"), .integer(1), .integer(4326), .integer(1)],
            [.text("route"), .integer(2), .integer(4326), .integer(1)],
          ])
      #expect(
        try handle.first("SELECT count(*) FROM spatial_ref_sys WHERE srid = 4326") == .integer(1))
    }
  }

  @Test("a newer file, a foreign file and a file with foreign triggers are refused with a reason")
  func refusals() throws {
    try withFile { path, handle in
      try handle.execute("PRAGMA user_version = 99")
      let newer = #expect(throws: FileFormat.Refusal.self) {
        try FileFormat.recognise(handle, path: path)
      }
      #expect(newer?.description.contains("newer topoq") == true)
    }
    try withFile { path, handle in
      try handle.execute(
        "CREATE TRIGGER mine AFTER INSERT ON node BEGIN DELETE FROM route; END")
      let foreign = #expect(throws: FileFormat.Refusal.self) {
        try FileFormat.recognise(handle, path: path)
      }
      #expect(foreign?.description.contains("`mine`") == true)
    }
    try withFile { path, handle in
      try handle.execute("PRAGMA application_id = 7")
      #expect(throws: FileFormat.Refusal.self) { try FileFormat.recognise(handle, path: path) }
    }
  }

  @Test("an older file is upgraded in one transaction, by each module's own versions")
  func upgrade() throws {
    try withFile { path, handle in
      let shelf = Module(
        name: "shelf", summary: "what stands where",
        migrations: [
          Migration(
            version: 1, sql: "CREATE TABLE shelf_item (id INTEGER PRIMARY KEY, node INTEGER)")
        ])
      #expect(
        try FileFormat.missing([Plant.module, shelf], handle).map(\.module.name) == ["shelf"])
      try FileFormat.upgrade(handle, path: path, modules: [Plant.module, shelf])
      #expect(try FileFormat.missing([Plant.module, shelf], handle).isEmpty)
      let next = Module(
        name: "shelf", summary: "what stands where",
        migrations: shelf.migrations + [
          Migration(
            version: 2, sql: "ALTER TABLE shelf_item ADD COLUMN name TEXT; CREATE TABLE node (x)")
        ])
      // The second statement fails: the first is taken back with it.
      #expect(throws: FileFormat.Refusal.self) {
        try FileFormat.upgrade(handle, path: path, modules: [Plant.module, next])
      }
      #expect(
        try handle.first("SELECT count(*) FROM pragma_table_info('shelf_item')") == .integer(2))
      #expect(try FileFormat.missing([Plant.module, next], handle).map(\.from) == [1])
    }
  }

  @Test("codes are unique to the letter and found in any letter case")
  func codes() throws {
    try withFile { _, handle in
      try handle.execute("INSERT INTO node (code, kind) VALUES ('S1', 'splitter'), ('s1', 'pole')")
      #expect(throws: SQLiteError.self) {
        try handle.execute("INSERT INTO node (code, kind) VALUES ('S1', 'site')")
      }
      #expect(
        try handle.rows(
          "EXPLAIN QUERY PLAN SELECT id FROM node WHERE code = 'S1' COLLATE NOCASE")[0][3].text?
          .contains("node_code") == true)
    }
  }
}

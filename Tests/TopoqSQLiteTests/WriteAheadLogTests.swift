// The write-ahead log: who moves it into the file, and that the file alone is all there is at rest.

import Testing
import TopoqSQLite

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("Write-ahead log")
struct WriteAheadLogTests {
  private func withFile(_ body: (String) throws -> Void) throws {
    let path = "/tmp/topoq-wal-\(getpid())-\(UInt32.random(in: 0...(.max)))"
    defer { for ending in ["", "-wal", "-shm", "-lock"] { unlink(path + ending) } }
    do {
      let connection = try Connection(path: path, mode: .create)
      try connection.handle.execute("PRAGMA journal_mode = WAL; CREATE TABLE t (x)")
      connection.handle.checkpoint()
    }
    try body(path)
  }

  private func size(_ path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  private func rows(_ path: String) throws -> SQLiteValue? {
    let connection = try Connection(path: path, mode: .read)
    return try connection.handle.first("SELECT count(*) FROM t")
  }

  @Test("no commit checkpoints by itself, however long the log grows")
  func noAutomaticCheckpoint() throws {
    try withFile { path in
      let before = size(path)
      let connection = try Connection(path: path, mode: .write)
      for _ in 0..<20 {
        try connection.handle.writing {
          try connection.handle.execute("INSERT INTO t VALUES (zeroblob(300000))")
        }
      }
      #expect(size(path) == before)
      #expect(try #require(size(path + "-wal")) > 6_000_000)
    }
  }

  @Test("a reader neither checkpoints nor loses what a writer left in the log")
  func readers() throws {
    try withFile { path in
      do {
        let connection = try Connection(path: path, mode: .write)
        try connection.handle.execute("INSERT INTO t VALUES (1)")
      }
      let log = try #require(size(path + "-wal"))
      #expect(log > 0)
      #expect(try rows(path) == .integer(1))
      #expect(size(path + "-wal") == log)
    }
  }

  @Test("a settling writer leaves the file alone, with everything in it")
  func settling() throws {
    try withFile { path in
      do {
        var connection = try Connection(path: path, mode: .write)
        connection.settleWhenClosing()
        try connection.handle.execute("INSERT INTO t VALUES (1)")
      }
      for ending in ["-wal", "-shm", "-lock"] { #expect(size(path + ending) == nil) }
      #expect(try rows(path) == .integer(1))
    }
  }

  @Test("a settling writer moves everything into the file while a reader has it open")
  func settlingBesideReader() throws {
    try withFile { path in
      let reader = try Connection(path: path, mode: .read)
      #expect(try reader.handle.first("SELECT count(*) FROM t") == .integer(0))
      do {
        var connection = try Connection(path: path, mode: .write)
        connection.settleWhenClosing()
        try connection.handle.execute("INSERT INTO t VALUES (1)")
      }
      #expect(size(path + "-wal") == 0)
      #expect(try reader.handle.first("SELECT count(*) FROM t") == .integer(1))
    }
  }

  @Test("where nothing can be made beside it, a file is read as it stands")
  func frozen() throws {
    try withFile { path in
      do {
        var connection = try Connection(path: path, mode: .write)
        connection.settleWhenClosing()
        try connection.handle.execute("INSERT INTO t VALUES (1)")
      }
      let odd = path + " ü%?#&"
      defer { unlink(odd) }
      #expect(rename(path, odd) == 0)
      let connection = try Connection(path: odd, mode: .readFrozen)
      let isFrozen = connection.isFrozen
      #expect(isFrozen)
      #expect(try connection.handle.first("SELECT count(*) FROM t") == .integer(1))
      #expect(throws: SQLiteError.self) { try connection.handle.execute("DELETE FROM t") }
      for ending in ["-wal", "-shm"] { #expect(size(odd + ending) == nil) }
    }
  }
}

// What SQLite may and may not do on a topoq connection.

import Testing
import TopoqSQLite

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("Connection")
struct ConnectionTests {
  @Test("binds and reads every storage class")
  func values() throws {
    let connection = try Connection(path: ":memory:", mode: .create)
    let values: [SQLiteValue] = [
      .null, .integer(.min), .real(0.1), .text("é\u{0}x"), .blob([0, 255]),
    ]
    let row = try connection.handle.rows("SELECT ?, ?, ?, ?, ?", values)
    #expect(row == [values])
    #expect(try connection.handle.first("SELECT ''") == .text(""))
    let statement = try connection.handle.prepare("SELECT ?")
    statement.bind("", at: 1)
    #expect(try statement.step())
    #expect(statement.value(0) == .text(""))
  }

  @Test("refuses what a hostile schema could use")
  func hardened() throws {
    let connection = try Connection(path: ":memory:", mode: .create)
    let handle = connection.handle
    #expect(throws: SQLiteError.self) { try handle.execute("SELECT load_extension('x')") }
    #expect(throws: SQLiteError.self) { try handle.execute("ATTACH ':memory:' AS other") }
    #expect(throws: SQLiteError.self) { try handle.execute("SELECT \"no such column\"") }
    #expect(throws: SQLiteError.self) {
      try handle.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
    }
    try handle.execute("CREATE VIRTUAL TABLE r USING rtree(id, a, b)")
    #expect(throws: SQLiteError.self) { try handle.execute("DELETE FROM r_node") }
  }

  @Test("a question cannot write")
  func authorizer() throws {
    let connection = try Connection(path: ":memory:", mode: .create)
    let handle = connection.handle
    try handle.execute("CREATE TABLE t (x)")
    handle.setQuestionsOnly(true)
    for sql in [
      "INSERT INTO t VALUES (1)", "DELETE FROM t", "UPDATE t SET x = 1", "DROP TABLE t",
      "PRAGMA user_version = 3", "CREATE TABLE u (x)", "BEGIN",
    ] {
      #expect(throws: SQLiteError.self, "\(sql)") { try handle.execute(sql) }
    }
    #expect(try handle.first("SELECT count(*) FROM t") == .integer(0))
    handle.setQuestionsOnly(false)
    try handle.execute("INSERT INTO t VALUES (1)")
  }

  @Test("a write transaction is all or nothing")
  func transactions() throws {
    struct Stop: Error {}
    let connection = try Connection(path: ":memory:", mode: .create)
    let handle = connection.handle
    try handle.execute("CREATE TABLE t (x)")
    #expect(throws: Stop.self) {
      try handle.writing {
        try handle.execute("INSERT INTO t VALUES (1)")
        throw Stop()
      }
    }
    #expect(try handle.first("SELECT count(*) FROM t") == .integer(0))
    try handle.writing { try handle.execute("INSERT INTO t VALUES (2)") }
    #expect(try handle.first("SELECT x FROM t") == .integer(2))
  }
}

/// Counts from its first argument up to its second.
private final class Counting: TableFunction {
  let name = "counting"
  let columns = ["value INTEGER", "half REAL", "word TEXT"]
  let parameters = ["first", "last"]
  let required = 2
  let expectedRows: Int64 = 10
  func open() -> any TableCursor { Walk() }

  final class Walk: TableCursor {
    private var value: Int64 = 0
    private var last: Int64 = -1
    func start(_ arguments: TableArguments) throws {
      value = try arguments.integer(0)
      last = try arguments.integer(1)
      if last > 1000 { throw TableFunctionError("too far") }
    }
    var isAtEnd: Bool { value > last }
    func advance() { value += 1 }
    func column(_ index: Int, _ result: ColumnResult) {
      switch index {
      case 0: result.set(value)
      case 1: result.set(Double(value) / 2)
      default: result.set("n\(value)")
      }
    }
  }
}

@Suite("Table-valued functions")
struct TableFunctionTests {
  private func connection() throws -> Connection {
    let connection = try Connection(path: ":memory:", mode: .create)
    try connection.handle.register(Counting())
    return connection
  }

  @Test("give rows and join like tables")
  func rows() throws {
    let connection = try connection()
    #expect(
      try connection.handle.rows("SELECT value, half, word FROM counting(2, 3)")
        == [[.integer(2), .real(1), .text("n2")], [.integer(3), .real(1.5), .text("n3")]])
    #expect(
      try connection.handle.first(
        "SELECT sum(b.value) FROM counting(1, 3) AS a CROSS JOIN counting(1, a.value) AS b")
        == .integer(10))
    #expect(
      try connection.handle.first("SELECT count(*) FROM counting(5, 4)") == .integer(0))
  }

  @Test("refuse arguments that are no integers, and say what they refuse")
  func strictness() throws {
    let connection = try connection()
    for argument in ["'12abc'", "12.5", "NULL", "'12'"] {
      #expect(throws: SQLiteError.self, "\(argument)") {
        try connection.handle.rows("SELECT value FROM counting(1, \(argument))")
      }
    }
    let error = #expect(throws: SQLiteError.self) {
      try connection.handle.rows("SELECT value FROM counting(1, 2000)")
    }
    #expect(error?.message == "too far")
    #expect(throws: SQLiteError.self) {
      try connection.handle.rows("SELECT value FROM counting(1)")
    }
  }
}

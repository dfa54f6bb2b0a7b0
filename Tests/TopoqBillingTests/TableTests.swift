import Testing
import TopoqBilling
import TopoqSQLite
import TopoqVocabulary

@Suite("Billing's tables")
struct TableTests {
  @Test("an upgraded file is as a new one, and every exchanged table can be loaded")
  func tables() throws {
    let file = try BillingFile()
    for table in Billing.module.tables {
      let columns = try file.handle.rows("SELECT name FROM pragma_table_info('\(table.table)')")
        .compactMap(\.[0].text)
      // What is measured has keys of its own.
      let isKeyed = columns.contains("code") || !table.keys.isEmpty
      #expect(isKeyed && columns.contains("attributes"), "\(table.table)")
      for column in table.columns { #expect(columns.contains(column.column), "\(table.file)") }
    }
    #expect(try file.handle.rows("PRAGMA foreign_key_check").isEmpty)
  }

  @Test("two rows of a noun cannot bear one code")
  func codes() throws {
    let file = try BillingFile()
    try file.handle.run("INSERT INTO billing_account (code) VALUES ('A1')")
    #expect(throws: SQLiteError.self) {
      try file.handle.run("INSERT INTO billing_account (code) VALUES ('A1')")
    }
  }
}

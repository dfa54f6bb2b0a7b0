// Asks a file that was imported, in SQL and in the modules' words.

import Testing
import TopoqSQLite
import TopoqStore
import TopoqText
import TopoqVocabulary

struct ImportedFile {
  let path: String
  static let today = "2026-05-01"

  /// The first column of every row.
  func texts(_ sql: String, _ values: [SQLiteValue] = []) throws -> [String] {
    let connection = try Connection(path: path, mode: .read)
    let functions = try StoreFunctions(connection.handle)
    defer { functions.close() }
    return try connection.handle.rows(sql, values).map { row in
      switch row[0] {
      case .text(let text): text
      case .integer(let number): String(number)
      case .real(let number): NumberText.fixed(number, decimals: 1)
      default: "-"
      }
    }
  }

  /// What SQLite means to do, a line a step.
  func plan(_ sql: String) throws -> [String] {
    let connection = try Connection(path: path, mode: .read)
    return try connection.handle.rows("EXPLAIN QUERY PLAN \(sql)").compactMap { $0[3].text }
  }

  func count(_ table: String) throws -> Int {
    Int(try texts("SELECT count(*) FROM \(table)")[0])!
  }

  /// Codes of customers for whom a word's fragment, or several with AND between, holds.
  func customers(where condition: String) throws -> [String] {
    try texts(
      """
      SELECT p.code FROM crm_customer AS c JOIN party AS p ON p.id = c.party
      WHERE \(ImportedFile.expanded(condition)) ORDER BY p.code
      """)
  }

  /// A fragment with customer `c` in the place of its parameters.
  static func expanded(_ fragment: String) -> String {
    var text = fragment
    for (name, value) in [
      ("{row}", "c"), ("{node}", "c.node"), ("{party}", "c.party"), ("{today}", "'\(today)'"),
      ("{currency}", "'INR'"),
    ] {
      text = text.split(separator: name, omittingEmptySubsequences: false).joined(separator: value)
    }
    return text
  }

  /// Codes of nodes that light reaches below a node, itself among them.
  func below(_ code: String) throws -> [String] {
    try texts(
      """
      SELECT DISTINCT n.code FROM node AS t
        CROSS JOIN lit_nodes('below node', t.id) AS l
        CROSS JOIN node AS n ON n.id = l.node
      WHERE t.code = ? ORDER BY n.code
      """, [.text(code)])
  }
}

extension Module {
  func sql(ofCondition name: String) -> String { conditions.first { $0.name == name }!.sql }
  func sql(ofField name: String) -> String { fields.first { $0.name == name }!.sql }
}

/// The folder in which the package lies.
let packageRoot: String = {
  var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
  parts.removeLast(3)
  return parts.joined(separator: "/")
}()

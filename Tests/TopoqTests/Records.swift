// Every row of the modules' own tables, to see that an undo restores them all.

import Topoq
import TopoqSQLite
import TopoqSyntax

enum Records {
  static func of(_ network: borrowing TestNetwork) throws -> [String] {
    let connection = try Connection(path: network.path, mode: .read)
    let tables = try connection.handle.rows(
      """
      SELECT name FROM sqlite_schema
      WHERE type = 'table' AND (name = 'party' OR name GLOB 'crm_*' OR name GLOB 'billing_*')
      ORDER BY name
      """
    ).compactMap(\.[0].text)
    var lines: [String] = []
    for table in tables {
      for row in try connection.handle.rows("SELECT * FROM \(table)") {
        lines.append("\(table): \(row)")
      }
    }
    return lines.sorted()
  }
}

extension NetworkFile {
  /// The code, the message and the help with which a change is refused; empty where it is made.
  func refusal(_ sentence: String) -> String {
    do {
      try change(sentence)
      return ""
    } catch let wrong as WrongSentence {
      let first = wrong.diagnostics[0]
      return "\(first.code?.rawValue ?? "") \(first.message)"
        + (first.help.map { "; help: \($0)" } ?? "")
    } catch {
      return "\(error)"
    }
  }
}

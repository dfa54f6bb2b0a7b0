// On which kinds of node the rows of a table hang: a question need look nowhere else.

internal import TopoqNetwork
public import TopoqSQLite

/// A set of node kinds for each attached table, kept in the file; it may be too large, never too
/// small: whoever writes a row that names a node widens it.
public enum AttachedKinds {
  static func widen(_ table: String, _ connection: ConnectionHandle) throws {
    var bits = try bits(of: table, connection) ?? 0
    let rows = try connection.prepare(
      "SELECT DISTINCT n.kind FROM \(table) AS t CROSS JOIN node AS n ON n.id = t.node")
    while try rows.step() {
      if let kind = NodeKind(word: rows.text(0)) { bits |= 1 << Int64(kind.rawValue) }
    }
    try connection.run(
      "INSERT OR REPLACE INTO file (key, value) VALUES (?, ?)",
      [.text("kinds of \(table)"), .text(String(bits))])
  }

  /// The kinds on which rows of `table` hang, or nil where nothing is known.
  public static func bits(of table: String, _ connection: ConnectionHandle) throws -> Int64? {
    try connection.kept("SELECT value FROM file WHERE key = ?")
      .first([.text("kinds of \(table)")])?.text.flatMap { Int64($0) }
  }
}

// What an import saw of the kinds of node that rows hang on.

internal import TopoqSQLite

extension AttachedKinds {
  /// Adds `bits` to those on record for `table`.
  static func widen(
    _ table: String, by bits: Int64, _ connection: ConnectionHandle
  ) throws {
    let all = (try AttachedKinds.bits(of: table, connection) ?? 0) | bits
    try connection.run(
      "INSERT OR REPLACE INTO file (key, value) VALUES (?, ?)",
      [.text("kinds of \(table)"), .text(String(all))])
  }
}

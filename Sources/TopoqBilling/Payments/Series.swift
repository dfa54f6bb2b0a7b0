// Numbers that follow each other without gaps.

internal import TopoqSQLite

enum Series {
  /// The next number of a series, from 1 on. It is lost only with the transaction it is taken in.
  static func next(_ name: String, _ connection: ConnectionHandle) throws -> Int64 {
    try connection.first(
      """
      INSERT INTO billing_series (name, next)
      VALUES (?, 2)
      ON CONFLICT (name) DO UPDATE SET next = next + 1
      RETURNING next - 1
      """, [.text(name)])?.integer ?? 1
  }
}

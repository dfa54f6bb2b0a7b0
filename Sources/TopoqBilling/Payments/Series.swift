// Numbers that follow each other without gaps.

internal import TopoqSQLite

enum Series {
  /// A statement by which a series goes on after the codes that a table holds, such as PR12.
  static func going(_ name: String, as prefix: String, in table: String) -> String {
    let digits = "substr(code, \(prefix.count + 1))"
    return """
      INSERT INTO billing_series (name, next)
      SELECT '\(name)', max(CAST(\(digits) AS INTEGER)) + 1
      FROM \(table)
      WHERE code GLOB '\(prefix)[0-9]*' AND \(digits) NOT GLOB '*[^0-9]*' AND length(\(digits)) < 18
      HAVING count(*) > 0
      ON CONFLICT (name) DO UPDATE SET next = max(next, excluded.next);

      """
  }

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

// What was seen before anybody knew whose it was, and now bears a service's name.

internal import TopoqSQLite

extension Delivered {
  /// Gives a new service the provisions and sessions that bear its names and are nobody's yet.
  static func adopt(
    _ service: Int64, of party: Int64, at node: Int64?, names: [String],
    _ connection: ConnectionHandle
  ) throws {
    for name in names {
      try connection.run(
        """
        UPDATE billing_provision
        SET service = ?1, party = ?2, node = coalesce(site, ?3)
        WHERE party IS NULL
          AND (serial = ?4 COLLATE NOCASE OR username = ?4 COLLATE NOCASE)
        """, [.integer(service), .integer(party), SQLiteValue(node), .text(name)])
      try connection.run(
        """
        UPDATE billing_session
        SET service = ?1, party = ?2
        WHERE party IS NULL AND coalesce(username, serial, named) = ?3
        """, [.integer(service), .integer(party), .text(name)])
    }
  }
}

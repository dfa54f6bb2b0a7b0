// Which charges a change concerns: those of a service, or of somebody at a place.

internal import TopoqSQLite

/// A test of rows of `billing_charge`, with what is bound to it.
struct ChargeScope {
  let test: String
  let values: [SQLiteValue]

  private init(_ test: String, _ values: [SQLiteValue]) {
    self.test = test
    self.values = values
  }

  static func charge(_ id: Int64) -> ChargeScope { ChargeScope("id = ?", [.integer(id)]) }

  /// The charges of a service: those that name it, and those of the same party, place and plan
  /// that name none, as files from elsewhere have them.
  static func service(_ service: Service) -> ChargeScope {
    ChargeScope(
      """
      (service = ?
        OR (service IS NULL AND party = ? AND (node IS NULL OR node = ?) AND plan = ?))
      """,
      [
        .integer(service.id), SQLiteValue(service.party), SQLiteValue(service.node),
        SQLiteValue(service.plan),
      ])
  }

  /// The charges of a party at a node, or everywhere, that name no service.
  static func party(_ party: Int64, node: Int64?) -> ChargeScope {
    guard let node else { return ChargeScope("service IS NULL AND party = ?", [.integer(party)]) }
    return ChargeScope(
      "service IS NULL AND party = ? AND (node IS NULL OR node = ?)",
      [.integer(party), .integer(node)])
  }
}

// A plan of the catalogue as verbs see it: whether it is on sale, and at which price.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

struct Plan: Sendable {
  let id: Int64
  let code: String
  let name: String
  let kind: String?
  /// The first price; later ones stand by day.
  let firstPrice: Int64?
  let currency: String?
  let validFrom: Day?
  let validTo: Day?

  static func find(_ id: Int64, _ connection: ConnectionHandle) throws -> Plan? {
    try find("id = ?", .integer(id), connection)
  }

  static func find(code: String, _ connection: ConnectionHandle) throws -> Plan? {
    try find("code = ? COLLATE NOCASE", .text(code), connection)
  }

  private static func find(
    _ test: String, _ value: SQLiteValue, _ connection: ConnectionHandle
  ) throws -> Plan? {
    let rows = try connection.rows(
      """
      SELECT id, code, coalesce(name, code), kind, price_minor, currency, valid_from, valid_to
      FROM billing_plan
      WHERE \(test)
      """, [value])
    return rows.first.map { row in
      Plan(
        id: row[0].integer ?? 0, code: row[1].text ?? "", name: row[2].text ?? "",
        kind: row[3].text, firstPrice: row[4].integer, currency: row[5].text,
        validFrom: row[6].day, validTo: row[7].day)
    }
  }

  /// What the catalogue asks on a day.
  func price(on day: Day, _ connection: ConnectionHandle) throws -> Money {
    let newest = try connection.first(
      """
      SELECT price_minor
      FROM billing_plan_price
      WHERE plan = ? AND begins <= ?
      ORDER BY begins DESC
      LIMIT 1
      """, [.integer(id), SQLiteValue(day)])
    guard let minor = newest?.integer ?? firstPrice, let currency else {
      throw ChangeRefusal(
        "plan \(code) has no price on \(day)",
        help: "`reprice plan \(code) price 500 INR from \(day)` gives it one")
    }
    return Money(minor: minor, currency: currency)
  }

  func isOnSale(on day: Day) -> Bool {
    validTo.map { day < $0 } != false && validFrom.map { $0 <= day } != false
  }

  /// A new charge needs a plan that is on sale.
  func refuseUnlessOnSale(on day: Day, at argument: String? = nil) throws {
    if let validTo, validTo <= day {
      throw ChangeRefusal(
        "plan \(code) is sold no longer since \(validTo)",
        help: "`plans where on_sale` lists those that are; who has it keeps it", at: argument)
    }
    if let validFrom, validFrom > day {
      throw ChangeRefusal(
        "plan \(code) is on sale from \(validFrom) on", help: "name a day from \(validFrom) on",
        at: argument)
    }
  }
}

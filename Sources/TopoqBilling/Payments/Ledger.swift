// The ledger: one entry for everything that is posted to an account, and never altered.

internal import TopoqSQLite
internal import TopoqText

enum Ledger {
  /// Enters an amount: what is owed above zero, what was paid below.
  ///
  /// `kind` and `reference` name what was posted, and can be entered once.
  static func enter(
    _ kind: String, _ reference: String, of account: Int64, _ money: Money, on day: Day,
    _ connection: ConnectionHandle
  ) throws {
    try connection.run(
      """
      INSERT INTO billing_entry (account, day, kind, reference, amount_minor, currency)
      VALUES (?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(account), SQLiteValue(day), .text(kind), .text(reference),
        .integer(money.minor),
        .text(money.currency),
      ])
  }
}

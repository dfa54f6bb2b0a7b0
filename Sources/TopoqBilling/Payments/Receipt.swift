// Money that came in, or was given up, on its way into the books.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

/// What is known of a payment before it is posted.
struct Receipt {
  var code: String?
  /// The account that it is for; nil: it waits in suspense.
  var account: PayingAccount?
  /// The invoice that it pays before the oldest, or nil.
  var invoice: Int64?
  var day: Day
  var money: Money
  var method: String?
  var reference: String?
  var payer: String?
  /// `payment` or `write-off`.
  var kind = "payment"

  /// Writes it, enters it in the ledger and settles the account.
  ///
  /// - Returns: its code.
  @discardableResult
  func post(_ connection: ConnectionHandle) throws -> String {
    let code = try code ?? Self.nextCode(kind == "payment" ? "P" : "W", connection)
    try connection.run(
      """
      INSERT INTO billing_payment (code, kind, account, party, account_code, invoice, day,
        amount_minor, left_minor, currency, method, reference, payer)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9, ?10, ?11, ?12)
      """,
      [
        .text(code), .text(kind), SQLiteValue(account?.id), SQLiteValue(account?.party),
        SQLiteValue(account?.code),
        SQLiteValue(invoice), SQLiteValue(day), .integer(money.minor), .text(money.currency),
        SQLiteValue(method),
        SQLiteValue(reference), SQLiteValue(payer),
      ])
    if let account {
      try Ledger.enter(
        kind, code, of: account.id, Money(minor: -money.minor, currency: money.currency),
        on: day, connection)
      try Settling.settle(connection, account: account.id)
    }
    return code
  }

  /// The next number of a series of codes that no row of payments bears yet.
  private static func nextCode(_ prefix: String, _ connection: ConnectionHandle) throws -> String {
    while true {
      let code = prefix + String(try Series.next(prefix, connection))
      let taken = try connection.first(
        "SELECT 1 FROM billing_payment WHERE code = ? COLLATE NOCASE", [.text(code)])
      if taken == nil { return code }
    }
  }
}

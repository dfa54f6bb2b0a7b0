// An invoice of one line, posted at once: time that was sold beforehand.

internal import TopoqSQLite
internal import TopoqText

enum InvoicePosting {
  /// Posts it and enters it in the ledger.
  ///
  /// - Returns: the invoice's row.
  static func post(
    _ account: PayingAccount, _ money: Amount, text: String, days: DaySpan,
    on day: Day, _ connection: ConnectionHandle
  ) throws -> Int64 {
    let code = try InvoicePosting.nextCode(of: day, connection)
    try connection.run(
      """
      INSERT INTO billing_invoice (code, account, party, issued, due, begins, ends, net_minor,
        total_minor, currency)
      VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7, ?7, ?8)
      """,
      [
        .text(code), .integer(account.id), SQLiteValue(account.party), SQLiteValue(day),
        SQLiteValue(days.begins),
        SQLiteValue(days.ends), .integer(Int64(money.minor)), .text(money.currency),
      ])
    let invoice = connection.lastInsertedRow
    try connection.run(
      """
      INSERT INTO billing_invoice_line (code, invoice, text, begins, ends, amount_minor, net_minor,
        tax_minor)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, 0)
      """,
      [
        .text(code + "/1"), .integer(invoice), .text(text), SQLiteValue(days.begins),
        SQLiteValue(days.ends),
        .integer(Int64(money.minor)),
      ])
    try Ledger.enter("invoice", code, of: account.id, money, on: day, connection)
    return invoice
  }

  /// `I-2026-0001`: one series a year, without gaps.
  private static func nextCode(of day: Day, _ connection: ConnectionHandle) throws -> String {
    let series = "I-" + day.description.prefix(4)
    let number = String(try Series.next(series, connection))
    return series + "-" + String(repeating: "0", count: max(0, 4 - number.utf8.count)) + number
  }
}

// An invoice of one line, posted at once: time that was sold beforehand.

internal import TopoqSQLite
internal import TopoqText

enum InvoicePosting {
  /// Posts it and enters it in the ledger.
  ///
  /// - Returns: the invoice's row.
  static func post(
    _ account: PayingAccount, _ money: Money, text: String, begins: String, ends: String,
    on day: String, _ connection: ConnectionHandle
  ) throws -> Int64 {
    guard let issued = Day(day) else { preconditionFailure("a bound day is a day") }
    let (first, end) = (Day(begins), Day(ends))
    let head = Posting.Head(
      account: account.id, party: account.party, node: nil, issued: issued, due: issued,
      begins: first, ends: end)
    let line = Posting.Line(
      text: text, begins: first, ends: end, amount: Int(money.minor), net: Int(money.minor),
      taxes: [])
    return try Posting(connection).post(head, [line], money.currency).id
  }
}

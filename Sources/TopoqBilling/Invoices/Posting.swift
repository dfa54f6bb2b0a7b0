// Posting: an invoice gets its number, its lines and its entry in the ledger, and stays as it is.

internal import TopoqSQLite
internal import TopoqText

struct Posting {
  /// What was posted.
  struct Receipt {
    let id: Int64
    let code: String
    let total: Money
    let due: Day
  }

  /// The head of an invoice or credit note.
  struct Head {
    let account: Int64
    let party: Int64?
    let node: Int64?
    let issued: Day
    let due: Day
    var begins: Day?
    var ends: Day?
    var credits: Int64?
    var reason: String?
  }

  /// A line as it is written.
  struct Line {
    var charge: Int64?
    var discount: Int64?
    let text: String
    var month: Day?
    var begins: Day?
    var ends: Day?
    /// In terms of the price.
    let amount: Int
    let net: Int
    let taxes: [(rate: TaxRate, tax: Int)]
  }

  let connection: ConnectionHandle

  init(_ connection: ConnectionHandle) { self.connection = connection }

  /// Posts a draft: as an invoice, or, where corrections outweigh what is new, as a credit note.
  func post(
    _ draft: InvoiceDraft, of history: AccountHistory, for account: Account, _ currency: String,
    begins: Day, ends: Day, on day: Day
  ) throws -> Receipt {
    guard let id = account.id else { preconditionFailure("an account is kept before it is billed") }
    let nodes = Set(draft.lines.map { history.labels[$0.key.charge]?.node })
    var head = Head(
      account: id, party: account.party, node: nodes.count == 1 ? nodes.first ?? nil : nil,
      issued: day, due: day.adding(days: account.dueDays), begins: begins, ends: ends)
    if try draft.total < 0 { head.credits = try newestInvoice(of: draft) }
    let lines = draft.lines.map { line in
      let text =
        line.key.discount.flatMap { history.discountLabels[$0] }
        ?? history.labels[line.key.charge]?.text ?? "Charge"
      return Line(
        charge: line.key.charge, discount: line.key.discount,
        text: line.isCorrection ? "\(text), corrected" : text, month: line.key.month,
        begins: line.begins, ends: line.ends, amount: line.amount, net: line.net,
        taxes: zip(line.rates, line.taxes).map { (rate: $0, tax: $1) })
    }
    return try post(head, lines, currency)
  }

  /// The invoice that billed what a draft gives back.
  private func newestInvoice(of draft: InvoiceDraft) throws -> Int64? {
    guard let line = draft.lines.first(where: { $0.amount < 0 }) else { return nil }
    return try connection.first(
      """
      SELECT i.id
      FROM billing_invoice_line AS l CROSS JOIN billing_invoice AS i ON i.id = l.invoice
      WHERE l.charge = ? AND i.kind = 'invoice'
      ORDER BY i.issued DESC, i.id DESC
      LIMIT 1
      """, [.integer(line.key.charge)])?.integer
  }

  /// Writes head, lines, taxes and the entry of the ledger; what the account has of credit pays.
  func post(_ head: Head, _ lines: [Line], _ currency: String) throws -> Receipt {
    let net = try MinorUnits.sum(lines.map(\.net))
    let tax = try MinorUnits.sum(lines.flatMap { $0.taxes.map(\.tax) })
    let total = try MinorUnits.sum([net, tax])
    let kind = total < 0 ? "credit note" : "invoice"
    let code = try nextCode(total < 0 ? "CN" : "I", year: head.issued.year)
    try connection.run(
      """
      INSERT INTO billing_invoice
        (code, kind, account, party, node, issued, due, begins, ends, net_minor, tax_minor,
         total_minor, currency, credits, reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(code), .text(kind), .integer(head.account), SQLiteValue(head.party),
        SQLiteValue(head.node), SQLiteValue(head.issued), SQLiteValue(head.due),
        SQLiteValue(head.begins), SQLiteValue(head.ends), .integer(Int64(net)),
        .integer(Int64(tax)), .integer(Int64(total)), .text(currency), SQLiteValue(head.credits),
        SQLiteValue(head.reason),
      ])
    let id = connection.lastInsertedRow
    for (index, line) in lines.enumerated() { try write(line, "\(code)/\(index + 1)", id) }
    let money = Money(minor: Int64(total), currency: currency)
    try Ledger.enter(kind, code, of: head.account, money, on: head.issued, connection)
    try Settling.settle(connection, account: head.account)
    return Receipt(id: id, code: code, total: money, due: head.due)
  }

  private func write(_ line: Line, _ code: String, _ invoice: Int64) throws {
    try connection.run(
      """
      INSERT INTO billing_invoice_line
        (code, invoice, charge, discount, text, period, begins, ends, amount_minor, net_minor,
         tax_minor)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(code), .integer(invoice), SQLiteValue(line.charge), SQLiteValue(line.discount),
        .text(line.text), SQLiteValue(line.month), SQLiteValue(line.begins),
        SQLiteValue(line.ends), .integer(Int64(line.amount)), .integer(Int64(line.net)),
        .integer(Int64(try MinorUnits.sum(line.taxes.map(\.tax)))),
      ])
    let id = connection.lastInsertedRow
    for (index, (rate, tax)) in line.taxes.enumerated() {
      try connection.run(
        """
        INSERT INTO billing_invoice_tax (code, line, component, rate_bp, tax_minor)
        VALUES (?, ?, ?, ?, ?)
        """,
        [
          .text("\(code)/\(index + 1)"), .integer(id), .text(rate.component),
          .integer(Int64(rate.basisPoints)), .integer(Int64(tax)),
        ])
    }
  }

  /// The next number of a year's series: `I-2026-0001`. It is raised where it is used, so that a
  /// run that fails leaves no gap.
  private func nextCode(_ prefix: String, year: Int) throws -> String {
    let name = "\(prefix)-\(year)"
    let digits = String(try Series.next(name, connection))
    return "\(name)-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

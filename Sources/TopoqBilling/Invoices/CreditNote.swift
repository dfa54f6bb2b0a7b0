// A credit note: what takes an invoice back, whole or in part.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

struct CreditNote {
  private struct Invoice {
    let id: Int64
    let code: String
    let account: Int64
    let party: Int64?
    let node: Int64?
    let tax: Int
    let total: Int
    let currency: String
    /// What was credited before, as an amount above zero.
    let credited: Int
  }

  let request: ChangeRequest
  private var connection: ConnectionHandle { request.connection }

  init(_ request: ChangeRequest) { self.request = request }

  /// Credits an invoice; what is left of it where no amount is given.
  ///
  /// - Parameter isBilledAgain: the days count as not billed: the next run bills them anew.
  func credit(_ amount: Money?, reason: String, isBilledAgain: Bool) throws -> Posting.Receipt {
    let invoice = try find()
    let left = invoice.total - invoice.credited
    if let amount, amount.currency != invoice.currency {
      throw ChangeRefusal(
        "invoice \(invoice.code) is in \(invoice.currency), not in \(amount.currency)",
        help: "write the amount in \(invoice.currency)", at: "amount")
    }
    let minor = amount.map { Int($0.minor) } ?? left
    let most = Money(minor: Int64(left), currency: invoice.currency)
    guard minor > 0, minor <= left else {
      throw ChangeRefusal(
        "\(most) of invoice \(invoice.code) can be credited",
        help: left > 0 ? "write `amount \(most.written)` or less" : nil, at: "amount")
    }
    let isWhole = minor == invoice.total
    guard isWhole || !isBilledAgain else {
      throw ChangeRefusal(
        "only an invoice credited as a whole is billed again", help: "leave out `amount`")
    }
    var lines = isWhole ? try reversedLines(of: invoice, isBilledAgain) : []
    if lines.isEmpty { lines = [try line(crediting: minor, of: invoice, reason)] }
    let head = Posting.Head(
      account: invoice.account, party: invoice.party, node: invoice.node, issued: request.today,
      due: request.today, credits: invoice.id, reason: reason)
    return try Posting(connection).post(head, lines, invoice.currency)
  }

  private func find() throws -> Invoice {
    let rows = try connection.rows(
      """
      SELECT i.code, i.account, i.party, i.node, i.tax_minor, i.total_minor, i.currency, i.kind,
        (SELECT -coalesce(sum(n.total_minor), 0) FROM billing_invoice AS n WHERE n.credits = i.id)
      FROM billing_invoice AS i
      WHERE i.id = ?
      """, [.integer(request.changed.id)])
    guard let row = rows.first, let account = row[1].integer else {
      throw ChangeRefusal("invoice \(request.changed.code) is of no account")
    }
    guard row[7].text == "invoice" else {
      throw ChangeRefusal(
        "\(request.changed.code) is a credit note itself", help: "name the invoice")
    }
    return Invoice(
      id: request.changed.id, code: row[0].text ?? "", account: account, party: row[2].integer,
      node: row[3].integer, tax: Int(row[4].integer ?? 0), total: Int(row[5].integer ?? 0),
      currency: row[6].text ?? "", credited: Int(row[8].integer ?? 0))
  }

  /// Every line with its sign turned. It names its month only where that is to be billed again.
  private func reversedLines(
    of invoice: Invoice, _ isBilledAgain: Bool
  ) throws -> [Posting.Line] {
    try connection.rows(
      """
      SELECT id, charge, discount, text, period, begins, ends, amount_minor, net_minor
      FROM billing_invoice_line
      WHERE invoice = ?
      ORDER BY id
      """, [.integer(invoice.id)]
    ).map { row in
      let taxes = try taxes("t.line = ?", row[0].integer ?? 0)
      return Posting.Line(
        charge: row[1].integer, discount: row[2].integer, text: row[3].text ?? "",
        month: isBilledAgain ? row[4].day : nil, begins: row[5].day, ends: row[6].day,
        amount: -Int(row[7].integer ?? 0), net: -Int(row[8].integer ?? 0),
        taxes: taxes.map { (rate: $0.rate, tax: -$0.tax) })
    }
  }

  /// One line for a part: it bears each tax in the invoice's own proportion, and several parts
  /// bear together what the invoice bears.
  private func line(
    crediting amount: Int, of invoice: Invoice, _ reason: String
  ) throws -> Posting.Line {
    var taxes = try taxes(
      "t.line IN (SELECT id FROM billing_invoice_line WHERE invoice = ?)", invoice.id)
    if taxes.isEmpty, invoice.tax != 0 {
      taxes = [(rate: TaxRate(component: "tax", basisPoints: 0), tax: invoice.tax)]
    }
    let parts = try taxes.map { rate, tax in
      var total = RunningTotal(over: Int128(invoice.total))
      _ = try total.add(Int128(invoice.credited) * Int128(tax))
      return (rate: rate, tax: -(try total.add(Int128(amount) * Int128(tax))))
    }
    return Posting.Line(
      text: "Credit: \(reason)", amount: -amount, net: -amount - parts.map(\.tax).reduce(0, +),
      taxes: parts)
  }

  private func taxes(_ test: String, _ id: Int64) throws -> [(rate: TaxRate, tax: Int)] {
    try connection.rows(
      """
      SELECT t.component, t.rate_bp, sum(t.tax_minor)
      FROM billing_invoice_tax AS t
      WHERE \(test)
      GROUP BY t.component, t.rate_bp
      ORDER BY min(t.id)
      """, [.integer(id)]
    ).map { row in
      (
        rate: TaxRate(component: row[0].text ?? "", basisPoints: Int(row[1].integer ?? 0)),
        tax: Int(row[2].integer ?? 0)
      )
    }
  }
}

// Revenue by month: what was charged, of how many, what was invoiced and what came in.

internal import TopoqVocabulary

extension Billing {
  /// What the monthly charges say that ran on the last day of a month, or run today.
  private static func running(_ value: String) -> String {
    """
    (SELECT \(value)
    FROM billing_charge AS b
    WHERE b.kind = 'recurring' AND b.currency = {currency}
      AND (b.begins IS NULL OR (b.begins <= {row}.last AND b.begins <= {today}))
      AND (b.ends IS NULL OR b.ends > {row}.last OR b.ends > {today}))
    """
  }

  private static let payers = "count(DISTINCT coalesce(b.party, -b.node))"

  private static func inMonth(_ day: String) -> String {
    "\(day) >= {row}.begins AND \(day) < {row}.ends AND \(day) <= {today}"
  }

  static let monthFields: [Field] = [
    Field(
      "mrr", .money, of: .noun("month"), sql: running("sum(b.price_minor)"),
      doc: "what was charged a month at its end, or is today; discounts and taxes aside"),
    Field(
      "payers", .integer, of: .noun("month"), sql: running(payers),
      doc: "how many were charged at its end, or are today"),
    Field(
      "arpu", .money, of: .noun("month"),
      sql: running("sum(b.price_minor) * 1.0 / nullif(\(payers), 0)"),
      doc: "revenue per user: what was charged a month at its end, for each who was charged"),
    Field(
      "invoiced", .money, of: .noun("month"),
      sql: """
        (SELECT sum(i.total_minor) FROM billing_invoice AS i
        WHERE i.currency = {currency} AND \(inMonth("i.issued")))
        """, doc: "what was posted in it: invoices with tax, less credit notes"),
    Field(
      "collected", .money, of: .noun("month"),
      sql: """
        (SELECT sum(y.amount_minor) FROM billing_payment AS y
        WHERE y.currency = {currency} AND y.kind = 'payment' AND y.reversed_on IS NULL
          AND \(inMonth("y.day")))
        """, doc: "what was paid in it, payments that were reversed aside"),
  ]
}

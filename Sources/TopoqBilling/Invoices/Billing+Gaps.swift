// Days that an account was charged for and that no invoice bills: a period was passed over.

internal import TopoqVocabulary

extension Billing {
  /// A period that ended by this day and has no invoice was passed over: bills may be late for five
  /// days, unless half of the accounts have theirs.
  private static let billable = """
    max(date({today}, '-5 days'), coalesce((
      SELECT max(r.ends)
      FROM (SELECT i.ends FROM billing_invoice AS i
        WHERE i.kind = 'invoice' AND i.ends > date({today}, '-5 days') AND i.ends <= {today}
        GROUP BY i.ends
        HAVING 2 * count(*) >= (SELECT count(*) FROM billing_account)) AS r), ''))
    """

  /// The end of an invoice `i` from which no other goes on, though a charge ran that day.
  private static let unbilledFrom = """
    (SELECT min(i.ends)
    FROM billing_invoice AS i
    WHERE i.account = {row}.id AND i.kind = 'invoice'
      AND date(i.ends, '+' || {row}.months || ' months') <= \(billable)
      AND NOT EXISTS (
        SELECT 1 FROM billing_invoice AS j
        WHERE j.account = {row}.id AND j.kind = 'invoice'
          AND j.begins <= i.ends AND j.ends > i.ends)
      AND EXISTS (
        SELECT 1 FROM billing_charge AS b INDEXED BY billing_charge_party
        WHERE b.party = {row}.party AND b.kind = 'recurring' AND b.price_minor > 0
          AND (b.begins IS NULL OR b.begins <= i.ends) AND (b.ends IS NULL OR b.ends > i.ends)))
    """

  /// The invoices begin again, or as many periods have ended as could be billed by now.
  private static let unbilledUntil = """
    (SELECT coalesce(
        (SELECT min(j.begins) FROM billing_invoice AS j
        WHERE j.account = {row}.id AND j.kind = 'invoice' AND j.begins > x.day),
        date(x.day, '+' || ({row}.months * (x.months / {row}.months)) || ' months'))
    FROM (SELECT y.day,
        (CAST(substr(y.now, 1, 4) AS INTEGER) - CAST(substr(y.day, 1, 4) AS INTEGER)) * 12
          + CAST(substr(y.now, 6, 2) AS INTEGER) - CAST(substr(y.day, 6, 2) AS INTEGER)
          - (substr(y.now, 9, 2) < substr(y.day, 9, 2)) AS months
      FROM (SELECT \(unbilledFrom) AS day, \(billable) AS now) AS y) AS x
    WHERE x.day IS NOT NULL)
    """

  // MARK: Charges of whoever never had an invoice

  private static let firstBilledDay =
    "(SELECT min(i.begins) FROM billing_invoice AS i WHERE i.kind = 'invoice')"
  private static let lastBilledDay = """
    (SELECT max(i.ends) FROM billing_invoice AS i
    WHERE i.kind = 'invoice' AND i.ends <= \(billable))
    """
  /// Days for which others had invoices, so that this charge could have had one.
  private static let uninvoicedFrom = "max(coalesce({row}.begins, ''), \(firstBilledDay))"
  private static let uninvoicedUntil = "min(coalesce({row}.ends, '9999'), \(lastBilledDay))"

  private static let neverInvoiced = """
    ({row}.kind = 'recurring' AND {row}.price_minor > 0 AND {row}.party IS NOT NULL
      AND date(\(uninvoicedFrom), '+1 month') <= \(uninvoicedUntil)
      AND NOT EXISTS (
        SELECT 1 FROM billing_invoice AS i INDEXED BY billing_invoice_party
        WHERE i.party = {row}.party)
      AND NOT EXISTS (
        SELECT 1 FROM billing_account AS a INDEXED BY billing_account_party
        WHERE a.party = {row}.party AND a.mode = 'prepaid')
      AND NOT EXISTS (
        SELECT 1
        FROM billing_account_premises AS m CROSS JOIN billing_invoice AS i ON i.account = m.account
        WHERE m.party = {row}.party OR m.node = {row}.node))
    """

  static let gapFields: [Field] = [
    Field(
      "unbilled_from", .day, of: .noun("account"), sql: unbilledFrom,
      doc: "the first day that was charged and that no invoice bills, once its period has passed"),
    Field(
      "unbilled_until", .day, of: .noun("account"), sql: unbilledUntil,
      doc: "the day from which invoices go on, or a period is not over yet"),
    Field(
      "uninvoiced_from", .day, of: .noun("charge"), sql: uninvoicedFrom,
      doc: "its first day for which anybody had an invoice"),
    Field(
      "uninvoiced_until", .day, of: .noun("charge"), sql: uninvoicedUntil,
      doc: "the day up to which anybody had an invoice, or it ran"),
  ]

  static let gapConditions: [Condition] = [
    Condition(
      "behind", of: .noun("account"),
      sql: "({row}.mode = 'postpaid' AND \(unbilledFrom) IS NOT NULL)",
      doc: "a period that was charged has passed, and no invoice bills it"),
    Condition(
      "never_invoiced", of: .noun("charge"), sql: neverInvoiced,
      doc: "its party never had an invoice, though others had for months that it ran"),
  ]
}

// Which payment pays which invoice: the one it names first, then the oldest.

internal import TopoqSQLite

/// Settles accounts: unused payments and credit notes meet open invoices.
///
/// Laid end to end, oldest first, an account's open invoices cover a stretch of money, and its
/// unused payments another: each payment pays the invoices that its part of the stretch overlaps.
///
///     invoices  |----- I-1 -----|--- I-2 ---|------- I-3 -------|
///     payments  |--- P1 ---|------- P2 -------|
///
/// One statement thus settles one account after a change, or all of them after an import. Invoices
/// in dispute stand aside, unless a payment names them. What a payment has done is never altered: a
/// reversal writes the same amounts below zero.
enum Settling {
  enum Scope {
    /// The account whose id is bound as the first parameter.
    case account
    case all
  }

  /// After anything was posted to an account. Cheap where there is nothing to settle with.
  static func settle(_ connection: ConnectionHandle, account: Int64) throws {
    let key = [SQLiteValue.integer(account)]
    try connection.run(opening(.account), key)
    guard try connection.first(hasCredit, key) != nil else { return }
    for statement in allocating(.account) { try connection.run(statement, key) }
  }

  /// After rows were loaded from files: statements, each of which ends with a semicolon.
  static let afterLoad = ([opening(.all)] + allocating(.all)).map { $0 + ";\n" }.joined()

  private static func allocating(_ scope: Scope) -> [String] {
    [naming(scope)] + refreshing(scope) + [oldestFirst(scope)] + refreshing(scope)
  }

  private static func test(_ scope: Scope) -> String {
    switch scope {
    case .account: "account = ?1"
    case .all: "account IS NOT NULL"
    }
  }

  private static let hasCredit = """
    SELECT 1
    WHERE EXISTS (
        SELECT 1 FROM billing_payment WHERE account = ?1 AND left_minor <> 0)
      OR EXISTS (
        SELECT 1 FROM billing_invoice WHERE account = ?1 AND open_minor <> 0 AND open_minor < 0)
    """

  /// What was posted since the last time owes its whole amount, less what came with allocations.
  private static func opening(_ scope: Scope) -> String {
    """
    UPDATE billing_invoice
    SET open_minor = \(openOfInvoice)
    WHERE \(test(scope)) AND open_minor IS NULL
    """
  }

  /// All that can pay: `payment` or `credit_note`, the invoice it names, and what is left of it.
  private static func held(_ scope: Scope) -> String {
    """
    held (payment, credit_note, account, currency, invoice, day, amount) AS (
      SELECT id, NULL, account, currency, invoice, day, left_minor
      FROM billing_payment
      WHERE \(test(scope)) AND left_minor <> 0 AND left_minor > 0
      UNION ALL
      SELECT NULL, id, account, currency, credits, issued, -open_minor
      FROM billing_invoice
      WHERE \(test(scope)) AND open_minor <> 0 AND open_minor < 0)
    """
  }

  private static let order =
    "ORDER BY day, payment IS NULL, payment, credit_note ROWS UNBOUNDED PRECEDING"

  /// What names an invoice pays that first, even in dispute.
  private static func naming(_ scope: Scope) -> String {
    """
    INSERT INTO billing_allocation (code, payment, credit_note, invoice, amount_minor, day)
    WITH \(held(scope)),
      named AS (
        SELECT *, sum(amount) OVER (PARTITION BY invoice, account, currency \(order)) AS upto
        FROM held
        WHERE invoice IS NOT NULL)
    SELECT \(code("n.payment", "n.credit_note", "n.invoice")),
      n.payment, n.credit_note, n.invoice,
      min(n.upto, i.open_minor) - (n.upto - n.amount), max(n.day, i.issued)
    FROM named AS n CROSS JOIN billing_invoice AS i ON i.id = n.invoice
    WHERE i.account = n.account AND i.currency = n.currency
      AND i.open_minor > n.upto - n.amount
    """
  }

  /// `P7/I-2026-0001/2`: what pays, what it pays, and its number among these.
  private static func code(_ payment: String, _ note: String, _ invoice: String) -> String {
    let payer = """
      coalesce(
        (SELECT y.code FROM billing_payment AS y WHERE y.id = \(payment)),
        (SELECT y.code FROM billing_invoice AS y WHERE y.id = \(note)))
      """
    let ordinal = """
      (SELECT coalesce(max(CAST(
          substr(y.code, length(rtrim(y.code, '0123456789')) + 1) AS INTEGER)), 0) + 1
        FROM billing_allocation AS y
        WHERE y.invoice = \(invoice) AND y.payment IS \(payment) AND y.credit_note IS \(note))
      """
    return """
      \(payer)
        || '/' || (SELECT y.code FROM billing_invoice AS y WHERE y.id = \(invoice))
        || '/' || \(ordinal)
      """
  }

  private static func oldestFirst(_ scope: Scope) -> String {
    """
    INSERT INTO billing_allocation (code, payment, credit_note, invoice, amount_minor, day)
    WITH \(held(scope)),
      given AS (
        SELECT *, sum(amount) OVER (PARTITION BY account, currency \(order)) AS upto
        FROM held),
      owed AS (
        SELECT id, account, currency, issued, open_minor AS amount,
          sum(open_minor) OVER (
            PARTITION BY account, currency
            ORDER BY issued, id ROWS UNBOUNDED PRECEDING) AS upto
        FROM billing_invoice AS i
        WHERE \(test(scope)) AND open_minor <> 0 AND open_minor > 0
          AND NOT EXISTS (
            SELECT 1
            FROM billing_dispute AS d
            WHERE d.invoice = i.id AND d.settled_on IS NULL))
    SELECT \(code("g.payment", "g.credit_note", "o.id")),
      g.payment, g.credit_note, o.id,
      min(g.upto, o.upto) - max(g.upto - g.amount, o.upto - o.amount), max(g.day, o.issued)
    FROM given AS g JOIN owed AS o ON o.account = g.account AND o.currency = g.currency
    WHERE o.upto > g.upto - g.amount AND g.upto > o.upto - o.amount
    ORDER BY o.issued, o.id, g.upto
    """
  }

  /// Only what is open or unused can have changed.
  private static func refreshing(_ scope: Scope) -> [String] {
    [
      """
      UPDATE billing_invoice
      SET open_minor = \(openOfInvoice)
      WHERE \(test(scope)) AND open_minor <> 0
      """,
      """
      UPDATE billing_payment
      SET left_minor = \(leftOfPayment)
      WHERE \(test(scope)) AND left_minor <> 0
      """,
    ]
  }

  /// What a row of `billing_invoice` has open by its allocations.
  static let openOfInvoice = """
    billing_invoice.total_minor - billing_invoice.paid_minor
      - coalesce((
        SELECT sum(a.amount_minor)
        FROM billing_allocation AS a
        WHERE a.invoice = billing_invoice.id), 0)
      + coalesce((
        SELECT sum(a.amount_minor)
        FROM billing_allocation AS a
        WHERE a.credit_note = billing_invoice.id), 0)
    """

  /// What is left of a row of `billing_payment` by its allocations: nothing once it is reversed.
  static let leftOfPayment = """
    CASE WHEN billing_payment.reversed_on IS NULL THEN billing_payment.amount_minor
      - coalesce((
        SELECT sum(a.amount_minor)
        FROM billing_allocation AS a
        WHERE a.payment = billing_payment.id), 0) ELSE 0 END
    """

  /// After a payment was marked as reversed: its id is the first parameter.
  static func takeBack(_ connection: ConnectionHandle, payment: Int64) throws {
    for statement in reversing("p.id = ?1") { try connection.run(statement, [.integer(payment)]) }
  }

  /// After rows were loaded: all payments that are marked as reversed and not yet in the ledger.
  static let reversingAfterLoad = reversing(
    """
    NOT EXISTS (
        SELECT 1 FROM billing_entry AS e WHERE e.kind = 'reversal' AND e.reference = p.code)
    """
  ).map { $0 + ";\n" }.joined()

  /// Takes back what reversed payments `p` paid, by amounts below zero.
  private static func reversing(_ test: String) -> [String] {
    [
      """
      INSERT INTO billing_allocation (code, payment, invoice, amount_minor, day)
      SELECT \(code("p.id", "NULL", "a.invoice")),
        p.id, a.invoice, -sum(a.amount_minor), p.reversed_on
      FROM billing_payment AS p CROSS JOIN billing_allocation AS a ON a.payment = p.id
      WHERE p.reversed_on IS NOT NULL AND \(test)
      GROUP BY p.id, a.invoice
      HAVING sum(a.amount_minor) <> 0
      """,
      """
      UPDATE billing_invoice
      SET open_minor = \(openOfInvoice)
      WHERE id IN (
        SELECT a.invoice
        FROM billing_payment AS p CROSS JOIN billing_allocation AS a ON a.payment = p.id
        WHERE p.reversed_on IS NOT NULL AND \(test))
      """,
      """
      UPDATE billing_payment AS p
      SET left_minor = 0
      WHERE p.reversed_on IS NOT NULL AND \(test)
      """,
    ]
  }
}

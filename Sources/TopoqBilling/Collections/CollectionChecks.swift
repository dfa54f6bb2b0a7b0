// What must hold between invoices, payments, allocations and the ledger.

internal import TopoqVocabulary

enum CollectionChecks {
  static let all: [Check] = [
    Check(
      rule: "account out of balance",
      doc: "what an account has open, less its credit, is not what its ledger says",
      sql: """
        SELECT 'account', a.code, 'its ledger says ' || s.ledger || ' in minor units of '
          || s.currency || ', its invoices and payments say ' || s.open
        FROM (
          SELECT account, currency, sum(ledger) AS ledger, sum(open) AS open
          FROM (
            SELECT account, currency, amount_minor AS ledger, 0 AS open
            FROM billing_entry
            UNION ALL
            SELECT account, currency, 0, coalesce(open_minor, total_minor - paid_minor)
            FROM billing_invoice
            WHERE account IS NOT NULL
            UNION ALL
            SELECT account, currency, 0, -left_minor
            FROM billing_payment
            WHERE account IS NOT NULL)
          GROUP BY account, currency
          HAVING sum(ledger) <> sum(open)) AS s
          CROSS JOIN billing_account AS a ON a.id = s.account
        """),
    Check(
      rule: "invoice open wrongly",
      doc: "what is open on an invoice is not its total less what pays it",
      sql: """
        SELECT 'invoice', billing_invoice.code, 'has ' || billing_invoice.open_minor
          || ' open in minor units, its allocations leave ' || (\(Settling.openOfInvoice))
        FROM billing_invoice
        WHERE open_minor IS NOT NULL AND open_minor <> \(Settling.openOfInvoice)
        """),
    Check(
      rule: "payment used wrongly",
      doc: "what is left of a payment is not its amount less what it pays",
      sql: """
        SELECT 'payment', billing_payment.code, 'has ' || billing_payment.left_minor
          || ' left in minor units, its allocations leave ' || (\(Settling.leftOfPayment))
        FROM billing_payment
        WHERE left_minor IS NOT \(Settling.leftOfPayment)
        """),
    Check(
      rule: "paid more than there is",
      doc: "an invoice that is paid more than its total, or a payment that pays more than it has",
      sql: """
        SELECT 'invoice', code, 'is paid more than its total'
        FROM billing_invoice
        WHERE total_minor >= 0 AND open_minor < 0
        UNION ALL
        SELECT 'payment', code, 'pays more than it has'
        FROM billing_payment
        WHERE left_minor < 0
        """),
    Check(
      rule: "payment altered",
      doc: "a payment whose amount is no longer what was posted",
      sql: """
        SELECT 'payment', p.code, 'is of ' || p.amount_minor || ' minor units, but '
          || -e.amount_minor || ' were posted: reverse it and post it anew'
        FROM billing_payment AS p CROSS JOIN billing_entry AS e
          ON e.kind = p.kind AND e.reference = p.code
        WHERE e.amount_minor <> -p.amount_minor OR e.currency <> p.currency
          OR e.account IS NOT p.account
        """),
  ]
}

// What must hold of posted invoices, whatever happened since.

internal import TopoqVocabulary

extension Billing {
  static let invoiceChecks: [Check] = [
    Check(
      rule: "invoice sums differ", doc: "an invoice whose total, net and tax do not add up",
      sql: """
        SELECT 'invoice', i.code, 'its net and tax are not its total'
        FROM billing_invoice AS i
        WHERE i.net_minor + i.tax_minor <> i.total_minor
        UNION ALL
        SELECT 'invoice', i.code, 'its lines come to ' || s.net || ' and ' || s.tax
          || ' in minor units, its head says ' || i.net_minor || ' and ' || i.tax_minor
        FROM (
          SELECT invoice, sum(net_minor) AS net, sum(tax_minor) AS tax
          FROM billing_invoice_line
          GROUP BY invoice) AS s
          CROSS JOIN billing_invoice AS i ON i.id = s.invoice
        WHERE s.net <> i.net_minor OR s.tax <> i.tax_minor
        """),
    Check(
      rule: "line taxes differ", doc: "a line whose components are not its tax",
      sql: """
        SELECT 'line', l.code, 'its components come to ' || s.tax || ', its tax is ' || l.tax_minor
        FROM (
          SELECT line, sum(tax_minor) AS tax FROM billing_invoice_tax GROUP BY line) AS s
          CROSS JOIN billing_invoice_line AS l ON l.id = s.line
        WHERE s.tax <> l.tax_minor
        """),
    Check(
      rule: "invoice not in ledger",
      doc: "an invoice of an account that the ledger has not, or otherwise",
      sql: """
        SELECT 'invoice', i.code, 'the ledger has ' || coalesce(e.amount_minor, 'nothing')
          || ', the invoice ' || i.total_minor
        FROM billing_invoice AS i LEFT JOIN billing_entry AS e
          ON e.reference = i.code AND e.kind IN ('invoice', 'credit note')
        WHERE i.account IS NOT NULL
          AND (e.amount_minor IS NOT i.total_minor OR e.account IS NOT i.account)
        """),
    Check(
      rule: "number missing", doc: "a series of invoices of which one is missing",
      sql: """
        WITH posted (series, number) AS (
          SELECT rtrim(code, '0123456789'),
            CAST(substr(code, length(rtrim(code, '0123456789')) + 1) AS INTEGER)
          FROM billing_invoice
          WHERE (code GLOB 'I-[0-9][0-9][0-9][0-9]-[0-9]*'
              OR code GLOB 'CN-[0-9][0-9][0-9][0-9]-[0-9]*')
            AND EXISTS (
              SELECT 1 FROM billing_invoice_line AS l WHERE l.invoice = billing_invoice.id))
        SELECT 'invoice', series || min(number), (max(number) - min(number) + 1 - count(*))
          || ' numbers are missing between ' || min(number) || ' and ' || max(number)
        FROM posted
        GROUP BY series
        HAVING max(number) - min(number) + 1 <> count(*)
        """),
  ]
}

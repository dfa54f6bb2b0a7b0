// invoices.csv, invoice_lines.csv and invoice_taxes.csv.

internal import TopoqVocabulary

extension Billing {
  static let invoiceFiles: [ExchangeTable] = [invoiceTable, lineTable, lineTaxTable]

  private static let invoiceTable = ExchangeTable(
    file: "invoices", table: "billing_invoice", identity: "code",
    columns: [
      .init("code", .text, isRequired: true),
      .init("kind", .word(["invoice", "credit note"]), fallback: "invoice"),
      .init("account", .code(table: "billing_account")),
      .init("party", .party),
      .init("node", .node),
      .init("issued", .day, isRequired: true),
      .init("due", .day),
      .init("from", as: "begins", .day),
      .init("to", as: "ends", .day),
      .init("net_minor", .minorUnits, fallback: "0"),
      .init("tax_minor", .minorUnits, fallback: "0"),
      .init("total_minor", .minorUnits, isRequired: true),
      .init("currency", .currency, isRequired: true),
      .init("paid_minor", .minorUnits, fallback: "0"),
      .init("credits", .code(table: "billing_invoice")),
      .init("reason", .text),
    ],
    periods: [(from: "from", to: "to")],
    posted: PostedColumns(
      [
        "account", "issued", "net_minor", "tax_minor", "total_minor", "currency", "paid_minor",
        "credits",
      ], where: "{row}.account IS NOT NULL",
      advice: "`credit invoice ...` takes it back, and a new invoice says it right"),
    afterLoad: invoicesLoaded + Settling.afterLoad)

  /// Invoices from elsewhere say less than those posted here: who pays, when they are due and what
  /// is net follow. Each is entered in the ledger once, and numbers go on after the highest.
  private static let invoicesLoaded = """
    INSERT INTO billing_account (code, party)
    SELECT y.code, y.id
    FROM party AS y
    WHERE y.id IN (SELECT i.party FROM billing_invoice AS i WHERE i.account IS NULL)
      AND NOT EXISTS (SELECT 1 FROM billing_account AS a WHERE a.party = y.id);
    UPDATE billing_invoice
    SET account = (SELECT min(a.id) FROM billing_account AS a WHERE a.party = billing_invoice.party)
    WHERE account IS NULL AND party IS NOT NULL;
    UPDATE billing_invoice
    SET party = (SELECT a.party FROM billing_account AS a WHERE a.id = billing_invoice.account)
    WHERE party IS NULL AND account IS NOT NULL;
    UPDATE billing_invoice
    SET kind = 'credit note'
    WHERE total_minor < 0 AND kind = 'invoice';
    UPDATE billing_invoice
    SET due = date(issued, '+' || coalesce(
      (SELECT a.due_days FROM billing_account AS a WHERE a.id = billing_invoice.account), 15)
      || ' days')
    WHERE due IS NULL;
    UPDATE billing_invoice
    SET net_minor = total_minor - tax_minor
    WHERE net_minor = 0 AND tax_minor <> total_minor;
    UPDATE billing_account
    SET billed_from = (
      SELECT max(i.ends) FROM billing_invoice AS i WHERE i.account = billing_account.id)
    WHERE billed_from IS NULL AND mode = 'postpaid';
    INSERT INTO billing_entry (account, day, kind, reference, amount_minor, currency)
    SELECT i.account, i.issued, i.kind, i.code, i.total_minor, i.currency
    FROM billing_invoice AS i
    WHERE i.account IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM billing_entry AS e
      WHERE e.reference = i.code AND e.kind IN ('invoice', 'credit note'));
    INSERT INTO billing_entry (account, day, kind, reference, amount_minor, currency)
    SELECT i.account, i.issued, 'paid before', i.code, -i.paid_minor, i.currency
    FROM billing_invoice AS i
    WHERE i.account IS NOT NULL AND i.paid_minor <> 0 AND NOT EXISTS (
      SELECT 1 FROM billing_entry AS e WHERE e.reference = i.code AND e.kind = 'paid before');
    INSERT INTO billing_series (name, next)
    SELECT rtrim(rtrim(i.code, '0123456789'), '-'),
      max(CAST(substr(i.code, length(rtrim(i.code, '0123456789')) + 1) AS INTEGER)) + 1
    FROM billing_invoice AS i
    WHERE i.code GLOB 'I-[0-9][0-9][0-9][0-9]-[0-9]*'
      OR i.code GLOB 'CN-[0-9][0-9][0-9][0-9]-[0-9]*'
    GROUP BY 1
    ON CONFLICT (name) DO UPDATE SET next = max(next, excluded.next);

    """

  private static let lineTable = ExchangeTable(
    file: "invoice_lines", table: "billing_invoice_line", identity: "code",
    columns: [
      .init("code", .text, isRequired: true),
      .init("invoice", .code(table: "billing_invoice"), isRequired: true),
      .init("charge", .code(table: "billing_charge")),
      .init("discount", .code(table: "billing_discount")),
      .init("text", .text, isRequired: true),
      .init("month", as: "period", .day),
      .init("from", as: "begins", .day),
      .init("to", as: "ends", .day),
      .init("amount_minor", .minorUnits, fallback: "0"),
      .init("net_minor", .minorUnits, isRequired: true),
      .init("tax_minor", .minorUnits, isRequired: true),
    ],
    periods: [(from: "from", to: "to")],
    posted: PostedColumns(
      ["invoice", "amount_minor", "net_minor", "tax_minor"], where: isLineOfPosted,
      advice: "`credit invoice ...` takes it back, and a new invoice says it right"))

  private static let isLineOfPosted = """
    EXISTS (
      SELECT 1 FROM billing_invoice AS i WHERE i.id = {row}.invoice AND i.account IS NOT NULL)
    """

  private static let lineTaxTable = ExchangeTable(
    file: "invoice_taxes", table: "billing_invoice_tax", identity: "code",
    columns: [
      .init("code", .text, isRequired: true),
      .init("line", .code(table: "billing_invoice_line"), isRequired: true),
      .init("component", .text, isRequired: true),
      .init("rate_bp", .share, isRequired: true),
      .init("tax_minor", .minorUnits, isRequired: true),
    ],
    posted: PostedColumns(
      ["line", "rate_bp", "tax_minor"],
      advice: "`credit invoice ...` takes its invoice back, and a new one says it right"))
}

// What can be said of invoices and their lines.

internal import TopoqVocabulary

extension Billing {
  static let invoice = Noun(
    name: "invoice", plural: "invoices",
    doc: "what was billed, or as a credit note taken back, once and for all",
    table: "billing_invoice", placement: .attached,
    find: "{row}.code = {value} COLLATE NOCASE", node: "{row}.node", party: "{row}.party",
    shown: ["code", "party", "issued", "due", "total", "open", "status"])

  static let line = Noun(
    name: "line", plural: "lines", doc: "one line of an invoice: a charge or discount of a month",
    table: "billing_invoice_line", placement: .attached,
    find: "{row}.code = {value} COLLATE NOCASE",
    node: "(SELECT b.node FROM billing_charge AS b WHERE b.id = {row}.charge)",
    party: "(SELECT i.party FROM billing_invoice AS i WHERE i.id = {row}.invoice)",
    shown: ["code", "text", "begins", "ends", "net", "tax", "total"])

  /// What is still to be paid; of a credit note, below zero, what is still to be given.
  private static let openMinor = "coalesce({row}.open_minor, {row}.total_minor - {row}.paid_minor)"

  private static func money(_ value: String) -> String {
    "CASE {row}.currency WHEN {currency} THEN \(value) END"
  }

  static let invoiceFields: [Field] = [
    Field("code", .text, of: .noun("invoice"), sql: "{row}.code", doc: "the invoice's number"),
    Field(
      "party", .text, of: .noun("invoice"),
      sql: "(SELECT y.code FROM party AS y WHERE y.id = {row}.party)",
      doc: "the code of whoever it is for"),
    Field(
      "account", .text, of: .noun("invoice"),
      sql: "(SELECT a.code FROM billing_account AS a WHERE a.id = {row}.account)",
      relation: "account", doc: "the account that pays it"),
    Field(
      "kind", .text, of: .noun("invoice"), sql: "{row}.kind", doc: "invoice or credit note"),
    Field(
      "month", .text, of: .noun("invoice"), sql: "substr({row}.issued, 1, 7)",
      doc: "the month in which it was posted"),
    Field("issued", .day, of: .noun("invoice"), sql: "{row}.issued", doc: "the day it was posted"),
    Field(
      "due", .day, of: .noun("invoice"), sql: "{row}.due", doc: "the day by which it is to be paid"
    ),
    Field(
      "begins", .day, of: .noun("invoice"), sql: "{row}.begins", doc: "the first day it bills"),
    Field(
      "ends", .day, of: .noun("invoice"), sql: "{row}.ends", doc: "the first day it bills no longer"
    ),
    Field(
      "net", .money, of: .noun("invoice"), sql: money("{row}.net_minor"), doc: "without tax"),
    Field("tax", .money, of: .noun("invoice"), sql: money("{row}.tax_minor"), doc: "all taxes"),
    Field(
      "total", .money, of: .noun("invoice"), sql: money("{row}.total_minor"),
      doc: "what is to be paid, with tax; below zero on a credit note"),
    Field(
      "open", .money, of: .noun("invoice"), sql: money(openMinor),
      doc: "what of the total is not settled yet"),
    Field("currency", .text, of: .noun("invoice"), sql: "{row}.currency", doc: "ISO 4217 code"),
    Field(
      "status", .text, of: .noun("invoice"),
      sql: """
        (CASE WHEN {row}.kind = 'credit note' THEN 'credit note'
          WHEN \(openMinor) > 0 THEN 'open' ELSE 'paid' END)
        """, doc: "open, paid or credit note"),
    Field(
      "credits", .text, of: .noun("invoice"),
      sql: "(SELECT o.code FROM billing_invoice AS o WHERE o.id = {row}.credits)",
      relation: "invoice", doc: "the invoice that a credit note takes back"),
    Field(
      "reason", .text, of: .noun("invoice"), sql: "{row}.reason",
      doc: "why a credit note was posted"),
  ]

  static let lineFields: [Field] = [
    Field("code", .text, of: .noun("line"), sql: "{row}.code", doc: "invoice and number"),
    Field(
      "invoice", .text, of: .noun("line"),
      sql: "(SELECT i.code FROM billing_invoice AS i WHERE i.id = {row}.invoice)",
      relation: "invoice", doc: "the invoice that it stands on"),
    Field(
      "charge", .text, of: .noun("line"),
      sql: "(SELECT b.code FROM billing_charge AS b WHERE b.id = {row}.charge)",
      relation: "charge", doc: "the charge that it bills"),
    Field(
      "discount", .text, of: .noun("line"),
      sql: "(SELECT d.code FROM billing_discount AS d WHERE d.id = {row}.discount)",
      relation: "discount", doc: "the discount that it gives"),
    Field("text", .text, of: .noun("line"), sql: "{row}.text", doc: "what it is for"),
    Field("begins", .day, of: .noun("line"), sql: "{row}.begins", doc: "the first day it bills"),
    Field(
      "ends", .day, of: .noun("line"), sql: "{row}.ends", doc: "the first day it bills no longer"),
    Field("net", .money, of: .noun("line"), sql: lineMoney("{row}.net_minor"), doc: "without tax"),
    Field("tax", .money, of: .noun("line"), sql: lineMoney("{row}.tax_minor"), doc: "all taxes"),
    Field(
      "total", .money, of: .noun("line"), sql: lineMoney("{row}.net_minor + {row}.tax_minor"),
      doc: "with tax"),
  ]

  private static func lineMoney(_ value: String) -> String {
    """
    (SELECT \(value) FROM billing_invoice AS i
    WHERE i.id = {row}.invoice AND i.currency = {currency})
    """
  }

  static let invoiceConditions: [Condition] = [
    Condition(
      "open", of: .noun("invoice"), sql: "({row}.kind = 'invoice' AND \(openMinor) > 0)",
      doc: "not paid in full"),
    Condition(
      "paid", of: .noun("invoice"), sql: "({row}.kind = 'invoice' AND \(openMinor) <= 0)",
      doc: "nothing is left to pay"),
    Condition(
      "credit_note", of: .noun("invoice"), sql: "({row}.kind = 'credit note')",
      doc: "it takes back what another invoice billed"),
  ]
}

// allocations.csv: which payment or credit note paid which invoice.

internal import TopoqVocabulary

extension Settling {
  /// What pays what: exactly as it was, where it comes from a file; the rest is settled then.
  static let table = ExchangeTable(
    file: "allocations", table: "billing_allocation", identity: "code",
    columns: [
      .init("code", .text, isRequired: true),
      .init("payment", .code(table: "billing_payment")),
      .init("credit_note", .code(table: "billing_invoice")),
      .init("invoice", .code(table: "billing_invoice"), isRequired: true),
      .init("amount_minor", .minorUnits, isRequired: true),
      .init("day", .day, isRequired: true),
    ],
    posted: PostedColumns(
      ["payment", "credit_note", "invoice", "amount_minor", "day"],
      advice: "`reverse payment ...` takes it back"),
    rules: [
      RowRule(
        refusing: "({row}.payment IS NULL) = ({row}.credit_note IS NULL)",
        "must name what pays: either a payment or a credit_note")
    ])
}

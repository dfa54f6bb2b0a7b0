// plans.csv, plan_prices.csv and taxes.csv.

internal import TopoqVocabulary

extension Billing {
  static let catalogueFiles: [ExchangeTable] = [planTable, planPriceTable, taxTable]

  private static let planTable = ExchangeTable(
    file: "plans", table: "billing_plan", identity: "code",
    columns: [
      .init("code", .text, isRequired: true),
      .init("name", .text),
      .init("kind", .text),
      .init("price_minor", .minorUnits),
      .init("currency", .currency),
      .init("down_mbps", .number(0...10_000_000)),
      .init("valid_from", .day),
      .init("valid_to", .day),
      .init("up_mbps", .number(0...10_000_000)),
      .init("tax", .text),
      .init("profile", .text),
      .init("inclusive", as: "is_inclusive", .boolean, fallback: "0"),
      .init("billed_suspended", as: "is_billed_suspended", .boolean, fallback: "0"),
    ],
    periods: [(from: "valid_from", to: "valid_to")],
    rules: [
      RowRule(
        refusing: "{row}.price_minor < 0",
        "has a price below zero: a price is zero or more, and less is given by a discount")
    ], afterLoad: Delivered.resolvingProvisions)

  private static let planPriceTable = ExchangeTable(
    file: "plan_prices", table: "billing_plan_price", identity: "code",
    columns: [
      .init("code", .text, isRequired: true),
      .init("plan", .code(table: "billing_plan"), isRequired: true),
      .init("from", as: "begins", .day, isRequired: true),
      .init("price_minor", .minorUnits, isRequired: true),
    ],
    rules: [
      RowRule(
        refusing: "{row}.price_minor < 0", "has a price below zero: a price is zero or more"),
      RowRule(
        refusing: """
          EXISTS (
            SELECT 1 FROM billing_plan_price AS o
            WHERE o.plan = {row}.plan AND o.begins = {row}.begins AND o.id < {row}.id)
          """, "is a second price of its plan from the same day: keep one of them"),
    ])

  private static let taxTable = ExchangeTable(
    file: "taxes", table: "billing_tax", identity: "code",
    columns: [
      .init("code", .text, isRequired: true),
      .init("tax", .text, isRequired: true),
      .init("place", .text),
      .init("component", .text, isRequired: true),
      .init("rate_bp", .share, isRequired: true),
    ])
}

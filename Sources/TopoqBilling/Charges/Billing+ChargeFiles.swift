// charges.csv and discounts.csv.

internal import TopoqVocabulary

extension Billing {
  static let chargeFiles: [ExchangeTable] = [chargeTable, discountTable]

  private static let chargeTable = ExchangeTable(
    file: "charges", table: "billing_charge", identity: "code",
    columns: [
      .init("code", .text, isRequired: true),
      .init("party", .party),
      .init("node", .node),
      .init("plan", .code(table: "billing_plan")),
      .init("price_minor", .minorUnits),
      .init("currency", .currency),
      .init("from", as: "begins", .day),
      .init("to", as: "ends", .day),
      .init("kind", .word(["recurring", "once", "credit"]), fallback: "recurring"),
      .init("service", .code(table: "billing_service")),
      .init("billed_until", .day),
      .init("series", .text),
      .init("follows", .text),
      .init("closed_for", .text),
      .init("to_before", as: "ends_before", .day),
      .init("override", as: "is_override", .boolean, fallback: "0"),
      .init("override_reason", .text),
      .init("override_to", as: "override_ends", .day),
    ],
    periods: [(from: "from", to: "to")],
    rules: [
      RowRule(
        refusing: "{row}.price_minor < 0",
        "has a price below zero: what is given back is a charge of kind credit, above zero")
    ],
    // What is charged once ends on its day, so that it never runs.
    afterLoad: """
      UPDATE billing_charge
      SET price_minor = coalesce(billing_charge.price_minor, p.price_minor),
        currency = coalesce(billing_charge.currency, p.currency)
      FROM billing_plan AS p
      WHERE p.id = billing_charge.plan
        AND (billing_charge.price_minor IS NULL OR billing_charge.currency IS NULL);
      UPDATE billing_charge
      SET ends = begins
      WHERE kind <> 'recurring' AND begins IS NOT NULL AND ends IS NOT begins
      """)

  private static let discountTable = ExchangeTable(
    file: "discounts", table: "billing_discount", identity: "code",
    columns: [
      .init("code", .text, isRequired: true),
      .init("party", .party),
      .init("node", .node),
      .init("charge", .code(table: "billing_charge")),
      .init("percent_bp", .share),
      .init("amount_minor", .minorUnits),
      .init("currency", .currency),
      .init("from", as: "begins", .day),
      .init("to", as: "ends", .day),
      .init("reason", .text),
    ],
    periods: [(from: "from", to: "to")],
    rules: [
      RowRule(
        refusing: "{row}.percent_bp IS NULL AND {row}.amount_minor IS NULL",
        "takes nothing off: give its percent_bp, 2000 for 20 %, or its amount_minor"),
      RowRule(
        refusing: "{row}.amount_minor < 0",
        "has an amount below zero: write what it takes off, above zero"),
    ])
}

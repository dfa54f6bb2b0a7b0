// What is charged: plans of the catalogue, and the charges that run by them.

public import TopoqVocabulary

/// Billing as a module: it charges parties, and knows them by nothing but their number.
public enum Billing {
  public static let module = Module(
    name: "billing",
    summary: "who is billed, for what, at which price, what is paid, and what is not",
    migrations: migrations,
    tables: Collecting.tablesBeforeAccounts + [planTable, chargeTable]
      + Collecting.tablesAfterInvoices, nouns: [plan, charge] + Collecting.nouns,
    fields: fields + Collecting.fields, conditions: conditions + Collecting.conditions,
    measures: measures + Collecting.measures, verbs: Collecting.verbs,
    reports: Collecting.reports, checks: checks + Collecting.checks,
    currencies: """
      SELECT DISTINCT currency FROM billing_charge WHERE currency IS NOT NULL
      UNION SELECT DISTINCT currency FROM billing_plan WHERE currency IS NOT NULL
      UNION SELECT DISTINCT currency FROM billing_invoice
      UNION SELECT DISTINCT currency FROM billing_payment
      """)

  private static let planTable = ExchangeTable(
    file: "plans", table: "billing_plan", identity: "code",
    columns: [
      .init("code", .text, isRequired: true),
      .init("name", .text),
      .init("kind", .text),
      .init("price_minor", .minorUnits),
      .init("currency", .currency),
      .init("down_mbps", .integer),
      .init("valid_from", .day),
      .init("valid_to", .day),
    ],
    periods: [(from: "valid_from", to: "valid_to")])

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
    ],
    periods: [(from: "from", to: "to")],
    afterLoad: """
      UPDATE billing_charge
      SET price_minor = coalesce(billing_charge.price_minor, p.price_minor),
        currency = coalesce(billing_charge.currency, p.currency)
      FROM billing_plan AS p
      WHERE p.id = billing_charge.plan
        AND (billing_charge.price_minor IS NULL OR billing_charge.currency IS NULL)
      """)

  private static let plan = Noun(
    name: "plan", plural: "plans", doc: "what the catalogue offers, at its price",
    table: "billing_plan", placement: .nowhere,
    find: "{row}.code = {value} COLLATE NOCASE", title: "{row}.name",
    shown: ["code", "name", "kind", "price", "valid_from", "valid_to"])

  static let charge = Noun(
    name: "charge", plural: "charges", doc: "a price that somebody is charged each month",
    table: "billing_charge", placement: .attached,
    find: "{row}.code = {value} COLLATE NOCASE", node: "{row}.node", party: "{row}.party",
    shown: ["code", "party", "charged_plan", "price", "begins", "ends"])
}

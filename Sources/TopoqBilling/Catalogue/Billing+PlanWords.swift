// What can be said of plans and taxes.

internal import TopoqVocabulary

extension Billing {
  static let plan = Noun(
    name: "plan", plural: "plans", doc: "what the catalogue offers, at its price",
    table: "billing_plan", placement: .nowhere,
    find: "{row}.code = {value} COLLATE NOCASE", title: "{row}.name",
    shown: ["code", "name", "kind", "price", "valid_from", "valid_to"])

  static let tax = Noun(
    name: "tax", plural: "taxes", doc: "a component of a tax, at a place of supply",
    table: "billing_tax", placement: .nowhere, find: "{row}.code = {value} COLLATE NOCASE",
    shown: ["code", "tax", "place", "component", "rate"])

  /// The newest price that holds today, else the first.
  private static let catalogueNow = """
    coalesce(
      (SELECT q.price_minor
      FROM billing_plan_price AS q
      WHERE q.plan = {row}.id AND q.begins <= {today}
      ORDER BY q.begins DESC
      LIMIT 1), {row}.price_minor)
    """

  static let planFields: [Field] = [
    Field("code", .text, of: .noun("plan"), sql: "{row}.code", doc: "the plan's code"),
    Field("name", .text, of: .noun("plan"), sql: "{row}.name", doc: "the plan's name"),
    Field("kind", .text, of: .noun("plan"), sql: "{row}.kind", doc: "what is sold by it"),
    Field(
      "price", .money, of: .noun("plan"),
      sql: "CASE {row}.currency WHEN {currency} THEN \(catalogueNow) END",
      doc: "the catalogue's price a month, today"),
    Field("currency", .text, of: .noun("plan"), sql: "{row}.currency", doc: "ISO 4217 code"),
    Field(
      "down_mbps", .integer, of: .noun("plan"), sql: "{row}.down_mbps",
      doc: "downstream rate in megabits a second"),
    Field(
      "valid_from", .day, of: .noun("plan"), sql: "{row}.valid_from",
      doc: "the first day on sale"),
    Field(
      "valid_to", .day, of: .noun("plan"), sql: "{row}.valid_to",
      doc: "the first day no longer on sale"),
    Field(
      "up_mbps", .integer, of: .noun("plan"), sql: "{row}.up_mbps",
      doc: "upstream rate in megabits a second"),
    Field(
      "profile", .text, of: .noun("plan"), sql: "{row}.profile",
      doc: "the name by which OLTs and RADIUS know it"),
    Field(
      "tax", .text, of: .noun("plan"), sql: "{row}.tax",
      doc: "the name of the taxes that it bears; empty where it is untaxed"),
    Field(
      "inclusive", .boolean, of: .noun("plan"), sql: "{row}.is_inclusive",
      doc: "true where the price includes the taxes"),
    Field(
      "billed_suspended", .boolean, of: .noun("plan"), sql: "{row}.is_billed_suspended",
      doc: "true where it is charged while it is suspended, too"),
  ]

  static let taxFields: [Field] = [
    Field("code", .text, of: .noun("tax"), sql: "{row}.code", doc: "the component's code"),
    Field("tax", .text, of: .noun("tax"), sql: "{row}.tax", doc: "the tax that it is part of"),
    Field(
      "place", .text, of: .noun("tax"), sql: "{row}.place",
      doc: "the place of supply where it is due; empty for every place"),
    Field(
      "component", .text, of: .noun("tax"), sql: "{row}.component",
      doc: "what it is called on an invoice, such as CGST"),
    Field("rate", .percent, of: .noun("tax"), sql: "{row}.rate_bp / 10000.0", doc: "the rate"),
  ]

  static let planConditions: [Condition] = [
    Condition(
      "on_sale", of: .noun("plan"),
      sql: """
        (({row}.valid_from IS NULL OR {row}.valid_from <= {today})
          AND ({row}.valid_to IS NULL OR {row}.valid_to > {today}))
        """, doc: "today it can be sold"),
    Condition(
      "withdrawn", of: .noun("plan"),
      sql: "({row}.valid_to IS NOT NULL AND {row}.valid_to <= {today})",
      doc: "no longer sold; who has it keeps it"),
  ]
}

// What can be said of charges.

internal import TopoqVocabulary

extension Billing {
  static let charge = Noun(
    name: "charge", plural: "charges", doc: "a price that somebody is charged, each month or once",
    table: "billing_charge", placement: .attached,
    find: "{row}.code = {value} COLLATE NOCASE", node: "{row}.node", party: "{row}.party",
    isForWhoeverIsThere: true,
    shown: ["code", "party", "charged_plan", "price", "begins", "ends"])

  static let chargeFields: [Field] = [
    Field("code", .text, of: .noun("charge"), sql: "{row}.code", doc: "the charge's number"),
    Field(
      "party", .text, of: .noun("charge"),
      sql: "(SELECT y.code FROM party AS y WHERE y.id = {row}.party)",
      doc: "the code of whoever is charged; empty where only a node is named"),
    Field(
      "charged_plan", .text, of: .noun("charge"),
      sql: "(SELECT coalesce(p.name, p.code) FROM billing_plan AS p WHERE p.id = {row}.plan)",
      doc: "the name of the plan that this charge is for"),
    Field(
      "price", .money, of: .noun("charge"),
      sql: "CASE {row}.currency WHEN {currency} THEN {row}.price_minor END",
      doc: "what is charged a month"),
    Field(
      "currency", .text, of: .noun("charge"), sql: "{row}.currency", doc: "ISO 4217 code"),
    Field("begins", .day, of: .noun("charge"), sql: "{row}.begins", doc: "the first day charged"),
    Field(
      "ends", .day, of: .noun("charge"), sql: "{row}.ends",
      doc: "the first day no longer charged; empty while open"),
    Field(
      "kind", .text, of: .noun("charge"), sql: "{row}.kind",
      doc: "recurring, each month; once; or credit, money back once"),
    Field(
      "service", .text, of: .noun("charge"),
      sql: "(SELECT s.code FROM billing_service AS s WHERE s.id = {row}.service)",
      relation: "service", doc: "the code of the service that it is for, where it says so"),
    Field(
      "closed_for", .text, of: .noun("charge"), sql: "{row}.closed_for",
      doc: "why it ended: suspension, cease, change, override, relocation, end"),
    Field(
      "previous_plan", .text, of: .noun("charge"),
      sql: """
        (SELECT coalesce(p.name, p.code)
        FROM billing_charge AS o CROSS JOIN billing_plan AS p ON p.id = o.plan
        WHERE \(isPrevious))
        """, doc: "the name of the plan of the charge that it goes on from"),
    Field(
      "previous_price", .money, of: .noun("charge"),
      sql: """
        (SELECT o.price_minor FROM billing_charge AS o
        WHERE \(isPrevious) AND o.currency = {currency})
        """, doc: "what the charge that it goes on from came to a month"),
    Field(
      "reason", .text, of: .noun("charge"), sql: "{row}.override_reason",
      doc: "why its price was overridden"),
    Field(
      "billed_to", .day, of: .noun("charge"),
      sql: """
        (SELECT max(l.ends) FROM billing_invoice_line AS l
        WHERE l.charge = {row}.id AND l.discount IS NULL)
        """, doc: "the first day that no invoice covers"),
  ]

  /// The charge, of the alias `o`, that was closed as this one began.
  private static let isPrevious =
    "o.code = {row}.follows COLLATE NOCASE AND o.code = {row}.follows"

  static let chargeConditions: [Condition] = [
    Condition(
      "repriced", of: .noun("charge"),
      sql: """
        EXISTS (
          SELECT 1 FROM billing_charge AS o
          WHERE \(isPrevious)
            AND (o.price_minor IS NOT {row}.price_minor OR o.currency IS NOT {row}.currency))
        """, doc: "it goes on from a charge at another price"),
    Condition(
      "running", of: .noun("charge"), sql: "(\(runs("{row}")))",
      doc: "it has begun and not ended"),
    Condition(
      "ended", of: .noun("charge"), sql: "({row}.ends IS NOT NULL AND {row}.ends <= {today})",
      doc: "its last day is past"),
    Condition(
      "upcoming", of: .noun("charge"),
      sql: "({row}.begins IS NOT NULL AND {row}.begins > {today})", doc: "it has not begun"),
    Condition(
      "overridden", of: .noun("charge"), sql: "({row}.is_override IS 1)",
      doc: "its price was set by hand, for a while"),
  ]

  static let chargeMeasures: [Measure] = [
    Measure(
      "revenue", .money, of: .noun("charge"),
      sql: "sum(CASE {row}.currency WHEN {currency} THEN {row}.price_minor END)",
      doc: "the sum of the charges' own monthly prices")
  ]

  static let chargeChecks: [Check] = [
    Check(
      rule: "charge for nobody", doc: "a charge that names neither a party nor a node",
      sql: """
        SELECT 'charge', code, 'names neither a party nor a node: it counts for nobody'
        FROM billing_charge
        WHERE party IS NULL AND node IS NULL
        """),
    Check(
      rule: "charge without price", doc: "a charge with no price of its own nor of its plan",
      sql: """
        SELECT 'charge', code, 'has no price or no currency, and its plan gives none'
        FROM billing_charge
        WHERE price_minor IS NULL OR currency IS NULL
        """),
  ]
}

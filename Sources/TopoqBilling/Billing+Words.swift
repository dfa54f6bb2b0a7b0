// What can be said of plans and charges, and of whoever is charged.

internal import TopoqVocabulary

extension Billing {
  /// A test that a charge, of the given alias, runs today.
  static func runs(_ row: String) -> String {
    "(\(row).begins IS NULL OR \(row).begins <= {today}) "
      + "AND (\(row).ends IS NULL OR \(row).ends > {today})"
  }

  /// A test that a charge `b` concerns the row's party at the row's node: it names the party, and
  /// either no node or this one; or nobody, and this node.
  private static let concerns = """
    ((b.party = {party} AND (b.node IS NULL OR b.node = {node}))
      OR (b.party IS NULL AND b.node = {node}))
    """

  private static let billed = """
    (EXISTS (
      SELECT 1
      FROM billing_charge AS b INDEXED BY billing_charge_party
      WHERE b.party = {party} AND \(runs("b")) AND (b.node IS NULL OR b.node = {node}))
    OR EXISTS (
      SELECT 1
      FROM billing_charge AS b INDEXED BY billing_charge_premises
      WHERE b.party IS NULL AND b.node = {node} AND \(runs("b")))
    OR \(Prepaid.covers))
    """

  private static func newest(_ value: String) -> String {
    """
    (SELECT \(value)
    FROM billing_charge AS b LEFT JOIN billing_plan AS p ON p.id = b.plan
    WHERE \(concerns) AND \(runs("b"))
    ORDER BY b.begins DESC, b.id DESC
    LIMIT 1)
    """
  }

  private static let monthly = """
    (SELECT sum(b.price_minor)
    FROM billing_charge AS b
    WHERE \(concerns) AND \(runs("b")) AND b.currency = {currency})
    """

  static let fields: [Field] = partyFields + chargeFields + planFields

  private static let partyFields: [Field] = [
    Field(
      "plan", .text, of: .party, sql: newest("coalesce(p.name, p.code)"),
      doc: "the name of the plan that is charged today, of the newest charge where several run"),
    Field(
      "plan_code", .text, of: .party, sql: newest("p.code"), relation: "plan",
      doc: "the code of the plan that is charged today"),
    Field(
      "mrr", .money, of: .party, sql: monthly,
      doc: "what is charged a month today, over all charges; nothing where none runs"),
    Field(
      "billed_from", .day, of: .party,
      sql: "(SELECT min(b.begins) FROM billing_charge AS b WHERE \(concerns) AND \(runs("b")))",
      doc: "since when the charges of today run"),
  ]

  private static let chargeFields: [Field] = [
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
  ]

  private static let planFields: [Field] = [
    Field("code", .text, of: .noun("plan"), sql: "{row}.code", doc: "the plan's code"),
    Field("name", .text, of: .noun("plan"), sql: "{row}.name", doc: "the plan's name"),
    Field("kind", .text, of: .noun("plan"), sql: "{row}.kind", doc: "what is sold by it"),
    Field(
      "price", .money, of: .noun("plan"),
      sql: "CASE {row}.currency WHEN {currency} THEN {row}.price_minor END",
      doc: "the catalogue's price a month"),
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
  ]

  static let conditions: [Condition] = [
    Condition(
      "billed", of: .party, sql: billed,
      footing: (
        sql: """
        SELECT 1
        FROM billing_charge INDEXED BY billing_charge_premises
        WHERE party IS NULL AND node IS NOT NULL
        LIMIT 1
        """,
        note: "a charge that names a premises and nobody counts for whoever is there"
      ),
      doc: "a charge runs today that names the party, or nobody but the node, or prepaid time runs"),
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

  static let measures: [Measure] = [
    Measure(
      "mrr", .money, of: .party, sql: "sum(\(monthly))",
      doc: "what is charged a month today, over all that are asked for"),
    Measure(
      "arpu", .money, of: .party, sql: "avg(\(monthly))",
      doc: "what is charged a month today, on average over those charged"),
    Measure(
      "revenue", .money, of: .noun("charge"),
      sql: "sum(CASE {row}.currency WHEN {currency} THEN {row}.price_minor END)",
      doc: "the sum of the charges' own monthly prices"),
  ]

  static let checks: [Check] = [
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

// What can be said of discounts.

internal import TopoqVocabulary

extension Billing {
  static let discount = Noun(
    name: "discount", plural: "discounts", doc: "a share or an amount taken off, for a while",
    table: "billing_discount", placement: .attached,
    find: "{row}.code = {value} COLLATE NOCASE", node: discountNode, party: discountParty,
    shown: ["code", "party", "percent", "amount", "begins", "ends", "reason"])

  /// A discount on a charge is that charge's party's.
  private static let discountParty = """
    coalesce({row}.party, (SELECT b.party FROM billing_charge AS b WHERE b.id = {row}.charge))
    """

  /// A discount on a charge hangs where the charge does.
  private static let discountNode = """
    coalesce({row}.node, (SELECT b.node FROM billing_charge AS b WHERE b.id = {row}.charge))
    """

  static let discountFields: [Field] = [
    Field("code", .text, of: .noun("discount"), sql: "{row}.code", doc: "the discount's code"),
    Field(
      "party", .text, of: .noun("discount"),
      sql: "(SELECT y.code FROM party AS y WHERE y.id = {party})", doc: "the code of whoever has it"
    ),
    Field(
      "charge", .text, of: .noun("discount"),
      sql: "(SELECT b.code FROM billing_charge AS b WHERE b.id = {row}.charge)",
      relation: "charge", doc: "the one charge that it is on; empty for all of the party's"),
    Field(
      "percent", .percent, of: .noun("discount"), sql: "{row}.percent_bp / 10000.0",
      doc: "the share that it takes off"),
    Field(
      "amount", .money, of: .noun("discount"),
      sql: "CASE coalesce({row}.currency, {currency}) WHEN {currency} THEN {row}.amount_minor END",
      doc: "the amount that it takes off a month; empty where it takes off a share"),
    Field(
      "taken_off", .money, of: .noun("discount"), sql: takenOff,
      doc: "what it takes off a month of today's charges, as an amount or a share"),
    Field(
      "begins", .day, of: .noun("discount"), sql: "{row}.begins", doc: "the first day of it"),
    Field(
      "ends", .day, of: .noun("discount"), sql: "{row}.ends",
      doc: "the first day without it; empty where it has no end"),
    Field("reason", .text, of: .noun("discount"), sql: "{row}.reason", doc: "why it was given"),
  ]

  /// A share is of the charges that run today, half-up to the minor unit.
  private static let takenOff = """
    CASE WHEN {row}.amount_minor IS NULL THEN (
      SELECT (sum(b.price_minor) * {row}.percent_bp + 5000) / 10000
      FROM billing_charge AS b
      WHERE (b.id = {row}.charge OR ({row}.charge IS NULL AND b.party = {row}.party
          AND ({row}.node IS NULL OR b.node = {row}.node)))
        AND b.kind = 'recurring' AND b.currency = {currency} AND \(runs("b")))
    WHEN coalesce({row}.currency, {currency}) = {currency} THEN {row}.amount_minor END
    """

  static let discountConditions: [Condition] = [
    Condition(
      "running", of: .noun("discount"), sql: "(\(runs("{row}")))",
      doc: "it has begun and not ended"),
    Condition(
      "ended", of: .noun("discount"),
      sql: "({row}.ends IS NOT NULL AND {row}.ends <= {today})", doc: "its last day is past"),
    Condition(
      "endless", of: .noun("discount"), sql: "({row}.ends IS NULL)", doc: "it has no end"),
  ]

  static let discountChecks: [Check] = [
    Check(
      rule: "discount without amount",
      doc: "a discount that says neither a share nor an amount, or both, or more than all",
      sql: """
        SELECT 'discount', code, 'takes off neither a share up to 100 % nor an amount'
        FROM billing_discount
        WHERE (percent_bp IS NULL) = (amount_minor IS NULL)
          OR percent_bp NOT BETWEEN 1 AND 10000 OR amount_minor < 0
        """)
  ]
}

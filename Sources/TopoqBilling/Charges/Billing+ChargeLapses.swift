// Where one charge falls short: below the catalogue, of nothing, past its override or its discount.

internal import TopoqVocabulary

extension Billing {
  private static let rowRunsMonthly = "\(runs("{row}")) AND {row}.kind = 'recurring'"

  /// As `isBelow`, of the row itself.
  private static let rowIsBelow = """
    (\(rowRunsMonthly) AND {row}.is_override = 0 AND EXISTS (
      SELECT 1 FROM billing_plan AS p
      WHERE p.id = {row}.plan AND p.currency = {row}.currency
        AND {row}.price_minor < \(catalogue("p"))
        AND ({row}.price_minor = 0 OR NOT \(isWithdrawn))))
    """

  /// The latest end of the discounts on the row, or on all that its party is charged.
  private static let rowDiscountEnded = """
    nullif(max(
      coalesce((
        SELECT max(d.ends)
        FROM billing_discount AS d INDEXED BY billing_discount_charge
        WHERE d.charge = {row}.id AND d.ends <= {today}), ''),
      coalesce((
        SELECT max(d.ends)
        FROM billing_discount AS d INDEXED BY billing_discount_party
        WHERE d.party = {row}.party AND d.charge IS NULL AND d.ends <= {today}), '')), '')
    """

  /// Charges of today whose plan `p` and price are told by a test: found by both.
  private static func priced(_ test: String, plans: String = "billing_plan") -> Candidates {
    Candidates(
      rows: """
        SELECT b.id
        FROM \(plans) AS p CROSS JOIN billing_charge AS b INDEXED BY billing_charge_price
        WHERE b.plan IS p.id AND \(test) AND \(runs("b"))
        """)
  }

  /// The day on which the catalogue's price rose above the row's and stayed there.
  private static let belowSince = """
    (SELECT min(q.begins)
    FROM billing_plan_price AS q CROSS JOIN billing_plan AS p ON p.id = q.plan
    WHERE q.plan = {row}.plan AND q.begins <= {today} AND q.begins > coalesce(
      (SELECT max(o.begins)
      FROM billing_plan_price AS o
      WHERE o.plan = {row}.plan AND o.begins <= {today} AND o.price_minor <= {row}.price_minor),
      CASE WHEN p.price_minor <= {row}.price_minor THEN '' END))
    """

  /// The plan of the same name that is on sale, where the row's is withdrawn.
  private static let belowSuccessor = """
    (SELECT CASE WHEN \(catalogue("n")) > {row}.price_minor
        THEN \(catalogue("n")) - {row}.price_minor END
    FROM billing_plan AS p CROSS JOIN billing_plan AS n ON n.name = p.name COLLATE NOCASE
    WHERE p.id = {row}.plan AND n.id <> p.id AND n.currency = {row}.currency
      AND n.currency = {currency} AND (n.valid_from IS NULL OR n.valid_from <= {today})
      AND (n.valid_to IS NULL OR n.valid_to > {today})
    ORDER BY n.valid_from DESC, n.id DESC
    LIMIT 1)
    """

  static let chargeLapseFields: [Field] = [
    Field(
      "below_since", .day, of: .noun("charge"), sql: belowSince,
      doc:
        "since when its plan's price in the catalogue is above its own; empty where it always was"
    ),
    Field(
      "below_successor", .money, of: .noun("charge"), sql: belowSuccessor,
      doc: "what the plan of the same name on sale today asks, less its own price"),
    Field(
      "withdrawn_on", .day, of: .noun("charge"),
      sql: "(SELECT p.valid_to FROM billing_plan AS p WHERE p.id = {row}.plan)",
      doc: "the first day on which its plan was no longer sold"),
    Field(
      "undelivered_since", .day, of: .noun("charge"), sql: undeliveredSince,
      doc: "the day on which the services that it was for ended or were held back"),
    Field(
      "below_list", .money, of: .noun("charge"),
      sql: """
        (SELECT \(catalogue("p")) - {row}.price_minor FROM billing_plan AS p
        WHERE p.id = {row}.plan AND p.currency = {row}.currency AND p.currency = {currency})
        """, doc: "the catalogue's price of its plan today, less its own"),
    Field(
      "override_ends", .day, of: .noun("charge"), sql: "{row}.override_ends",
      doc: "until when its price was overridden"),
    Field(
      "override_lapsed", .day, of: .noun("charge"),
      sql: """
        CASE WHEN coalesce({row}.override_reason, '') = '' OR {row}.override_ends IS NULL
          THEN {row}.begins ELSE max({row}.override_ends, coalesce({row}.begins, '')) END
        """, doc: "from when its overridden price has no reason, no end, or is past its end"),
    Field(
      "past_discount", .day, of: .noun("charge"), sql: rowDiscountEnded,
      doc: "the first day without the discount on it, or on its party, that ended last"),
  ]

  static let chargeLapseConditions: [Condition] = [
    Condition(
      "override_lapsed", of: .noun("charge"),
      sql: """
        (\(runs("{row}")) AND {row}.is_override = 1 AND (
          coalesce({row}.override_reason, '') = '' OR {row}.override_ends IS NULL
          OR {row}.override_ends <= {today}))
        """,
      candidates: Candidates(
        rows: """
          SELECT b.id FROM billing_charge AS b INDEXED BY billing_charge_override
          WHERE b.is_override = 1
          """), doc: "its price was set by hand, without a reason or an end, or past its end"),
    Condition(
      "below_catalogue", of: .noun("charge"), sql: rowIsBelow,
      candidates: priced("b.price_minor < \(catalogue("p"))"),
      doc: "it runs at less than the catalogue asks for its plan, and nobody decided so"),
    Condition(
      "zero_price", of: .noun("charge"),
      sql: "(\(rowRunsMonthly) AND {row}.price_minor = 0 AND {row}.is_override = 0)",
      candidates: priced(
        "b.price_minor = 0", plans: "(SELECT id FROM billing_plan UNION ALL SELECT NULL)"),
      doc: "it runs and comes to nothing, and nobody decided so"),
    Condition(
      "withdrawn", of: .noun("charge"),
      sql: """
        (\(rowRunsMonthly) AND EXISTS (
          SELECT 1 FROM billing_plan AS p WHERE p.id = {row}.plan AND \(isWithdrawn)))
        """, candidates: priced(isWithdrawn), doc: "it runs for a plan that is no longer sold"),
    Condition(
      "past_discount", of: .noun("charge"), sql: "\(rowDiscountEnded) IS NOT NULL",
      doc: "a discount on it, or on its party, has ended"),
  ]
}

// Where what is charged falls short of what is sold and delivered: too little, too late, no more.

internal import TopoqVocabulary

extension Billing {
  /// What the catalogue asks today for the plan of the given alias.
  static func catalogue(_ plan: String) -> String {
    """
    coalesce(
      (SELECT q.price_minor
      FROM billing_plan_price AS q
      WHERE q.plan = \(plan).id AND q.begins <= {today}
      ORDER BY q.begins DESC
      LIMIT 1), \(plan).price_minor)
    """
  }
  static let isWithdrawn = "(p.valid_to IS NOT NULL AND p.valid_to <= {today})"

  /// The monthly charges of today that concern the row, with their plans.
  private static func monthly(_ value: String, _ test: String) -> String {
    """
    (SELECT \(value)
    FROM billing_charge AS b LEFT JOIN billing_plan AS p ON p.id = b.plan
    WHERE \(concerns) AND \(runs("b")) AND b.kind = 'recurring' AND \(test))
    """
  }

  /// Below the catalogue, where nobody decided so: an override has a rule of its own, and whoever
  /// has a plan that is no longer sold keeps its price.
  private static let isBelow = """
    (b.is_override = 0 AND b.currency = p.currency AND b.price_minor < \(catalogue("p"))
      AND (b.price_minor = 0 OR NOT \(isWithdrawn)))
    """

  /// Whom charges of today concern whose plan `p` and price are told by a test: found by both.
  private static func charged(
    _ test: String, plans: String = "billing_plan"
  ) -> Candidates {
    func query(_ column: String, _ who: String) -> String {
      """
      SELECT b.\(column)
      FROM \(plans) AS p CROSS JOIN billing_charge AS b INDEXED BY billing_charge_price
      WHERE b.plan IS p.id AND \(test) AND \(runs("b")) AND b.party IS \(who)
      """
    }
    return Candidates(parties: query("party", "NOT NULL"), nodes: query("node", "NULL"))
  }

  // MARK: Charged no longer, or not yet

  /// A monthly charge of the party at the row's place, or at every place, or of the place alone.
  private static func own(_ value: String, _ test: String, _ order: String) -> String {
    """
    (SELECT \(value)
    FROM billing_charge AS b
    WHERE \(concerns) AND b.kind = 'recurring' AND \(test)
    ORDER BY \(order)
    LIMIT 1)
    """
  }

  /// No monthly charge began on the first day of service or before, and some begins later.
  private static let isBilledLate = """
    (NOT EXISTS \(beginning("<= {since}", ofPremises: false))
      AND NOT EXISTS \(beginning("<= {since}", ofPremises: true))
      AND (EXISTS \(beginning("> {since}", ofPremises: false))
        OR EXISTS \(beginning("> {since}", ofPremises: true))))
    """

  private static func beginning(_ test: String, ofPremises: Bool) -> String {
    """
    (SELECT 1
    FROM billing_charge AS b INDEXED BY billing_charge_\(ofPremises ? "premises" : "party")
    WHERE \(ofPremises
      ? "b.party IS NULL AND b.node = {node} AND (b.ends IS NULL OR b.ends > {since})"
      : "b.party = {party} AND (b.node IS NULL OR b.node = {node} OR b.ends <= {today})")
      AND b.begins \(test) AND b.kind = 'recurring' AND (b.ends IS NULL OR b.ends > b.begins))
    """
  }

  /// By the services on record; where there are none, by what is provisioned.
  private static let delivered = """
    coalesce(
      (SELECT sum(\(catalogue("p")))
      FROM billing_service AS s INDEXED BY billing_service_party
        CROSS JOIN billing_plan AS p ON p.id = s.plan
      WHERE s.party = {party} AND (s.node IS NULL OR s.node = {node})
        AND \(Delivered.isActive("s")) AND p.currency = {currency}),
      (SELECT sum(\(catalogue("p")))
      FROM billing_provision AS v INDEXED BY billing_provision_party
        CROSS JOIN billing_plan AS p ON p.id = v.plan
      WHERE v.party = {party} AND v.sort = 'internet' AND \(Delivered.isProvisionedHere("v"))
        AND \(Delivered.holds("v")) AND \(Delivered.isFirst("v")) AND p.currency = {currency}))
    """

  private static let lapsed = "b.ends <= {today}"

  /// Where a charge is to come, what is lost meanwhile is told by `first_price`.
  private static let unbilled = """
    CASE WHEN \(own("1", "b.begins > {today}", "b.begins")) IS NULL THEN coalesce(
      \(delivered), \(own("b.price_minor", "\(lapsed) AND b.currency = {currency}", "b.ends DESC, b.id DESC"))) END
    """

  /// Where the row's charges begin: with the first that concerns it, or that concerned it at
  /// another place and has ended there, as of a household that moved. What was called off on its
  /// first day was never charged.
  private static func first(_ value: String) -> String {
    """
    (SELECT \(value) FROM billing_charge AS b
    WHERE ((b.party = {party} AND (b.node IS NULL OR b.node = {node} OR b.ends <= {today}))
        OR (b.party IS NULL AND b.node = {node} AND (b.ends IS NULL OR b.ends > {since}
          OR {since} IS NULL)))
      AND b.kind = 'recurring' AND b.begins IS NOT NULL AND (b.ends IS NULL OR b.ends > b.begins)
    ORDER BY b.begins, b.id
    LIMIT 1)
    """
  }

  /// The latest end of the discounts of the party, or of one of its charges.
  private static let lastEnded = """
    nullif(max(
      coalesce((
        SELECT max(d.ends)
        FROM billing_discount AS d INDEXED BY billing_discount_party
        WHERE d.party = {party} AND d.ends <= {today}), ''),
      coalesce((
        SELECT max(d.ends)
        FROM billing_charge AS b INDEXED BY billing_charge_party
          CROSS JOIN billing_discount AS d INDEXED BY billing_discount_charge ON d.charge = b.id
        WHERE b.party = {party} AND d.ends <= {today}), '')), '')
    """

  static let lapseFields: [Field] = [
    Field(
      "discount_ended", .day, of: .party, sql: lastEnded,
      doc: "the first day without the discount that ended last"),
    Field(
      "undercharged", .money, of: .party,
      sql: monthly(
        "sum(\(catalogue("p")) - b.price_minor)", "\(isBelow) AND b.currency = {currency}"),
      doc: "by how much a month the charges of today are below the catalogue; overrides aside"),
    Field(
      "uncharged", .money, of: .party, sql: unbilled,
      doc: "what is delivered a month, or was charged last; empty where no plan is known"),
    Field(
      "uncharged_since", .day, of: .party,
      sql: """
        nullif(max(coalesce(\(own("b.ends", lapsed, "b.ends DESC, b.id DESC")), ''),
          coalesce(\(Prepaid.lastEnd), '')), '')
        """, doc: "the day from which the last charge, or time paid for, ran no longer"),
    Field(
      "first_billed", .day, of: .party,
      sql: first("b.begins"),
      doc: "the first day ever charged, or to be charged"),
    Field(
      "first_price", .money, of: .party,
      sql: first("CASE b.currency WHEN {currency} THEN b.price_minor END"),
      doc: "what the first charge comes to a month"),
    Field(
      "list_price", .money, of: .noun("service"),
      sql: """
        (SELECT \(catalogue("p")) FROM billing_plan AS p
        WHERE p.id = \(servicePlan) AND p.currency = {currency})
        """, doc: "what the catalogue asks a month for its plan, today"),
    Field(
      "charged_monthly", .money, of: .noun("account"),
      sql: accountCharges("sum(b.price_minor)", "b.currency = {currency}"),
      doc: "what its holder is charged a month today"),
  ]

  private static func accountCharges(_ value: String, _ test: String) -> String {
    """
    (SELECT \(value)
    FROM billing_charge AS b INDEXED BY billing_charge_party
    WHERE b.party = {row}.party AND \(runs("b")) AND b.kind = 'recurring' AND \(test))
    """
  }

  // MARK: Conditions

  /// A test that a service, of the given alias, is what the charge in the row is for.
  private static func isFor(_ row: String) -> String {
    """
    (\(Delivered.isOfCharge(row)) AND (\(row).id = {row}.service OR \(row).plan = {row}.plan))
    """
  }

  /// A test that a service is delivered, is to be, or is held back while its plan is billed.
  private static let isStanding = """
    (s.status <> 'ceased' AND (s.ends IS NULL OR s.ends > {today}) AND (
      (SELECT p.is_billed_suspended FROM billing_plan AS p WHERE p.id = s.plan)
      OR NOT (s.status = 'suspended' OR EXISTS (
        SELECT 1 FROM billing_service_pause AS h
        WHERE h.service = s.id AND h.begins <= {today} AND (h.ends IS NULL OR h.ends > {today})))))
    """

  /// A service of the party runs, so that services are recorded, or the one that this charge is for
  /// did; but none that it is for stands. Or its plan is on partners' lists, and its party is not.
  /// Internet of another plan is another matter.
  private static let isUndelivered = """
    (\(runs("{row}")) AND {row}.kind = 'recurring' AND NOT \(Delivered.isOfAnotherPlan)
      AND (\(Delivered.isUnlisted) OR (EXISTS (
        SELECT 1 FROM billing_service AS s
        WHERE \(Delivered.isOfCharge("s")) AND (\(Delivered.isActive("s")) OR \(isFor("s"))))
      AND NOT EXISTS (
        SELECT 1 FROM billing_service AS s WHERE \(isFor("s")) AND \(isStanding)))))
    """

  static let undeliveredSince = """
    (SELECT max(coalesce(
        (SELECT h.begins FROM billing_service_pause AS h
        WHERE h.service = s.id AND h.begins <= {today} AND (h.ends IS NULL OR h.ends > {today})),
        s.ends))
    FROM billing_service AS s
    WHERE \(isFor("s")) AND NOT \(isStanding))
    """

  static let lapseConditions: [Condition] = [
    Condition(
      "undercharged", of: .party, sql: "EXISTS \(monthly("1", isBelow))",
      candidates: charged("b.price_minor < \(catalogue("p"))"),
      doc: "a charge of today is below the catalogue, and nobody decided so"),
    Condition(
      "zero_rated", of: .party,
      sql: "EXISTS \(monthly("1", "b.price_minor = 0 AND b.is_override = 0"))",
      candidates: charged(
        "b.price_minor = 0", plans: "(SELECT id FROM billing_plan UNION ALL SELECT NULL)"),
      doc: "a charge of today comes to nothing"),
    Condition(
      "billed_late", of: .somebody, sql: isBilledLate,
      doc: "the first charge began, or is to begin, after service did"),
    Condition(
      "legacy", of: .party, sql: "EXISTS \(monthly("1", isWithdrawn))",
      candidates: charged(isWithdrawn),
      doc: "a charge of today is for a plan that is no longer sold"),
    Condition(
      "billed_suspended", of: .party,
      sql: "NOT EXISTS \(monthly("1", "coalesce(p.is_billed_suspended, 0) = 0"))",
      doc: "all that is charged today is charged while suspended, too"),
    Condition(
      "discount_ended", of: .party, sql: "\(lastEnded) IS NOT NULL",
      doc: "had a discount that has ended"),
    Condition(
      "undelivered", of: .noun("charge"), sql: isUndelivered,
      doc: "its party takes services, but none that it is for, or the one that it was for has ended"
    ),
    Condition(
      "neglected", of: .noun("invoice"),
      sql: """
        ({row}.open_minor <> 0 AND {row}.open_minor > 0
          AND julianday({today}) - julianday({row}.due)
            >= (SELECT min(l.days) FROM billing_ladder AS l)
          AND NOT EXISTS (SELECT 1 FROM billing_followup AS f WHERE f.invoice = {row}.id)
          AND NOT EXISTS (
            SELECT 1 FROM billing_dispute AS d WHERE d.invoice = {row}.id AND d.settled_on IS NULL)
          AND NOT EXISTS (
            SELECT 1 FROM billing_promise AS m
            WHERE m.party = {row}.party AND m.promised >= {today}))
        """, doc: "past due by the ladder's first step, and nobody has done anything"),
  ]
}

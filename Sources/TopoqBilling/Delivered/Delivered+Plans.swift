// The plan that is delivered, against the plan that is charged.

internal import TopoqVocabulary

extension Delivered {
  /// A test that a plan, of the given alias, is one of internet.
  static func isInternet(_ plan: String) -> String {
    "coalesce(\(plan).kind, 'internet') = 'internet'"
  }

  private static let isProvisioned = """
    EXISTS (
      SELECT 1 FROM billing_provision AS v INDEXED BY billing_provision_party
      WHERE v.party = {party} AND v.sort = 'internet' AND v.plan IS NOT NULL AND \(isProvisionedHere("v"))
        AND \(holds("v")))
    """

  /// The plan by whose name RADIUS let somebody in last.
  private static let lastProfile = """
    (SELECT p.id
    FROM (SELECT x.profile AS profile
      FROM billing_session AS x INDEXED BY billing_session_party
      WHERE x.party = {party} AND x.profile IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM billing_service AS s WHERE s.id = x.service AND s.node <> {node})
      ORDER BY x.seen DESC, x.begins DESC
      LIMIT 1) AS l
      CROSS JOIN billing_plan AS p ON \(isNamed("l.profile"))
    WHERE \(isInternet("p"))
    ORDER BY (p.profile = l.profile COLLATE NOCASE) IS TRUE DESC, p.valid_to IS NULL DESC, p.id
    LIMIT 1)
    """

  /// What internet is delivered to somebody at a place: what is provisioned; where that is not
  /// known, what RADIUS last let in by; where that is not known, what is on record.
  private static let delivered = """
    (SELECT v.plan AS plan, v.begins AS begins, v.down_mbps AS down_mbps
    FROM billing_provision AS v INDEXED BY billing_provision_party
    WHERE v.party = {party} AND v.sort = 'internet' AND v.plan IS NOT NULL AND \(isProvisionedHere("v"))
      AND \(holds("v")) AND \(isFirst("v"))
    UNION ALL
    SELECT \(lastProfile), NULL, NULL WHERE NOT \(isProvisioned)
    UNION ALL
    SELECT s.plan, s.begins, NULL
    FROM billing_service AS s INDEXED BY billing_service_party
      CROSS JOIN billing_plan AS p ON p.id = s.plan
    WHERE s.party = {party} AND \(isHere("s")) AND \(isInternet("p")) AND \(isActive("s"))
      AND NOT \(isProvisioned) AND \(lastProfile) IS NULL)
    """

  /// The same plan, or one that the network cannot tell from it.
  private static let isSame = """
    (d.id = p.id OR d.down_mbps = p.down_mbps OR d.profile = p.profile COLLATE NOCASE)
    """

  /// The charges `b` of today for internet, with their plans `p`.
  private static let charged = """
    billing_charge AS b CROSS JOIN billing_plan AS p ON p.id = b.plan
    """
  private static let isCharged = """
    \(Billing.concerns) AND \(Billing.runs("b")) AND b.kind = 'recurring' AND \(isInternet("p"))
    """

  /// Over plans delivered that no charge is for.
  private static func uncharged(_ value: String) -> String {
    """
    (SELECT \(value)
    FROM \(delivered) AS e CROSS JOIN billing_plan AS d ON d.id = e.plan
    WHERE NOT EXISTS (SELECT 1 FROM \(charged) WHERE \(isCharged) AND \(isSame)))
    """
  }

  /// Over charges for plans that are not delivered.
  private static func undelivered(_ value: String) -> String {
    """
    (SELECT \(value)
    FROM \(charged)
    WHERE \(isCharged) AND NOT EXISTS (
      SELECT 1 FROM \(delivered) AS e CROSS JOIN billing_plan AS d ON d.id = e.plan
      WHERE \(isSame)))
    """
  }

  private static let differs = "(EXISTS \(undelivered("1")) AND EXISTS \(uncharged("1")))"

  static let planFields: [Field] = [
    Field(
      "delivered_plan", .text, of: .somebody,
      sql: """
        (SELECT coalesce(d.name, d.code)
        FROM \(delivered) AS e CROSS JOIN billing_plan AS d ON d.id = e.plan
        LIMIT 1)
        """,
      doc: "the internet plan that the network delivers: as provisioned, let in, or recorded"),
    Field(
      "delivered_mbps", .integer, of: .somebody,
      sql: """
        (SELECT coalesce(v.down_mbps, p.down_mbps)
        FROM billing_provision AS v INDEXED BY billing_provision_party
          LEFT JOIN billing_plan AS p ON p.id = v.plan
        WHERE v.party = {party} AND v.sort = 'internet' AND \(isProvisionedHere("v")) AND \(holds("v"))
        ORDER BY v.id
        LIMIT 1)
        """, doc: "downstream rate that the OLT gives, in megabits a second"),
    Field(
      "given_away", .money, of: .somebody,
      sql: """
        (SELECT CASE WHEN y.more > y.less THEN y.more - y.less END
        FROM (SELECT
          \(uncharged("sum(CASE WHEN d.currency = {currency} THEN \(Billing.catalogue("d")) END)"))
            AS more,
          \(undelivered(
            "sum(CASE WHEN p.currency = {currency} THEN \(Billing.catalogue("p")) END)")) AS less
        ) AS y)
        """,
      doc: "the catalogue's price of what is delivered less that of what is charged, where above"),
    Field(
      "differs_since", .day, of: .somebody,
      sql: """
        nullif(max(coalesce(\(uncharged("max(e.begins)")), ''),
          coalesce(\(undelivered("max(b.begins)")), '')), '')
        """, doc: "since when another plan is delivered than is charged"),
  ]

  static let planConditions: [Condition] = [
    Condition(
      "plan_differs", of: .somebody, sql: differs, candidates: whoeverIsDelivered,
      doc: "another internet plan is delivered than the one that is charged"),
    Condition(
      "profile_differs", of: .noun("service"),
      sql: """
        EXISTS (
          SELECT 1
          FROM billing_provision AS v INDEXED BY billing_provision_service
            CROSS JOIN billing_plan AS d ON d.id = v.plan
            CROSS JOIN billing_plan AS p ON p.id = \(Billing.servicePlan)
          WHERE v.service = {row}.id AND \(holds("v")) AND NOT coalesce(\(isSame), 0))
        """, doc: "it is provisioned with the profile of another plan than its own"),
    Condition(
      "mischarged", of: .noun("service"), sql: isMischarged,
      doc: "internet that a charge for another plan is meant for"),
  ]

  /// An internet charge of the same party, here, that no other service is for.
  private static let isMischarged = """
    (EXISTS (SELECT 1 FROM billing_plan AS d WHERE d.id = \(Billing.servicePlan)
        AND \(isInternet("d")))
      AND EXISTS (
        SELECT 1
        FROM billing_charge AS b
          CROSS JOIN billing_plan AS p ON p.id = b.plan
        WHERE \(isChargeHere) AND \(Billing.runs("b")) AND b.kind = 'recurring'
          AND (b.node IS NULL OR {row}.node IS NULL OR b.node = {row}.node) AND \(isInternet("p"))
          AND NOT EXISTS (
            SELECT 1 FROM billing_service AS o INDEXED BY billing_service_party
            WHERE o.party = {row}.party AND o.id <> {row}.id AND \(isActive("o"))
              AND (o.id = b.service OR (b.service IS NULL AND o.plan = b.plan)))))
    """

  /// A test that the charge in the row is for internet, and that internet of another plan is
  /// delivered here that nothing else is charged for.
  static let isOfAnotherPlan = """
    (EXISTS (SELECT 1 FROM billing_plan AS d WHERE d.id = {row}.plan AND \(isInternet("d")))
      AND EXISTS (
        SELECT 1
        FROM billing_service AS o
          CROSS JOIN billing_plan AS p ON p.id = o.plan
        WHERE \(isOfCharge("o")) AND \(isActive("o")) AND \(isInternet("p"))
          AND (o.node IS NULL OR {row}.node IS NULL OR o.node = {row}.node)
          AND NOT EXISTS (
            SELECT 1 FROM billing_charge AS b
            WHERE (b.party = o.party OR (b.party IS NULL AND b.node = o.node))
              AND \(Billing.runs("b"))
              AND (b.service = o.id OR (b.service IS NULL AND b.plan = o.plan)))))
    """

  /// A test that the plan of the charge in the row is on partners' lists, and its party is not: where
  /// it names nobody, nobody whose services are on record there.
  static let isUnlisted = """
    (EXISTS (
        SELECT 1 FROM billing_provision AS v INDEXED BY billing_provision_plan
        WHERE v.plan = {row}.plan AND v.sort <> 'internet')
      AND NOT EXISTS (
        SELECT 1 FROM billing_provision AS v INDEXED BY billing_provision_party
        WHERE v.party = {row}.party AND v.sort <> 'internet' AND v.plan = {row}.plan
          AND \(holds("v")))
      AND ({row}.party IS NOT NULL OR (
        EXISTS (
          SELECT 1 FROM billing_service AS s INDEXED BY billing_service_node
          WHERE s.node = {row}.node)
        AND NOT EXISTS (
          SELECT 1
          FROM billing_service AS s INDEXED BY billing_service_node
            CROSS JOIN billing_provision AS v ON v.party = s.party
          WHERE s.node = {row}.node AND v.sort <> 'internet' AND v.plan = {row}.plan
            AND \(holds("v"))))))
    """
}

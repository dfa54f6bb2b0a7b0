// What can be said of services.

internal import TopoqVocabulary

extension Billing {
  static let service = Noun(
    name: "service", plural: "services", doc: "what is delivered to somebody at a place, by a plan",
    table: "billing_service", placement: .attached,
    find: "{row}.code = {value} COLLATE NOCASE", node: "{row}.node", party: "{row}.party",
    shown: ["code", "party", "plan", "kind", "status", "begins", "ends"])

  /// The suspension that holds today, of the alias `s`.
  private static let paused = """
    EXISTS (
      SELECT 1 FROM billing_service_pause AS s
      WHERE s.service = {row}.id AND s.begins <= {today} AND (s.ends IS NULL OR s.ends > {today}))
    """
  private static let isCeased =
    "({row}.status = 'ceased' OR ({row}.ends IS NOT NULL AND {row}.ends <= {today}))"
  private static let isSuspended =
    "({row}.status = 'suspended' OR \(paused))"
  /// Files from elsewhere may say active without saying since when.
  private static let hasBegun = """
    (({row}.begins IS NOT NULL AND {row}.begins <= {today})
      OR ({row}.begins IS NULL AND {row}.status IN ('active', 'suspended')))
    """
  static let servicePlan =
    "(CASE WHEN {row}.next_plan_from <= {today} THEN {row}.next_plan ELSE {row}.plan END)"

  static let serviceFields: [Field] = [
    Field("code", .text, of: .noun("service"), sql: "{row}.code", doc: "the service's code"),
    Field(
      "party", .text, of: .noun("service"),
      sql: "(SELECT y.code FROM party AS y WHERE y.id = {row}.party)",
      doc: "the code of whoever takes it"),
    Field(
      "plan", .text, of: .noun("service"),
      sql: "(SELECT coalesce(p.name, p.code) FROM billing_plan AS p WHERE p.id = \(servicePlan))",
      doc: "the name of the plan that is delivered"),
    Field(
      "plan_code", .text, of: .noun("service"),
      sql: "(SELECT p.code FROM billing_plan AS p WHERE p.id = \(servicePlan))", relation: "plan",
      doc: "the code of the plan that is delivered"),
    Field(
      "kind", .text, of: .noun("service"),
      sql: """
        coalesce({row}.kind,
          (SELECT p.kind FROM billing_plan AS p WHERE p.id = \(servicePlan)))
        """, doc: "internet, ott, voice or addon"),
    Field(
      "status", .text, of: .noun("service"),
      sql: """
        (CASE WHEN \(isCeased) THEN 'ceased'
          WHEN NOT \(hasBegun) THEN 'provisioned'
          WHEN \(isSuspended) THEN 'suspended'
          ELSE 'active' END)
        """, doc: "provisioned, active, suspended or ceased, today"),
    Field(
      "begins", .day, of: .noun("service"), sql: "{row}.begins",
      doc: "the first day of delivery; empty while provisioned"),
    Field(
      "ends", .day, of: .noun("service"), sql: "{row}.ends",
      doc: "the first day no longer delivered"),
    Field(
      "suspended_from", .day, of: .noun("service"),
      sql: """
        (SELECT s.begins FROM billing_service_pause AS s
        WHERE s.service = {row}.id AND s.begins <= {today}
          AND (s.ends IS NULL OR s.ends > {today}))
        """, doc: "since when it is held back"),
    Field(
      "suspended_until", .day, of: .noun("service"),
      sql: """
        (SELECT s.ends FROM billing_service_pause AS s
        WHERE s.service = {row}.id AND s.begins <= {today} AND s.ends > {today})
        """, doc: "the day on which a suspension of today ends by itself"),
    Field(
      "username", .text, of: .noun("service"), sql: "{row}.username",
      doc: "the name that it logs in by"),
    Field(
      "serial", .text, of: .noun("service"), sql: "{row}.serial", doc: "the serial of its ONT"),
  ]

  static let serviceConditions: [Condition] = [
    Condition(
      "active", of: .noun("service"),
      sql: "(\(hasBegun) AND NOT \(isCeased) AND NOT \(isSuspended))",
      doc: "delivered today: begun, not held back, not ended"),
    Condition(
      "provisioned", of: .noun("service"), sql: "(NOT \(hasBegun) AND NOT \(isCeased))",
      doc: "prepared, and not begun yet"),
    Condition(
      "suspended", of: .noun("service"), sql: "(\(isSuspended) AND NOT \(isCeased))",
      doc: "held back today"),
    Condition("ceased", of: .noun("service"), sql: isCeased, doc: "ended"),
    Condition(
      "twin", of: .noun("service"),
      sql: """
        EXISTS (
          SELECT 1 FROM billing_service AS o INDEXED BY billing_service_serial
          WHERE o.serial = {row}.serial COLLATE NOCASE AND o.party <> {row}.party
            AND \(Delivered.isActive("o")))
        """, doc: "somebody else's service of today bears its serial"),
    Condition(
      "billed", of: .noun("service"), sql: serviceBilled,
      doc:
        "a charge for it runs today: one that names it, or one of its plan for its party or place"),
  ]

  /// By the service where the charge names one, else by plan and party, or by plan and place.
  private static let serviceBilled = """
    (EXISTS (
      SELECT 1
      FROM billing_charge AS b INDEXED BY billing_charge_service
      WHERE b.service = {row}.id AND \(runs("b")))
    OR EXISTS (
      SELECT 1
      FROM billing_charge AS b INDEXED BY billing_charge_party
      WHERE b.party = {row}.party AND \(runs("b")) AND (b.node IS NULL OR b.node = {row}.node)
        AND b.service IS NULL AND b.plan = \(servicePlan))
    OR EXISTS (
      SELECT 1
      FROM billing_charge AS b INDEXED BY billing_charge_premises
      WHERE b.party IS NULL AND b.node = {row}.node AND \(runs("b")) AND b.service IS NULL
        AND b.plan = \(servicePlan)))
    """

}

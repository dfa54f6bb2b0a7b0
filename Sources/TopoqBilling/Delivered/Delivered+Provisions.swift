// Provisions: what OLTs give an ONT, and whom partners list for television and voice.

internal import TopoqVocabulary

extension Delivered {
  /// The file is how things stand: what it does not name is provisioned no more.
  static let provisionFile = ExchangeTable(
    file: "provisioned", table: "billing_provision", keys: provisionKeys,
    anyOf: ["serial", "username", "party"], isState: true,
    columns: [
      .init("serial", .text, also: ["ont", "ont_serial", "serial_number", "sn"]),
      .init("username", .text, also: ["user_name", "user", "login"]),
      .init("party", as: "named", .party, also: ["customer", "customer_code", "subscriber"]),
      .init("node", as: "site", .node, also: ["premises"]),
      .init("olt", .text, also: ["nas", "device"]),
      .init("port", .text, also: ["pon", "pon_port", "olt_port", "nas_port"]),
      .init("kind", .text, also: ["service", "service_type", "type"]),
      .init(
        "profile", .text,
        also: [
          "plan", "product", "package", "service_profile", "line_profile", "speed_profile",
        ]),
      .init("down_mbps", .integer, also: ["mbps", "downstream_mbps", "speed_mbps"]),
      .init("up_mbps", .integer, also: ["upstream_mbps"]),
      .init("status", .text, also: ["state"]),
      .init("from", as: "begins", .day, also: ["since", "begins", "start", "provisioned_on"]),
      .init("to", as: "ends", .day, also: ["until", "ends", "stop"]),
    ],
    periods: [(from: "from", to: "to")], afterLoad: afterLoad)

  static let provision = Noun(
    name: "provision", plural: "provisions",
    doc: "what an OLT or a partner's list gives an ONT, a login or somebody",
    table: "billing_provision", placement: .attached,
    find: "{row}.code = {value} COLLATE NOCASE", node: "{row}.node", party: "{row}.party",
    shown: ["code", "party", "kind", "profile", "provisioned_plan", "seen_port", "begins"])

  static let provisionFields: [Field] = [
    Field(
      "code", .text, of: .noun("provision"), sql: "{row}.code",
      doc: "its serial, else its username or party; numbered where several bear it"),
    Field(
      "party", .text, of: .noun("provision"),
      sql: "(SELECT y.code FROM party AS y WHERE y.id = {row}.party)",
      doc: "the code of whose it is; empty where nobody is known"),
    Field(
      "service", .text, of: .noun("provision"),
      sql: "(SELECT s.code FROM billing_service AS s WHERE s.id = {row}.service)",
      relation: "service", doc: "the service on record that it delivers"),
    Field(
      "serial", .text, of: .noun("provision"), sql: "{row}.serial", doc: "the serial of the ONT"),
    Field(
      "username", .text, of: .noun("provision"), sql: "{row}.username",
      doc: "the name that is logged in by"),
    Field(
      "kind", .text, of: .noun("provision"), sql: "{row}.sort",
      doc: "internet, ott, voice or addon"),
    Field(
      "profile", .text, of: .noun("provision"), sql: "{row}.profile",
      doc: "the profile or product, by the name that it has there"),
    Field(
      "provisioned_plan", .text, of: .noun("provision"),
      sql: "(SELECT p.code FROM billing_plan AS p WHERE p.id = {row}.plan)", relation: "plan",
      doc: "the plan that the profile, or else the speed, is that of"),
    Field(
      "provisioned_mbps", .integer, of: .noun("provision"),
      sql: """
        coalesce({row}.down_mbps,
          (SELECT p.down_mbps FROM billing_plan AS p WHERE p.id = {row}.plan))
        """, doc: "downstream rate in megabits a second"),
    Field(
      "list_price", .money, of: .noun("provision"),
      sql: """
        (SELECT \(Billing.catalogue("p")) FROM billing_plan AS p
        WHERE p.id = {row}.plan AND p.currency = {currency})
        """, doc: "what the catalogue asks a month for its plan, today"),
    Field(
      "seen_port", .text, of: .noun("provision"), sql: "{row}.via",
      doc: "the port that it is provisioned on, where the file says so"),
    Field(
      "begins", .day, of: .noun("provision"), sql: "{row}.begins", doc: "since when, or from when"),
    Field(
      "ends", .day, of: .noun("provision"), sql: "{row}.ends",
      doc: "the first day no longer provisioned"),
  ]

  /// A charge of today for its service, its plan, or its kind where no plan is known.
  private static let isBilled = """
    EXISTS (
      SELECT 1
      FROM billing_charge AS b
        LEFT JOIN billing_plan AS p ON p.id = b.plan
      WHERE (b.party = {row}.party OR (b.party IS NULL AND (b.node = {row}.node OR b.node IN (
          SELECT s.node FROM billing_service AS s WHERE s.party = {row}.party)))) AND \(Billing.runs("b"))
        AND (b.service = {row}.service OR b.plan = {row}.plan
          OR (({row}.plan IS NULL OR {row}.sort = 'internet')
            AND coalesce(p.kind, 'internet') = {row}.sort)))
    """

  /// One serial on two ports, or with two parties.
  private static let isTwin = """
    EXISTS (
      SELECT 1
      FROM billing_provision AS o INDEXED BY billing_provision_serial
      WHERE o.serial = {row}.serial COLLATE NOCASE AND o.id <> {row}.id AND o.sort = {row}.sort
        AND \(holds("o")) AND (o.via <> {row}.via OR o.named <> {row}.named))
    """

  static let provisionConditions: [Condition] = [
    Condition(
      "running", of: .noun("provision"), sql: holds("{row}"),
      doc: "it has begun and not ended, and its status says nothing else"),
    Condition(
      "owned", of: .noun("provision"),
      sql: """
        ({row}.party IS NOT NULL AND (
          {row}.service IS NULL OR EXISTS (
            SELECT 1 FROM billing_service AS s WHERE s.id = {row}.service)))
        """,
      doc: "it names somebody, or a service bears its serial or username"),
    Condition(
      "addon", of: .noun("provision"), sql: "({row}.sort <> 'internet')",
      doc: "television, voice or another thing beside internet"),
    Condition(
      "recorded", of: .noun("provision"),
      sql: """
        EXISTS (
          SELECT 1 FROM billing_service AS s
          WHERE s.id = {row}.service AND \(isActive("s")))
        """, doc: "a service on record delivers it"),
    Condition(
      "billed", of: .noun("provision"), sql: isBilled,
      doc: "a charge of today is for its service or its plan"),
    Condition(
      "duplicate", of: .noun("provision"), sql: "(\(holds("{row}")) AND \(isTwin))",
      doc: "its serial is provisioned a second time, on another port or for somebody else"),
  ]

  static let provisionChecks: [Check] = [
    Check(
      rule: "profile of no plan", doc: "a provision whose profile and speed no plan has",
      sql: """
        SELECT 'provision', code, 'its profile ' || profile
          || ' is that of no plan: give the plan that column in plans.csv'
        FROM billing_provision
        WHERE profile IS NOT NULL AND plan IS NULL
        """)
  ]
}

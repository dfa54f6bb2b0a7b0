// Who is served: customers, the status they are in, and how to reach them.

public import TopoqVocabulary

/// Customer relations as a module: a customer is a party who takes service at a node.
public enum CRM {
  public static let module = Module(
    name: "crm", summary: "customers: who is served where, since when, and how to reach them",
    migrations: [Migration(version: 1, sql: tables, indexes: indexes)], tables: [customers],
    nouns: [customer], fields: fields, conditions: conditions, measures: measures, checks: checks)

  private static let tables = """
    CREATE TABLE crm_customer (
      party INTEGER PRIMARY KEY REFERENCES party (id),
      name TEXT,
      node INTEGER REFERENCES node (id),
      status TEXT NOT NULL DEFAULT 'active',
      active_from TEXT,
      active_to TEXT,
      phone TEXT,
      email TEXT,
      segment TEXT,
      vip INTEGER,
      attributes TEXT
    );
    """

  // The row's id is the party: node and party are in the index, nothing else is read to join.
  private static let indexes = """
    CREATE INDEX crm_customer_node ON crm_customer (node);
    CREATE INDEX crm_customer_name ON crm_customer (name COLLATE NOCASE) WHERE name IS NOT NULL;
    """

  private static let customers = ExchangeTable(
    file: "customers", table: "crm_customer", identity: "code",
    columns: [
      .init("code", as: "party", .party, isRequired: true),
      .init("name", .text),
      .init("node", .node),
      .init("status", .word(["active", "suspended", "ceased"]), fallback: "active"),
      .init("active_from", .day),
      .init("active_to", .day),
      .init("phone", .text),
      .init("email", .text),
      .init("segment", .text),
      .init("vip", .boolean),
    ],
    periods: [(from: "active_from", to: "active_to")])

  private static let customer = Noun(
    name: "customer", plural: "customers", doc: "somebody who takes service at a node",
    table: "crm_customer", placement: .attached, key: "{row}.party",
    code: "(SELECT p.code FROM party AS p WHERE p.id = {row}.party)",
    find: "{row}.party IN (SELECT p.id FROM party AS p WHERE p.code = {value} COLLATE NOCASE)",
    title: "{row}.name", node: "{row}.node", party: "{row}.party",
    shown: ["code", "name", "status", "since", "phone"], isServed: true)

  private static let fields: [Field] = [
    Field(
      "code", .text, of: .noun("customer"),
      sql: "(SELECT p.code FROM party AS p WHERE p.id = {row}.party)",
      doc: "the customer's number"),
    Field("name", .text, of: .noun("customer"), sql: "{row}.name", doc: "the customer's name"),
    Field(
      "status", .text, of: .noun("customer"), sql: "{row}.status",
      doc: "active, suspended or ceased"),
    Field(
      "active_from", .day, of: .noun("customer"), sql: "{row}.active_from",
      doc: "the first day of service"),
    Field(
      "since", .day, of: .noun("customer"), sql: "{row}.active_from",
      doc: "the first day of service"),
    Field(
      "active_to", .day, of: .noun("customer"), sql: "{row}.active_to",
      doc: "the day from which service no longer runs"),
    Field("phone", .text, of: .noun("customer"), sql: "{row}.phone", doc: "telephone number"),
    Field("email", .text, of: .noun("customer"), sql: "{row}.email", doc: "electronic mail"),
    Field(
      "segment", .text, of: .noun("customer"), sql: "{row}.segment",
      doc: "home, business, or as the file says"),
  ]

  /// A test that a customer, of the given alias, takes service today.
  private static func isActive(_ row: String) -> String {
    """
    (\(row).status = 'active'
      AND (\(row).active_from IS NULL OR \(row).active_from <= {today})
      AND (\(row).active_to IS NULL OR \(row).active_to > {today}))
    """
  }

  private static let measures: [Measure] = [
    Measure(
      "take_rate", .percent, of: .noun("premises"),
      sql: """
        (1.0 * sum({row}.state = 'in service' AND EXISTS (
          SELECT 1 FROM crm_customer AS c WHERE c.node = {row}.id AND \(isActive("c"))))
        / nullif(sum({row}.state = 'in service'), 0))
        """, doc: "connected over passed: premises with an active customer, of those in service"),
    // A customer who names the building itself takes one unit; several at one door take one.
    Measure(
      "take_rate", .percent, of: .noun("building"),
      sql: """
        (1.0 * sum(CASE WHEN {row}.units > 0 THEN (
          WITH RECURSIVE inside(id) AS (
            SELECT {row}.id
            UNION SELECT n.id FROM inside CROSS JOIN node AS n ON n.housed_in = inside.id)
          SELECT count(DISTINCT CASE c.node WHEN {row}.id THEN -c.party ELSE c.node END)
          FROM inside CROSS JOIN crm_customer AS c ON c.node = inside.id
          WHERE \(isActive("c"))) END)
        / sum(CASE WHEN {row}.units > 0 THEN {row}.units END))
        """,
      doc: "connected over passed: units with an active customer, of all `units` of the buildings; "
        + "a building whose units are not known counts for neither"),
  ]

  private static let conditions: [Condition] = [
    Condition(
      "active", of: .noun("customer"),
      sql: isActive("{row}"),
      doc: "of status active, and today lies between active_from and active_to"),
    Condition(
      "suspended", of: .noun("customer"), sql: "{row}.status = 'suspended'",
      doc: "service is held back, the contract stands"),
    Condition(
      "ceased", of: .noun("customer"), sql: "{row}.status = 'ceased'",
      doc: "the contract has ended"),
    Condition(
      "vip", of: .noun("customer"), sql: "{row}.vip IS 1", doc: "marked as of special weight"),
  ]

  private static let checks: [Check] = [
    Check(
      rule: "customer without node", doc: "an active customer who names no node",
      sql: """
        SELECT 'customer', (SELECT p.code FROM party AS p WHERE p.id = c.party),
          'is active and names no node: no question about the network finds it'
        FROM crm_customer AS c
        WHERE c.status = 'active' AND c.node IS NULL
        """),
    Check(
      rule: "ended but active", doc: "a customer of status active whose active_to has passed",
      sql: """
        SELECT 'customer', (SELECT p.code FROM party AS p WHERE p.id = c.party),
          'is of status active, but its active_to is ' || c.active_to
        FROM crm_customer AS c
        WHERE c.status = 'active' AND c.active_to <= date('now')
        """),
  ]
}

// Customers: who is served, the status they are in, and how to reach them.

internal import TopoqVocabulary

extension CRM {
  static let customerTable = """
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
  static let customerIndexes = """
    CREATE INDEX crm_customer_node ON crm_customer (node);
    CREATE INDEX crm_customer_name ON crm_customer (name COLLATE NOCASE) WHERE name IS NOT NULL;
    """

  static let customerFile = ExchangeTable(
    file: "customers", table: "crm_customer", identity: "code",
    columns: [
      .init("code", as: "party", .party, isRequired: true),
      .init("name", .text),
      .init("node", .node),
      .init("status", .word(["active", "suspended", "ceased", "pending"]), fallback: "active"),
      .init("active_from", .day),
      .init("active_to", .day),
      .init("phone", .text),
      .init("email", .text),
      .init("segment", .text),
      .init("vip", .boolean),
      .init("suspended_from", .day),
      .init("suspended_until", .day),
      .init("suspended_for", .text),
      .init("ceases_on", .day),
    ],
    periods: [
      (from: "active_from", to: "active_to"), (from: "suspended_from", to: "suspended_until"),
    ])

  static let statusFile = ExchangeTable(
    file: "customer_statuses", table: "crm_status", identity: "code",
    columns: [
      .init("code", .text, isRequired: true),
      .init("party", .party, isRequired: true),
      .init("status", .word(["active", "suspended", "ceased"]), isRequired: true),
      .init("from", as: "begins", .day, isRequired: true),
      .init("reason", .text),
    ])

  static let customer = Noun(
    name: "customer", plural: "customers", doc: "somebody who takes service at a node",
    table: "crm_customer", placement: .attached, key: "{row}.party",
    code: Noun.codeOfParty,
    find: "{row}.party IN (SELECT p.id FROM party AS p WHERE p.code = {value} COLLATE NOCASE)",
    title: "{row}.name", node: "{row}.node", party: "{row}.party",
    shown: ["code", "name", "status", "since", "phone"], isServed: true,
    term: Term(
      begins: "{row}.active_from",
      ends: """
        CASE WHEN {row}.status IN ('ceased', 'pending') THEN ''
          ELSE min(coalesce({row}.active_to, {row}.ceases_on),
            coalesce({row}.ceases_on, {row}.active_to)) END
        """,
      pauseBegins: "CASE {row}.status WHEN 'suspended' THEN NULL ELSE {row}.suspended_from END",
      pauseEnds: """
        CASE WHEN {row}.status <> 'suspended' AND {row}.suspended_from IS NULL THEN ''
          ELSE {row}.suspended_until END
        """))

  // What was decided for a day to come holds from that day, without anybody doing anything then.

  /// A test that a customer, of the given alias, has ceased.
  static func isCeased(_ row: String) -> String {
    """
    (\(row).status = 'ceased' OR \(row).ceases_on <= {today}
      OR (\(row).status = 'active' AND \(row).active_to <= {today})) IS TRUE
    """
  }

  /// A test that a customer's service is held back today.
  static func isSuspended(_ row: String) -> String {
    """
    ((\(row).status = 'suspended' OR \(row).suspended_from <= {today})
      AND (\(row).suspended_until IS NULL OR \(row).suspended_until > {today})
      AND NOT (\(isCeased(row)))) IS TRUE
    """
  }

  /// A test that a customer takes service today: that it is a day of the term.
  static func isActive(_ row: String) -> String {
    """
    (\(row).status <> 'pending' AND NOT (\(isCeased(row))) AND NOT (\(isSuspended(row)))
      AND (\(row).active_from IS NULL OR \(row).active_from <= {today})
      AND (\(row).active_to IS NULL OR \(row).active_to > {today}))
    """
  }

  static let customerFields: [Field] = [
    Field(
      "code", .text, of: .noun("customer"), sql: Noun.codeOfParty,
      doc: "the customer's number"),
    Field("name", .text, of: .noun("customer"), sql: "{row}.name", doc: "the customer's name"),
    Field(
      "status", .text, of: .noun("customer"),
      sql: """
        CASE WHEN \(isCeased("{row}")) THEN 'ceased'
          WHEN \(isSuspended("{row}")) THEN 'suspended'
          WHEN {row}.status = 'pending' OR {row}.active_from > {today} THEN 'pending'
          ELSE 'active' END
        """,
      doc: "active, suspended, ceased, or pending: not served yet"),
    Field(
      "active_from", .day, of: .noun("customer"), sql: "{row}.active_from",
      doc: "the first day of service"),
    Field(
      "since", .day, of: .noun("customer"), sql: "{row}.active_from",
      doc: "the first day of service"),
    Field(
      "active_to", .day, of: .noun("customer"), sql: "coalesce({row}.active_to, {row}.ceases_on)",
      doc: "the day from which service no longer runs"),
    Field(
      "joined_month", .text, of: .noun("customer"), sql: "substr({row}.active_from, 1, 7)",
      doc: "the month of the first day of service"),
    Field(
      "left_month", .text, of: .noun("customer"),
      sql: "substr(coalesce({row}.active_to, {row}.ceases_on), 1, 7)",
      doc: "the month from which service no longer runs"),
    Field("phone", .text, of: .noun("customer"), sql: "{row}.phone", doc: "telephone number"),
    Field("email", .text, of: .noun("customer"), sql: "{row}.email", doc: "electronic mail"),
    Field(
      "segment", .text, of: .noun("customer"), sql: "{row}.segment",
      doc: "home, business, or as the file says"),
    Field(
      "suspended_from", .day, of: .noun("customer"), sql: "{row}.suspended_from",
      doc: "since when, or from when, service is held back"),
    Field(
      "suspended_until", .day, of: .noun("customer"), sql: "{row}.suspended_until",
      doc: "the day on which service goes on by itself"),
    Field(
      "resumed", .day, of: .noun("customer"),
      sql: """
        nullif(max(
          CASE WHEN {row}.suspended_until <= {today} THEN {row}.suspended_until ELSE '' END,
          coalesce((
            SELECT max(s.begins) FROM crm_status AS s
            WHERE s.party = {row}.party AND s.status = 'active' AND s.begins <= {today}), '')), '')
        """, doc: "since when service goes on, after a suspension or anew"),
    Field(
      "suspended_for", .text, of: .noun("customer"), sql: "{row}.suspended_for",
      doc: "why service is held back"),
  ]

  static let customerConditions: [Condition] = [
    Condition(
      "active", of: .noun("customer"), sql: isActive("{row}"), isTerm: true,
      doc: "neither suspended nor ceased, and today lies between active_from and active_to"),
    Condition(
      "suspended", of: .noun("customer"), sql: isSuspended("{row}"),
      doc: "service is held back, the contract stands"),
    Condition(
      "ceased", of: .noun("customer"), sql: isCeased("{row}"), doc: "the contract has ended"),
    Condition(
      "pending", of: .noun("customer"),
      sql: """
        (({row}.status = 'pending' OR {row}.active_from > {today}) IS TRUE
          AND NOT (\(isCeased("{row}"))) AND NOT (\(isSuspended("{row}"))))
        """, doc: "a customer not served yet"),
    Condition(
      "vip", of: .noun("customer"), sql: "{row}.vip IS 1", doc: "marked as of special weight"),
    Condition(
      "shared", of: .noun("customer"),
      sql: """
        EXISTS (SELECT 1 FROM crm_customer AS o INDEXED BY crm_customer_node
          WHERE o.node = {row}.node AND o.party <> {row}.party AND \(isActive("o"))
            AND (SELECT n.kind FROM node AS n WHERE n.id = o.node) = 'premises')
        """,
      candidates: Candidates(
        nodes: """
          SELECT node FROM crm_customer INDEXED BY crm_customer_node
          WHERE node IS NOT NULL
          GROUP BY node
          HAVING count(*) > 1
          """), doc: "another active customer names the same premises, and so the same port"),
    Condition(
      "duplicate", of: .noun("customer"),
      sql: """
        EXISTS (SELECT 1 FROM crm_customer AS o WHERE o.party <> {row}.party AND (
          (o.phone = {row}.phone AND o.phone <> '') OR (o.email = {row}.email AND o.email <> '')))
        """,
      candidates: Candidates(
        parties: ["phone", "email"].map { column in
          """
          SELECT o.party
          FROM (
            SELECT \(column) AS same FROM crm_customer
            WHERE \(column) <> ''
            GROUP BY \(column)
            HAVING count(*) > 1) AS d
            CROSS JOIN crm_customer AS o ON o.\(column) = d.same
          """
        }.joined(separator: "\nUNION ALL\n")), doc: "another customer has the same phone or email"),
  ]

  static let checks: [Check] = [
    Check(
      rule: "customer without node", doc: "an active customer who names no node",
      sql: """
        SELECT 'customer', (SELECT p.code FROM party AS p WHERE p.id = c.party),
          'is active and names no node: no question about the network finds it'
        FROM crm_customer AS c
        WHERE c.status = 'active' AND c.ceases_on IS NULL AND c.node IS NULL
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

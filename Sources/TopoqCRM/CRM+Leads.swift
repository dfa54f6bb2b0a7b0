// Leads: who asks for service, how far they have come, and for how long they wait.

internal import TopoqVocabulary

extension CRM {
  /// The stages of a lead in their order; `lost` ends it at any of them.
  static let stages = [
    "enquiry", "qualified", "survey", "scheduled", "installed", "activated",
  ]

  static let leadTables = """
    ALTER TABLE crm_customer ADD COLUMN suspended_from TEXT;
    ALTER TABLE crm_customer ADD COLUMN suspended_until TEXT;
    ALTER TABLE crm_customer ADD COLUMN suspended_for TEXT;
    ALTER TABLE crm_customer ADD COLUMN ceases_on TEXT;
    CREATE TABLE crm_lead (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      name TEXT,
      node INTEGER REFERENCES node (id),
      address TEXT,
      phone TEXT,
      email TEXT,
      source TEXT,
      owner TEXT,
      stage TEXT NOT NULL DEFAULT 'enquiry',
      -- The day of the enquiry, and the day on which the lead came into its stage.
      entered TEXT,
      staged TEXT,
      reason TEXT,
      -- The customer that the lead became.
      party INTEGER REFERENCES party (id),
      attributes TEXT
    );
    -- A lead's stay in a stage, from begins up to, and without, ends.
    CREATE TABLE crm_stage (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      lead INTEGER NOT NULL REFERENCES crm_lead (id),
      stage TEXT NOT NULL,
      begins TEXT NOT NULL,
      ends TEXT,
      author TEXT,
      reason TEXT,
      attributes TEXT
    );
    CREATE TABLE crm_visit (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      kind TEXT NOT NULL DEFAULT 'survey',
      lead INTEGER REFERENCES crm_lead (id),
      party INTEGER REFERENCES party (id),
      node INTEGER REFERENCES node (id),
      day TEXT,
      team TEXT,
      outcome TEXT,
      reason TEXT,
      attributes TEXT
    );
    -- Every status of a customer, from the day on which it holds.
    CREATE TABLE crm_status (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      party INTEGER NOT NULL REFERENCES party (id),
      status TEXT NOT NULL,
      begins TEXT NOT NULL,
      reason TEXT,
      attributes TEXT
    );
    """

  static let leadIndexes = """
    CREATE UNIQUE INDEX crm_lead_code ON crm_lead (code COLLATE NOCASE, code);
    CREATE INDEX crm_lead_node ON crm_lead (node) WHERE node IS NOT NULL;
    CREATE INDEX crm_lead_phone ON crm_lead (phone) WHERE phone IS NOT NULL;
    CREATE INDEX crm_lead_email ON crm_lead (email) WHERE email IS NOT NULL;
    CREATE INDEX crm_lead_name ON crm_lead (name COLLATE NOCASE) WHERE name IS NOT NULL;
    CREATE UNIQUE INDEX crm_stage_code ON crm_stage (code COLLATE NOCASE, code);
    CREATE UNIQUE INDEX crm_status_code ON crm_status (code COLLATE NOCASE, code);
    CREATE INDEX crm_stage_lead ON crm_stage (lead);
    CREATE UNIQUE INDEX crm_visit_code ON crm_visit (code COLLATE NOCASE, code);
    CREATE INDEX crm_visit_lead ON crm_visit (lead) WHERE lead IS NOT NULL;
    CREATE INDEX crm_visit_party ON crm_visit (party) WHERE party IS NOT NULL;
    CREATE INDEX crm_visit_node ON crm_visit (node) WHERE node IS NOT NULL;
    CREATE INDEX crm_status_party ON crm_status (party);
    CREATE INDEX crm_customer_phone ON crm_customer (phone) WHERE phone IS NOT NULL;
    CREATE INDEX crm_customer_email ON crm_customer (email) WHERE email IS NOT NULL;
    """

  static let leadFile = ExchangeTable(
    file: "leads", table: "crm_lead", identity: "code",
    columns: [
      .init("code", .text, isRequired: true),
      .init("name", .text),
      .init("node", .node),
      .init("address", .text),
      .init("phone", .text),
      .init("email", .text),
      .init("source", .text),
      .init("owner", .text),
      .init("stage", .word(stages + ["lost"]), fallback: "enquiry"),
      .init("entered", .day),
      .init("staged", .day),
      .init("reason", .text),
      .init("party", .party),
    ],
    periods: [(from: "entered", to: "staged")],
    // A lead stands in its stage since the day it states, else since its history has it there. One
    // that comes without its history has been nowhere else.
    afterLoad: """
      UPDATE crm_lead
      SET staged = coalesce(
        (SELECT max(s.begins) FROM crm_stage AS s
        WHERE s.lead = crm_lead.id AND s.stage = crm_lead.stage), entered)
      WHERE staged IS NULL;
      INSERT INTO crm_stage (code, lead, stage, begins, reason)
      SELECT l.code || '-1', l.id, l.stage, l.staged, l.reason
      FROM crm_lead AS l
      WHERE l.staged IS NOT NULL AND NOT EXISTS (SELECT 1 FROM crm_stage AS s WHERE s.lead = l.id)
      """)

  static let stageFile = ExchangeTable(
    file: "lead_stages", table: "crm_stage", identity: "code",
    columns: [
      .init("code", .text, isRequired: true),
      .init("lead", .code(table: "crm_lead"), isRequired: true),
      .init("stage", .word(stages + ["lost"]), isRequired: true),
      .init("from", as: "begins", .day, isRequired: true),
      .init("to", as: "ends", .day),
      .init("author", .text),
      .init("reason", .text),
    ],
    periods: [(from: "from", to: "to")],
    following: """
      {row}.code = (SELECT l.code FROM crm_lead AS l WHERE l.id = {row}.lead) || '-1'
      """)

  static let lead = Noun(
    name: "lead", plural: "leads", doc: "somebody who asks for service at a place",
    table: "crm_lead", placement: .attached,
    find: "{row}.code = {value} COLLATE NOCASE", title: "{row}.name", node: "{row}.node",
    party: "{row}.party", shown: ["code", "name", "stage", "waiting", "phone", "owner"])

  static let stage = Noun(
    name: "stage", plural: "stages", doc: "a lead's stay in one stage on its way to service",
    table: "crm_stage", placement: .attached, find: "{row}.code = {value} COLLATE NOCASE",
    node: "(SELECT l.node FROM crm_lead AS l WHERE l.id = {row}.lead)",
    shown: ["lead", "stage", "begins", "ends", "days", "reason"])

  private static let openVisit = "v.lead = {row}.id AND v.outcome IS NULL"

  static let leadFields: [Field] = [
    Field("code", .text, of: .noun("lead"), sql: "{row}.code", doc: "the lead's number"),
    Field("name", .text, of: .noun("lead"), sql: "{row}.name", doc: "who asks"),
    Field(
      "address", .text, of: .noun("lead"),
      sql: """
        coalesce({row}.address, (SELECT coalesce(n.name, n.code) FROM node AS n
          WHERE n.id = {row}.node))
        """, doc: "where service is wanted, in words"),
    Field("phone", .text, of: .noun("lead"), sql: "{row}.phone", doc: "telephone number"),
    Field("email", .text, of: .noun("lead"), sql: "{row}.email", doc: "electronic mail"),
    Field("source", .text, of: .noun("lead"), sql: "{row}.source", doc: "how they came to us"),
    Field("owner", .text, of: .noun("lead"), sql: "{row}.owner", doc: "who looks after the lead"),
    Field(
      "stage", .text, of: .noun("lead"), sql: "{row}.stage",
      doc: "enquiry, qualified, survey, scheduled, installed, activated or lost"),
    Field(
      "entered", .day, of: .noun("lead"), sql: "{row}.entered", doc: "the day of the enquiry"),
    Field(
      "staged", .day, of: .noun("lead"), sql: "{row}.staged",
      doc: "the day on which it came into its stage"),
    Field(
      "served_since", .day, of: .noun("lead"),
      sql: """
        (SELECT min(x.day)
        FROM (\(servedAs("c.active_from AS day")) UNION ALL \(servedBy("v.day"))) AS x)
        """, doc: "since when somebody is served there, or the day of the installation"),
    Field(
      "waiting", .days, of: .noun("lead"),
      sql: """
        CASE WHEN {row}.stage NOT IN ('activated', 'lost')
          THEN CAST(julianday({today}) - julianday({row}.staged) AS INTEGER) END
        """, doc: "for how many days it has been in its stage; nothing once it has ended"),
    Field(
      "took", .days, of: .noun("lead"),
      sql: """
        CASE {row}.stage WHEN 'activated'
          THEN CAST(julianday({row}.staged) - julianday({row}.entered) AS INTEGER) END
        """, doc: "days from enquiry to activation"),
    Field(
      "reason", .text, of: .noun("lead"), sql: "{row}.reason", doc: "why it was lost"),
    Field(
      "next_visit", .day, of: .noun("lead"),
      sql: """
        (SELECT min(v.day) FROM crm_visit AS v WHERE \(openVisit) AND v.day >= {today})
        """, doc: "the day of the next visit"),
    Field(
      "missed_visits", .integer, of: .noun("lead"),
      sql: """
        (SELECT count(*) FROM crm_visit AS v WHERE v.lead = {row}.id
          AND (v.outcome = 'failed' OR (v.outcome IS NULL AND v.day < {today})))
        """, doc: "visits that failed, or whose day passed without an outcome"),
  ]

  /// The same premises, phone or email as another lead's, or nearly the same name close by.
  private static let isDuplicate = """
    EXISTS (SELECT 1 FROM crm_lead AS o WHERE o.id <> {row}.id AND o.stage <> 'lost' AND (
      o.node = {row}.node OR o.phone = {row}.phone OR o.email = {row}.email))
    OR EXISTS (
      SELECT 1 FROM nodes_around('node', {row}.node, NULL, \(nearMetres)) AS a
        CROSS JOIN crm_lead AS o ON o.node = a.node
      WHERE o.id <> {row}.id AND o.stage <> 'lost' AND are_alike(o.name, {row}.name))
    """

  /// People of nearly the same name within so many metres are taken for one.
  static let nearMetres = 50

  /// Over the active customers of a lead's premises that the lead has become.
  private static func servedAs(_ value: String) -> String {
    """
    SELECT \(value) FROM crm_customer AS c INDEXED BY crm_customer_node
    WHERE c.node = {row}.node AND \(isActive("c"))
      AND (c.party = {row}.party OR c.phone = {row}.phone OR c.email = {row}.email
        OR c.name = {row}.name COLLATE NOCASE OR c.active_from >= {row}.entered)
    """
  }

  /// Over the installations that were made for a lead.
  private static func servedBy(_ value: String) -> String {
    """
    SELECT \(value) FROM crm_visit AS v
    WHERE v.lead = {row}.id AND v.kind = 'installation' AND v.outcome = 'done'
    """
  }

  static let leadConditions: [Condition] =
    stages.map { stage in
      Condition(
        stage, of: .noun("lead"), sql: "{row}.stage = '\(stage)'",
        doc: stage == "enquiry" ? "it has only asked" : "it is at the stage \(stage)")
    } + [
      Condition(
        "served", of: .noun("lead"),
        sql: """
          (EXISTS (\(servedAs("1"))) OR EXISTS (\(servedBy("1"))))
          """,
        doc: """
          an installation is done, or they are an active customer there, or somebody has become one \
          since they asked
          """),
      Condition("lost", of: .noun("lead"), sql: "{row}.stage = 'lost'", doc: "it came to nothing"),
      Condition(
        "open", of: .noun("lead"), sql: "{row}.stage NOT IN ('activated', 'lost')",
        doc: "neither activated nor lost"),
      Condition(
        "duplicate", of: .noun("lead"),
        sql: "({row}.stage <> 'lost' AND (\(isDuplicate)))",
        doc: """
          another lead names the same premises, phone or email, or nearly the same name within \
          \(nearMetres) m
          """),
    ]

  static let stageFields: [Field] = [
    Field("code", .text, of: .noun("stage"), sql: "{row}.code", doc: "the stay's own code"),
    Field(
      "lead", .text, of: .noun("stage"),
      sql: "(SELECT l.code FROM crm_lead AS l WHERE l.id = {row}.lead)", relation: "lead",
      doc: "whose stay it is"),
    Field("stage", .text, of: .noun("stage"), sql: "{row}.stage", doc: "which stage"),
    Field(
      "step", .integer, of: .noun("stage"),
      sql: "CASE {row}.stage "
        + stages.enumerated().map { "WHEN '\($1)' THEN \($0 + 1)" }.joined(separator: " ")
        + " ELSE \(stages.count + 1) END", doc: "the stage's place in the order of stages"),
    Field("begins", .day, of: .noun("stage"), sql: "{row}.begins", doc: "the first day"),
    Field(
      "month", .text, of: .noun("stage"), sql: "substr({row}.begins, 1, 7)",
      doc: "the month in which it began"),
    Field("ends", .day, of: .noun("stage"), sql: "{row}.ends", doc: "the day it came further"),
    Field(
      "days", .days, of: .noun("stage"),
      sql: "CAST(julianday(coalesce({row}.ends, {today})) - julianday({row}.begins) AS INTEGER)",
      doc: "how long the stay was, or has been"),
    Field("author", .text, of: .noun("stage"), sql: "{row}.author", doc: "who moved it there"),
    Field("reason", .text, of: .noun("stage"), sql: "{row}.reason", doc: "why, where it was lost"),
  ]

  static let stageConditions: [Condition] = [
    Condition(
      "open", of: .noun("stage"), sql: "{row}.ends IS NULL", doc: "the lead is still there")
  ]

  private static let stay = """
    julianday({row}.ends) - julianday({row}.begins)
    """

  static let leadMeasures: [Measure] = [
    Measure(
      "median_days", .days, of: .noun("stage"), sql: "round(percentile(\(stay), 0.5), 1)",
      doc: "half of the stays that have ended were no longer"),
    Measure(
      "p90_days", .days, of: .noun("stage"), sql: "round(percentile(\(stay), 0.9), 1)",
      doc: "nine in ten of the stays that have ended were no longer"),
    Measure(
      "lost", .integer, of: .noun("stage"),
      sql: """
        sum(EXISTS (SELECT 1 FROM crm_stage AS n WHERE n.lead = {row}.lead AND n.stage = 'lost'
          AND n.begins = {row}.ends AND n.id > {row}.id))
        """, doc: "how many came to nothing from there"),
    Measure(
      "won", .percent, of: .noun("lead"), sql: "avg({row}.stage = 'activated')",
      doc: "the share that came to service"),
  ]

  /// Counts, days and losses by stage; `by area` or `by month` splits them further.
  static let funnel = Report(
    "funnel", isTargetRequired: false, lists: "stage", sql: "{row}.stage <> 'lost'",
    figures: ["count", "median_days", "p90_days", "lost"], grouping: ["step", "stage"],
    doc: "leads by stage: how many came there, how long they stayed, how many were lost",
    example: "funnel by area")
}

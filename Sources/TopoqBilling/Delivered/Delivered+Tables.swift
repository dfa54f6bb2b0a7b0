// The tables of provisions and sessions, and what is found for their rows after loading.

extension Delivered {
  /// What may say that a row is the same as one before.
  static let provisionKeys = [
    "ifnull(serial, '')", "ifnull(username, '')", "ifnull(named, 0)", "ifnull(olt, '')",
    "ifnull(port, '')", "ifnull(kind, '')", "ifnull(profile, '')",
  ]
  /// Whose session it is, as the file says, and its first moment.
  static let sessionKeys = ["coalesce(username, serial, named)", "begins"]

  /// The port as sentences write it: `OLT1:3`; NULL where the columns do not say it.
  private static let via = """
    CASE WHEN port GLOB '[0-9]*' AND port NOT GLOB '*[^0-9]*' THEN olt || ':' || CAST(port AS INTEGER)
        WHEN olt IS NULL OR port LIKE olt || ':%' OR port LIKE olt || '/%'
          THEN CASE WHEN replace(port, '/', ':') GLOB '?*:[0-9]*'
            AND replace(port, '/', ':') NOT GLOB '*:*:*' THEN replace(port, '/', ':') END
      END
    """

  /// `named` and `site` are what the file says; from `party` on, what is found after loading.
  static let tables = """
    -- The name by which OLTs and RADIUS know the plan.
    ALTER TABLE billing_plan ADD COLUMN profile TEXT;
    CREATE TABLE billing_provision (
      id INTEGER PRIMARY KEY,
      serial TEXT,
      username TEXT,
      named INTEGER REFERENCES party (id),
      site INTEGER REFERENCES node (id),
      olt TEXT,
      port TEXT,
      kind TEXT,
      profile TEXT,
      down_mbps INTEGER,
      up_mbps INTEGER,
      status TEXT,
      begins TEXT,
      ends TEXT,
      attributes TEXT,
      code TEXT,
      party INTEGER,
      node INTEGER,
      service INTEGER,
      plan INTEGER,
      sort TEXT,
      via TEXT AS (\(via)) VIRTUAL
    );
    CREATE UNIQUE INDEX billing_provision_keys ON billing_provision (
      \(provisionKeys.joined(separator: ", ")));
    -- Measured by the million: lean. What is seen of a session is its last day; '' where it carried
    -- nothing, and the end of days while it is open.
    CREATE TABLE billing_session (
      id INTEGER PRIMARY KEY,
      username TEXT,
      serial TEXT,
      named INTEGER REFERENCES party (id),
      begins TEXT NOT NULL,
      ends TEXT,
      bytes INTEGER,
      bytes_in INTEGER,
      bytes_out INTEGER,
      profile TEXT,
      olt TEXT,
      port TEXT,
      attributes TEXT,
      party INTEGER,
      service INTEGER,
      is_stale INTEGER,
      seen TEXT AS (
        CASE WHEN coalesce(bytes, bytes_in + bytes_out) = 0 THEN ''
          WHEN ends IS NOT NULL THEN substr(ends, 1, 10)
          WHEN is_stale THEN substr(begins, 1, 10)
          ELSE '9999-12-31' END) VIRTUAL,
      via TEXT AS (\(via)) VIRTUAL
    );
    CREATE UNIQUE INDEX billing_session_keys ON billing_session (
      \(sessionKeys.joined(separator: ", ")));
    """

  static let indexes = """
    CREATE INDEX billing_plan_profile ON billing_plan (profile COLLATE NOCASE);
    CREATE INDEX billing_plan_name ON billing_plan (name COLLATE NOCASE);
    CREATE INDEX billing_provision_code ON billing_provision (code COLLATE NOCASE);
    CREATE INDEX billing_provision_party ON billing_provision (party, sort);
    CREATE INDEX billing_provision_node ON billing_provision (node) WHERE node IS NOT NULL;
    CREATE INDEX billing_provision_service ON billing_provision (service)
      WHERE service IS NOT NULL;
    CREATE INDEX billing_provision_plan ON billing_provision (plan) WHERE plan IS NOT NULL;
    CREATE INDEX billing_provision_serial ON billing_provision (serial COLLATE NOCASE)
      WHERE serial IS NOT NULL;
    CREATE INDEX billing_provision_username ON billing_provision (username COLLATE NOCASE)
      WHERE username IS NOT NULL;
    CREATE INDEX billing_session_party ON billing_session (party, seen, begins);
    CREATE INDEX billing_session_ends ON billing_session (ends, begins);
    """

  // MARK: What is found after loading

  /// The kinds of plan, by the words that others use.
  private static let sort = """
    CASE WHEN lower(kind) IN ('ott', 'iptv', 'tv', 'video') THEN 'ott'
      WHEN lower(kind) IN ('voice', 'voip', 'phone', 'telephony') THEN 'voice'
      WHEN lower(kind) IN ('internet', 'data', 'hsi', 'broadband', 'pppoe', 'ftth', 'ont', 'olt')
        THEN 'internet'
      WHEN lower(kind) IN ('add-on', 'add_on') THEN 'addon'
      ELSE lower(kind) END
    """

  /// A test that the plan `p` bears a profile's name.
  static func isNamed(_ profile: String) -> String {
    """
    (p.profile = \(profile) COLLATE NOCASE OR p.code = \(profile) COLLATE NOCASE
      OR p.name = \(profile) COLLATE NOCASE)
    """
  }

  /// By its name; else for internet the fastest that is no faster; else the only one of its kind.
  private static let plan = """
    coalesce(
      (SELECT q.id
      FROM (SELECT p.*, (p.profile = v.profile COLLATE NOCASE) IS TRUE AS is_own
        FROM billing_plan AS p
        WHERE \(isNamed("v.profile"))) AS q
      ORDER BY q.is_own DESC, q.valid_to IS NULL DESC, q.valid_to DESC, q.price_minor, q.id
      LIMIT 1),
      CASE WHEN coalesce(v.sort, 'internet') = 'internet' THEN
        (SELECT p.id FROM billing_plan AS p
        WHERE coalesce(p.kind, 'internet') = 'internet' AND p.down_mbps <= v.down_mbps
        ORDER BY p.down_mbps DESC, p.valid_to IS NULL DESC, p.valid_to DESC, p.price_minor, p.id
        LIMIT 1)
      ELSE
        (SELECT min(p.id) FROM billing_plan AS p WHERE p.kind = v.sort HAVING count(*) = 1)
      END)
    """

  private static let isBorne = """
    (s.serial = v.serial COLLATE NOCASE OR s.username = v.username COLLATE NOCASE)
    """

  private static let provisionService = """
    (SELECT q.id
    FROM (SELECT s.*, s.plan IS v.plan AS is_same
      FROM billing_service AS s LEFT JOIN billing_plan AS p ON p.id = s.plan
      WHERE (\(isBorne) OR s.party = v.named) AND (v.named IS NULL OR s.party = v.named)
        AND coalesce(s.kind, p.kind, 'internet') = v.sort) AS q
    ORDER BY q.is_same DESC, q.status = 'ceased', q.begins DESC, q.id DESC
    LIMIT 1)
    """

  private static let provisionParty = """
    coalesce(v.named,
      (SELECT s.party FROM billing_service AS s
      WHERE \(isBorne)
      ORDER BY s.status = 'ceased', s.begins DESC, s.id DESC
      LIMIT 1),
      (SELECT y.id FROM party AS y WHERE y.code = v.username COLLATE NOCASE LIMIT 1))
    """

  /// The OLT by whose port something came.
  static func source(_ row: String) -> String {
    """
    (SELECT n.id FROM node AS n
    WHERE n.code = substr(\(row).via, 1, instr(\(row).via, ':') - 1) COLLATE NOCASE)
    """
  }

  static let resolvingProvisions = """
    UPDATE billing_provision SET sort = \(sort);
    UPDATE billing_provision AS v SET plan = \(plan);
    UPDATE billing_provision AS v
    SET sort = coalesce(v.sort, (SELECT p.kind FROM billing_plan AS p WHERE p.id = v.plan),
      'internet');
    UPDATE billing_provision AS v SET service = \(provisionService), party = \(provisionParty);
    UPDATE billing_provision AS v
    SET node = coalesce(v.site, (SELECT s.node FROM billing_service AS s WHERE s.id = v.service)),
      code = coalesce(v.serial, v.username, (SELECT y.code FROM party AS y WHERE y.id = v.named))
        || CASE WHEN v.sort = 'internet' THEN '' ELSE '/' || coalesce(v.profile, v.sort) END;
    UPDATE billing_provision AS v SET code = v.code || '#' || o.place
    FROM (SELECT id, row_number() OVER (PARTITION BY code COLLATE NOCASE ORDER BY id) AS place
      FROM billing_provision) AS o
    WHERE o.id = v.id AND o.place > 1;
    \(placingStrays)

    """

  /// What is nobody's hangs on a splitter of its port, else on its OLT.
  private static let placingStrays = """
    UPDATE billing_provision AS v
    SET node = o.splitter
    FROM (SELECT s.code || ':' || ((l.port >> 14) & 32767) AS via, min(n.id) AS splitter
      FROM node AS n CROSS JOIN lit_at AS l ON l.node = n.id
        CROSS JOIN node AS s ON s.id = l.port >> 29
      WHERE n.kind = 'splitter'
      GROUP BY 1) AS o
    WHERE v.party IS NULL AND v.node IS NULL AND o.via = v.via COLLATE NOCASE;
    UPDATE billing_provision AS v
    SET node = \(source("v"))
    WHERE v.party IS NULL AND v.node IS NULL;
    """

  /// The service that bore the name on the day, else the one that bore it last.
  private static let sessionService = """
    (SELECT q.id
    FROM (SELECT s.id, s.begins, coalesce(s.begins, '') <= substr(x.begins, 1, 10)
        AND (s.ends IS NULL OR s.ends > substr(x.begins, 1, 10)) AS is_of_day
      FROM billing_service AS s
      WHERE (s.username = x.username COLLATE NOCASE OR s.serial = x.serial COLLATE NOCASE)
        AND (x.named IS NULL OR s.party = x.named)) AS q
    ORDER BY q.is_of_day DESC, q.begins DESC, q.id DESC
    LIMIT 1)
    """

  /// Only what has no owner is looked at; an open session is over where a later one has begun.
  static let resolvingSessions = """
    UPDATE billing_session AS x SET service = \(sessionService) WHERE x.party IS NULL;
    UPDATE billing_session AS x
    SET party = coalesce(x.named,
      (SELECT s.party FROM billing_service AS s WHERE s.id = x.service),
      (SELECT v.party FROM billing_provision AS v
      WHERE (v.username = x.username COLLATE NOCASE OR v.serial = x.serial COLLATE NOCASE)
        AND v.party IS NOT NULL
      LIMIT 1),
      (SELECT y.id FROM party AS y WHERE y.code = x.username COLLATE NOCASE LIMIT 1))
    WHERE x.party IS NULL;
    UPDATE billing_session AS x
    SET is_stale = EXISTS (
      SELECT 1 FROM billing_session AS o
      WHERE coalesce(o.username, o.serial, o.named) = coalesce(x.username, x.serial, x.named)
        AND o.begins > x.begins)
    WHERE x.ends IS NULL;

    """
}

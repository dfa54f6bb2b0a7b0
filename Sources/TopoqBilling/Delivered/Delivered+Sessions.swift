// Sessions: RADIUS accounting. Who was on, from when to when, how much passed.

internal import TopoqVocabulary

extension Delivered {
  static let sessionFile = ExchangeTable(
    file: "sessions", table: "billing_session", keys: sessionKeys,
    anyOf: ["username", "serial", "party"],
    columns: [
      .init("username", .text, also: ["user_name", "user", "login", "calling_user"]),
      .init("serial", .text, also: ["ont", "ont_serial", "serial_number", "sn"]),
      .init("party", as: "named", .party, also: ["customer", "customer_code", "subscriber"]),
      .init(
        "start", as: "begins", .instant, isRequired: true,
        also: ["started", "start_time", "started_at", "acctstarttime", "acct_start_time"]),
      .init(
        "stop", as: "ends", .instant,
        also: [
          "stopped", "stop_time", "stopped_at", "end", "ended", "acctstoptime", "acct_stop_time",
        ]),
      .init("bytes", .integer, also: ["octets", "total_bytes", "total_octets", "traffic"]),
      .init(
        "bytes_in", .integer,
        also: ["input_octets", "octets_in", "acctinputoctets", "acct_input_octets", "in_bytes"]),
      .init(
        "bytes_out", .integer,
        also: [
          "output_octets", "octets_out", "acctoutputoctets", "acct_output_octets", "out_bytes",
        ]),
      .init("profile", .text, also: ["plan", "service_profile", "speed_profile", "filter_id"]),
      .init("olt", .text, also: ["nas", "nas_identifier", "nasidentifier"]),
      .init("port", .text, also: ["nas_port", "nas_port_id", "nasportid", "pon", "pon_port"]),
    ],
    periods: [(from: "start", to: "stop")], afterLoad: resolvingSessions)

  /// The subject of a session, as it is typed.
  private static let subject = """
    coalesce({row}.username, {row}.serial,
      (SELECT y.code FROM party AS y WHERE y.id = {row}.named))
    """

  /// A moment has twenty letters; `@` stands before it.
  static let session = Noun(
    name: "session", plural: "sessions",
    doc: "a time on line of somebody, as RADIUS counted it",
    table: "billing_session", placement: .nowhere,
    code: "(\(subject) || '@' || {row}.begins)",
    find: """
      (coalesce({row}.username, {row}.serial, {row}.named) IN (
          substr({value}, 1, length({value}) - 21),
          (SELECT y.id FROM party AS y
          WHERE y.code = substr({value}, 1, length({value}) - 21) COLLATE NOCASE))
        AND {row}.begins = substr({value}, -20))
      """,
    node: "(CASE WHEN {row}.party IS NULL THEN \(source("{row}")) END)", party: "{row}.party",
    shown: ["code", "party", "started", "stopped", "bytes", "profile", "seen_port"])

  private static let bytes = "coalesce({row}.bytes, {row}.bytes_in + {row}.bytes_out)"

  static let sessionFields: [Field] = [
    Field(
      "code", .text, of: .noun("session"), sql: "(\(subject) || '@' || {row}.begins)",
      doc: "whose it is, and when it began"),
    Field(
      "party", .text, of: .noun("session"),
      sql: "(SELECT y.code FROM party AS y WHERE y.id = {row}.party)",
      doc: "the code of whose it is; empty where nobody is known"),
    Field(
      "service", .text, of: .noun("session"),
      sql: "(SELECT s.code FROM billing_service AS s WHERE s.id = {row}.service)",
      relation: "service", doc: "the service whose login or ONT it came by"),
    Field(
      "username", .text, of: .noun("session"), sql: "{row}.username",
      doc: "the name that was logged in by"),
    Field(
      "serial", .text, of: .noun("session"), sql: "{row}.serial", doc: "the serial of the ONT"),
    Field(
      "start", .day, of: .noun("session"), sql: "substr({row}.begins, 1, 10)",
      doc: "the day on which it began"),
    Field(
      "stop", .day, of: .noun("session"), sql: "substr({row}.ends, 1, 10)",
      doc: "the day on which it ended; empty while it is open"),
    Field(
      "started", .text, of: .noun("session"), sql: "{row}.begins",
      doc: "the moment at which it began, in UTC"),
    Field(
      "stopped", .text, of: .noun("session"), sql: "{row}.ends",
      doc: "the moment at which it ended, in UTC"),
    Field(
      "bytes", .integer, of: .noun("session"), sql: bytes, doc: "how much passed, both ways"),
    Field(
      "profile", .text, of: .noun("session"), sql: "{row}.profile",
      doc: "the profile that RADIUS handed out"),
    Field(
      "list_price", .money, of: .noun("session"),
      sql: """
        (SELECT \(Billing.catalogue("p")) FROM billing_plan AS p
        WHERE \(isNamed("{row}.profile")) AND p.currency = {currency}
        ORDER BY p.valid_to IS NULL DESC, p.valid_to DESC, p.id
        LIMIT 1)
        """, doc: "what the catalogue asks a month for the plan of its profile, today"),
    Field(
      "first_start", .day, of: .noun("session"),
      sql: """
        (SELECT substr(min(o.begins), 1, 10) FROM billing_session AS o
        WHERE \(isSameSubject("o")))
        """, doc: "the day on which its login or ONT was first on line"),
    Field(
      "seen_port", .text, of: .noun("session"), sql: "{row}.via",
      doc: "the port that it came by, where the file says so"),
  ]

  /// A test that the session of the given alias is of the same login, ONT or party as the row.
  private static func isSameSubject(_ alias: String) -> String {
    """
    coalesce(\(alias).username, \(alias).serial, \(alias).named)
      = coalesce({row}.username, {row}.serial, {row}.named)
    """
  }

  /// The last session of a login or ONT within thirty days, of nobody on record nor on an OLT.
  private static let isStray = """
    ({row}.party IS NULL AND {row}.seen >= date({today}, '-30 days')
      AND NOT EXISTS (
        SELECT 1 FROM billing_session AS o
        WHERE \(isSameSubject("o")) AND o.begins > {row}.begins AND o.seen >= {row}.seen)
      AND NOT EXISTS (
        SELECT 1 FROM billing_provision AS v
        WHERE v.username = {row}.username COLLATE NOCASE OR v.serial = {row}.serial COLLATE NOCASE))
    """

  static let sessionConditions: [Condition] = [
    Condition(
      "stray", of: .noun("session"), sql: isStray,
      doc: "the last of a login or ONT that nobody bears, within thirty days"),
    Condition(
      "open", of: .noun("session"), sql: "({row}.ends IS NULL AND {row}.is_stale IS NOT 1)",
      doc: "it has not ended"),
    Condition(
      "owned", of: .noun("session"), sql: "({row}.party IS NOT NULL)",
      doc: "somebody's service bears its login or serial"),
  ]

  static let sessionMeasures: [Measure] = [
    Measure(
      "traffic", .integer, of: .noun("session"), sql: "sum(\(bytes))",
      doc: "bytes, over all that are asked for")
  ]
}

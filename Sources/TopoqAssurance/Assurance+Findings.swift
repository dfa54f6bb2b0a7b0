// What can be said of findings: which rule, which thing, since when, what it costs.

internal import TopoqVocabulary

extension Assurance {
  static let finding = Noun(
    name: "finding", plural: "findings",
    doc: "something that leaks, by a rule, as the last audit found it",
    table: "assurance_finding", placement: .attached, code: "('F-' || {row}.id)",
    find: "{row}.id = CAST(replace(upper({value}), 'F-', '') AS INTEGER)",
    node: "{row}.node", party: "{row}.party",
    shown: ["code", "rule", "thing", "since", "lost_per_month", "lost", "state"])

  /// The last day that counts, and without it.
  private static let end = """
    min({today}, coalesce({row}.until, {today}), coalesce({row}.mended_on, {today}))
    """

  /// Whole months from the first to the last day, then the days of the month begun, half-up.
  private static let lostMinor = """
    (SELECT CASE WHEN z.ended > z.begun THEN z.price * z.months
        + (2 * z.price * max(0, julianday(z.ended) - julianday(z.anchor))
          + (julianday(date(z.anchor, '+1 month')) - julianday(z.anchor)))
        / CAST(2 * (julianday(date(z.anchor, '+1 month')) - julianday(z.anchor)) AS INTEGER)
        ELSE 0 END
      FROM (SELECT y.price, y.begun, y.ended, y.months,
          date(y.begun, '+' || y.months || ' months') AS anchor
        FROM (SELECT x.price, x.begun, x.ended,
            max(0, (CAST(substr(x.ended, 1, 4) AS INTEGER) - CAST(substr(x.begun, 1, 4) AS INTEGER))
              * 12 + CAST(substr(x.ended, 6, 2) AS INTEGER)
              - CAST(substr(x.begun, 6, 2) AS INTEGER)
              - (substr(x.ended, 9, 2) < substr(x.begun, 9, 2))) AS months
          FROM (SELECT {row}.price_minor AS price, {row}.since AS begun, \(end) AS ended) AS x
        ) AS y) AS z
      WHERE {row}.currency = {currency} AND z.begun IS NOT NULL)
    """

  /// The whole minor units of a loss.
  private static let lost = "CAST(\(lostMinor) AS INTEGER)"

  /// What a finding costs a month while it leaks.
  private static let monthly = """
    CASE WHEN {row}.currency = {currency} AND ({row}.until IS NULL OR {row}.until > {today})
      THEN {row}.price_minor END
    """

  private static func decided(_ state: String) -> String {
    """
    EXISTS (
      SELECT 1 FROM assurance_decision AS d
      WHERE d.rule = {row}.rule AND d.noun = {row}.noun AND d.thing = {row}.thing
        AND d.state = '\(state)' AND d.until > {today})
    """
  }

  private static let isWaived = decided("waived")
  private static let isAccepted = decided("accepted")

  private static func decision(_ column: String) -> String {
    """
    (SELECT d.\(column) FROM assurance_decision AS d
    WHERE d.rule = {row}.rule AND d.noun = {row}.noun AND d.thing = {row}.thing
    ORDER BY d.id DESC
    LIMIT 1)
    """
  }

  private static func ofRule(_ column: String) -> String {
    "(SELECT a.\(column) FROM assurance_rule AS a WHERE a.code = {row}.rule)"
  }

  /// The rule's question, of the one thing.
  private static let proofSentence = """
    (SELECT {row}.noun || ' ' || CASE WHEN {row}.thing GLOB '*[^A-Za-z0-9_]*'
          OR {row}.thing NOT GLOB '*[A-Za-z]*'
        THEN '"' || {row}.thing || '"' ELSE {row}.thing END
      || substr(a.question, instr(a.question, ' ')) || ' show code'
      || CASE WHEN a.price <> '' THEN ', ' || a.price ELSE '' END
      || CASE WHEN a.since <> '' THEN ', ' || a.since ELSE '' END
      || CASE WHEN a.until <> '' THEN ', ' || a.until ELSE '' END
    FROM assurance_rule AS a
    WHERE a.code = {row}.rule)
    """

  static let findingFields: [Field] = [
    Field("code", .text, of: .noun("finding"), sql: "('F-' || {row}.id)", doc: "its number"),
    Field(
      "rule", .text, of: .noun("finding"), sql: "{row}.rule", relation: "rule",
      doc: "the rule that found it"),
    Field("noun", .text, of: .noun("finding"), sql: "{row}.noun", doc: "what the thing is"),
    Field("thing", .text, of: .noun("finding"), sql: "{row}.thing", doc: "the code of the thing"),
    Field(
      "party", .text, of: .noun("finding"),
      sql: "(SELECT y.code FROM party AS y WHERE y.id = {row}.party)",
      doc: "the code of whoever it concerns"),
    Field("since", .day, of: .noun("finding"), sql: "{row}.since", doc: "since when it leaks"),
    Field(
      "until", .day, of: .noun("finding"), sql: "{row}.until",
      doc: "from when it leaks no more; empty while it goes on"),
    Field(
      "lost_per_month", .money, of: .noun("finding"), sql: monthly,
      doc: "what it costs a month; empty where no price is known, or it leaks no more"),
    Field(
      "lost", .money, of: .noun("finding"), sql: lost,
      doc: "what it has cost so far: whole months, then days"),
    Field(
      "first_seen", .day, of: .noun("finding"), sql: "{row}.first_seen",
      doc: "the day of the audit that found it"),
    Field(
      "mended_on", .day, of: .noun("finding"), sql: "{row}.mended_on",
      doc: "the day of the audit that found it no longer"),
    Field(
      "state", .text, of: .noun("finding"),
      sql: """
        (CASE WHEN {row}.mended_on IS NOT NULL THEN 'mended' WHEN \(isWaived) THEN 'waived'
          WHEN \(isAccepted) THEN 'accepted' ELSE 'open' END)
        """, doc: "open, accepted, waived or mended"),
    Field(
      "reason", .text, of: .noun("finding"), sql: decision("reason"),
      doc: "why it was accepted or waived"),
    Field(
      "decided_until", .day, of: .noun("finding"), sql: decision("until"),
      doc: "until when it was accepted or waived"),
    Field("why", .text, of: .noun("finding"), sql: ofRule("why"), doc: "why it matters"),
    Field("remedy", .text, of: .noun("finding"), sql: ofRule("remedy"), doc: "what to do"),
    Field(
      "proof", .text, of: .noun("finding"), sql: proofSentence,
      doc: "the question whose answer proves it"),
  ]

  static let findingConditions: [Condition] = [
    Condition(
      "open", of: .noun("finding"),
      sql: "({row}.mended_on IS NULL AND NOT \(isWaived) AND NOT \(isAccepted))",
      doc: "it leaks, and nobody decided about it"),
    Condition(
      "mended", of: .noun("finding"), sql: "({row}.mended_on IS NOT NULL)",
      doc: "the last audit found it no longer"),
    Condition(
      "accepted", of: .noun("finding"), sql: "({row}.mended_on IS NULL AND \(isAccepted))",
      doc: "it leaks, and somebody is at it until a day"),
    Condition(
      "waived", of: .noun("finding"), sql: "({row}.mended_on IS NULL AND \(isWaived))",
      doc: "somebody decided that it is none, until a day"),
  ]

  static let findingMeasures: [Measure] = [
    Measure(
      "lost_per_month", .money, of: .noun("finding"),
      sql: "sum(CASE WHEN {row}.mended_on IS NULL AND NOT \(isWaived) THEN \(monthly) END)",
      doc: "what leaks a month, waived findings aside"),
    Measure(
      "lost", .money, of: .noun("finding"),
      sql: "sum(CASE WHEN {row}.mended_on IS NULL AND NOT \(isWaived) THEN \(lost) END)",
      doc: "what has leaked so far, waived findings aside"),
    Measure(
      "recovered", .money, of: .noun("finding"),
      sql: "sum(CASE WHEN {row}.mended_on IS NOT NULL THEN \(monthly) END)",
      doc: "what leaked a month and does so no longer"),
  ]

  // MARK: Reports

  static let audit = Report(
    "audit", isTargetRequired: false, lists: "finding", sql: "{row}.mended_on IS NULL",
    figures: ["count", "lost_per_month", "lost"], usualGrouping: ["rule"],
    prepare: { try Audit.run($0) },
    doc: "asks every rule anew, and totals what leaks: by rule, area, OLT or whatever is named",
    example: "audit by area")

  static let proof = Report(
    "proof", of: [.noun("finding")], lists: "finding", sql: "{row}.id = {target}",
    shown: [
      "code", "rule", "thing", "since", "until", "lost_per_month", "lost", "why", "remedy", "proof",
    ],
    doc: "a finding with the question whose answer proves it", example: "proof of finding F-12")

  // MARK: Decisions

  static let findingVerbs: [Verb] = [
    verb(
      "accept", "accepted", doc: "says that a finding is known and being worked on, until a day"),
    verb("waive", "waived", doc: "says that a finding is none, until a day: it counts no more"),
  ]

  private static func verb(_ name: String, _ state: String, doc: String) -> Verb {
    Verb(
      name, .thing, of: [.noun("finding")],
      arguments: [
        VerbArgument("reason", .value(.text), isRequired: true, doc: "why, in words"),
        VerbArgument(
          "until", .value(.day), isRequired: true, doc: "the day on which it counts again"),
      ], doc: doc, example: "\(name) finding F-12 reason \"credit agreed\" until 2026-12-31"
    ) { request in try decide(state, request) }
  }
}

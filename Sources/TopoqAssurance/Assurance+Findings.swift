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

  /// A price a month for some days of the month of `day`: half-up, as bills have it.
  private static func share(_ days: String, ofMonthOf day: String) -> String {
    let length = """
      CAST(strftime('%d', date(\(day), 'start of month', '+1 month', '-1 day')) AS INTEGER)
      """
    return "((2 * x.price * (\(days)) + \(length)) / (2 * \(length)))"
  }

  private static func part(_ first: Int, _ length: Int, of day: String) -> String {
    "CAST(substr(\(day), \(first), \(length)) AS INTEGER)"
  }

  /// What bills by calendar months would have come to: the days of the first month, whole months,
  /// the days of the last. The first day counts, the last does not.
  private static func lostMonthly(_ row: String, to end: String) -> String {
    """
    (SELECT CASE
        WHEN x.ended <= x.begun THEN 0
        WHEN x.months = 0
          THEN \(share("julianday(x.ended) - julianday(x.begun)", ofMonthOf: "x.begun"))
        ELSE
          \(share(
            "julianday(x.begun, 'start of month', '+1 month') - julianday(x.begun)",
            ofMonthOf: "x.begun"))
          + x.price * (x.months - 1)
          + \(share("\(part(9, 2, of: "x.ended")) - 1", ofMonthOf: "x.ended"))
        END
      FROM (SELECT y.*,
          (\(part(1, 4, of: "y.ended")) - \(part(1, 4, of: "y.begun"))) * 12
            + \(part(6, 2, of: "y.ended")) - \(part(6, 2, of: "y.begun")) AS months
        FROM (SELECT \(row).price_minor AS price, \(row).since AS begun, \(end) AS ended) AS y) AS x
      WHERE x.begun IS NOT NULL)
    """
  }

  /// What the finding `f` came up with: at once, or what it had cost where it was over by then, else
  /// what it costs a month.
  static let atStake = """
    coalesce(f.amount_minor,
      CASE WHEN f.until <= f.first_seen THEN CAST(\(lostMonthly("f", to: "f.until")) AS INTEGER) END,
      f.price_minor)
    """

  /// In whole minor units: what is lost at once, or month by month.
  private static let lost = """
    CASE WHEN {row}.currency = {currency}
      THEN CAST(coalesce({row}.amount_minor, \(lostMonthly("{row}", to: end))) AS INTEGER) END
    """

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
      || CASE WHEN coalesce(a.amount, '') <> '' THEN ', ' || a.amount ELSE '' END
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
      doc: "what it has cost so far, as bills by calendar months would have it; or at once"),
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

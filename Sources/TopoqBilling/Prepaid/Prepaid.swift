// Prepaid: service runs while its time is paid for, and a little longer where grace was granted.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

/// An account of mode `prepaid` is paid for from `paid_from` up to, and without, `paid_to`. Grace
/// lengthens it to `grace_to`, with a reason.
enum Prepaid {
  /// The test that account `a` runs today.
  private static let runs = """
    (a.paid_from IS NULL OR a.paid_from <= {today})
      AND (a.paid_to > {today} OR a.grace_to > {today})
    """

  /// The test that a prepaid account of the party is paid for today: whoever has one is billed.
  static let covers = """
    EXISTS (
      SELECT 1
      FROM billing_account AS a INDEXED BY billing_account_prepaid
      WHERE a.party = {party} AND a.mode = 'prepaid' AND \(runs))
    """

  /// The days that `covers` is about.
  static let spans = Spans(
    "billing_account", filter: "{span}.mode = 'prepaid'", node: nil, begins: "{span}.paid_from",
    ends: "max(coalesce({span}.paid_to, ''), coalesce({span}.grace_to, ''))",
    partyIndex: "billing_account_prepaid")

  /// The day from which the time that a party had paid for, or was granted, ran no longer.
  static let lastEnd = """
    (SELECT max(e.day)
    FROM (SELECT max(coalesce(a.paid_to, ''), coalesce(a.grace_to, '')) AS day
      FROM billing_account AS a INDEXED BY billing_account_prepaid
      WHERE a.party = {party} AND a.mode = 'prepaid') AS e
    WHERE e.day <= {today})
    """

  private static let partyExpired = """
    (EXISTS (
      SELECT 1
      FROM billing_account AS a INDEXED BY billing_account_prepaid
      WHERE a.party = {party} AND a.mode = 'prepaid')
    AND NOT \(covers))
    """

  private static let ends = "max(coalesce({row}.paid_to, ''), coalesce({row}.grace_to, ''))"

  static let fields: [Field] = [
    Field(
      "paid_from", .day, of: .noun("account"), sql: "{row}.paid_from",
      doc: "prepaid: the first day of the time that is paid for"),
    Field(
      "paid_to", .day, of: .noun("account"), sql: "{row}.paid_to",
      doc: "prepaid: the first day no longer paid for"),
    Field(
      "grace_to", .day, of: .noun("account"), sql: "{row}.grace_to",
      doc: "the first day without grace"),
    Field(
      "grace_reason", .text, of: .noun("account"), sql: "{row}.grace_reason",
      doc: "why grace was granted"),
    Field(
      "paid_until", .day, of: .party,
      sql: """
        (SELECT max(a.paid_to)
        FROM billing_account AS a INDEXED BY billing_account_prepaid
        WHERE a.party = {party} AND a.mode = 'prepaid')
        """, doc: "prepaid: the first day no longer paid for"),
  ]

  static let conditions: [Condition] = [
    Condition(
      "prepaid", of: .noun("account"), sql: "{row}.mode = 'prepaid'",
      doc: "time is paid for before it is used"),
    Condition(
      "expired", of: .noun("account"),
      sql: "({row}.mode = 'prepaid' AND \(ends) <= {today})",
      doc: "prepaid, and neither paid for nor in grace today"),
    Condition(
      "in_grace", of: .noun("account"),
      sql: """
        ({row}.mode = 'prepaid' AND coalesce({row}.paid_to, '') <= {today}
          AND {row}.grace_to > {today})
        """, doc: "the time paid for is over, and grace runs"),
    Condition(
      "prepaid", of: .party,
      sql: """
        EXISTS (
          SELECT 1
          FROM billing_account AS a INDEXED BY billing_account_prepaid
          WHERE a.party = {party} AND a.mode = 'prepaid')
        """, doc: "has an account whose time is paid for before it is used"),
    Condition(
      "expired", of: .party, sql: partyExpired,
      doc: "prepaid, and neither paid for nor in grace today"),
  ]

  static let verbs: [Verb] = [
    Verb(
      "renew", .thing, of: [.noun("account")],
      arguments: [
        VerbArgument(
          "until", .value(.day), isRequired: true, doc: "the first day no longer paid for"),
        VerbArgument("amount", .value(.money), doc: "what is paid for it, posted with it"),
        VerbArgument("on", .value(.day), doc: "the day of the payment; else today"),
        VerbArgument("method", .value(.text), doc: "cash, bank, gateway, ..."),
        VerbArgument("reference", .value(.text), doc: "what the payer wrote with it"),
      ],
      irrevocable: "posted money is reversed, never undone: `reverse payment P1 reason \"...\"`",
      doc: "lengthens the time that a prepaid account is paid for",
      example: "renew account A1 until 2026-07-01 amount 799 INR", perform: renew),
    Verb(
      "grant", .thing, of: [.noun("account")],
      arguments: [
        VerbArgument("grace", .value(.day), isRequired: true, doc: "the first day without grace"),
        VerbArgument("reason", .value(.text), isRequired: true, doc: "why"),
      ], doc: "lets a prepaid account run on for some days",
      example: "grant account A1 grace 2026-07-05 reason \"cheque is in the post\"",
      perform: grant),
  ]

  /// A renewal in time goes on where the last ended; a late one begins on its day.
  @Sendable private static func renew(_ request: ChangeRequest) throws {
    guard let target = request.target, let until = try request.givenDay("until") else { return }
    let connection = request.connection
    let row = try connection.rows(
      "SELECT mode, paid_from, paid_to FROM billing_account WHERE id = ?", [.integer(target.id)])[0]
    guard row[0].text == "prepaid" else {
      throw ChangeRefusal(
        "account \(target.code) is postpaid: there is no time to renew",
        help: "`pay account \(target.code) amount ...` pays what is open on it")
    }
    let day = try request.postingDay()
    let end = row[2].day
    let isInTime = end.map { $0 >= day } == true
    let begin = isInTime ? end ?? day : day
    guard until > begin else {
      throw ChangeRefusal(
        isInTime
          ? "account \(target.code) is paid for up to \(begin) anyway"
          : "\(until) is not after \(day), on which the time begins", help: "name a later day")
    }
    try connection.run(
      """
      UPDATE billing_account
      SET paid_from = ?, paid_to = ?, grace_to = NULL, grace_reason = NULL
      WHERE id = ?
      """,
      [
        SQLiteValue(isInTime ? row[1].day ?? day : day), SQLiteValue(until), .integer(target.id),
      ])
    if let money = try request.money("amount") {
      try sell(money, DaySpan(begins: begin, ends: until), on: day, request)
    }
    request.announce(
      Event("renewed", target, day: day.description, details: ["until": SQLiteValue(until)]))
  }

  /// The time is invoiced and paid at once, so that the ledger has both.
  private static func sell(
    _ money: Money, _ days: DaySpan, on day: Day, _ request: ChangeRequest
  ) throws {
    guard let target = request.target else { return }
    let connection = request.connection
    let account = try PayingAccount(of: target, connection)
    try account.accept(money, connection)
    let taxed = try TaxedAmount(
      Int(money.minor), rates: try rates(of: account, on: day, connection), isInclusive: true)
    let head = Posting.Head(
      account: account.id, party: account.party, node: nil, issued: day, due: day,
      begins: days.begins, ends: days.ends)
    let line = Posting.Line(
      text: "Time paid for beforehand", begins: days.begins, ends: days.ends,
      amount: Int(money.minor), net: taxed.net,
      taxes: zip(try rates(of: account, on: day, connection), taxed.taxes).map {
        (rate: $0, tax: $1)
      })
    let invoice = try Posting(connection).post(head, [line], money.currency).id
    let code = try Receipt(
      account: account, invoice: invoice, day: day, money: money, method: request.text("method"),
      reference: request.text("reference")
    ).post(connection)
    request.note("payment \(code) of \(money) on account \(account.code)")
  }

  /// The taxes of the plan that the account's party takes; what is paid beforehand includes them.
  private static func rates(
    of account: PayingAccount, on day: Day, _ connection: ConnectionHandle
  ) throws -> [TaxRate] {
    let row = try connection.rows(
      """
      SELECT p.tax, a.place
      FROM billing_account AS a
        CROSS JOIN billing_service AS s ON s.party = a.party
        CROSS JOIN billing_plan AS p
          ON p.id = CASE WHEN s.next_plan_from <= ?2 THEN s.next_plan ELSE s.plan END
      WHERE a.id = ?1 AND p.tax IS NOT NULL AND s.status <> 'ceased'
      ORDER BY s.begins DESC, s.id DESC
      LIMIT 1
      """, [.integer(account.id), SQLiteValue(day)]
    ).first
    guard let tax = row?[0].text, let place = row?[1].text else { return [] }
    return try TaxRate.of(tax, place: place, connection)
  }

  @Sendable private static func grant(_ request: ChangeRequest) throws {
    guard let target = request.target, let until = try request.givenDay("grace") else { return }
    let reason = try request.said("reason")
    guard until > request.today else {
      throw ChangeRefusal("\(until) is not after today: grace would be over before it begins")
    }
    let row = try request.connection.rows(
      "SELECT mode, paid_to FROM billing_account WHERE id = ?", [.integer(target.id)])[0]
    guard row[0].text == "prepaid" else {
      throw ChangeRefusal(
        "account \(target.code) is postpaid: grace is for time that is paid for beforehand",
        help: "`promise account \(target.code) on \(until)` holds back what follows a late payment")
    }
    if let end = row[1].day, until <= end {
      throw ChangeRefusal("account \(target.code) is paid for up to \(end) anyway")
    }
    try request.connection.run(
      "UPDATE billing_account SET grace_to = ?, grace_reason = ? WHERE id = ?",
      [SQLiteValue(until), .text(reason), .integer(target.id)])
  }
}

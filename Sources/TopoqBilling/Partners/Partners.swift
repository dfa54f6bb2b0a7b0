// Partners, such as local cable operators: their accounts, their shares, and what is due to them.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

/// A partner owns accounts and earns a share of what they are invoiced, by plan; a share that names
/// no plan holds for all others. What is shared is the net amount of each line, without tax, of the
/// invoices and credit notes issued in the month: half-up to the minor unit per line, away from
/// zero, so that an invoice credited as a whole takes back exactly what it gave. A credit of a part
/// of an invoice is of no plan: it takes back the share that holds for all others.
enum Partners {
  static let nouns: [Noun] = [
    Noun(
      name: "partner", plural: "partners", doc: "who owns customers and earns a share",
      table: "billing_partner", placement: .nowhere,
      find: "{row}.code = {value} COLLATE NOCASE", title: "{row}.name",
      shown: ["code", "name", "accounts", "earned"]),
    Noun(
      name: "settlement", plural: "settlements", doc: "what was settled with a partner for a month",
      table: "billing_settlement", placement: .nowhere,
      find: "{row}.code = {value} COLLATE NOCASE",
      shown: ["code", "partner", "month", "amount", "day"]),
    Noun(
      name: "share", plural: "shares", doc: "what a partner earns of a plan",
      table: "billing_partner_share", placement: .nowhere,
      find: "{row}.code = {value} COLLATE NOCASE", shown: ["code", "partner", "plan", "percent"]),
  ]

  private static func partnerCode(_ noun: String) -> Field {
    Field(
      "partner", .text, of: .noun(noun),
      sql: "(SELECT p.code FROM billing_partner AS p WHERE p.id = {row}.partner)",
      relation: "partner", doc: "the code of the partner")
  }

  static let fields: [Field] = [
    Field("code", .text, of: .noun("partner"), sql: "{row}.code", doc: "the partner's code"),
    Field("name", .text, of: .noun("partner"), sql: "{row}.name", doc: "the partner's name"),
    Field(
      "accounts", .integer, of: .noun("partner"),
      sql: "(SELECT count(*) FROM billing_account AS a WHERE a.partner = {row}.id)",
      doc: "how many accounts are the partner's"),
    Field(
      "earned", .money, of: .noun("partner"),
      sql: """
        (SELECT sum(s.amount_minor)
        FROM billing_settlement AS s
        WHERE s.partner = {row}.id AND s.currency = {currency})
        """, doc: "what was settled so far"),
    Field("code", .text, of: .noun("settlement"), sql: "{row}.code", doc: "its number"),
    partnerCode("settlement"),
    Field("month", .text, of: .noun("settlement"), sql: "{row}.month", doc: "such as 2026-05"),
    Field(
      "amount", .money, of: .noun("settlement"),
      sql: "CASE {row}.currency WHEN {currency} THEN {row}.amount_minor END",
      doc: "the partner's share"),
    Field("day", .day, of: .noun("settlement"), sql: "{row}.day", doc: "when it was settled"),
    Field("code", .text, of: .noun("share"), sql: "{row}.code", doc: "its code"),
    partnerCode("share"),
    Field(
      "plan", .text, of: .noun("share"),
      sql: "(SELECT p.code FROM billing_plan AS p WHERE p.id = {row}.plan)", relation: "plan",
      doc: "the code of the plan; empty: all that have no share of their own"),
    Field(
      "percent", .percent, of: .noun("share"), sql: "{row}.share_bp / 10000.0",
      doc: "of the net amount invoiced"),
    partnerCode("account"),
  ]

  static let tables: [ExchangeTable] = [
    ExchangeTable(
      file: "partners", table: "billing_partner", identity: "code",
      columns: [.init("code", .text, isRequired: true), .init("name", .text)]),
    ExchangeTable(
      file: "partner_shares", table: "billing_partner_share", identity: "code",
      columns: [
        .init("code", .text, isRequired: true),
        .init("partner", .code(table: "billing_partner"), isRequired: true),
        .init("plan", .code(table: "billing_plan")),
        .init("share_bp", .share, isRequired: true),
      ]),
    ExchangeTable(
      file: "settlements", table: "billing_settlement", identity: "code",
      columns: [
        .init("code", .text, isRequired: true),
        .init("partner", .code(table: "billing_partner"), isRequired: true),
        .init("month", .text, isRequired: true),
        .init("amount_minor", .minorUnits, isRequired: true),
        .init("currency", .currency, isRequired: true),
        .init("day", .day, isRequired: true),
      ],
      posted: PostedColumns(
        ["partner", "month", "amount_minor", "currency"],
        advice: "what a later month takes back is settled with that month")),
  ]

  static let verbs: [Verb] = [
    Verb(
      "add", .new, of: [.noun("partner")],
      arguments: [VerbArgument("name", .value(.text), doc: "the partner's name")],
      doc: "a partner who owns customers", example: "add partner LCO1 name \"Mill Road Cable\""
    ) { request in
      guard let target = request.target else { return }
      try request.connection.run(
        "INSERT INTO billing_partner (code, name) VALUES (?, ?)",
        [.text(target.code), SQLiteValue(request.text("name"))])
    },
    Verb(
      "add", .new, of: [.noun("share")],
      arguments: [
        VerbArgument("partner", .thing([.noun("partner")]), isRequired: true, doc: "who earns it"),
        VerbArgument("percent", .value(.percent), isRequired: true, doc: "of the net invoiced"),
        VerbArgument("plan", .thing([.noun("plan")]), doc: "of which plan; else of all others"),
      ], doc: "what a partner earns of a plan",
      example: "add share LCO1-HOME100 partner LCO1 percent 20% plan HOME100", perform: addShare),
    Verb(
      "settle", .thing, of: [.noun("partner")],
      arguments: [
        VerbArgument(
          "month", .value(.text), isRequired: true,
          doc: "such as \"2026-05\", or any day of it")
      ], irrevocable: "a settled month stays: the next takes what its credit notes take back",
      doc: "posts what a partner earned in a month; once",
      example: "settle partner LCO1 month \"2026-05\"", perform: settle),
  ]

  @Sendable private static func addShare(_ request: ChangeRequest) throws {
    guard let target = request.target, let partner = request.thing("partner") else { return }
    let points = ((request.real("percent") ?? 0) * 10_000).rounded()
    guard (0...10_000).contains(points) else {
      throw ChangeRefusal("a share lies between 0% and 100%")
    }
    try request.connection.run(
      "INSERT INTO billing_partner_share (code, partner, plan, share_bp) VALUES (?, ?, ?, ?)",
      [
        .text(target.code), .integer(partner.id), SQLiteValue(request.thing("plan")?.id),
        .integer(Int64(points)),
      ])
  }

  /// Shares of the lines of the partner ?1 issued from ?2 up to, and without, ?3, per currency.
  private static let earned = """
    SELECT currency,
      sum((CASE WHEN net_minor < 0 THEN -1 ELSE 1 END)
        * ((abs(net_minor) * share_bp + 5000) / 10000))
    FROM (
      SELECT i.currency AS currency, n.net_minor AS net_minor, coalesce((
        SELECT s.share_bp
        FROM billing_partner_share AS s
        WHERE s.partner = ?1 AND (s.plan IS NULL OR s.plan = c.plan)
        ORDER BY s.plan IS NULL, s.id DESC
        LIMIT 1), 0) AS share_bp
      FROM billing_account AS a
        CROSS JOIN billing_invoice AS i INDEXED BY billing_invoice_issued ON i.account = a.id
        CROSS JOIN billing_invoice_line AS n ON n.invoice = i.id
        LEFT JOIN billing_charge AS c ON c.id = n.charge
      WHERE a.partner = ?1 AND i.issued >= ?2 AND i.issued < ?3)
    GROUP BY currency
    """

  @Sendable private static func settle(_ request: ChangeRequest) throws {
    guard let target = request.target else { return }
    let text = request.text("month") ?? ""
    guard let first = Day(text.prefix(7) + "-01") else {
      throw ChangeRefusal("`\(text)` is no month", help: "write \"2026-05\" or a day of it")
    }
    let month = String(first.description.prefix(7))
    let end = first.adding(months: 1)
    guard end <= request.today else {
      throw ChangeRefusal(
        "\(month) is not over: invoices may still be added", help: "settle it from \(end) on")
    }
    let connection = request.connection
    let settled = try connection.first(
      "SELECT code FROM billing_settlement WHERE partner = ? AND month = ?",
      [.integer(target.id), .text(month)])?.text
    if let settled {
      request.note("\(month) was settled with \(target.code) before, as \(settled)")
      return
    }
    let rows = try connection.rows(
      earned, [.integer(target.id), .text(first.description), .text(end.description)])
    for row in rows {
      let money = Money(minor: row[1].integer ?? 0, currency: row[0].text ?? request.currency)
      let code = "\(target.code)-\(month)" + (rows.count > 1 ? "-\(money.currency)" : "")
      try connection.run(
        """
        INSERT INTO billing_settlement (code, partner, month, amount_minor, currency, day)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        [
          .text(code), .integer(target.id), .text(month), .integer(money.minor),
          .text(money.currency), .text(request.today.description),
        ])
      request.note("settlement \(code): \(money)")
    }
    if rows.isEmpty { request.note("\(target.code) earned nothing in \(month)") }
  }
}

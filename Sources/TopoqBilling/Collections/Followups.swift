// The ladder of steps after an invoice falls due, and the worklist that follows from it.

internal import TopoqSQLite
internal import TopoqVocabulary

/// The ladder is a small table in the file: so many days past due, this is done. Of every open
/// invoice that nobody disputes, the next step is the first above those that were taken; its day is
/// the invoice's due day and the step's days. A step is never skipped by itself: nobody is suspended
/// who was not reminded, unless somebody says so.
///
/// Steps seen in the field: remind 10, block 14, cancel 21; or remind 12, warn 16, suspend 20, write
/// off 90.
enum Followups {
  /// A column of the next step of an invoice.
  private static func next(_ column: String, of invoice: String = "{row}.id") -> String {
    """
    (SELECT l.\(column)
    FROM billing_ladder AS l
    WHERE l.days > coalesce((
      SELECT max(t.days)
      FROM billing_followup AS f CROSS JOIN billing_ladder AS t
        ON t.code = f.action COLLATE NOCASE
      WHERE f.invoice = \(invoice)), -100000)
    ORDER BY l.days, l.id
    LIMIT 1)
    """
  }

  private static let due = "date({row}.due, '+' || \(next("days")) || ' days')"

  static let nouns: [Noun] = [
    Noun(
      name: "followup", plural: "followups",
      doc: "the next step to take over an unpaid invoice: `followups where due <= today`",
      table: "billing_invoice", placement: .attached,
      filter: """
        ({row}.open_minor <> 0 AND {row}.open_minor > 0
          AND NOT EXISTS (
            SELECT 1 FROM billing_dispute AS d WHERE d.invoice = {row}.id AND d.settled_on IS NULL)
          AND \(next("id")) IS NOT NULL)
        """, find: "{row}.code = {value} COLLATE NOCASE", node: "{row}.node",
      party: "{row}.party", shown: ["code", "party", "action", "due", "balance", "overdue"]),
    Noun(
      name: "dunning", plural: "dunnings", doc: "a step that was taken over an invoice",
      table: "billing_followup", placement: .nowhere,
      find: "{row}.code = {value} COLLATE NOCASE", party: "{row}.party",
      shown: ["code", "invoice", "party", "action", "done_on", "author", "note"]),
    Noun(
      name: "rung", plural: "rungs",
      doc: "a step of the ladder: what is done so many days past due",
      table: "billing_ladder", placement: .nowhere,
      find: "{row}.code = {value} COLLATE NOCASE", shown: ["code", "days", "action"]),
  ]

  static let fields: [Field] =
    worklistFields + loggedFields + [
      Field("code", .text, of: .noun("rung"), sql: "{row}.code", doc: "the step's name"),
      Field("days", .days, of: .noun("rung"), sql: "{row}.days", doc: "days past due"),
      Field("action", .text, of: .noun("rung"), sql: "{row}.action", doc: "what is done"),
    ]

  private static let worklistFields: [Field] = [
    Field("code", .text, of: .noun("followup"), sql: "{row}.code", doc: "the invoice's number"),
    Field(
      "party", .text, of: .noun("followup"),
      sql: "(SELECT y.code FROM party AS y WHERE y.id = {row}.party)",
      doc: "the code of whoever owes"),
    Field(
      "invoice", .text, of: .noun("followup"), sql: "{row}.code", relation: "invoice",
      doc: "the invoice that is unpaid"),
    Field(
      "account", .text, of: .noun("followup"),
      sql: "(SELECT a.code FROM billing_account AS a WHERE a.id = {row}.account)",
      relation: "account", doc: "the code of the account"),
    Field(
      "action", .text, of: .noun("followup"), sql: next("code"), relation: "rung",
      doc: "the next step of the ladder"),
    Field("due", .day, of: .noun("followup"), sql: due, doc: "from when the step is to be taken"),
    Field(
      "amount", .money, of: .noun("followup"),
      sql: "CASE {row}.currency WHEN {currency} THEN {row}.open_minor END",
      doc: "what is to be collected"),
  ]

  private static let loggedFields: [Field] = [
    Field("code", .text, of: .noun("dunning"), sql: "{row}.code", doc: "its number"),
    Field(
      "invoice", .text, of: .noun("dunning"),
      sql: "(SELECT i.code FROM billing_invoice AS i WHERE i.id = {row}.invoice)",
      relation: "invoice", doc: "the invoice it was about"),
    Field(
      "party", .text, of: .noun("dunning"),
      sql: "(SELECT y.code FROM party AS y WHERE y.id = {row}.party)",
      doc: "the code of whoever owed"),
    Field(
      "action", .text, of: .noun("dunning"), sql: "{row}.action", relation: "rung",
      doc: "the step that was taken"),
    Field("done_on", .day, of: .noun("dunning"), sql: "{row}.done_on", doc: "when"),
    Field("author", .text, of: .noun("dunning"), sql: "{row}.author", doc: "by whom"),
    Field("note", .text, of: .noun("dunning"), sql: "{row}.note", doc: "what came of it"),
  ]

  static let tables: [ExchangeTable] = [
    // What the file says is the ladder, whole: a step that it does not name is none.
    ExchangeTable(
      file: "ladder", table: "billing_ladder", identity: "code",
      columns: [
        .init("code", .text, isRequired: true),
        .init("days", .number(-3650...3650), isRequired: true),
        .init("action", .text, isRequired: true),
      ], isWhole: true),
    ExchangeTable(
      file: "followups", table: "billing_followup", identity: "code",
      columns: [
        .init("code", .text, isRequired: true),
        .init("invoice", .code(table: "billing_invoice"), isRequired: true),
        .init("action", .text, isRequired: true),
        .init("done_on", .day, isRequired: true),
        .init("author", .text),
        .init("note", .text),
      ],
      afterLoad: """
        UPDATE billing_followup
        SET party = (
          SELECT i.party FROM billing_invoice AS i WHERE i.id = billing_followup.invoice)
        WHERE party IS NULL;

        """ + Series.going("F", as: "F", in: "billing_followup")),
  ]

  static let verbs: [Verb] = [
    Verb(
      "chase", .thing, of: [.noun("invoice"), .noun("followup")],
      arguments: [
        VerbArgument(
          "action", .value(.text), doc: "the step that was taken; else the next of the ladder"),
        VerbArgument("note", .value(.text), doc: "what came of it"),
        VerbArgument("on", .value(.day), doc: "the day; else today"),
      ], doc: "logs that a step of the ladder was taken over an unpaid invoice",
      example: "chase invoice I-2026-0412 action remind note \"called, pays on Friday\"",
      perform: chase),
    Verb(
      "add", .new, of: [.noun("rung")],
      arguments: [
        VerbArgument("days", .value(.days), .value(.integer), isRequired: true, doc: "past due"),
        VerbArgument("action", .value(.text), doc: "what is done; else the step's name"),
      ], doc: "adds a step to the ladder", example: "add rung block days 14 days", perform: add),
    Verb(
      "remove", .thing, of: [.noun("rung")], doc: "takes a step out of the ladder",
      example: "remove rung warn"
    ) { request in
      guard let target = request.target else { return }
      try request.connection.run(
        "DELETE FROM billing_ladder WHERE id = ?", [.integer(target.id)])
    },
  ]

  @Sendable private static func add(_ request: ChangeRequest) throws {
    guard let target = request.target, let days = request.real("days") else { return }
    guard let days = Int64(exactly: days), abs(days) <= 3660 else {
      throw ChangeRefusal("a step has its day in whole days, at most ten years from the due day")
    }
    try request.connection.run(
      "INSERT INTO billing_ladder (code, days, action) VALUES (?, ?, ?)",
      [
        .text(target.code), .integer(days), .text(request.text("action") ?? target.code),
      ])
  }

  @Sendable private static func chase(_ request: ChangeRequest) throws {
    guard let target = request.target else { return }
    let connection = request.connection
    let steps = try connection.rows("SELECT code FROM billing_ladder ORDER BY days")
      .compactMap(\.[0].text)
    guard
      let action = try request.text("action")
        ?? connection.first("SELECT \(next("code", of: "?1"))", [.integer(target.id)])?.text
    else {
      throw ChangeRefusal("every step of the ladder was taken over \(target.code)")
    }
    guard let step = steps.first(where: { $0.lowercased() == action.lowercased() }) else {
      throw ChangeRefusal(
        "`\(action)` is no step of the ladder", help: "it has " + steps.joined(separator: ", "))
    }
    let open = try connection.first(
      "SELECT open_minor FROM billing_invoice WHERE id = ?", [.integer(target.id)])?.integer
    guard (open ?? 0) > 0 else {
      throw ChangeRefusal("\(target.code) is paid: there is nothing to ask for")
    }
    let number = try Series.next("F", connection)
    try connection.run(
      """
      INSERT INTO billing_followup (code, invoice, party, action, done_on, author, note)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text("F\(number)"), .integer(target.id), SQLiteValue(target.party), .text(step),
        SQLiteValue(try request.postingDay()), .text(request.author),
        SQLiteValue(request.text("note")),
      ])
    request.announce(
      Event("chased", target, day: request.day("on"), details: ["step": .text(step)]))
  }
}

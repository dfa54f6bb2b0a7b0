// Promises to pay: who said that money comes, how much, and when.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

enum Promises {
  static let nouns: [Noun] = [
    Noun(
      name: "promise", plural: "promises", doc: "that somebody said that money comes",
      table: "billing_promise", placement: .nowhere,
      find: "{row}.code = {value} COLLATE NOCASE", party: "{row}.party",
      shown: ["code", "party", "day", "promised", "amount"])
  ]

  static let fields: [Field] = [
    Field("code", .text, of: .noun("promise"), sql: "{row}.code", doc: "its number"),
    Field(
      "party", .text, of: .noun("promise"),
      sql: "(SELECT y.code FROM party AS y WHERE y.id = {row}.party)",
      doc: "the code of whoever promised"),
    Field("day", .day, of: .noun("promise"), sql: "{row}.day", doc: "when it was said"),
    Field(
      "promised", .day, of: .noun("promise"), sql: "{row}.promised", doc: "when the money comes"),
    Field(
      "amount", .money, of: .noun("promise"),
      sql: "CASE {row}.currency WHEN {currency} THEN {row}.amount_minor END",
      doc: "how much; empty: all that is due"),
  ]

  /// Kept: as much came in between the word and its day as was promised, or nothing is past due.
  private static let paid = """
    (SELECT coalesce(sum(p.amount_minor), 0)
    FROM billing_payment AS p INDEXED BY billing_payment_party
    WHERE p.party = {row}.party AND p.day BETWEEN {row}.day AND {row}.promised
      AND p.reversed_on IS NULL AND p.kind = 'payment'
      AND ({row}.currency IS NULL OR p.currency = {row}.currency))
    """

  private static let isKept = "(\(paid) >= coalesce({row}.amount_minor, 1))"

  static let conditions: [Condition] = [
    Condition(
      "kept", of: .noun("promise"), sql: isKept,
      doc: "what was promised came in by its day; without an amount, anything"),
    Condition(
      "broken", of: .noun("promise"), sql: "({row}.promised < {today} AND NOT \(isKept))",
      doc: "its day is past, and less came in than was promised"),
  ]

  static let tables: [ExchangeTable] = [
    ExchangeTable(
      file: "promises", table: "billing_promise", identity: "code",
      columns: [
        .init("code", .text, isRequired: true),
        .init("party", .party, isRequired: true),
        .init("day", .day, isRequired: true),
        .init("promised", .day, isRequired: true),
        .init("amount_minor", .minorUnits),
        .init("currency", .currency),
      ], periods: [(from: "day", to: "promised")],
      rules: [
        RowRule(
          refusing: "{row}.amount_minor <= 0",
          "promises no money: write an amount_minor above zero, or leave it empty for all")
      ], afterLoad: Series.going("promise", as: "PR", in: "billing_promise"))
  ]

  static let verbs: [Verb] = [
    Verb(
      "promise", .thing, of: [.party],
      arguments: [
        VerbArgument("on", .value(.day), isRequired: true, doc: "when the money comes"),
        VerbArgument("amount", .value(.money), doc: "how much; else all that is due"),
      ], doc: "notes that somebody promised to pay",
      example: "promise customer C1001 amount 500 INR on 2026-05-20"
    ) { request in
      guard let target = request.target, let promised = try request.givenDay("on") else { return }
      guard let party = target.party else {
        throw ChangeRefusal(
          "\(target.noun.name) \(target.code) belongs to nobody who could promise")
      }
      guard promised >= request.today else {
        throw ChangeRefusal(
          "\(promised) is past: a promise is for today or later",
          help: "what came in is posted with `pay`")
      }
      let money = try request.money("amount")
      let number = try Series.next("promise", request.connection)
      try request.connection.run(
        """
        INSERT INTO billing_promise (code, party, day, promised, amount_minor, currency)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        [
          .text("PR\(number)"), .integer(party), SQLiteValue(request.today),
          SQLiteValue(promised), SQLiteValue(money?.minor),
          SQLiteValue(money?.currency),
        ])
    }
  ]
}

// Disputes: invoices that a customer contests, which stand aside until it is settled.

internal import TopoqSQLite
internal import TopoqVocabulary

enum Disputes {
  static let nouns: [Noun] = [
    Noun(
      name: "dispute", plural: "disputes", doc: "that a customer contests an invoice",
      table: "billing_dispute", placement: .nowhere,
      find: "{row}.code = {value} COLLATE NOCASE", party: "{row}.party",
      shown: ["code", "invoice", "day", "reason", "settled_on", "outcome"])
  ]

  static let fields: [Field] = [
    Field("code", .text, of: .noun("dispute"), sql: "{row}.code", doc: "its number"),
    Field(
      "invoice", .text, of: .noun("dispute"),
      sql: "(SELECT i.code FROM billing_invoice AS i WHERE i.id = {row}.invoice)",
      relation: "invoice", doc: "the invoice that is contested"),
    Field("day", .day, of: .noun("dispute"), sql: "{row}.day", doc: "since when"),
    Field("reason", .text, of: .noun("dispute"), sql: "{row}.reason", doc: "why"),
    Field(
      "settled_on", .day, of: .noun("dispute"), sql: "{row}.settled_on",
      doc: "when it was settled; empty while it stands"),
    Field(
      "outcome", .text, of: .noun("dispute"), sql: "{row}.outcome", doc: "how it was settled"),
  ]

  static let conditions: [Condition] = [
    Condition(
      "settled", of: .noun("dispute"), sql: "{row}.settled_on IS NOT NULL", doc: "it is over")
  ]

  static let tables: [ExchangeTable] = [
    ExchangeTable(
      file: "disputes", table: "billing_dispute", identity: "code",
      columns: [
        .init("code", .text, isRequired: true),
        .init("invoice", .code(table: "billing_invoice"), isRequired: true),
        .init("day", .day, isRequired: true),
        .init("reason", .text, isRequired: true),
        .init("settled_on", .day),
        .init("outcome", .text),
      ], periods: [(from: "day", to: "settled_on")],
      afterLoad: """
        UPDATE billing_dispute
        SET party = (SELECT i.party FROM billing_invoice AS i WHERE i.id = billing_dispute.invoice)
        WHERE party IS NULL;

        """ + Series.going("dispute", as: "D", in: "billing_dispute"))
  ]

  private static let on = VerbArgument("on", .value(.day), doc: "the day; else today")

  static let verbs: [Verb] = [
    Verb(
      "dispute", .thing, of: [.noun("invoice")],
      arguments: [
        VerbArgument("reason", .value(.text), isRequired: true, doc: "what is contested"), on,
      ], doc: "sets an invoice aside: nothing is asked for, and payments pass it by",
      example: "dispute invoice I-2026-0412 reason \"down for two weeks\"", perform: dispute),
    Verb(
      "resolve", .thing, of: [.noun("invoice")],
      arguments: [
        VerbArgument("outcome", .value(.text), isRequired: true, doc: "how it was settled"), on,
      ], doc: "ends the dispute over an invoice",
      example: "resolve invoice I-2026-0412 outcome \"half credited\"", perform: resolve),
  ]

  @Sendable private static func dispute(_ request: ChangeRequest) throws {
    guard let target = request.target else { return }
    let reason = try request.said("reason")
    guard try standing(target, request.connection) == nil else {
      throw ChangeRefusal(
        "invoice \(target.code) is in dispute already",
        help: "`resolve invoice \(target.code) outcome \"...\"` ends it", isTaken: true)
    }
    let number = try Series.next("dispute", request.connection)
    try request.connection.run(
      "INSERT INTO billing_dispute (code, invoice, party, day, reason) VALUES (?, ?, ?, ?, ?)",
      [
        .text("D\(number)"), .integer(target.id), SQLiteValue(target.party),
        SQLiteValue(try request.postingDay()), .text(reason),
      ])
  }

  @Sendable private static func resolve(_ request: ChangeRequest) throws {
    guard let target = request.target else { return }
    let connection = request.connection
    let outcome = try request.said("outcome")
    guard let dispute = try standing(target, connection) else {
      throw ChangeRefusal("invoice \(target.code) is not in dispute")
    }
    try connection.run(
      "UPDATE billing_dispute SET settled_on = ?, outcome = ? WHERE id = ?",
      [SQLiteValue(try request.postingDay()), .text(outcome), .integer(dispute)])
    let account = try connection.first(
      "SELECT account FROM billing_invoice WHERE id = ?", [.integer(target.id)])?.integer
    if let account { try Settling.settle(connection, account: account) }
  }

  private static func standing(
    _ invoice: ChangedThing, _ connection: ConnectionHandle
  ) throws -> Int64? {
    try connection.first(
      "SELECT id FROM billing_dispute WHERE invoice = ? AND settled_on IS NULL",
      [.integer(invoice.id)])?.integer
  }
}

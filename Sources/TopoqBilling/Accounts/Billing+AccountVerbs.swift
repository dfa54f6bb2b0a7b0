// What is done to accounts: opened, and told for whom they pay.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

extension Billing {
  static let accountVerbs: [Verb] = [
    Verb(
      "add", .new, of: [.noun("account")],
      arguments: [
        VerbArgument("for", .thing([.party]), isRequired: true, doc: "whose account it is"),
        VerbArgument("bill_day", .value(.integer), doc: "the day of the month it is billed on"),
        VerbArgument("period", .value(.integer), doc: "how many months an invoice covers"),
        VerbArgument("due_days", .value(.integer), doc: "days from the invoice until it is due"),
        VerbArgument("place", .value(.text), doc: "the place of supply, as the taxes name it"),
        VerbArgument("mode", .word(["postpaid", "prepaid"]), doc: "postpaid or prepaid"),
        VerbArgument(
          "partner", .thing([.noun("partner")]), doc: "the partner whose customer it is"),
      ],
      doc: "opens an account; a party without one gets one with its first invoice",
      example: "add account A1 for customer C1013 bill_day 5 period 3 due_days 30",
      perform: addAccount),
    Verb(
      "assign", .thing, of: [.party, .plantNode],
      arguments: [
        VerbArgument(
          "to", .thing([.noun("account")]), isRequired: true, doc: "the account that pays")
      ],
      doc: "lets an account pay for somebody, or for all that is charged at a place",
      example: "assign customer C1013 to account A1", perform: assign),
  ]

  private static func addAccount(_ request: ChangeRequest) throws {
    guard let holder = request.thing("for"), let party = holder.party else {
      throw ChangeRefusal("nobody holds it", help: "add for example `for customer C1001`")
    }
    let day = request.integer("bill_day") ?? 1
    guard (1...31).contains(day) else {
      throw ChangeRefusal(
        "no month has a day \(day)", help: "write a day from 1 to 31", at: "bill_day")
    }
    let months = request.integer("period") ?? 1
    guard [1, 2, 3, 4, 6, 12].contains(months) else {
      throw ChangeRefusal(
        "\(months) months do not divide a year", help: "write 1, 2, 3, 4, 6 or 12",
        at: "period")
    }
    let due = request.integer("due_days") ?? 15
    guard (0...366).contains(due) else {
      throw ChangeRefusal(
        "\(due) days to pay", help: "write a number of days from 0 to 366",
        at: "due_days")
    }
    try request.connection.run(
      """
      INSERT INTO billing_account (code, party, mode, bill_day, months, due_days, place, partner)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(request.changed.code), .integer(party), .text(request.text("mode") ?? "postpaid"),
        .integer(day), .integer(months), .integer(due), .text(request.text("place") ?? "home"),
        SQLiteValue(request.thing("partner")?.id),
      ])
  }

  private static func assign(_ request: ChangeRequest) throws {
    guard let account = request.thing("to") else {
      throw ChangeRefusal("no account is named", help: "add for example `to account A1`")
    }
    let thing = request.changed
    // A place is a node and nobody; somebody is a party, wherever.
    let (party, node) = thing.party == nil ? (nil, thing.node) : (thing.party, nil)
    guard party != nil || node != nil else {
      throw ChangeRefusal("\(thing.noun.name) \(thing.code) names nobody and no place")
    }
    try request.connection.run(
      "DELETE FROM billing_account_premises WHERE party IS ? AND node IS ?",
      [SQLiteValue(party), SQLiteValue(node)])
    try request.connection.run(
      "INSERT INTO billing_account_premises (code, account, party, node) VALUES (?, ?, ?, ?)",
      [
        .text(
          try request.freeCode("\(account.code)/\(thing.code)", in: "billing_account_premises")),
        .integer(account.id), SQLiteValue(party), SQLiteValue(node),
      ])
  }
}

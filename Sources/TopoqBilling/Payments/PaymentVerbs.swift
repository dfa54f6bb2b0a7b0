// Taking money in: pay, match what waits in suspense, reverse what came back.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

enum PaymentVerbs {
  private static let posted =
    "posted money is reversed, never undone: `reverse payment P1 reason \"...\"`"

  private static let details: [VerbArgument] = [
    VerbArgument("on", .value(.day), doc: "the day of the payment; else today"),
    VerbArgument("method", .value(.text), doc: "cash, bank, gateway, ..."),
    VerbArgument("reference", .value(.text), doc: "what the payer wrote with it"),
    VerbArgument("payer", .value(.text), doc: "who paid, as the bank has it"),
  ]
  private static let amount = VerbArgument(
    "amount", .value(.money), isRequired: true, doc: "how much came in")

  static let all: [Verb] = [
    Verb(
      "pay", .thing, of: [.noun("invoice"), .noun("account"), .party],
      arguments: [amount] + details, irrevocable: posted,
      doc:
        "posts a payment: to the invoice named, then to the oldest; what is over stays as credit",
      example: "pay invoice I-2026-0412 amount 500 INR on 2026-05-20", perform: pay),
    Verb(
      "add", .new, of: [.noun("payment")],
      arguments: [
        amount,
        VerbArgument("account", .thing([.noun("account")]), doc: "the account, where it is known"),
      ] + details, irrevocable: posted,
      doc: "posts a payment; one for which no account is known waits in suspense",
      example: "add payment P7 amount 500 INR reference \"I-2026-0412\"", perform: add),
    Verb(
      "match", .thing, of: [.noun("payment")],
      arguments: [
        VerbArgument(
          "to", .thing([.noun("invoice"), .noun("account"), .party]), isRequired: true,
          doc: "the invoice, account or customer that it is for")
      ], irrevocable: posted, doc: "takes a payment out of suspense",
      example: "match payment P7 to invoice I-2026-0412", perform: match),
    Verb(
      "reverse", .thing, of: [.noun("payment"), .noun("bad_debt")],
      arguments: [
        VerbArgument(
          "reason", .value(.text), isRequired: true, doc: "why: bounced, a mistake, ..."),
        VerbArgument("on", .value(.day), doc: "the day it came back; else today"),
      ],
      irrevocable: "what is posted stays: post it again with `add payment P8 ...`",
      doc: "takes a payment back: what it paid is open again",
      example: "reverse payment P7 reason \"cheque bounced\"", perform: reverse),
  ]

  private static func receipt(_ request: ChangeRequest) throws -> Receipt {
    guard let money = try request.money("amount") else {
      throw ChangeRefusal("a payment needs an amount", help: "add `amount 500 \(request.currency)`")
    }
    return Receipt(
      day: try valueDay(request), money: money, method: request.text("method"),
      reference: request.text("reference"), payer: request.text("payer"))
  }

  /// The day a payment is of. A cheque or a transfer may bear a day still to come; more than a month
  /// ahead it is more likely a slip of the pen.
  private static func valueDay(_ request: ChangeRequest) throws -> Day {
    let day = try request.dayOrToday("on")
    guard day > request.today else { return day }
    guard request.today.days(to: day) <= 31 else {
      throw ChangeRefusal(
        "\(day) is more than a month ahead: a payment is entered when it is there",
        help: "leave `on` out for today")
    }
    request.note("\(day) is still to come; the payment counts from now on")
    return day
  }

  // MARK: pay

  @Sendable private static func pay(_ request: ChangeRequest) throws {
    guard let target = request.target else { return }
    let own = ["billing_payment", "billing_charge", "billing_service", "billing_discount"]
    guard !own.contains(target.noun.table) else {
      throw ChangeRefusal(
        "a \(target.noun.name) is not paid", help: "pay an invoice, an account or a customer")
    }
    var receipt = try receipt(request)
    try aim(&receipt, at: target, request)
    let code = try receipt.post(request.connection)
    try tell(code, receipt, request)
    request.announce(
      Event(
        "paid", target, day: receipt.day.description,
        details: [
          "amount": .integer(receipt.money.minor), "currency": .text(receipt.money.currency),
        ]))
  }

  /// Says which account, and which invoice first.
  private static func aim(
    _ receipt: inout Receipt, at thing: ChangedThing, _ request: ChangeRequest
  ) throws {
    let account = try PayingAccount(of: thing, request.connection)
    try account.accept(receipt.money, request.connection)
    receipt.account = account
    guard thing.noun.table == "billing_invoice" else { return }
    let invoice = try request.connection.rows(
      "SELECT total_minor, currency FROM billing_invoice WHERE id = ?", [.integer(thing.id)])
    guard let row = invoice.first, (row[0].integer ?? 0) > 0 else {
      throw ChangeRefusal("\(thing.code) is a credit note: there is nothing to pay")
    }
    guard row[1].text == receipt.money.currency else {
      throw ChangeRefusal("invoice \(thing.code) is in \(row[1].text ?? "another currency")")
    }
    receipt.invoice = thing.id
    // Whoever reads the payment elsewhere finds the invoice by it.
    receipt.reference = receipt.reference ?? thing.code
  }

  private static func tell(
    _ code: String, _ receipt: Receipt, _ request: ChangeRequest
  ) throws {
    guard let account = receipt.account else { return }
    let left = try request.connection.first(
      "SELECT left_minor FROM billing_payment WHERE code = ?", [.text(code)])?.integer
    let isCredit = (left ?? 0) > 0
    let rest = Money(minor: left ?? 0, currency: receipt.money.currency)
    request.note(
      "payment \(code) of \(receipt.money) on account \(account.code)"
        + (isCredit ? "; \(rest) of it stays as credit" : ""))
  }

  // MARK: Suspense

  @Sendable private static func add(_ request: ChangeRequest) throws {
    guard let target = request.target else { return }
    var receipt = try receipt(request)
    receipt.code = target.code
    if let account = request.thing("account") {
      try aim(&receipt, at: account, request)
    }
    let code = try receipt.post(request.connection)
    if receipt.account == nil {
      try matchByReference(code, request)
    } else {
      try tell(code, receipt, request)
    }
  }

  /// A reference that names one account or invoice by its code is as good as an account.
  private static func matchByReference(_ code: String, _ request: ChangeRequest) throws {
    for statement in Suspense.matching("code = ?1") {
      try request.connection.run(statement, [.text(code)])
    }
    let found = try request.connection.rows(
      "SELECT id, account FROM billing_payment WHERE code = ?", [.text(code)])
    guard let row = found.first, let id = row[0].integer, let account = row[1].integer else {
      request.note(
        "payment \(code) waits in suspense: `match payment \(code) to ...` says what it is for, "
          + "`proposals of payment \(code)` what it may be for")
      return
    }
    try enter(payment: id, account: account, request)
  }

  /// Enters a payment that has just found its account, and settles it.
  private static func enter(payment: Int64, account: Int64, _ request: ChangeRequest) throws {
    let connection = request.connection
    let row = try connection.rows(
      "SELECT code, amount_minor, currency, day FROM billing_payment WHERE id = ?",
      [.integer(payment)])[0]
    let money = Money(minor: row[1].integer ?? 0, currency: row[2].text ?? request.currency)
    guard let paying = try PayingAccount(account, connection) else { return }
    try paying.accept(money, connection)
    try Ledger.enter(
      "payment", row[0].text ?? "", of: account,
      Money(minor: -money.minor, currency: money.currency), on: row[3].day ?? request.today,
      connection)
    try Settling.settle(connection, account: account)
    request.note("payment \(row[0].text ?? "") of \(money) on account \(paying.code)")
  }

  @Sendable private static func match(_ request: ChangeRequest) throws {
    guard let target = request.target, let thing = request.thing("to") else { return }
    let connection = request.connection
    let row = try connection.rows(
      """
      SELECT account_code, reversed_on, amount_minor, currency, day, account
      FROM billing_payment
      WHERE id = ?
      """, [.integer(target.id)])[0]
    guard row[5].isNull else {
      throw ChangeRefusal(
        "payment \(target.code) is on account \(row[0].text ?? "") already",
        help: "`reverse payment \(target.code) reason \"...\"`, then post it anew", isTaken: true)
    }
    guard row[1].isNull else {
      throw ChangeRefusal("payment \(target.code) was reversed on \(row[1].text ?? "")")
    }
    var receipt = Receipt(
      day: row[4].day ?? request.today,
      money: Money(minor: row[2].integer ?? 0, currency: row[3].text ?? request.currency))
    try aim(&receipt, at: thing, request)
    guard let account = receipt.account else { return }
    try connection.run(
      """
      UPDATE billing_payment
      SET account = ?, party = ?, account_code = ?, invoice = ?
      WHERE id = ?
      """,
      [
        .integer(account.id), SQLiteValue(account.party), .text(account.code),
        SQLiteValue(receipt.invoice),
        .integer(target.id),
      ])
    try enter(payment: target.id, account: account.id, request)
  }

  // MARK: reverse

  @Sendable private static func reverse(_ request: ChangeRequest) throws {
    guard let target = request.target else { return }
    let connection = request.connection
    let reason = try request.said("reason")
    let day = try request.postingDay()
    let row = try connection.rows(
      """
      SELECT account, reversed_on, amount_minor, currency, day
      FROM billing_payment
      WHERE id = ?
      """, [.integer(target.id)])[0]
    guard row[1].isNull else {
      throw ChangeRefusal(
        "\(target.noun.name) \(target.code) was reversed on \(row[1].text ?? "") already")
    }
    guard day >= row[4].day ?? day else {
      throw ChangeRefusal("\(target.code) is of \(row[4].text ?? ""): it cannot come back before")
    }
    try connection.run(
      "UPDATE billing_payment SET reversed_on = ?, reason = ? WHERE id = ?",
      [SQLiteValue(day), .text(reason), .integer(target.id)])
    try Settling.takeBack(connection, payment: target.id)
    guard let account = row[0].integer else { return }
    let money = Money(minor: row[2].integer ?? 0, currency: row[3].text ?? request.currency)
    try Ledger.enter("reversal", target.code, of: account, money, on: day, connection)
    try Settling.settle(connection, account: account)
  }
}

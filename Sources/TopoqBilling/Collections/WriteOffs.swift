// Writing off: what nobody will pay any more.

internal import TopoqSQLite
internal import TopoqVocabulary

/// A write-off is posted like a payment, of kind `write-off`: it closes the invoice, stands in the
/// ledger, and is reversed where the money comes after all. It is no payment to any question.
enum WriteOffs {
  static let verbs: [Verb] = [
    Verb(
      "write_off", .thing, of: [.noun("invoice")],
      arguments: [
        VerbArgument("reason", .value(.text), isRequired: true, doc: "why nobody will pay it"),
        VerbArgument("amount", .value(.money), doc: "how much; else all that is open"),
        VerbArgument("on", .value(.day), doc: "the day; else today"),
      ],
      irrevocable: "posted money is reversed, never undone: `reverse bad_debt W1 reason \"...\"`",
      doc: "gives up what is open on an invoice",
      example: "write_off invoice I-2026-0412 reason \"moved away, not found\"", perform: writeOff)
  ]

  @Sendable private static func writeOff(_ request: ChangeRequest) throws {
    guard let target = request.target else { return }
    let connection = request.connection
    let reason = try request.said("reason")
    let account = try PayingAccount(of: target, connection)
    try Settling.settle(connection, account: account.id)
    let row = try connection.rows(
      "SELECT open_minor, currency FROM billing_invoice WHERE id = ?", [.integer(target.id)])[0]
    let open = Money(minor: row[0].integer ?? 0, currency: row[1].text ?? request.currency)
    guard open.minor > 0 else {
      throw ChangeRefusal("nothing is open on \(target.code)")
    }
    let money = try request.money("amount") ?? open
    guard money.currency == open.currency, money.minor <= open.minor else {
      throw ChangeRefusal(
        "\(money) is more than the \(open) that \(target.code) has open",
        help: "leave `amount` out to write off all of it")
    }
    let code = try Receipt(
      account: account, invoice: target.id, day: try request.postingDay(), money: money,
      reference: target.code, kind: "write-off"
    ).post(connection)
    try connection.run(
      "UPDATE billing_payment SET reason = ? WHERE code = ?", [.text(reason), .text(code)])
    request.note("\(money) of \(target.code) written off as bad_debt \(code)")
  }
}

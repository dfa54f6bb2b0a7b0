// accounts.csv and account_premises.csv.

internal import TopoqVocabulary

extension Billing {
  static let accountFiles: [ExchangeTable] = [
    ExchangeTable(
      file: "accounts", table: "billing_account", identity: "code",
      columns: [
        .init("code", .text, isRequired: true),
        .init("party", .party),
        .init("currency", .currency),
        .init("mode", .word(["postpaid", "prepaid"]), fallback: "postpaid"),
        .init("bill_day", .number(1...31), fallback: "1"),
        .init("months", .number(1...120), fallback: "1"),
        .init("due_days", .number(0...3650), fallback: "15"),
        .init("place", .text, fallback: "home"),
        .init("partner", .code(table: "billing_partner")),
        .init("billed_from", .day),
        .init("paid_from", .day),
        .init("paid_to", .day),
        .init("grace_to", .day),
        .init("grace_reason", .text),
      ],
      periods: [(from: "paid_from", to: "paid_to")],
      following: "{row}.code = (SELECT y.code FROM party AS y WHERE y.id = {row}.party)"),
    ExchangeTable(
      file: "account_premises", table: "billing_account_premises", identity: "code",
      columns: [
        .init("code", .text, isRequired: true),
        .init("account", .code(table: "billing_account"), isRequired: true),
        .init("party", .party),
        .init("node", .node),
      ]),
  ]
}

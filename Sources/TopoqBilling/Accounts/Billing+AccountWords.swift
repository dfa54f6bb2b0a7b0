// What can be said of accounts.

internal import TopoqVocabulary

extension Billing {
  static let account = Noun(
    name: "account", plural: "accounts", doc: "who pays: one invoice each period",
    table: "billing_account", placement: .nowhere,
    find: "{row}.code = {value} COLLATE NOCASE", party: "{row}.party",
    shown: ["code", "party", "mode", "bill_day", "months", "billed_until"])

  static let accountFields: [Field] = [
    Field("code", .text, of: .noun("account"), sql: "{row}.code", doc: "the account's code"),
    Field(
      "party", .text, of: .noun("account"),
      sql: "(SELECT y.code FROM party AS y WHERE y.id = {row}.party)",
      doc: "the code of whoever holds it"),
    Field(
      "mode", .text, of: .noun("account"), sql: "{row}.mode", doc: "postpaid or prepaid"),
    Field(
      "currency", .text, of: .noun("account"), sql: "{row}.currency",
      doc: "the one currency that it is charged in, where it keeps to one"),
    Field(
      "bill_day", .integer, of: .noun("account"), sql: "{row}.bill_day",
      doc: "the day of the month on which its billing months begin"),
    Field(
      "months", .integer, of: .noun("account"), sql: "{row}.months",
      doc: "how many months an invoice covers"),
    Field(
      "due_days", .integer, of: .noun("account"), sql: "{row}.due_days",
      doc: "days from an invoice until it is due"),
    Field(
      "place", .text, of: .noun("account"), sql: "{row}.place",
      doc: "the place of supply, by which taxes are chosen"),
    Field(
      "billed_until", .day, of: .noun("account"),
      sql: "(SELECT max(i.ends) FROM billing_invoice AS i WHERE i.account = {row}.id)",
      doc: "the first day that no invoice covers"),
  ]

  static let accountConditions: [Condition] = [
    Condition(
      "postpaid", of: .noun("account"), sql: "({row}.mode = 'postpaid')", doc: "pays afterwards")
  ]
}

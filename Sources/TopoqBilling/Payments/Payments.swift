// What was paid: receipts of an account, and those that wait in suspense for one.

internal import TopoqVocabulary

enum Payments {
  static let nouns: [Noun] = [
    Noun(
      name: "payment", plural: "payments", doc: "money that came in, for an account or in suspense",
      table: "billing_payment", placement: .nowhere, filter: "{row}.kind = 'payment'",
      find: "{row}.code = {value} COLLATE NOCASE", party: "{row}.party",
      shown: ["code", "account", "day", "amount", "unused", "method", "reference"]),
    Noun(
      name: "bad_debt", plural: "bad_debts", doc: "what was written off of an invoice",
      table: "billing_payment", placement: .nowhere, filter: "{row}.kind = 'write-off'",
      find: "{row}.code = {value} COLLATE NOCASE", party: "{row}.party",
      shown: ["code", "account", "day", "amount", "invoice", "reason"]),
  ]

  static let fields: [Field] =
    ["payment", "bad_debt"].flatMap(fields(of:)) + [
      Field(
        "unused", .money, of: .noun("payment"),
        sql: "CASE {row}.currency WHEN {currency} THEN {row}.left_minor END",
        doc: "what of it has paid nothing yet: credit, or money in suspense"),
      Field(
        "method", .text, of: .noun("payment"), sql: "{row}.method",
        doc: "cash, bank, gateway, or as the file says"),
      Field(
        "reference", .text, of: .noun("payment"), sql: "{row}.reference",
        doc: "what the payer wrote with it"),
      Field(
        "payer", .text, of: .noun("payment"), sql: "{row}.payer",
        doc: "who paid, as the bank has it"),
      Field(
        "proposal", .text, of: .noun("payment"), sql: Suspense.best("account"), relation: "account",
        doc: "for a payment in suspense: the account that it is most likely for"),
      Field(
        "proposed_by", .text, of: .noun("payment"), sql: Suspense.best("because"),
        doc: "for a payment in suspense: what speaks for the proposal"),
    ]

  private static func fields(of noun: String) -> [Field] {
    [
      Field("code", .text, of: .noun(noun), sql: "{row}.code", doc: "its number"),
      Field(
        "account", .text, of: .noun(noun),
        sql: "(SELECT a.code FROM billing_account AS a WHERE a.id = {row}.account)",
        relation: "account", doc: "the code of the account; empty in suspense"),
      Field(
        "invoice", .text, of: .noun(noun),
        sql: "(SELECT i.code FROM billing_invoice AS i WHERE i.id = {row}.invoice)",
        relation: "invoice", doc: "the invoice that it names; empty: the oldest first"),
      Field("day", .day, of: .noun(noun), sql: "{row}.day", doc: "the day of the payment"),
      Field(
        "amount", .money, of: .noun(noun),
        sql: "CASE {row}.currency WHEN {currency} THEN {row}.amount_minor END", doc: "how much"),
      Field("currency", .text, of: .noun(noun), sql: "{row}.currency", doc: "ISO 4217 code"),
      Field(
        "reversed_on", .day, of: .noun(noun), sql: "{row}.reversed_on",
        doc: "the day on which it was reversed"),
      Field("reason", .text, of: .noun(noun), sql: "{row}.reason", doc: "why, as was said"),
    ]
  }

  static let conditions: [Condition] = [
    Condition(
      "in_suspense", of: .noun("payment"),
      sql: "({row}.account IS NULL AND {row}.left_minor <> 0)",
      doc: "no account is known for it: `match payment P1 to account A1`"),
    Condition(
      "reversed", of: .noun("payment"), sql: "{row}.reversed_on IS NOT NULL",
      doc: "it came back, or was a mistake"),
    Condition(
      "reversed", of: .noun("bad_debt"), sql: "{row}.reversed_on IS NOT NULL",
      doc: "it is asked for again"),
  ]

  static let measures: [Measure] = [
    Measure(
      "collected", .money, of: .noun("payment"),
      sql: """
        coalesce(sum(CASE WHEN {row}.reversed_on IS NULL AND {row}.currency = {currency}
          THEN {row}.amount_minor END), 0)
        """, doc: "what came in, without what was reversed")
  ]

  /// Bank and gateway statements, keyed by their own numbers: what is read twice is there once.
  static let table = ExchangeTable(
    file: "payments", table: "billing_payment", identity: "code",
    columns: [
      .init("code", .text, isRequired: true),
      .init("kind", .word(["payment", "write-off"]), fallback: "payment"),
      .init("account", as: "account_code", .text),
      .init("party", .party),
      .init("invoice", .code(table: "billing_invoice")),
      .init("day", .day, isRequired: true),
      .init("amount_minor", .minorUnits, isRequired: true),
      .init("currency", .currency, isRequired: true),
      .init("method", .text),
      .init("reference", .text),
      .init("payer", .text),
      .init("reversed_on", .day),
      .init("reason", .text),
    ],
    periods: [(from: "day", to: "reversed_on")],
    posted: PostedColumns(
      ["kind", "account", "day", "amount_minor", "currency", "reversed_on"],
      where: "{row}.account IS NOT NULL",
      advice: "give it the day in reversed_on, and post it anew under another code"),
    rules: [
      RowRule(
        refusing: "{row}.amount_minor <= 0",
        "is of no money: a payment is above zero, and one that went back has its day in reversed_on"
      )
    ],
    afterLoad: Suspense.matchingAfterLoad + enteringAfterLoad + Settling.reversingAfterLoad
      + enteringReversalsAfterLoad + Settling.afterLoad
      + Series.going("P", as: "P", in: "billing_payment")
      + Series.going("W", as: "W", in: "billing_payment"))

  /// What is matched and not yet in the ledger is entered; what was posted before stays as it was.
  private static let enteringAfterLoad = """
    UPDATE billing_payment
    SET left_minor = \(Settling.leftOfPayment)
    WHERE left_minor IS NULL;
    INSERT INTO billing_entry (account, day, kind, reference, amount_minor, currency)
    SELECT p.account, p.day, p.kind, p.code, -p.amount_minor, p.currency
    FROM billing_payment AS p
    WHERE p.account IS NOT NULL
      AND NOT EXISTS (
        SELECT 1 FROM billing_entry AS e WHERE e.kind = p.kind AND e.reference = p.code);

    """

  private static let enteringReversalsAfterLoad = """
    INSERT INTO billing_entry (account, day, kind, reference, amount_minor, currency)
    SELECT p.account, p.reversed_on, 'reversal', p.code, p.amount_minor, p.currency
    FROM billing_payment AS p
    WHERE p.account IS NOT NULL AND p.reversed_on IS NOT NULL
      AND NOT EXISTS (
        SELECT 1 FROM billing_entry AS e WHERE e.kind = 'reversal' AND e.reference = p.code);

    """
}

// What somebody owes, since when, and whether it may be asked for today.

internal import TopoqVocabulary

/// Words of whoever has invoices: of parties by their own, of accounts by theirs, and of single
/// invoices. What is open is read from the indexes of open invoices and unused payments alone.
enum Arrears {
  /// One kind of thing that can owe.
  private struct Debtor {
    let scope: Scope
    /// The test that an invoice or payment of the given alias is this one's.
    let owns: @Sendable (String) -> String
    let invoices: String
    let payments: String
  }

  private static let debtors = [
    Debtor(
      scope: .party, owns: { "\($0).party = {party}" }, invoices: "billing_invoice_open",
      payments: "billing_payment_left"),
    Debtor(
      scope: .noun("account"), owns: { "\($0).account = {row}.id" },
      invoices: "billing_invoice_open_account", payments: "billing_payment_left_account"),
  ]

  // MARK: Fragments

  /// A query over the open invoices `i` of a debtor.
  private static func openInvoices(
    _ value: String, of debtor: Debtor, _ tests: [String] = []
  ) -> String {
    let all = [debtor.owns("i"), "i.open_minor <> 0"] + tests
    return """
      (SELECT \(value)
      FROM billing_invoice AS i INDEXED BY \(debtor.invoices)
      WHERE \(all.joined(separator: " AND ")))
      """
  }

  private static let isOwed = "i.open_minor > 0"
  private static let isPastDue = "i.due < {today}"
  private static let isCounted = "i.currency = {currency}"
  private static let isDisputed = """
    EXISTS (
      SELECT 1 FROM billing_dispute AS d WHERE d.invoice = i.id AND d.settled_on IS NULL)
    """

  private static func balance(of debtor: Debtor) -> String {
    """
    (coalesce(\(openInvoices("sum(i.open_minor)", of: debtor, [isCounted])), 0)
      - coalesce((
        SELECT sum(p.left_minor)
        FROM billing_payment AS p INDEXED BY \(debtor.payments)
        WHERE \(debtor.owns("p")) AND p.left_minor <> 0 AND p.currency = {currency}
          AND p.account IS NOT NULL), 0))
    """
  }

  private static func oldestDue(of debtor: Debtor, _ tests: [String] = []) -> String {
    openInvoices("min(i.due)", of: debtor, [isOwed, isPastDue] + tests)
  }

  private static func days(since day: String) -> String {
    "CAST(julianday({today}) - julianday(\(day)) AS INTEGER)"
  }

  /// Days past due as the buckets in which ageing is reported.
  private static func bucket(_ days: String) -> String {
    """
    CASE
      WHEN \(days) > 120 THEN 'over 120'
      WHEN \(days) > 90 THEN '91-120'
      WHEN \(days) > 60 THEN '61-90'
      WHEN \(days) > 30 THEN '31-60'
      WHEN \(days) > 0 THEN '1-30'
      ELSE 'not due' END
    """
  }

  private static func ageing(of debtor: Debtor) -> String {
    "CASE WHEN EXISTS \(openInvoices("1", of: debtor, [isOwed])) THEN (SELECT "
      + bucket("late.days") + " FROM (SELECT "
      + days(since: openInvoices("min(i.due)", of: debtor, [isOwed]))
      + " AS days) AS late) END"
  }

  /// A promise of the party's that is still to come.
  private static let isPromised = """
    EXISTS (
      SELECT 1
      FROM billing_promise AS m
      WHERE m.party = {party} AND m.promised >= {today})
    """

  /// Past due by the ladder's first step, undisputed, and no promise stands.
  private static func delinquent(_ debtor: Debtor) -> String {
    """
    (\(days(since: oldestDue(of: debtor, ["NOT " + isDisputed])))
        >= (SELECT min(l.days) FROM billing_ladder AS l)
      AND NOT \(isPromised))
    """
  }

  // MARK: Words

  static let fields: [Field] =
    debtors.flatMap(fields(of:)) + ["invoice", "followup"].flatMap(invoiceFields(of:)) + [
      Field(
        "promised", .day, of: .party,
        sql: """
          (SELECT m.promised
          FROM billing_promise AS m
          WHERE m.party = {party}
          ORDER BY m.day DESC, m.id DESC
          LIMIT 1)
          """, doc: "the day for which payment was last promised"),
      Field(
        "last_payment", .day, of: .party,
        sql: """
          (SELECT max(p.day)
          FROM billing_payment AS p INDEXED BY billing_payment_party
          WHERE p.party = {party} AND p.reversed_on IS NULL AND p.kind = 'payment')
          """, doc: "the day of the newest payment that was not reversed"),
    ]

  private static func fields(of debtor: Debtor) -> [Field] {
    [
      Field(
        "balance", .money, of: debtor.scope, sql: balance(of: debtor),
        doc: "what is open on invoices, less credit; below zero where credit is left"),
      Field(
        "overdue", .days, of: debtor.scope, sql: days(since: oldestDue(of: debtor)),
        doc: "days since the oldest unpaid invoice fell due; empty where none is"),
      Field(
        "overdue_amount", .money, of: debtor.scope,
        sql: openInvoices("sum(i.open_minor)", of: debtor, [isOwed, isPastDue, isCounted]),
        doc: "what is open on invoices past due"),
      Field(
        "ageing", .text, of: debtor.scope, sql: ageing(of: debtor),
        doc: "by days past due of the oldest unpaid: not due, 1-30, 31-60, 61-90, 91-120, over 120"),
    ]
  }

  private static func invoiceFields(of noun: String) -> [Field] {
    let late = days(since: "{row}.due")
    return [
      Field(
        "balance", .money, of: .noun(noun),
        sql: "CASE {row}.currency WHEN {currency} THEN {row}.open_minor END",
        doc: "what is still to be paid; of a credit note, below zero, what is still to be given"),
      Field(
        "overdue", .days, of: .noun(noun),
        sql: "CASE WHEN {row}.open_minor > 0 AND {row}.due < {today} THEN \(late) END",
        doc: "days past due while it is unpaid"),
      Field(
        "ageing", .text, of: .noun(noun),
        sql: "CASE WHEN {row}.open_minor > 0 THEN \(bucket(late)) END",
        doc: "by days past due: not due, 1-30, 31-60, 61-90, 91-120, over 120"),
    ]
  }

  static let conditions: [Condition] =
    debtors.flatMap(conditions(of:)) + ["invoice", "followup"].flatMap(invoiceConditions(of:)) + [
      Condition(
        "promised", of: .party, sql: isPromised, doc: "payment is promised for today or later")
    ]

  private static func conditions(of debtor: Debtor) -> [Condition] {
    [
      Condition(
        "overdue", of: debtor.scope, sql: "\(oldestDue(of: debtor)) IS NOT NULL",
        doc: "an invoice is past due and not paid"),
      Condition(
        "disputed", of: debtor.scope, sql: disputed(debtor),
        doc: "an invoice is in dispute"),
      Condition(
        "delinquent", of: debtor.scope, sql: delinquent(debtor),
        doc: "past due by the first step of the ladder, undisputed, and no promise stands"),
    ]
  }

  private static func disputed(_ debtor: Debtor) -> String {
    debtor.scope == .party
      ? "EXISTS (SELECT 1 FROM billing_dispute AS d WHERE d.party = {party} AND d.settled_on IS NULL)"
      : "EXISTS " + openInvoices("1", of: debtor, [isDisputed])
  }

  private static func invoiceConditions(of noun: String) -> [Condition] {
    [
      Condition(
        "overdue", of: .noun(noun), sql: "({row}.open_minor > 0 AND {row}.due < {today})",
        doc: "past due and not paid"),
      Condition(
        "disputed", of: .noun(noun),
        sql: """
          EXISTS (
            SELECT 1
            FROM billing_dispute AS d
            WHERE d.invoice = {row}.id AND d.settled_on IS NULL)
          """, doc: "the customer contests it"),
    ]
  }

  static let measures: [Measure] =
    debtors.map { debtor in
      Measure(
        "arrears", .money, of: debtor.scope,
        sql: "coalesce(sum("
          + openInvoices("sum(i.open_minor)", of: debtor, [isOwed, isPastDue, isCounted])
          + "), 0)", doc: "what is past due, over all that are asked for")
    }
    + ["invoice", "followup"].map { noun in
      Measure(
        "arrears", .money, of: .noun(noun),
        sql: """
          coalesce(sum(CASE WHEN {row}.open_minor > 0 AND {row}.due < {today}
            AND {row}.currency = {currency} THEN {row}.open_minor END), 0)
          """, doc: "what is past due, over all that are asked for")
    }
}

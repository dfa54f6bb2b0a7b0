// The billing run: for an account and a day, what is to be billed becomes an invoice, once.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

struct BillingRun {
  enum Outcome {
    /// The invoices and credit notes posted, one a currency.
    case posted([Posting.Receipt])
    /// An invoice covers the period already; the day up to which it bills.
    case billedAlready(Day)
    case nothing
    /// It pays ahead.
    case prepaid
  }

  let request: ChangeRequest
  /// Charges of which days were left out, as an account was never billed here before.
  private var cutShort: [(code: String, begins: Day, floor: Day)] = []
  private var connection: ConnectionHandle { request.connection }

  init(_ request: ChangeRequest) { self.request = request }

  /// Bills all periods of an account that have ended by `day`.
  ///
  /// - Parameter first: the first day to be billed, for an account that was never billed here.
  mutating func bill(_ account: Account, on day: Day, from first: Day?) throws -> Outcome {
    guard account.mode != "prepaid" else { return .prepaid }
    let end = account.cycle.lastEnd(by: day)
    let floor = account.billedFrom ?? first ?? account.cycle.begin(ofPeriodEnding: end)
    let histories = try AccountHistory.read(account, from: floor, until: end, connection)
    var account = account
    var receipts: [Posting.Receipt] = []
    var isBilled = false
    for (currency, history) in histories.sorted(by: { $0.key < $1.key }) {
      guard try !isPosted(account, currency, until: end) else {
        isBilled = true
        continue
      }
      let shares = try Entitlement.shares(
        of: history.charges, history.discounts, account.cycle, until: end)
      let draft = try InvoiceDraft(
        shares, posted: history.posted, taxation: history.taxation, account.cycle)
      guard let begins = draft.lines.map(\.begins).min() else { continue }
      if account.billedFrom == nil {
        cutShort += history.cutShort.map { ($0.code, $0.begins, floor) }
      }
      try account.keep(connection, billedFrom: floor)
      receipts.append(
        try Posting(connection).post(
          draft, of: history, for: account, currency, begins: begins, ends: end, on: day))
    }
    guard receipts.isEmpty else { return .posted(receipts) }
    return isBilled ? .billedAlready(end) : .nothing
  }

  private func isPosted(_ account: Account, _ currency: String, until end: Day) throws -> Bool {
    guard let id = account.id else { return false }
    return try connection.first(
      """
      SELECT 1 FROM billing_invoice
      WHERE account = ? AND currency = ? AND ends >= ?
      LIMIT 1
      """, [.integer(id), .text(currency), SQLiteValue(end)]) != nil
  }

  /// What was taken as billed elsewhere is said once, by its oldest charge.
  private func noteCutShort() {
    guard let oldest = cutShort.min(by: { $0.begins < $1.begins }) else { return }
    let charges = cutShort.count == 1 ? "charge" : "\(cutShort.count) charges, the oldest"
    request.note(
      "\(charges) \(oldest.code) from \(oldest.begins): days before \(oldest.floor) are taken as "
        + "billed elsewhere; `from \(oldest.begins)` bills them too")
  }

  // MARK: Many accounts

  /// Bills accounts one by one and says what came of it.
  mutating func bill(_ accounts: [Account], on day: Day, from first: Day?) throws {
    var totals: [String: [Posting.Receipt]] = [:]
    var (billed, nothing, prepaid) = (0, 0, 0)
    for account in accounts {
      switch try bill(account, on: day, from: first) {
      case .posted(let receipts):
        for receipt in receipts { totals[receipt.total.currency, default: []].append(receipt) }
      case .billedAlready(let end):
        billed += 1
        if accounts.count == 1 { request.note("account \(account.code) is billed to \(end)") }
      case .nothing:
        nothing += 1
        if accounts.count == 1 { request.note("account \(account.code): nothing to bill") }
      case .prepaid:
        prepaid += 1
        if accounts.count == 1 { request.note("account \(account.code) pays ahead") }
      }
    }
    for (currency, receipts) in totals.sorted(by: { $0.key < $1.key }) {
      let sum = try MinorUnits.sum(receipts.map { Int($0.total.minor) })
      guard let first = receipts.first, let last = receipts.last else { continue }
      request.note(
        receipts.count == 1
          ? "\(first.code): \(first.total), due \(first.due)"
          : "\(receipts.count) invoices, \(first.code) to \(last.code): "
            + "\(Money(minor: Int64(sum), currency: currency))")
    }
    noteCutShort()
    guard accounts.count > 1 else { return }
    if billed > 0 { request.note("\(billed) accounts were billed already") }
    if nothing > 0 { request.note("\(nothing) accounts with nothing to bill") }
    if prepaid > 0 { request.note("\(prepaid) accounts pay ahead") }
  }
}

// All that an account's invoice follows from, read from the file.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

/// The charges that an account pays for in one currency, what interrupts and lessens them, and what
/// of them was billed.
struct AccountHistory {
  /// What a line says of its charge.
  struct Label {
    let text: String
    let node: Int64?
  }

  private(set) var charges: [ChargeTerm] = []
  private(set) var discounts: [DiscountTerm] = []
  private(set) var taxation: [Int64: InvoiceDraft.Taxation] = [:]
  private(set) var posted: [Entitlement.Key: Int] = [:]
  private(set) var labels: [Int64: Label] = [:]
  private(set) var discountLabels: [Int64: String] = [:]
  /// Charges of which days before the account's first were taken as billed elsewhere.
  private(set) var cutShort: [(code: String, begins: Day)] = []
  private var series: [String: Int64] = [:]
  private let connection: ConnectionHandle
  private let place: String
  private let cycle: BillingCycle

  /// - Parameters:
  ///   - first: the first day billed here, for charges that say nothing of their own.
  ///   - end: the first day not to be billed.
  static func read(
    _ account: Account, from first: Day, until end: Day, _ connection: ConnectionHandle
  ) throws -> [String: AccountHistory] {
    var histories: [String: AccountHistory] = [:]
    for row in try chargeRows(account, connection) {
      guard let currency = row[4].text, row[3].integer != nil else { continue }
      var history = histories[currency] ?? AccountHistory(account, connection)
      try history.add(row, first, until: end)
      histories[currency] = history
    }
    for currency in histories.keys {
      try histories[currency]?.readDiscounts(currency)
    }
    return histories
  }

  private init(_ account: Account, _ connection: ConnectionHandle) {
    self.connection = connection
    place = account.place
    cycle = account.cycle
  }

  /// A charge that another account paid for before keeps to the first day that was billed then.
  private static let firstBilled = """
    CASE WHEN c.billed_until IS NULL THEN (
      SELECT a.billed_from
      FROM billing_invoice_line AS l
        CROSS JOIN billing_invoice AS i ON i.id = l.invoice
        CROSS JOIN billing_account AS a ON a.id = i.account
      WHERE l.charge = c.id
      ORDER BY l.id
      LIMIT 1) END
    """

  private static func chargeRows(
    _ account: Account, _ connection: ConnectionHandle
  ) throws -> [[SQLiteValue]] {
    let columns = """
      SELECT c.id, c.code, c.kind, c.price_minor, c.currency, c.party, c.node, c.begins, c.ends,
        c.billed_until, c.service, coalesce(c.series, c.code), p.tax, p.is_inclusive,
        p.is_billed_suspended, coalesce(p.name, p.code), \(firstBilled)
      FROM billing_charge AS c LEFT JOIN billing_plan AS p ON p.id = c.plan
      """
    guard let id = account.id else {
      return try connection.rows(
        "\(columns) WHERE c.party = ? AND \(Account.payer) IS NULL ORDER BY c.id",
        [SQLiteValue(account.party)])
    }
    return try connection.rows(
      """
      \(columns)
      WHERE c.id IN (
          SELECT b.id FROM billing_charge AS b WHERE b.party = ?1
          UNION
          SELECT b.id FROM billing_charge AS b WHERE b.party IN (
            SELECT party FROM billing_account_premises WHERE account = ?2 AND party IS NOT NULL)
          UNION
          SELECT b.id FROM billing_charge AS b WHERE b.node IS NOT NULL AND b.node IN (
            SELECT node FROM billing_account_premises WHERE account = ?2 AND node IS NOT NULL))
        AND \(Account.payer) = ?2
      ORDER BY c.id
      """, [SQLiteValue(account.party), .integer(id)])
  }

  private mutating func add(_ row: [SQLiteValue], _ first: Day, until end: Day) throws {
    let id = row[0].integer ?? 0
    let known = row[9].day ?? row[16].day
    let begins = row[7].day ?? known ?? first
    let billed = try readPosted(id, until: end)
    let floor = max(known ?? first, billed ?? known ?? first)
    let kind = ChargeTerm.Kind(rawValue: row[2].text ?? "") ?? .recurring
    if known == nil, begins < floor { cutShort.append((row[1].text ?? "", begins)) }
    guard kind == .recurring || begins >= floor else { return }
    let isBilledSuspended = row[14].integer == 1
    let number = series[row[11].text ?? ""] ?? id
    series[row[11].text ?? ""] = number
    charges.append(
      ChargeTerm(
        id: id, series: number, kind: kind, price: Int(row[3].integer ?? 0),
        party: row[5].integer, node: row[6].integer,
        days: DaySpan(begins: max(begins, floor), ends: row[8].day),
        pauses: isBilledSuspended ? [] : try pauses(row[10].integer)))
    labels[id] = Label(text: row[15].text ?? "Charge \(row[1].text ?? "")", node: row[6].integer)
    if let tax = row[12].text {
      taxation[id] = InvoiceDraft.Taxation(
        rates: try TaxRate.of(tax, place: place, connection), isInclusive: row[13].integer == 1)
    }
  }

  private func pauses(_ service: Int64?) throws -> [DaySpan] {
    guard let service else { return [] }
    return try connection.rows(
      "SELECT begins, ends FROM billing_service_pause WHERE service = ?", [.integer(service)]
    ).compactMap { row in row[0].day.map { DaySpan(begins: $0, ends: row[1].day) } }
  }

  // MARK: Discounts

  private mutating func readDiscounts(_ currency: String) throws {
    let columns = """
      SELECT d.id, d.code, d.percent_bp, d.amount_minor, d.currency, d.begins, d.ends, d.party,
        d.node, d.reason
      FROM billing_discount AS d
      """
    for party in Set(charges.compactMap(\.party)).sorted() {
      for row in try connection.rows(
        "\(columns) WHERE d.party = ? AND d.charge IS NULL", [.integer(party)])
      {
        add(row, series: nil, currency)
      }
    }
    for charge in charges {
      for row in try connection.rows("\(columns) WHERE d.charge = ?", [.integer(charge.id)]) {
        add(row, series: charge.series, currency)
      }
    }
  }

  private mutating func add(_ row: [SQLiteValue], series: Int64?, _ currency: String) {
    let rebate: DiscountTerm.Rebate
    if let share = row[2].integer {
      rebate = .share(min(Int(share), 10_000))
    } else if let amount = row[3].integer, row[4].text == nil || row[4].text == currency {
      rebate = .amount(Int(amount))
    } else {
      return
    }
    let id = row[0].integer ?? 0
    discounts.append(
      DiscountTerm(
        id: id, rebate: rebate,
        days: DaySpan(begins: row[5].day ?? AccountHistory.firstDay, ends: row[6].day),
        series: series, party: row[7].integer, node: row[8].integer))
    discountLabels[id] = "Discount \(row[1].text ?? "")" + (row[9].text.map { ": \($0)" } ?? "")
  }

  private static let firstDay = Day(year: 1, month: 1, day: 1)!

  // MARK: Billed before

  /// What was billed of a charge, by the months of the account.
  ///
  /// - Returns: the day up to which it was billed by months of another day, by another account or
  ///   before the account's day was another: that is settled, and is not counted again.
  private mutating func readPosted(_ charge: Int64, until end: Day) throws -> Day? {
    let lines = try connection.rows(
      """
      SELECT discount, period, sum(amount_minor)
      FROM billing_invoice_line
      WHERE charge = ? AND period IS NOT NULL
      GROUP BY discount, period
      """, [.integer(charge)])
    let months = lines.compactMap(\.[1].day)
    let settled = months.filter { cycle.month(holding: $0).begins != $0 }.max()?.adding(months: 1)
    for line in lines {
      guard let day = line[1].day else { continue }
      let month = cycle.month(holding: day)
      guard month.begins == day, month.ends <= end, settled.map({ month.ends > $0 }) ?? true else {
        continue
      }
      let key = Entitlement.Key(charge: charge, discount: line[0].integer, month: day)
      posted[key] = Int(line[2].integer ?? 0)
    }
    return settled
  }
}

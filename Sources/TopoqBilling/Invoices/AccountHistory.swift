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

  /// - Parameter first: the first day billed here, for charges that say nothing of their own.
  static func read(
    _ account: Account, from first: Day, _ connection: ConnectionHandle
  ) throws -> [String: AccountHistory] {
    var histories: [String: AccountHistory] = [:]
    for row in try chargeRows(account, connection) {
      guard let currency = row[4].text, row[3].integer != nil else { continue }
      var history =
        histories[currency] ?? AccountHistory(connection: connection, place: account.place)
      try history.add(row, first)
      histories[currency] = history
    }
    for currency in histories.keys {
      try histories[currency]?.readDiscounts(currency)
      try histories[currency]?.readPosted()
    }
    return histories
  }

  private init(connection: ConnectionHandle, place: String) {
    self.connection = connection
    self.place = place
  }

  private static func chargeRows(
    _ account: Account, _ connection: ConnectionHandle
  ) throws -> [[SQLiteValue]] {
    let columns = """
      SELECT c.id, c.code, c.kind, c.price_minor, c.currency, c.party, c.node, c.begins, c.ends,
        c.billed_until, c.service, coalesce(c.series, c.code), p.tax, p.is_inclusive,
        p.is_billed_suspended, coalesce(p.name, p.code)
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

  private mutating func add(_ row: [SQLiteValue], _ first: Day) throws {
    let id = row[0].integer ?? 0
    let begins = row[7].day ?? first
    let floor = row[9].day ?? first
    let kind = ChargeTerm.Kind(rawValue: row[2].text ?? "") ?? .recurring
    if begins < floor, row[9].isNull { cutShort.append((row[1].text ?? "", begins)) }
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

  private mutating func readPosted() throws {
    let lines = try connection.prepare(
      """
      SELECT discount, period, sum(amount_minor)
      FROM billing_invoice_line
      WHERE charge = ? AND period IS NOT NULL
      GROUP BY discount, period
      """)
    for charge in labels.keys {
      lines.bind(charge, at: 1)
      while try lines.step() {
        guard let month = Day(lines.text(1)) else { continue }
        let discount = lines.isNull(0) ? nil : lines.integer(0)
        posted[Entitlement.Key(charge: charge, discount: discount, month: month)] = lines.int(2)
      }
      lines.reset()
    }
  }
}

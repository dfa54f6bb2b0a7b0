// What the file says at the end of a month, beside what the days kept by hand come to.

import Topoq
import TopoqExchange
import TopoqQuery
import TopoqSQLite
import TopoqSyntax
import TopoqText

extension YearRun {
  /// All that differs, each line from the file with a `+` or from the model with a `-`.
  func differences() throws -> [String] {
    let connection = try Connection(path: folder.path, mode: .read)
    return try invoices(connection.handle) + taxes(connection.handle)
      + ledger(connection.handle) + settlements(connection.handle) + arrears()
      + delinquent() + expired() + checks()
  }

  private func compare(_ found: [String], _ kept: [String]) -> [String] {
    let (found, kept) = (Set(found), Set(kept))
    return found.subtracting(kept).sorted().map { "+ \($0)" }
      + kept.subtracting(found).sorted().map { "- \($0)" }
  }

  private func texts(_ handle: ConnectionHandle, _ sql: String) throws -> [String] {
    try handle.rows(sql).map { row in
      row.map { value in
        value.integer.map(String.init) ?? value.text ?? "-"
      }.joined(separator: " ")
    }
  }

  private func invoices(_ handle: ConnectionHandle) throws -> [String] {
    let found = try texts(
      handle,
      """
      SELECT i.code, a.code, i.issued, i.net_minor, i.tax_minor,
        CASE WHEN i.total_minor < 0 THEN '-' ELSE i.due END,
        CASE WHEN i.total_minor < 0 THEN '-' ELSE i.open_minor END
      FROM billing_invoice AS i CROSS JOIN billing_account AS a ON a.id = i.account
      """)
    var kept: [String] = []
    for account in model.accounts {
      for bill in account.bills {
        let invoice = bill.invoice.map { account.books.invoices[$0] }
        kept.append(
          "\(bill.code) \(account.code) \(date(bill.issued)) \(bill.net) "
            + "\(bill.taxes.values.reduce(0, +)) \(invoice?.due ?? "-") "
            + (invoice.map { String($0.open) } ?? "-"))
      }
    }
    return compare(found, kept)
  }

  private func taxes(_ handle: ConnectionHandle) throws -> [String] {
    let found = try texts(
      handle,
      """
      SELECT i.code, t.component, sum(t.tax_minor)
      FROM billing_invoice_tax AS t CROSS JOIN billing_invoice_line AS l ON l.id = t.line
        CROSS JOIN billing_invoice AS i ON i.id = l.invoice
      GROUP BY 1, 2
      HAVING sum(t.tax_minor) <> 0
      """)
    let kept = model.accounts.flatMap(\.bills).flatMap { bill in
      bill.taxes.filter { $0.value != 0 }.map { "\(bill.code) \($0.key) \($0.value)" }
    }
    return compare(found, kept)
  }

  private func ledger(_ handle: ConnectionHandle) throws -> [String] {
    let found = try texts(
      handle,
      """
      SELECT a.code, coalesce(sum(e.amount_minor), 0)
      FROM billing_account AS a LEFT JOIN billing_entry AS e ON e.account = a.id
      GROUP BY a.id
      """)
    return compare(found, model.accounts.map { "\($0.code) \($0.books.balance)" })
  }

  /// What partners earned of the lines of each month that is over.
  private func settlements(_ handle: ConnectionHandle) throws -> [String] {
    let found = try texts(handle, "SELECT code, amount_minor FROM billing_settlement")
    let month = YearModel.first.adding(days: today - 1)
    var sums: [String: Int] = [:]
    for account in model.accounts {
      guard let partner = account.partner else { continue }
      let (code, shares) = YearFolder.partners[partner]
      for bill in account.bills {
        let issued = YearModel.first.adding(days: bill.issued)
        guard (issued.year, issued.month) < (month.year, month.month) else { continue }
        for line in bill.lines {
          let share =
            shares.first { line.plan != nil && $0.plan == line.plan }
            ?? shares.first {
              $0.plan == nil
            }
          sums["\(code)-\(date(bill.issued).prefix(7))", default: 0] += YearModel.halfUp(
            line.net * (share?.share ?? 0), 10_000)
        }
      }
    }
    return compare(found, sums.map { "\($0.key) \($0.value)" })
  }

  // MARK: By sentences

  private func arrears() throws -> [String] {
    let file = try NetworkFile(
      folder.path, modules: Self.modules, today: YearModel.first.adding(days: today))
    let rows = try YearRows.answer(
      "accounts show code, balance, overdue, overdue_amount, ageing", file)
    let kept = model.accounts.map { account in
      let books = account.books
      let now = date(today)
      let due = books.oldestDue(on: now).map { String(Day($0)!.days(to: Day(now)!)) } ?? ""
      let arrears = books.arrears(on: now)
      return [
        account.code, String(books.balance), due, arrears == 0 ? "" : String(arrears),
        books.ageing(on: now) ?? "",
      ].joined(separator: "|")
    }
    return compare(rows, kept)
  }

  /// Past due by the ladder's first step, undisputed, and no promise stands.
  private func delinquent() throws -> [String] {
    let file = try NetworkFile(
      folder.path, modules: Self.modules, today: YearModel.first.adding(days: today))
    let found = try YearRows.answer("accounts where delinquent show code", file)
    let now = date(today)
    let kept = model.accounts.filter { account in
      let late =
        account.books.invoices.filter { $0.open > 0 && $0.due < now && !$0.isDisputed }
        .map { Day($0.due)!.days(to: Day(now)!) }.max() ?? 0
      return late >= 10 && model.customers[account.holder].promise.map { $0 >= today } != true
    }.map(\.code)
    return compare(found, kept)
  }

  private func expired() throws -> [String] {
    let file = try NetworkFile(
      folder.path, modules: Self.modules, today: YearModel.first.adding(days: today))
    let found = try YearRows.answer("accounts where prepaid and paid_to <= today show code", file)
    let kept = model.accounts.filter { $0.paidTo.map { $0 <= today } == true }.map(\.code)
    return compare(found, kept)
  }

  private func checks() throws -> [String] {
    let file = try NetworkFile(
      folder.path, modules: Self.modules, today: YearModel.first.adding(days: today))
    return try file.check().map { "check: \($0)" }
  }
}

/// Rows of an answer, each as one text.
struct YearRows: AnswerWriter {
  var rows: [String] = []
  let wantsGeometry = false

  mutating func begin(_ header: AnswerHeader) {}
  mutating func add(_ values: [SQLiteValue], geometry: [UInt8]?) {
    rows.append(
      values.map { $0.integer.map(String.init) ?? $0.text ?? "" }.joined(separator: "|"))
  }
  mutating func end() {}

  static func answer(_ sentence: String, _ file: NetworkFile) throws -> [String] {
    var rows = YearRows()
    for statement in file.parse(sentence).parsed.statements {
      _ = try file.run(statement, of: sentence, into: &rows)
    }
    return rows.rows
  }
}

// An account kept by hand: plain arrays, one rupee after the other, nothing computed in advance.

import TopoqText

/// The oracle of settling. Every payment, credit note and write-off is spent unit by unit is what
/// it says; here in whole steps, by the rules alone: what an invoice was named for first, then the
/// oldest, invoices in dispute passed by, money of a reversed payment back where it was.
struct AccountModel {
  struct Invoice {
    let code: String
    let issued: String
    let due: String
    let total: Int
    var paid = 0
    var isDisputed = false
    var open: Int { total - paid }
  }
  /// A payment, write-off, or credit note.
  struct Credit {
    let code: String
    let day: String
    let amount: Int
    /// The invoice it names, as a place in `invoices`.
    let named: Int?
    let isNote: Bool
    var isReversed = false
    /// Its place among those of a day.
    var number = 0
    /// What of it went where.
    var spent: [Int: Int] = [:]
    var left: Int { isReversed ? 0 : amount - spent.values.reduce(0, +) }
  }

  var invoices: [Invoice] = []
  var credits: [Credit] = []

  var balance: Int {
    invoices.map(\.open).reduce(0, +) - credits.map(\.left).reduce(0, +)
  }

  func oldestDue(on today: String) -> String? {
    invoices.filter { $0.open > 0 && $0.due < today }.map(\.due).min()
  }

  func arrears(on today: String) -> Int {
    invoices.filter { $0.open > 0 && $0.due < today }.map(\.open).reduce(0, +)
  }

  /// The bucket of the oldest unpaid invoice, or nil where nothing is open.
  func ageing(on today: String) -> String? {
    guard let due = invoices.filter({ $0.open > 0 }).map(\.due).min() else { return nil }
    switch Day(due)!.days(to: Day(today)!) {
    case ...0: return "not due"
    case 1...30: return "1-30"
    case 31...60: return "31-60"
    case 61...90: return "61-90"
    case 91...120: return "91-120"
    default: return "over 120"
    }
  }

  mutating func settle() {
    let order = credits.indices.sorted {
      (credits[$0].day, credits[$0].isNote ? 1 : 0, credits[$0].number, $0)
        < (credits[$1].day, credits[$1].isNote ? 1 : 0, credits[$1].number, $1)
    }
    for credit in order {
      if let named = credits[credit].named { spend(credit, on: named) }
    }
    let oldest = invoices.indices.sorted { (invoices[$0].issued, $0) < (invoices[$1].issued, $1) }
    for credit in order {
      for invoice in oldest where !invoices[invoice].isDisputed { spend(credit, on: invoice) }
    }
  }

  private mutating func spend(_ credit: Int, on invoice: Int) {
    let amount = min(credits[credit].left, invoices[invoice].open)
    guard amount > 0 else { return }
    credits[credit].spent[invoice, default: 0] += amount
    invoices[invoice].paid += amount
  }

  mutating func reverse(_ credit: Int) {
    credits[credit].isReversed = true
    for (invoice, amount) in credits[credit].spent { invoices[invoice].paid -= amount }
    credits[credit].spent = [:]
    settle()
  }
}

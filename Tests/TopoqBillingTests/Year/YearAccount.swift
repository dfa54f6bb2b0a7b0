// An account of the year kept by hand: whom it pays for, what it was billed, what it paid.

import TopoqText

struct YearAccount {
  /// What was billed of: a piece, or a discount on it, in the billing month of a first day.
  struct Slot: Hashable, Comparable {
    let month: Int
    let piece: Int
    /// The number of the discount, or -1.
    let discount: Int

    static func < (one: Slot, other: Slot) -> Bool {
      (one.month, one.piece, one.discount) < (other.month, other.piece, other.discount)
    }
  }

  /// A posted invoice or credit note.
  struct Bill {
    let code: String
    let issued: Int
    /// The first day that it does not bill; nil for a credit note given by hand.
    let ends: Int?
    let net: Int
    /// By component.
    let taxes: [String: Int]
    /// What each line is net, and of which plan.
    var lines: [(net: Int, plan: Int?)] = []
    var slots: [Slot: Int] = [:]
    /// Its place among the invoices of `books`, or nil for a credit note.
    var invoice: Int?
    /// What of it was credited, above zero.
    var credited = 0
    var total: Int { net + taxes.values.reduce(0, +) }
  }

  let code: String
  let holder: Int
  var billDay = 1
  var months = 1
  var dueDays = 15
  var isHome = true
  var isPrepaid = false
  /// The partner whose account it is.
  var partner: Int?
  /// The customers whose charges it pays, and services at premises that it pays for.
  var payees: Set<Int> = []
  var services: [Int] = []
  /// The first day that no invoice covers; below zero before the first.
  var billedTo = -1
  var posted: [Slot: Int] = [:]
  /// The first day whose month is to be counted anew.
  var changedFrom = 0
  var bills: [Bill] = []
  var books = AccountModel()
  var paidTo: Int?

  mutating func touch(_ day: Int, ifPaying customer: Int) {
    guard payees.contains(customer) || !services.isEmpty else { return }
    changedFrom = min(changedFrom, day)
  }

  /// The first days of the billing months by the day of the month, found by looking at every day.
  private static let begins: [Int: [(number: Int, month: Int)]] = {
    let days = (-62..<YearModel.length).map { ($0, YearModel.first.adding(days: $0)) }
    var result: [Int: [(number: Int, month: Int)]] = [:]
    for billDay in 1...31 {
      result[billDay] = days.filter { _, day in
        day.day == billDay || (day.day < billDay && day.adding(days: 1).month != day.month)
      }.map { ($0.0, $0.1.month) }
    }
    return result
  }()

  var monthBegins: [Int] { Self.begins[billDay]!.map(\.number) }

  /// The last day, `day` or one before it, on which one of its periods ends.
  func lastEnd(by day: Int) -> Int? {
    Self.begins[billDay]!.last { $0.number <= day && ($0.month - 1) % months == 0 }?.number
  }
}

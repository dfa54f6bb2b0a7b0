// On which days an account is billed: the months that its invoices cover.

internal import TopoqText

/// Billing months begin on a day of the month, or on its last where it is shorter; an invoice
/// covers one or several of them. Quarters and years begin with those of the calendar.
struct BillingCycle: Hashable, Sendable {
  /// From 1 to 31.
  let day: Int
  /// How many months an invoice covers: 1, 2, 3, 4, 6 or 12.
  let months: Int

  /// A billing month and how long it is.
  struct Month: Hashable, Sendable {
    let begins: Day
    let ends: Day

    var length: Int { begins.days(to: ends) }
  }

  /// The first day of the month of a number: months are counted from the year 0 on.
  private func begin(_ month: Int) -> Day {
    Day(year: 0, month: 1, day: day)!.adding(months: month)
  }

  private func number(of day: Day) -> Int {
    let month = day.year * 12 + day.month - 1
    return begin(month) > day ? month - 1 : month
  }

  /// The billing month that a day is part of.
  func month(holding day: Day) -> Month {
    let number = number(of: day)
    return Month(begins: begin(number), ends: begin(number + 1))
  }

  /// The last day, `day` or before it, up to which an invoice bills.
  func lastEnd(by day: Day) -> Day {
    let number = number(of: day)
    return begin(number - number % months)
  }

  /// Where the period begins that ends on a bill day.
  func begin(ofPeriodEnding end: Day) -> Day { begin(number(of: end) - months) }
}

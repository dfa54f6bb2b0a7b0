// A year of random changes by verbs, billed month by month, beside a plain count of days.

import TestSupport
import TopoqBilling
import TopoqSQLite
import TopoqText
import TopoqVocabulary

/// Each customer has one service. The model knows for each of its days what it costs a month.
struct BillingYear: ~Copyable {
  struct Subscriber {
    let number: Int
    /// By day since `first`: the price a month, 0 where nothing is charged.
    var prices = [Int](repeating: 0, count: BillingYear.length)
    var discounts: [(share: Int, days: Range<Int>)] = []
    var plan = "HOME50"
    /// The day of the newest change: later ones do not go back behind it.
    var changed = 0
    var isActive = false
    var isSuspended = false
    var isCeased = false
  }

  private static let first = Day("2026-01-01")!
  private static let length = 365
  private static let plans = ["HOME50": 79_900, "HOME100": 99_900, "TV": 19_900]

  var file: BillingFile
  private var random: SeededGenerator
  private var subscribers: [Subscriber] = []

  private init(_ file: consuming BillingFile, seed: UInt64) {
    self.file = file
    random = SeededGenerator(seed: seed)
    subscribers = (1...9).map { Subscriber(number: $0) }
  }

  static func begin(seed: UInt64) throws -> BillingYear {
    let file = try BillingFile.withCustomers()
    try file.handle.execute(
      """
      UPDATE billing_plan SET tax = 'GST', is_inclusive = (code = 'TV');
      INSERT INTO billing_tax (code, tax, component, rate_bp) VALUES
        ('1', 'GST', 'CGST', 900), ('2', 'GST', 'SGST', 900)
      """)
    for number in 1...9 {
      let customer = ArgumentValue.thing(try file.named("customer", "C\(number)"))
      try file.change(
        "add", "service", "S\(number)", ["for": customer, "plan": .text("HOME50")])
    }
    try file.change("add", "account", "A1", ["for": .thing(try file.named("customer", "C1"))])
    try file.change(
      "assign", "customer", "C2", ["to": .thing(try file.named("account", "A1"))])
    return BillingYear(file, seed: seed)
  }

  private static func text(_ day: Int) -> String { first.adding(days: day).description }

  mutating func run() throws {
    for month in 1...12 {
      let end = Self.first.days(to: Self.first.adding(months: month))
      for index in subscribers.indices {
        for _ in 0..<Int.random(in: 0...2, using: &random) { try change(index, before: end) }
      }
      file.today = Self.text(end)
      for _ in 0..<2 { try file.change("bill", nil, "", ["on": .text(file.today)]) }
      if let paid = try file.texts("SELECT code FROM billing_account").randomElement(using: &random)
      {
        try file.change(
          "pay", "account", paid,
          ["amount": .money(Int64.random(in: 1...200_000, using: &random))])
      }
    }
    // What the last month's changes altered of months gone by.
    try file.change("bill", nil, "", ["on": .text("2027-02-01")])
  }

  /// One change of a service, on some day from its newest change on: often long before today.
  private mutating func change(_ index: Int, before end: Int) throws {
    var one = subscribers[index]
    guard one.changed < end, !one.isCeased else { return }
    let day = Int.random(in: one.changed..<end, using: &random)
    let on = ["on": ArgumentValue.text(Self.text(day))]
    let code = "S\(one.number)"
    let tail = day..<Self.length
    switch Int.random(in: 0..<7, using: &random) {
    case _ where !one.isActive:
      try file.tell("activated", "C\(one.number)", Self.text(day))
      one.isActive = true
      one.fill(tail, Self.plans[one.plan]!)
    case _ where one.isSuspended:
      if Bool.random(using: &random) {
        try file.change("resume", "service", code, on)
        one.isSuspended = false
        one.fill(tail, Self.plans[one.plan]!)
      } else {
        one.plan = one.plan == "TV" ? "HOME50" : "TV"
        try file.change(
          "change", "service", code, on.merging(["to": .text(one.plan)]) { $1 })
      }
    case 0, 1:
      try file.tell("suspended", "C\(one.number)", Self.text(day))
      one.isSuspended = true
      one.fill(tail, 0)
    case 2:
      one.plan = one.plan == "HOME100" ? "HOME50" : "HOME100"
      try file.change("change", "service", code, on.merging(["to": .text(one.plan)]) { $1 })
      one.fill(tail, Self.plans[one.plan]!)
    case 3:
      try file.change("cease", "service", code, on)
      one.isCeased = true
      one.fill(tail, 0)
    case 4:
      // Held back, to go on by itself: the next change comes after that.
      let until = min(day + Int.random(in: 1...40, using: &random), Self.length - 1)
      guard until > day else { return }
      try file.change(
        "suspend", "service", code, on.merging(["until": .text(Self.text(until))]) { $1 })
      one.fill(day..<until, 0)
      one.changed = until
      subscribers[index] = one
      return
    default:
      let share = Int.random(in: 1...10_000, using: &random)
      let days = day..<min(day + Int.random(in: 1...90, using: &random), Self.length)
      guard !days.isEmpty else { return }
      try file.change(
        "add", "discount", "D\(one.number)-\(one.discounts.count)",
        [
          "for": .thing(try file.named("customer", "C\(one.number)")),
          "percent": .share(Double(share) / 10_000), "from": .text(Self.text(days.lowerBound)),
          "until": .text(Self.text(days.upperBound)),
        ])
      one.discounts.append((share, days))
      subscribers[index] = one
      return
    }
    one.changed = day
    subscribers[index] = one
  }

  // MARK: Two ways to the same sums

  /// By service and month, in terms of the price, after discounts.
  func billed() throws -> [String: Int] {
    var sums: [String: Int] = [:]
    for row in try file.handle.rows(
      """
      SELECT s.code, substr(l.period, 1, 7), sum(l.amount_minor)
      FROM billing_invoice_line AS l
        CROSS JOIN billing_charge AS c ON c.id = l.charge
        CROSS JOIN billing_service AS s ON s.id = c.service
      WHERE l.period < '2027-01-01'
      GROUP BY 1, 2
      """)
    {
      sums["\(row[0].text!) \(row[1].text!)"] = Int(row[2].integer!)
    }
    return sums.filter { $0.value != 0 }
  }

  func counted() -> [String: Int] {
    var sums: [String: Int] = [:]
    for month in 0..<12 {
      let begins = Self.first.days(to: Self.first.adding(months: month))
      let ends = Self.first.days(to: Self.first.adding(months: month + 1))
      let whole = ends - begins
      for one in subscribers {
        let days = begins..<ends
        let price = days.map { one.prices[$0] }.reduce(0, +)
        var sum = Self.halfUp(price, whole)
        for (index, discount) in one.discounts.enumerated() {
          // Discounts take in the order in which they begin, and never more than is left.
          let earlier = one.discounts.enumerated().filter {
            ($0.element.days.lowerBound, $0.offset) < (discount.days.lowerBound, index)
          }
          let taken = days.filter { discount.days.contains($0) }.map { day -> Int in
            let before = earlier.filter { $0.element.days.contains(day) }.map(\.element.share)
            let rest = max(0, 10_000 - before.reduce(0, +))
            return one.prices[day] * min(discount.share, rest)
          }
          sum -= Self.halfUp(taken.reduce(0, +), whole * 10_000)
        }
        let key = "S\(one.number) \(Self.first.adding(days: begins).description.prefix(7))"
        if sum != 0 { sums[key] = sum }
      }
    }
    return sums
  }

  private static func halfUp(_ sum: Int, _ whole: Int) -> Int { (2 * sum + whole) / (2 * whole) }
}

extension BillingYear.Subscriber {
  mutating func fill(_ days: Range<Int>, _ price: Int) {
    for day in days { prices[day] = price }
  }
}

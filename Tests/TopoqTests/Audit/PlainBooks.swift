// Random records of customers, charges, discounts and invoices, as plain values and as files.

import TestSupport
import TopoqText

/// The books of a made-up ISP: what a file of the network folder says, and no more.
struct PlainBooks {
  struct Plan {
    let code: String
    let price: Int
    let withdrawn: Day?
    /// The price from a later day on.
    let raised: (day: Day, price: Int)?

    func price(on day: Day) -> Int {
      guard let raised, raised.day <= day else { return price }
      return raised.price
    }
  }

  struct Customer {
    let code: String
    let node: Int
    let status: String
    let from: Day
    let to: Day?
    let phone: String
  }

  struct Charge {
    let code: String
    /// An index into `customers`.
    let customer: Int
    /// False where the file names the customer alone.
    let namesNode: Bool
    /// False where the file names the customer's premises alone.
    let namesParty: Bool
    let plan: Plan
    let price: Int
    let from: Day
    let to: Day?
    let override: (reason: String, to: Day?)?

    func runs(on day: Day) -> Bool { from <= day && to.map { $0 > day } ?? true }
  }

  struct Discount {
    let code: String
    let customer: Int
    let charge: String?
    let percent: Int?
    let amount: Int?
    let from: Day
    let to: Day?
  }

  struct Invoice {
    let code: String
    let customer: Int
    let issued: Day
    let due: Day
    let from: Day
    let to: Day
    let total: Int
    let paid: Int
    let isChased: Bool
    let isDisputed: Bool
  }

  struct Promise {
    let customer: Int
    let promised: Day
  }

  static let today = Day("2026-05-10")!
  static let plans = [
    Plan(code: "HOME", price: 79_900, withdrawn: nil, raised: nil),
    Plan(code: "FAST", price: 94_900, withdrawn: nil, raised: (Day("2026-02-15")!, 99_900)),
    Plan(code: "OLD", price: 49_900, withdrawn: Day("2025-07-01")!, raised: nil),
    Plan(code: "VOICE", price: 9_999, withdrawn: nil, raised: nil),
  ]
  /// Premises of a higher number are not lit.
  static let litPremises = 40
  static let premises = 46

  private(set) var customers: [Customer] = []
  private(set) var charges: [Charge] = []
  private(set) var discounts: [Discount] = []
  private(set) var invoices: [Invoice] = []
  private(set) var promises: [Promise] = []
  private var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    for number in 0..<50 { addCustomer(number) }
    for customer in customers.indices {
      addCharges(customer)
      addInvoices(customer)
      if chance(8) {
        promises.append(
          Promise(customer: customer, promised: Self.today.adding(days: below(40) - 20)))
      }
    }
  }

  // MARK: Drawing

  private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }
  private mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
  private mutating func day() -> Day { Day("2025-03-01")!.adding(days: below(420)) }

  private mutating func addCustomer(_ number: Int) {
    let from = day()
    let later = from.adding(days: 1 + below(200))
    let state = below(10)
    customers.append(
      Customer(
        code: "C\(number)", node: 1 + below(Self.premises),
        status: state < 7 ? "active" : state < 8 ? "suspended" : "ceased", from: from,
        to: state < 7 ? nil : later < Self.today ? later : Self.today,
        phone: "+9180\(chance(6) ? max(0, number - 1) : number)"))
  }

  private mutating func addCharges(_ customer: Int) {
    for ordinal in 0..<below(3) {
      let plan = Self.plans[below(Self.plans.count)]
      let from = chance(60) ? customers[customer].from : day()
      let list = plan.price(on: Self.today)
      let code = "CH\(customer)-\(ordinal)"
      let isOverridden = chance(12)
      let namesParty = chance(80)
      charges.append(
        Charge(
          code: code, customer: customer, namesNode: !namesParty || chance(70),
          namesParty: namesParty, plan: plan,
          price: chance(65) ? list : chance(20) ? 0 : max(1, list - 100 * below(300)),
          from: from, to: chance(25) ? from.adding(days: 10 + below(300)) : nil,
          override: isOverridden
            ? (chance(70) ? "retention" : "", chance(70) ? day().adding(days: 200) : nil) : nil))
      if chance(25) { addDiscount(customer, chance(50) ? code : nil) }
    }
  }

  private mutating func addDiscount(_ customer: Int, _ charge: String?) {
    let from = day()
    let isShare = chance(50)
    discounts.append(
      Discount(
        code: "D\(discounts.count)", customer: customer, charge: charge,
        percent: isShare ? 1 + below(4_000) : nil, amount: isShare ? nil : 1 + below(20_000),
        from: from, to: chance(60) ? from.adding(days: 20 + below(400)) : nil))
  }

  private mutating func addInvoices(_ customer: Int) {
    guard chance(60) else { return }
    for month in 1...4 where chance(85) {
      let from = Day("2026-0\(month)-01")!
      let to = from.adding(months: 1)
      let total = 10_000 + below(90_000)
      invoices.append(
        Invoice(
          code: "X-\(customer)-\(month)", customer: customer, issued: to,
          due: to.adding(days: 15), from: from, to: to, total: total,
          paid: chance(60) ? total : below(total), isChased: chance(30), isDisputed: chance(15)))
    }
  }
}

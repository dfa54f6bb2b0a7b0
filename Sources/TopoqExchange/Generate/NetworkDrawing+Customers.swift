// Chooses the customers of a home and their charges, with the leak planted there.

import TopoqText

extension NetworkDrawing {
  /// Enters one customer at a home, or two where the leak needs two.
  /// - Returns: how many.
  mutating func drawCustomers(at home: Code, leak kind: LeakKind?) -> Int {
    let from = today.adding(days: -random.within(60...1060))
    var entry = CustomerEntry(from: from, person: random.below(10_000_000), phone: 0)
    let isBusiness = random.below(100) < 6
    let plan = isBusiness ? CataloguePlan.business : drawnPlan()
    let segment: StaticString = isBusiness ? "business" : "home"
    switch kind {
    case nil:
      enterSound(&entry, at: home, segment: segment, plan: plan)
      return 1
    case .twoOnOnePort, .enteredTwice, .oldTenantCharged:
      enterTwo(&entry, kind: kind!, at: home, segment: segment, plan: plan)
      return 2
    case .ceasedBilled:
      entry.status = "ceased"
      entry.until = today.adding(days: -random.within(1...55))
    case .suspendedBilled:
      entry.status = "suspended"
      entry.until = today.adding(days: -random.within(1...55))
    default: break
    }
    let customer = enter(&entry, at: home, segment: segment)
    leak(kind!, code: customer, node: home)
    chargeWrongly(kind!, customer, at: home, plan: plan, from: from)
    return 1
  }

  /// 92 % active, 3 % suspended, 5 % ceased; what they pay ends when their service did.
  private mutating func enterSound(
    _ entry: inout CustomerEntry, at home: Code, segment: StaticString, plan: CataloguePlan
  ) {
    let roll = random.below(100)
    if roll >= 92 {
      let days = entry.from.days(to: today)
      entry.status = roll >= 95 ? "ceased" : "suspended"
      entry.until =
        roll >= 95
        ? entry.from.adding(days: 30 + random.below(days - 30))
        : today.adding(days: -random.within(1...45))
    }
    let customer = enter(&entry, at: home, segment: segment)
    charge(customer, at: home, plan: plan, from: entry.from, until: entry.until)
  }

  private mutating func enterTwo(
    _ entry: inout CustomerEntry, kind: LeakKind, at home: Code, segment: StaticString,
    plan: CataloguePlan
  ) {
    var second = CustomerEntry(
      from: today.adding(days: -random.within(5...50)), person: random.below(10_000_000), phone: 0)
    switch kind {
    case .oldTenantCharged:
      entry.status = "ceased"
      entry.until = today.adding(days: -58)
    case .enteredTwice:
      second = entry
      second.spelling = 1
      second.status = "suspended"
      second.until = entry.from.adding(days: 20)
    default: break
    }
    let first = enter(&entry, at: home, segment: segment)
    charge(first, at: home, plan: plan, from: entry.from, until: nil)
    if kind == .enteredTwice { second.phone = entry.phone }
    let other = enter(&second, at: home, segment: segment)
    if kind == .twoOnOnePort {
      charge(other, at: home, plan: plan, from: second.from, until: nil)
    }
    leak(kind, code: first, node: home)
    leak(kind, code: other, node: home)
  }

  private mutating func chargeWrongly(
    _ kind: LeakKind, _ customer: Code, at home: Code, plan: CataloguePlan, from: Day
  ) {
    switch kind {
    case .neverCharged: break
    case .chargeEndedEarly:
      let until = today.adding(days: -random.within(1...30))
      charge(customer, at: home, plan: plan, from: from, until: until)
    case .zeroRated:
      writeCharge(customer, at: home, plan: plan, price: 0, from: from, until: nil)
    case .belowCatalogue:
      let price = plan.price * 4 / 5
      writeCharge(customer, at: home, plan: plan, price: price, from: from, until: nil)
    case .legacyPlan:
      let old = CataloguePlan.withdrawn
      writeCharge(customer, at: home, plan: old, price: old.price, from: from, until: nil)
    case .lateCharge:
      let late = from.adding(days: random.within(20...59))
      charge(customer, at: home, plan: plan, from: late, until: nil)
    default: charge(customer, at: home, plan: plan, from: from, until: nil)
    }
  }

  private mutating func drawnPlan() -> CataloguePlan {
    switch random.below(100) {
    case ..<50: CataloguePlan.home50
    case ..<85: CataloguePlan.home100
    default: CataloguePlan.home300
    }
  }
}

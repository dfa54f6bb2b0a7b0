// A random year of charges, suspensions, plan changes and discounts, and what its days come to.

import TestSupport
import TopoqText

@testable import TopoqBilling

/// The oracle counts every day by itself, in exact fractions, and knows no run, no segment and no
/// running total.
struct RandomHistory {
  struct Slot: Hashable {
    let month: Day
    let series: Int64
    let discount: Int64?
  }

  static let first = Day("2025-11-20")!
  var random: SeededGenerator
  let cycle: BillingCycle
  let end: Day
  private(set) var charges: [ChargeTerm] = []
  private(set) var discounts: [DiscountTerm] = []
  private(set) var taxation: [Int64: InvoiceDraft.Taxation] = [:]

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    cycle = BillingCycle(day: Int.random(in: 1...31, using: &random), months: 1)
    var end = cycle.month(holding: Self.first)
    for _ in 0..<12 { end = cycle.month(holding: end.ends) }
    self.end = end.ends
    change()
  }

  private mutating func someDay() -> Day {
    Self.first.adding(days: Int.random(in: 0...400, using: &random))
  }

  private mutating func span() -> DaySpan {
    let begins = someDay()
    let isOpen = Int.random(in: 0..<3, using: &random) == 0
    return DaySpan(
      begins: begins,
      ends: isOpen ? nil : begins.adding(days: Int.random(in: 0...150, using: &random)))
  }

  /// Adds a charge, goes on from one at another price, ends one, holds one back, or gives a rebate.
  mutating func change() {
    switch Int.random(in: 0..<8, using: &random) {
    case 0, 1: addCharge(series: nil, begins: nil)
    case 2:
      if let old = charges.randomElement(using: &random), old.kind == .recurring {
        let from = max(old.days.begins, someDay())
        replace(old, days: DaySpan(begins: old.days.begins, ends: from))
        addCharge(series: old.series, begins: from)
      }
    case 3:
      if let old = charges.randomElement(using: &random), old.kind == .recurring {
        replace(old, days: DaySpan(begins: old.days.begins, ends: max(old.days.begins, someDay())))
      }
    case 4:
      if let old = charges.randomElement(using: &random) { replace(old, pause: span()) }
    default: addDiscount()
    }
    if charges.isEmpty { addCharge(series: nil, begins: nil) }
  }

  private mutating func addCharge(series: Int64?, begins: Day?) {
    let id = Int64(charges.count + 1)
    let kinds: [ChargeTerm.Kind] = [.recurring, .recurring, .recurring, .once, .credit]
    let kind = series == nil ? kinds.randomElement(using: &random)! : .recurring
    let days = begins.map { DaySpan(begins: $0, ends: nil) } ?? span()
    charges.append(
      ChargeTerm(
        id: id, series: series ?? id, kind: kind,
        price: Int.random(in: 0...200_000, using: &random),
        party: Int64.random(in: 1...2, using: &random),
        node: Int64.random(in: 1...2, using: &random), days: days, pauses: []))
    let rates = [900, 900, 250].prefix(Int.random(in: 0...3, using: &random))
    taxation[id] = InvoiceDraft.Taxation(
      rates: rates.map { TaxRate(component: "T", basisPoints: $0) },
      isInclusive: Bool.random(using: &random))
  }

  private mutating func addDiscount() {
    let isShare = Bool.random(using: &random)
    let series = Bool.random(using: &random) ? charges.randomElement(using: &random)?.series : nil
    discounts.append(
      DiscountTerm(
        id: Int64(discounts.count + 1),
        rebate: isShare
          ? .share(Int.random(in: 1...10_000, using: &random))
          : .amount(Int.random(in: 1...150_000, using: &random)),
        days: span(), series: series, party: series == nil ? 1 : nil,
        node: Bool.random(using: &random) ? 1 : nil))
  }

  private mutating func replace(_ old: ChargeTerm, days: DaySpan? = nil, pause: DaySpan? = nil) {
    let index = charges.firstIndex { $0.id == old.id }!
    charges[index] = ChargeTerm(
      id: old.id, series: old.series, kind: old.kind, price: old.price, party: old.party,
      node: old.node, days: days ?? old.days, pauses: old.pauses + (pause.map { [$0] } ?? []))
  }

  // MARK: The oracle

  func totalsByDays() throws -> [Slot: Int] {
    var exact: [Slot: Int] = [:]
    var once: [Slot: Int] = [:]
    var lengths: [Day: Int] = [:]
    var today = charges.map(\.days.begins).min()!
    today = cycle.month(holding: today).begins
    while today < end {
      let month = cycle.month(holding: today)
      lengths[month.begins] = month.length
      count(today, month.begins, &exact, &once)
      today = today.adding(days: 1)
    }
    for (slot, sum) in exact {
      let whole = lengths[slot.month]! * 10_000
      let rounded = (2 * sum + whole) / (2 * whole)
      once[slot, default: 0] += slot.discount == nil ? rounded : -rounded
    }
    return once.filter { $0.value != 0 }
  }

  private func count(
    _ today: Day, _ month: Day, _ exact: inout [Slot: Int], _ once: inout [Slot: Int]
  ) {
    let order = discounts.sorted { ($0.days.begins, $0.id) < ($1.days.begins, $1.id) }
    var given: [Int64: Int] = [:]
    for charge in charges.sorted(by: { ($0.days.begins, $0.id) < ($1.days.begins, $1.id) }) {
      let slot = Slot(month: month, series: charge.series, discount: nil)
      guard charge.kind == .recurring else {
        if charge.days.begins == today {
          once[slot, default: 0] += charge.kind == .once ? charge.price : -charge.price
        }
        continue
      }
      guard today >= charge.days.begins, charge.days.ends.map({ today < $0 }) ?? true,
        !charge.pauses.contains(where: {
          $0.begins <= today && ($0.ends.map { today < $0 } ?? true)
        })
      else { continue }
      exact[slot, default: 0] += charge.price * 10_000
      var rest = charge.price * 10_000
      for discount in order where discount.isOn(charge) {
        guard discount.days.begins <= today, discount.days.ends.map({ today < $0 }) ?? true else {
          continue
        }
        let rebate =
          switch discount.rebate {
          case .share(let share): min(rest, charge.price * share)
          case .amount(let amount): min(rest, amount * 10_000 - given[discount.id, default: 0])
          }
        if case .amount = discount.rebate { given[discount.id, default: 0] += rebate }
        rest -= rebate
        exact[Slot(month: month, series: charge.series, discount: discount.id), default: 0] +=
          rebate
      }
    }
  }
}

// What charges come to, month by month: the heart of the billing run.

internal import TopoqText

/// What is to have been billed up to a day. It follows from the history of charges alone, not from
/// what was billed when: an invoice is what this is more than the invoices before it.
///
/// Within a billing month every day counts the same: a charge bears price x days / days of the
/// month, and so does each discount. Sums are exact and rounded half-up once, as running totals
/// over a series of charges, so that a month billed in parts adds up to the month.
enum Entitlement {
  /// What a share is of: a charge, or a discount on it, in a billing month.
  struct Key: Hashable, Sendable {
    let charge: Int64
    let discount: Int64?
    /// The first day of the billing month.
    let month: Day
  }

  struct Share: Hashable, Sendable {
    let key: Key
    /// The days that were counted lie in these.
    let begins: Day
    let ends: Day
    /// In minor units, in terms of the price; below zero for discounts and credits.
    let amount: Int
  }

  /// The shares of all billing months that end by `end`, in order of months and charges.
  ///
  /// - Complexity: O(months x charges x (charges + discounts)).
  static func shares(
    of charges: [ChargeTerm], _ discounts: [DiscountTerm], _ cycle: BillingCycle, until end: Day
  ) throws -> [Share] {
    guard let first = charges.map(\.days.begins).min() else { return [] }
    let charges = charges.sorted { ($0.days.begins, $0.id) < ($1.days.begins, $1.id) }
    let discounts = discounts.sorted { ($0.days.begins, $0.id) < ($1.days.begins, $1.id) }
    var shares: [Share] = []
    var month = cycle.month(holding: first)
    while month.ends <= end {
      shares += try self.shares(of: charges, discounts, in: month)
      month = cycle.month(holding: month.ends)
    }
    return shares
  }

  private static func shares(
    of charges: [ChargeTerm], _ discounts: [DiscountTerm], in month: BillingCycle.Month
  ) throws -> [Share] {
    let here = charges.filter { charge in
      charge.kind == .recurring
        ? charge.days.begins < month.ends && charge.days.ends.map { $0 > month.begins } != false
        : charge.days.begins >= month.begins && charge.days.begins < month.ends
    }
    guard !here.isEmpty else { return [] }
    let sums = numerators(of: here, discounts, in: month)
    var totals: [Chain: RunningTotal] = [:]
    var shares: [Share] = []
    for (charge, sums) in zip(here, sums) {
      for (slot, sum) in sums.enumerated() {
        let discount = slot == 0 ? nil : discounts[slot - 1].id
        let chain = Chain(series: charge.series, discount: discount)
        var total = totals[chain] ?? RunningTotal(over: Int128(month.length) * wholeShare)
        let amount = charge.kind == .recurring ? try total.add(sum) : slot == 0 ? once(charge) : 0
        totals[chain] = total
        guard amount != 0 else { continue }
        shares.append(
          Share(
            key: Key(charge: charge.id, discount: discount, month: month.begins),
            begins: max(charge.days.begins, month.begins),
            ends: charge.kind == .recurring
              ? min(charge.days.ends ?? month.ends, month.ends)
              : charge.days.begins.adding(days: 1),
            amount: discount == nil ? amount : -amount))
      }
    }
    return shares
  }

  private struct Chain: Hashable {
    let series: Int64
    let discount: Int64?
  }

  private static let wholeShare: Int128 = 10_000

  private static func once(_ charge: ChargeTerm) -> Int {
    charge.kind == .credit ? -charge.price : charge.price
  }

  // MARK: Days

  /// For each charge what it and each discount on it come to, times the days of the month, times
  /// ten thousand.
  private static func numerators(
    of charges: [ChargeTerm], _ discounts: [DiscountTerm], in month: BillingCycle.Month
  ) -> [[Int128]] {
    var sums = [[Int128]](
      repeating: [Int128](repeating: 0, count: discounts.count + 1), count: charges.count)
    let edges = self.edges(charges, discounts, in: month)
    for (from, to) in zip(edges, edges.dropFirst()) {
      let length = Int128(from.days(to: to))
      // What is left of each amount a month: the oldest charge takes first.
      var pools = discounts.map { discount -> Int128 in
        if case .amount(let amount) = discount.rebate { Int128(amount) * wholeShare } else { 0 }
      }
      for (index, charge) in charges.enumerated()
      where charge.kind == .recurring && charge.runs(on: from) {
        let price = Int128(charge.price)
        sums[index][0] += price * wholeShare * length
        var rest = max(0, price * wholeShare)
        for (slot, discount) in discounts.enumerated()
        where discount.days.contains(from) && discount.isOn(charge) {
          var taken = pools[slot]
          if case .share(let share) = discount.rebate { taken = price * Int128(share) }
          taken = min(max(0, taken), rest)
          if case .amount = discount.rebate { pools[slot] -= taken }
          rest -= taken
          sums[index][slot + 1] += taken * length
        }
      }
    }
    return sums
  }

  /// The days of a month on which something begins or ends, its own first and end among them.
  private static func edges(
    _ charges: [ChargeTerm], _ discounts: [DiscountTerm], in month: BillingCycle.Month
  ) -> [Day] {
    var days: Set<Day> = [month.begins, month.ends]
    for span in charges.flatMap({ [$0.days] + $0.pauses }) + discounts.map(\.days) {
      for day in [span.begins, span.ends] {
        if let day, day > month.begins, day < month.ends { days.insert(day) }
      }
    }
    return days.sorted()
  }
}

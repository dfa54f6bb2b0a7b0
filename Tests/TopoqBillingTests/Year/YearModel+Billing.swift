// The months of the year counted day by day, and the invoices that come of them.

import TopoqText

extension YearModel {
  /// What a month comes to, by piece and discount, in terms of the price.
  func owed(by account: Int, _ month: Range<Int>) -> [YearAccount.Slot: Int] {
    let own = services(of: account)
    let first = firstDays(of: own, month)
    let order = first.keys.sorted { (first[$0]!, $0) < (first[$1]!, $1) }
    let rebates = discounts(on: own, month)
    // Exact sums in ten thousandths of a minor unit and days, by piece and discount.
    var sums: [Int: [Int: Int]] = [:]
    for day in month where day >= 0 {
      var left: [Int: Int] = [:]
      for number in rebates { left[number] = discounts[number].amount * 10_000 }
      let today = own.compactMap { service in charged(service, day).map { (service, $0) } }
        .sorted { (first[$0.1.piece]!, $0.1.piece) < (first[$1.1.piece]!, $1.1.piece) }
      for (service, cell) in today {
        var rest = cell.price * 10_000
        sums[cell.piece, default: [:]][-1, default: 0] += rest
        for number in rebates where isDiscount(number, on: service, day) {
          let share = discounts[number].share
          let taken = min(share.map { cell.price * $0 } ?? left[number]!, rest)
          if share == nil { left[number]! -= taken }
          rest -= taken
          sums[cell.piece, default: [:]][number, default: 0] += taken
        }
      }
    }
    return rounded(sums, order, own, month).merging(once(account, month)) { $0 + $1 }
  }

  /// The services that an account pays for.
  private func services(of account: Int) -> [Int] {
    let payees = accounts[account].payees.flatMap { customers[$0].services }
    return
      (payees.filter { services[$0].premises.map { payers[$0] == nil } ?? true }
      + accounts[account].services).sorted()
  }

  /// The first day of each piece that is charged in a month.
  private func firstDays(of own: [Int], _ month: Range<Int>) -> [Int: Int] {
    var first: [Int: Int] = [:]
    for service in own {
      for day in month where day >= 0 {
        guard let piece = charged(service, day)?.piece, first[piece] == nil else { continue }
        first[piece] = (0...day).first { charged(service, $0)?.piece == piece }
      }
    }
    return first
  }

  /// In the order in which they take.
  private func discounts(on own: [Int], _ month: Range<Int>) -> [Int] {
    let those = Set(own.flatMap { customers[services[$0].customer].discounts })
    return those.filter { discounts[$0].days.overlaps(month) }
      .sorted { (discounts[$0].days.lowerBound, $0) < (discounts[$1].days.lowerBound, $1) }
  }

  private func isDiscount(_ number: Int, on service: Int, _ day: Int) -> Bool {
    let discount = discounts[number]
    guard discount.days.contains(day) else { return false }
    return discount.service.map { $0 == service }
      ?? (discount.customer == services[service].customer)
  }

  /// What the pieces of a service come to together is rounded, and so is what each discount takes
  /// of them: a piece bears what it adds to that.
  private func rounded(
    _ sums: [Int: [Int: Int]], _ order: [Int], _ own: [Int], _ month: Range<Int>
  ) -> [YearAccount.Slot: Int] {
    let whole = month.count * 10_000
    let numbers = Set(sums.values.flatMap(\.keys))
    var result: [YearAccount.Slot: Int] = [:]
    for service in own {
      let here = Set(month.compactMap { $0 < 0 ? nil : charged(service, $0)?.piece })
      let pieces = order.filter { here.contains($0) }
      for number in numbers {
        var exact = 0
        for piece in pieces {
          let before = Self.halfUp(exact, whole)
          exact += sums[piece]?[number] ?? 0
          let amount = Self.halfUp(exact, whole) - before
          guard amount != 0 else { continue }
          let slot = YearAccount.Slot(month: month.lowerBound, piece: piece, discount: number)
          result[slot] = number < 0 ? amount : -amount
        }
      }
    }
    return result
  }

  private func once(_ account: Int, _ month: Range<Int>) -> [YearAccount.Slot: Int] {
    var result: [YearAccount.Slot: Int] = [:]
    for one in oneOffs
    where month.contains(one.day) && accounts[account].payees.contains(one.customer) {
      let slot = YearAccount.Slot(month: month.lowerBound, piece: one.piece, discount: -1)
      result[slot] = one.amount
    }
    return result
  }

  /// Half-up, away from zero.
  static func halfUp(_ part: Int, _ whole: Int) -> Int {
    part < 0 ? -halfUp(-part, whole) : (2 * part + whole) / (2 * whole)
  }

  // MARK: Taxes

  private static func rates(isHome: Bool) -> [(String, Int)] {
    isHome ? [("CGST", 900), ("SGST", 900)] : [("IGST", 1800)]
  }

  /// An amount without its taxes, and each of them.
  func taxed(
    _ amount: Int, plan: Int?, isHome: Bool, isInclusive: Bool? = nil
  ) -> (net: Int, taxes: [String: Int]) {
    guard let plan, plans[plan].isTaxed else { return (amount, [:]) }
    let rates = Self.rates(isHome: isHome)
    let isInclusive = isInclusive ?? plans[plan].isInclusive
    let whole = isInclusive ? 10_000 + rates.map(\.1).reduce(0, +) : 10_000
    var taxes: [String: Int] = [:]
    for (name, rate) in rates { taxes[name] = Self.halfUp(amount * rate, whole) }
    return (isInclusive ? amount - taxes.values.reduce(0, +) : amount, taxes)
  }

  // MARK: Invoices

  /// Bills everybody what ended by a day.
  mutating func billAll(on day: Int) {
    for account in accounts.indices { bill(account, on: day) }
    let without = customers.indices.filter { customers[$0].account == nil }
    for customer in without {
      accounts.append(YearAccount(code: customers[customer].code, holder: customer))
      let account = accounts.count - 1
      accounts[account].payees = [customer]
      bill(account, on: day)
      // An account comes to be with its first invoice.
      if accounts[account].bills.isEmpty {
        accounts.removeLast()
      } else {
        customers[customer].account = account
      }
    }
  }

  private mutating func bill(_ number: Int, on day: Int) {
    let account = accounts[number]
    guard !account.isPrepaid, let end = account.lastEnd(by: day), account.billedTo < end
    else { return }
    let begins = account.monthBegins
    var change: [YearAccount.Slot: Int] = [:]
    for (month, next) in zip(begins, begins.dropFirst())
    where next <= end && next > account.changedFrom {
      for (slot, amount) in owed(by: number, month..<next) { change[slot, default: 0] += amount }
      for (slot, amount) in account.posted where slot.month == month {
        change[slot, default: 0] -= amount
      }
    }
    accounts[number].changedFrom = end
    let lines = change.filter { $0.value != 0 }.sorted { $0.key < $1.key }
    guard !lines.isEmpty else { return }
    accounts[number].billedTo = end
    for (slot, amount) in lines { accounts[number].posted[slot, default: 0] += amount }
    post(lines, number, ends: end, on: day)
  }

  private mutating func post(
    _ lines: [(key: YearAccount.Slot, value: Int)], _ number: Int, ends: Int, on day: Int
  ) {
    var (net, taxes): (Int, [String: Int]) = (0, [:])
    var each: [(net: Int, plan: Int?)] = []
    // The discounts on a piece in a month are taxed with it.
    var group: (month: Int, piece: Int, sum: Int, net: Int) = (Int.min, 0, 0, 0)
    for (slot, amount) in lines {
      let plan = pieces[slot.piece]
      let isSame = group.month == slot.month && group.piece == slot.piece
      let before = isSame ? group.sum : 0
      let old = taxed(before, plan: plan, isHome: accounts[number].isHome)
      let new = taxed(before + amount, plan: plan, isHome: accounts[number].isHome)
      net += new.net - old.net
      each.append((new.net - old.net, plan))
      for (name, tax) in new.taxes { taxes[name, default: 0] += tax - (old.taxes[name] ?? 0) }
      group = (slot.month, slot.piece, before + amount, 0)
    }
    var bill = YearAccount.Bill(
      code: nextCode(net + taxes.values.reduce(0, +) < 0 ? "CN" : "I", on: day), issued: day,
      ends: ends, net: net, taxes: taxes)
    bill.lines = each
    bill.slots = Dictionary(uniqueKeysWithValues: lines.map { ($0.key, $0.value) })
    let piece = lines.first { $0.value < 0 }?.key.piece
    let named = piece.flatMap { piece in
      accounts[number].bills.last { bill in
        bill.invoice != nil && bill.slots.keys.contains { $0.piece == piece }
      }?.invoice
    }
    enter(bill, number, naming: named)
  }

  /// Enters a bill in the account's books.
  mutating func enter(_ bill: YearAccount.Bill, _ number: Int, naming invoice: Int?) {
    var bill = bill
    let issued = Self.text(bill.issued)
    if bill.total < 0 {
      accounts[number].books.credits.append(
        AccountModel.Credit(
          code: bill.code, day: issued, amount: -bill.total, named: invoice, isNote: true))
      for index in accounts[number].bills.indices
      where invoice != nil && accounts[number].bills[index].invoice == invoice {
        accounts[number].bills[index].credited -= bill.total
      }
    } else {
      bill.invoice = accounts[number].books.invoices.count
      accounts[number].books.invoices.append(
        AccountModel.Invoice(
          code: bill.code, issued: issued,
          due: Self.text(bill.issued + (accounts[number].isPrepaid ? 0 : accounts[number].dueDays)),
          total: bill.total))
    }
    accounts[number].bills.append(bill)
    accounts[number].books.settle()
  }

  mutating func nextCode(_ prefix: String, on day: Int) -> String {
    let name = "\(prefix)-\(Self.first.adding(days: day).year)"
    series[name, default: 0] += 1
    let digits = String(series[name]!)
    return "\(name)-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

// The audit rules worked out by hand over plain books: loops, no SQL, no vocabulary.

import TopoqText

/// A finding as a reader of the books would write it down.
struct PlainFinding: Hashable, CustomStringConvertible {
  let rule: String
  let thing: String
  var since: Day?
  var until: Day?
  var monthly: Int?
  var lost: Int?

  var description: String {
    "\(rule) | \(thing) | \(since?.description ?? "-") | \(until?.description ?? "-") | "
      + "\(monthly.map { String($0) } ?? "-") | \(lost.map { String($0) } ?? "-")"
  }
}

struct PlainAudit {
  private let books: PlainBooks
  private let today = PlainBooks.today
  private(set) var findings: [PlainFinding] = []

  init(_ books: PlainBooks) {
    self.books = books
    for index in books.customers.indices { judge(customer: index) }
    for charge in books.charges { judge(charge) }
    for discount in books.discounts { judge(discount) }
    for invoice in books.invoices { judge(invoice) }
    for index in books.customers.indices { judgeBills(of: index) }
  }

  /// What a price a month comes to, day by day: each calendar month's part is rounded once.
  static func bill(_ price: Int, _ first: Day, _ end: Day) -> Int {
    var total = 0
    var day = first
    while day < end {
      let month = day.description.prefix(7)
      var days = 0
      while day < end, day.description.prefix(7) == month {
        days += 1
        day = day.adding(days: 1)
      }
      let begin = Day(month + "-01")!
      let length = begin.days(to: begin.adding(months: 1))
      total += (2 * price * days + length) / (2 * length)
    }
    return total
  }

  private mutating func find(
    _ rule: String, _ thing: String, _ price: Int? = nil, since: Day? = nil, until: Day? = nil,
    atOnce: Int? = nil
  ) {
    let price = price == 0 ? nil : price
    var lost = atOnce
    if let price, let since { lost = Self.bill(price, since, min(today, until ?? today)) }
    findings.append(
      PlainFinding(
        rule: rule, thing: thing, since: since, until: until,
        monthly: until.map { $0 <= today } == true ? nil : price, lost: lost))
  }

  /// The charges that name a customer.
  private func named(_ customer: Int) -> [PlainBooks.Charge] {
    books.charges.filter { $0.customer == customer && $0.namesParty }
  }
  /// Those, and those that name nobody but the customer's premises.
  private func charges(of customer: Int) -> [PlainBooks.Charge] {
    books.charges.filter {
      $0.namesParty
        ? $0.customer == customer
        : books.customers[$0.customer].node == books.customers[customer].node
    }
  }
  private func running(_ customer: Int) -> [PlainBooks.Charge] {
    charges(of: customer).filter { $0.runs(on: today) }
  }
  /// Whether somebody active is charged by it.
  private func isOfActive(_ charge: PlainBooks.Charge) -> Bool {
    let payer = books.customers[charge.customer]
    return charge.namesParty
      ? payer.status == "active"
      : books.customers.contains { $0.node == payer.node && $0.status == "active" }
  }

  // MARK: Customers

  private mutating func judge(customer index: Int) {
    let customer = books.customers[index]
    let running = running(index)
    let sum = running.map(\.price).reduce(0, +)
    let begun = running.map(\.from).min()
    let others = books.customers.enumerated().filter { $0.offset != index }.map(\.element)
    let isShared = others.contains { $0.node == customer.node && $0.status == "active" }
    // A charge of the premises alone is that of whoever is there now.
    let isCharged = !isShared || named(index).contains { $0.runs(on: today) }
    switch (customer.status, begun) {
    case ("active", nil): judgeUncharged(index)
    case ("active", _?):
      if customer.node > PlainBooks.litPremises { find("charged and dark", customer.code, sum) }
    case ("suspended", let begun?) where isCharged:
      find("suspended and charged", customer.code, sum, since: max(customer.to ?? begun, begun))
    case ("ceased", let begun?) where isCharged:
      find("ceased and charged", customer.code, sum, since: max(customer.to ?? begun, begun))
    default: break
    }
    if others.contains(where: { $0.phone == customer.phone }) {
      find("entered twice", customer.code, since: customer.from)
    }
    guard customer.status == "active" else { return }
    if isShared { find("two on one premises", customer.code, since: customer.from) }
    var first: PlainBooks.Charge?
    for charge in charges(of: index)
    where charge.from < (first?.from ?? today.adding(days: 999))
      && (charge.namesParty || charge.to.map { $0 > customer.from } ?? true)
    { first = charge }
    if let first, customer.from < first.from {
      find("charged late", customer.code, first.price, since: customer.from, until: first.from)
    }
  }

  private mutating func judgeUncharged(_ index: Int) {
    let customer = books.customers[index]
    var last: PlainBooks.Charge?
    for charge in charges(of: index) {
      guard let to = charge.to, to <= today else { continue }
      if last?.to.map({ to >= $0 }) ?? true { last = charge }
    }
    find(
      "active not charged", customer.code, last?.price,
      since: max(customer.from, last?.to ?? customer.from))
  }

  // MARK: Charges and discounts

  private mutating func judge(_ charge: PlainBooks.Charge) {
    guard charge.runs(on: today) else { return }
    let list = charge.plan.price(on: today)
    if let override = charge.override {
      if override.reason.isEmpty || override.to == nil {
        find("override lapsed", charge.code, list - charge.price, since: charge.from)
      } else if let to = override.to, to <= today {
        find("override lapsed", charge.code, list - charge.price, since: max(to, charge.from))
      }
    }
    guard isOfActive(charge) else { return }
    let isWithdrawn = charge.plan.withdrawn != nil
    if let withdrawn = charge.plan.withdrawn {
      find("legacy plan", charge.code, since: max(charge.from, withdrawn))
    }
    guard charge.override == nil, charge.price < list else { return }
    guard charge.price > 0 else {
      return find("zero-rated", charge.code, list, since: charge.from)
    }
    guard !isWithdrawn else { return }
    let ended = books.discounts.filter {
      $0.charge == charge.code
        || $0.charge == nil && charge.namesParty && $0.customer == charge.customer
    }.compactMap(\.to).filter { $0 <= today }.max()
    // The price that was asked at first was no higher: it is since the rise that it is too low.
    let risen = charge.plan.raised.flatMap { charge.price >= charge.plan.price ? $0.day : nil }
    find(
      ended == nil ? "below the catalogue" : "discount past end", charge.code,
      list - charge.price, since: max(charge.from, ended ?? charge.from, risen ?? charge.from))
  }

  private mutating func judge(_ discount: PlainBooks.Discount) {
    guard discount.from <= today, discount.to == nil else { return }
    let prices = books.charges.filter { charge in
      guard charge.runs(on: today) else { return false }
      guard let code = discount.charge else {
        return charge.namesParty && charge.customer == discount.customer
      }
      return charge.code == code
    }.map(\.price)
    let share = discount.percent.flatMap { percent in
      prices.isEmpty ? nil : (prices.reduce(0, +) * percent + 5_000) / 10_000
    }
    find("discount without end", discount.code, discount.amount ?? share, since: discount.from)
  }

  // MARK: Invoices

  private mutating func judge(_ invoice: PlainBooks.Invoice) {
    let open = invoice.total - invoice.paid
    let isPromised = books.promises.contains {
      $0.customer == invoice.customer && $0.promised >= today
    }
    guard open > 0, invoice.due.days(to: today) >= 10, !invoice.isChased, !invoice.isDisputed,
      !isPromised
    else { return }
    find("overdue without followup", invoice.code, since: invoice.due, atOnce: open)
  }

  /// Months that are missing between or after a customer's invoices, or all of them.
  private mutating func judgeBills(of index: Int) {
    let own = books.invoices.filter { $0.customer == index }
    let code = books.customers[index].code
    let known = books.invoices.map(\.from).min()
    let billable = books.invoices.map(\.to).filter { $0 <= today.adding(days: -5) }.max()
    guard let known, let billable else { return }
    if own.isEmpty {
      for charge in named(index) where charge.price > 0 {
        let from = max(charge.from, known)
        let until = min(charge.to ?? billable, billable)
        guard from.adding(months: 1) <= until else { continue }
        find("never invoiced", charge.code, charge.price, since: from, until: until)
      }
      return
    }
    for invoice in own {
      let gap = invoice.to
      guard gap.adding(months: 1) <= today.adding(days: -5),
        !own.contains(where: { $0.from == gap }),
        named(index).contains(where: { $0.price > 0 && $0.runs(on: gap) })
      else { continue }
      var until = own.map(\.from).filter { $0 > gap }.min() ?? gap
      while until == gap
        || !own.contains(where: { $0.from > gap })
          && until.adding(months: 1) <= today.adding(days: -5)
      { until = until.adding(months: 1) }
      find(
        "invoice missing", code,
        named(index).filter { $0.runs(on: today) }.map(\.price).reduce(0, +), since: gap,
        until: until)
      return
    }
  }
}

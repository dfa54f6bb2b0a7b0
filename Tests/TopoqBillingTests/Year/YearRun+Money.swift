// Money of the year: paid, prepaid, credited, disputed, promised, given up, and come back.

import TopoqText

/// What is to be remembered of receipts.
struct YearReceipts {
  /// How many payments and write-offs got a number of the file's own.
  var payments = 0
  var writeOffs = 0
  /// In suspense: the code, the amount, the day, and how many came before it.
  var waiting: [(code: String, amount: Int, day: Int, number: Int)] = []
  /// How many rows of receipts there are.
  var count = 0
}

extension YearRun {
  /// One thing that happens to an account's money.
  mutating func settle(_ account: Int) throws {
    let one = model.accounts[account]
    if one.isPrepaid, chance(1, of: 2) { return try renew(account) }
    let open = one.books.invoices.indices.filter { one.books.invoices[$0].open > 0 }
    switch Int.random(in: 0..<24, using: &random) {
    case 0...11: try pay(account, open)
    case 12: try receive(account, open)
    case 13: try match(account, open)
    case 14, 15: try reverse(account)
    case 16: try dispute(account, open)
    case 17, 18: try resolve(account)
    case 19: try promise(account)
    case 20: try writeOff(account, open)
    default: try credit(account)
    }
  }

  private mutating func enter(
    _ code: String, _ amount: Int, _ account: Int, named: Int?, on day: Int, number: Int? = nil
  ) {
    var credit = AccountModel.Credit(
      code: code, day: date(day), amount: amount, named: named, isNote: false)
    credit.number = number ?? receipts.count
    if number == nil { receipts.count += 1 }
    model.accounts[account].books.credits.append(credit)
    model.accounts[account].books.settle()
  }

  // MARK: Paid

  private mutating func pay(_ account: Int, _ open: [Int]) throws {
    let one = model.accounts[account]
    let most = open.first.map { one.books.invoices[$0].open } ?? 50_000
    // Exactly, a part, or too much.
    let amount =
      [
        most, Int.random(in: 1...most, using: &random),
        most + Int.random(in: 1...99_999, using: &random),
      ]
      .randomElement(using: &random)!
    let day = max(0, today - Int.random(in: 0...4, using: &random))
    var target = "account \(one.code)"
    var named: Int?
    if chance(1, of: 3), let invoice = open.randomElement(using: &random) {
      (target, named) = ("invoice \(one.books.invoices[invoice].code)", invoice)
    } else if chance(1, of: 3),
      one.code == model.customers[one.holder].code
        || one.code == "A\(one.holder + 1)"
    {
      target = "customer \(model.customers[one.holder].code)"
    }
    try say("pay \(target) amount \(rupees(amount)) on \(date(day)) method \"cash\"")
    receipts.payments += 1
    enter("P\(receipts.payments)", amount, account, named: named, on: day)
  }

  /// A receipt by bank: its reference names an invoice, or nothing that is known.
  private mutating func receive(_ account: Int, _ open: [Int]) throws {
    let amount = Int.random(in: 1...99_999, using: &random)
    let code = name("R")
    if chance(1, of: 2), let invoice = open.randomElement(using: &random) {
      let named = model.accounts[account].books.invoices[invoice].code
      try say(
        "add payment \(code) amount \(rupees(amount)) reference \"NEFT/\(named)\" method \"bank\"")
      return enter(code, amount, account, named: invoice, on: today)
    }
    try say("add payment \(code) amount \(rupees(amount)) reference \"thanks\" method \"bank\"")
    receipts.waiting.append((code, amount, today, receipts.count))
    receipts.count += 1
  }

  private mutating func match(_ account: Int, _ open: [Int]) throws {
    guard let index = receipts.waiting.indices.randomElement(using: &random) else { return }
    let receipt = receipts.waiting.remove(at: index)
    let one = model.accounts[account]
    let named = chance(1, of: 2) ? open.randomElement(using: &random) : nil
    let target = named.map { "invoice \(one.books.invoices[$0].code)" } ?? "account \(one.code)"
    try say("match payment \(receipt.code) to \(target)")
    enter(
      receipt.code, receipt.amount, account, named: named, on: receipt.day,
      number: receipt.number)
  }

  private mutating func reverse(_ account: Int) throws {
    let credits = model.accounts[account].books.credits
    guard
      let index = credits.indices.filter({ !credits[$0].isNote && !credits[$0].isReversed })
        .randomElement(using: &random)
    else { return }
    let noun = credits[index].code.hasPrefix("W") ? "bad_debt" : "payment"
    try say("reverse \(noun) \(credits[index].code) reason \"cheque bounced\"")
    model.accounts[account].books.reverse(index)
  }

  private mutating func renew(_ account: Int) throws {
    let one = model.accounts[account]
    let begin = max(one.paidTo ?? today, today)
    let end = begin + Int.random(in: 1...60, using: &random)
    let amount = Int.random(in: 1...90_000, using: &random)
    try say("renew account \(one.code) until \(date(end)) amount \(rupees(amount))")
    model.accounts[account].paidTo = end
    let plan = newestPlan(of: one.holder)
    let taxed = model.taxed(amount, plan: plan, isHome: one.isHome, isInclusive: true)
    let bill = YearAccount.Bill(
      code: model.nextCode("I", on: today), issued: today, ends: end, net: taxed.net,
      taxes: taxed.taxes, lines: [(taxed.net, nil)])
    let invoice = one.books.invoices.count
    model.enter(bill, account, naming: nil)
    receipts.payments += 1
    enter("P\(receipts.payments)", amount, account, named: invoice, on: today)
  }

  /// The plan taken today: prepaid time is taxed by it.
  private func newestPlan(of customer: Int) -> Int? {
    let service = model.customers[customer].services[0]
    return (model.services[service].cells[today] ?? model.services[service].cells[today + 10])?.plan
  }

  // MARK: Not paid

  private mutating func dispute(_ account: Int, _ open: [Int]) throws {
    let invoices = model.accounts[account].books.invoices
    guard
      let invoice = open.filter({ !invoices[$0].isDisputed }).randomElement(using: &random)
    else { return }
    try say("dispute invoice \(invoices[invoice].code) reason \"down for a week\"")
    model.accounts[account].books.invoices[invoice].isDisputed = true
  }

  private mutating func resolve(_ account: Int) throws {
    let invoices = model.accounts[account].books.invoices
    guard
      let invoice = invoices.indices.filter({ invoices[$0].isDisputed })
        .randomElement(using: &random)
    else { return }
    try say("resolve invoice \(invoices[invoice].code) outcome \"explained\"")
    model.accounts[account].books.invoices[invoice].isDisputed = false
    model.accounts[account].books.settle()
  }

  private mutating func promise(_ account: Int) throws {
    let holder = model.accounts[account].holder
    let day = today + Int.random(in: 0...20, using: &random)
    try say("promise customer \(model.customers[holder].code) on \(date(day))")
    model.customers[holder].promise = max(day, model.customers[holder].promise ?? day)
  }

  private mutating func writeOff(_ account: Int, _ open: [Int]) throws {
    guard let invoice = open.first else { return }
    let one = model.accounts[account].books.invoices[invoice]
    let amount = chance(1, of: 2) ? one.open : Int.random(in: 1...one.open, using: &random)
    try say(
      "write_off invoice \(one.code) amount \(rupees(amount)) reason \"moved away, not found\"")
    receipts.writeOffs += 1
    enter("W\(receipts.writeOffs)", amount, account, named: invoice, on: today)
  }

  // MARK: Credited

  private mutating func credit(_ account: Int) throws {
    let bills = model.accounts[account].bills
    guard
      let index = bills.indices.filter({
        bills[$0].invoice != nil && bills[$0].total > bills[$0].credited
      }).randomElement(using: &random)
    else { return }
    let bill = bills[index]
    let left = bill.total - bill.credited
    let isWhole = bill.credited == 0 && chance(1, of: 3)
    let isAgain = isWhole && chance(1, of: 2)
    let amount = isWhole ? left : Int.random(in: 1...left, using: &random)
    let how = isAgain ? " rebill true" : isWhole ? "" : " amount \(rupees(amount))"
    try say("credit invoice \(bill.code) reason \"outage\"\(how)")
    var note = YearAccount.Bill(
      code: model.nextCode("CN", on: today), issued: today, ends: nil,
      net: 0, taxes: [:])
    if amount == bill.total {
      note = YearAccount.Bill(
        code: note.code, issued: today, ends: nil, net: -bill.net,
        taxes: bill.taxes.mapValues { -$0 }, lines: bill.lines.map { (-$0.net, $0.plan) })
    } else {
      // Each tax in the proportion of the invoice; all credits together bear what it bears.
      let taxes = bill.taxes.mapValues { tax in
        YearModel.halfUp(bill.credited * tax, bill.total)
          - YearModel.halfUp((bill.credited + amount) * tax, bill.total)
      }
      let net = -amount - taxes.values.reduce(0, +)
      note = YearAccount.Bill(
        code: note.code, issued: today, ends: nil, net: net, taxes: taxes, lines: [(net, nil)])
    }
    if isAgain {
      for (slot, amount) in bill.slots {
        model.accounts[account].posted[slot, default: 0] -= amount
        model.accounts[account].changedFrom = min(
          model.accounts[account].changedFrom, max(0, slot.month))
      }
    }
    model.enter(note, account, naming: bill.invoice)
  }
}

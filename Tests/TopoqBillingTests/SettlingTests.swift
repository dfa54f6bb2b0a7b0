import TestSupport
import Testing
import TopoqSQLite
import TopoqText
import TopoqVocabulary

@testable import TopoqBilling

/// Twelve months of an account at random, in the books and by hand, compared after every step.
private struct Year: ~Copyable {
  let file: BillingFile
  let account: Int64
  var model = AccountModel()
  var random: SeededGenerator
  var today = Day("2026-01-01")!

  init(seed: UInt64) throws {
    let file = try BillingFile()
    account = try file.addAccount("A1", party: "C1")
    self.file = file
    random = SeededGenerator(seed: seed)
  }

  mutating func step() throws {
    today = today.adding(days: Int.random(in: 0...12, using: &random))
    switch Int.random(in: 0..<11, using: &random) {
    case 0...2: try invoice()
    case 3, 4: try payAccount()
    case 5: try payInvoice()
    case 6: try creditNote()
    case 7: try reverse()
    case 8: try writeOff()
    default: try dispute()
    }
  }

  private mutating func invoice() throws {
    let total = Int.random(in: 1...90_000, using: &random)
    let code = "I-\(model.invoices.count + 1)"
    let due = today.adding(days: 15).description
    _ = try file.post(code, account: account, issued: today.description, due: due, total)
    model.invoices.append(
      .init(code: code, issued: today.description, due: due, total: total))
    model.settle()
  }

  private mutating func payAccount() throws {
    let amount = Int.random(in: 1...120_000, using: &random)
    try file.perform(
      "pay", "account", "A1", today: today.description, ["amount": .rupees(amount)])
    add(amount, named: nil)
  }

  private mutating func payInvoice() throws {
    guard let index = model.invoices.indices.randomElement(using: &random) else { return }
    let amount = Int.random(in: 1...120_000, using: &random)
    try file.perform(
      "pay", "invoice", model.invoices[index].code, today: today.description,
      ["amount": .rupees(amount)])
    add(amount, named: index)
  }

  private mutating func creditNote() throws {
    guard let index = model.invoices.indices.randomElement(using: &random) else { return }
    let amount = Int.random(in: 1...model.invoices[index].total, using: &random)
    let code = "C-\(model.credits.count + 1)"
    let credited = try file.thing("invoice", model.invoices[index].code).id
    _ = try file.post(
      code, account: account, issued: today.description, due: today.description, -amount,
      crediting: credited)
    model.credits.append(
      .init(code: code, day: today.description, amount: amount, named: index, isNote: true))
    model.settle()
  }

  private mutating func reverse() throws {
    let standing = model.credits.indices.filter {
      !model.credits[$0].isReversed && !model.credits[$0].isNote
    }
    guard let index = standing.randomElement(using: &random) else { return }
    let code = model.credits[index].code
    try file.perform(
      "reverse", code.hasPrefix("W") ? "bad_debt" : "payment", code, today: today.description,
      ["reason": .text("bounced")])
    model.reverse(index)
  }

  private mutating func writeOff() throws {
    guard
      let index = model.invoices.indices.filter({ model.invoices[$0].open > 0 })
        .randomElement(using: &random)
    else { return }
    let open = model.invoices[index].open
    try file.perform(
      "write_off", "invoice", model.invoices[index].code, today: today.description,
      ["reason": .text("moved away")])
    add(open, named: index)
  }

  private mutating func dispute() throws {
    guard let index = model.invoices.indices.randomElement(using: &random) else { return }
    let isDisputed = model.invoices[index].isDisputed
    try file.perform(
      isDisputed ? "resolve" : "dispute", "invoice", model.invoices[index].code,
      today: today.description,
      isDisputed ? ["outcome": .text("paid")] : ["reason": .text("was down")])
    model.invoices[index].isDisputed.toggle()
    if isDisputed { model.settle() }
  }

  private mutating func add(_ amount: Int, named: Int?) {
    let newest = try? file.handle.first("SELECT code FROM billing_payment ORDER BY id DESC LIMIT 1")
    model.credits.append(
      .init(
        code: newest?.text ?? "?", day: today.description, amount: amount, named: named,
        isNote: false))
    model.settle()
  }

  func compare() throws {
    let day = today.description
    let balance = try file.value("balance", "account", "A1", today: day)
    #expect(balance == .integer(Int64(model.balance)))
    #expect(try file.value("balance", "party", "C1", today: day) == balance)
    let ledger = try file.handle.first("SELECT coalesce(sum(amount_minor), 0) FROM billing_entry")
    #expect(ledger == balance)
    for invoice in model.invoices {
      #expect(
        try file.value("balance", "invoice", invoice.code, today: day)
          == .integer(Int64(invoice.open)))
    }
    for (index, credit) in model.credits.enumerated() where !credit.isNote {
      let spent = try file.handle.rows(
        """
        SELECT i.code, sum(a.amount_minor)
        FROM billing_allocation AS a JOIN billing_invoice AS i ON i.id = a.invoice
          JOIN billing_payment AS p ON p.id = a.payment
        WHERE p.code = ?
        GROUP BY i.code HAVING sum(a.amount_minor) <> 0
        """, [.text(credit.code)])
      let found = Dictionary(
        uniqueKeysWithValues: spent.map { ($0[0].text ?? "", Int($0[1].integer ?? 0)) })
      let wanted = Dictionary(
        uniqueKeysWithValues: model.credits[index].spent.map { (model.invoices[$0].code, $1) })
      #expect(found == wanted, "\(credit.code)")
    }
    let overdue = model.oldestDue(on: day).map { Day($0)!.days(to: today) }
    #expect(
      try file.value("overdue", "party", "C1", today: day)
        == overdue.map { .integer(Int64($0)) } ?? .null)
    #expect(
      try file.value("overdue_amount", "party", "C1", today: day).integer ?? 0
        == Int64(model.arrears(on: day)))
    #expect(
      try file.value("ageing", "party", "C1", today: day)
        == model.ageing(on: day).map { .text($0) } ?? .null)
    #expect(
      try file.holds("disputed", "party", "C1", today: day)
        == model.invoices.contains { $0.isDisputed })
    #expect(try file.faults() == [])
  }
}

@Suite("Settling")
struct SettlingTests {
  @Test("a year of random postings is as kept by hand, after every step", arguments: 1...12)
  func year(_ seed: UInt64) throws {
    var year = try Year(seed: seed)
    for _ in 0..<45 {
      try year.step()
      try year.compare()
    }
  }

  @Test("the oldest is paid first, what is over stays as credit and pays the next invoice")
  func oldestFirst() throws {
    let file = try BillingFile()
    let account = try file.addAccount("A1", party: "C1")
    _ = try file.post("I-1", account: account, issued: "2026-01-01", due: "2026-01-16", 1000)
    _ = try file.post("I-2", account: account, issued: "2026-02-01", due: "2026-02-16", 1000)
    let notes = try file.perform(
      "pay", "party", "C1", today: "2026-02-20", ["amount": .rupees(2500)])
    #expect(notes == ["payment P1 of 25.00 INR on account A1; 5.00 INR of it stays as credit"])
    #expect(try file.value("balance", "account", "A1", today: "2026-02-20") == .integer(-500))
    _ = try file.post("I-3", account: account, issued: "2026-03-01", due: "2026-03-16", 1000)
    #expect(try file.value("balance", "invoice", "I-3", today: "2026-03-01") == .integer(500))
    try file.perform(
      "reverse", "payment", "P1", today: "2026-03-05", ["reason": .text("cheque bounced")])
    #expect(try file.value("balance", "account", "A1", today: "2026-03-05") == .integer(3000))
    #expect(try file.value("overdue", "account", "A1", today: "2026-03-05") == .integer(48))
    #expect(try file.faults() == [])
  }

  @Test("many accounts settled in one statement are as each by itself")
  func inBulk() throws {
    let file = try BillingFile()
    var random = SeededGenerator(seed: 7)
    var models: [AccountModel] = []
    for number in 1...20 {
      _ = try file.addAccount("A\(number)", party: "C\(number)")
      var model = AccountModel()
      for month in 1...Int.random(in: 1...6, using: &random) {
        let day = "2026-0\(month)-01"
        let total = Int.random(in: 1...1000, using: &random)
        try file.handle.run(
          """
          INSERT INTO billing_invoice (code, account, party, issued, due, net_minor, total_minor,
            currency)
          SELECT ?1, id, party, ?2, ?2, ?3, ?3, 'INR' FROM billing_account WHERE code = ?4
          """,
          [
            .text("I-\(number)-\(month)"), .text(day), .integer(Int64(total)),
            .text("A\(number)"),
          ])
        try Ledger.enter(
          "invoice", "I-\(number)-\(month)", of: Int64(number),
          Money(minor: Int64(total), currency: "INR"), on: Day(day)!, file.handle)
        model.invoices.append(
          .init(code: "I-\(number)-\(month)", issued: day, due: day, total: total))
      }
      for payment in 0..<Int.random(in: 0...5, using: &random) {
        let named =
          Bool.random(using: &random)
          ? model.invoices.indices.randomElement(using: &random) : nil
        let amount = Int.random(in: 1...1500, using: &random)
        let day = "2026-0\(payment + 1)-10"
        try file.handle.run(
          """
          INSERT INTO billing_payment (code, account_code, day, amount_minor, currency, reference)
          VALUES (?, ?, ?, ?, 'INR', ?)
          """,
          [
            .text("P\(number)-\(payment)"), .text("A\(number)"), .text(day),
            .integer(Int64(amount)),
            named.map { .text("NEFT/\(model.invoices[$0].code)") } ?? .null,
          ])
        model.credits.append(
          .init(code: "", day: day, amount: amount, named: named, isNote: false))
      }
      model.settle()
      models.append(model)
    }
    try file.handle.execute(Payments.table.afterLoad)
    // A file that is read twice is there once.
    try file.handle.execute(Payments.table.afterLoad)
    for (index, model) in models.enumerated() {
      #expect(
        try file.value("balance", "account", "A\(index + 1)", today: "2026-07-01")
          == .integer(Int64(model.balance)))
      for invoice in model.invoices {
        #expect(
          try file.value("balance", "invoice", invoice.code, today: "2026-07-01")
            == .integer(Int64(invoice.open)), "\(invoice.code)")
      }
    }
    #expect(try file.faults() == [])
  }
}

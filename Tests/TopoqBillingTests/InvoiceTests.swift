import Testing
import TopoqBilling
import TopoqSQLite
import TopoqVocabulary

@Suite("Invoices")
struct InvoiceTests {
  private let invoices = """
    SELECT code, begins, ends, net_minor, tax_minor, total_minor, due FROM billing_invoice
    """
  private let lines = """
    SELECT text, begins, ends, net_minor, tax_minor FROM billing_invoice_line ORDER BY id
    """

  private func file() throws -> BillingFile {
    let file = try BillingFile.withCustomers()
    for number in 1...3 {
      let customer = ArgumentValue.thing(try file.named("customer", "C\(number)"))
      try file.change(
        "add", "service", "S\(number)", ["for": customer, "plan": .text("HOME50")])
      try file.change("activate", "service", "S\(number)", ["on": .text("2026-01-01")])
    }
    return file
  }

  private func bill(_ file: borrowing BillingFile, _ day: String) throws -> [String] {
    try file.change("bill", nil, "", ["on": .text(day)])
  }

  @Test("run twice, bill once; numbers follow each other")
  func idempotence() throws {
    let file = try file()
    #expect(
      try bill(file, "2026-02-01") == ["3 invoices, I-2026-0001 to I-2026-0003: 2,397.00 INR"])
    #expect(try bill(file, "2026-02-01") == ["3 accounts were billed already"])
    #expect(try bill(file, "2026-02-20") == ["3 accounts were billed already"])
    try file.change("bill", "account", "C2", ["on": .text("2026-03-01")])
    #expect(
      try bill(file, "2026-03-01") == [
        "2 invoices, I-2026-0005 to I-2026-0006: 1,598.00 INR", "1 accounts were billed already",
      ])
    #expect(
      try file.texts("\(invoices) WHERE id = 1") == [
        "I-2026-0001 2026-01-01 2026-02-01 79900 0 79900 2026-02-16"
      ])
    #expect(try file.faults() == [])
  }

  @Test("a run that fails leaves no number behind")
  func noGaps() throws {
    let file = try file()
    try file.handle.execute("UPDATE billing_plan SET tax = 'GST' WHERE code = 'HOME100'")
    try file.change("change", "service", "S3", ["to": .text("HOME100"), "on": .text("2026-01-10")])
    #expect(throws: ChangeRefusal.self) { try bill(file, "2026-02-01") }
    #expect(try file.texts(invoices) == [])
    try file.handle.execute(
      "INSERT INTO billing_tax (code, tax, component, rate_bp) VALUES ('G', 'GST', 'GST', 1800)")
    _ = try bill(file, "2026-02-01")
    #expect(
      try file.texts("SELECT code FROM billing_invoice")
        == ["I-2026-0001", "I-2026-0002", "I-2026-0003"])
  }

  @Test("what is recorded late is billed from its first day, what was billed wrongly is given back")
  func backDated() throws {
    let file = try file()
    _ = try bill(file, "2026-02-01")
    let customer = ArgumentValue.thing(try file.named("customer", "C1"))
    try file.change(
      "add", "charge", "TV1", ["for": customer, "plan": .text("TV"), "from": .text("2026-01-17")])
    try file.change("cease", "service", "S2", ["on": .text("2026-01-11")])
    _ = try bill(file, "2026-03-01")
    #expect(
      try file.texts("\(lines) LIMIT 10 OFFSET 3") == [
        "Television 2026-01-17 2026-02-01 9629 0", "Home 50 2026-02-01 2026-03-01 79900 0",
        "Television 2026-02-01 2026-03-01 19900 0",
        "Home 50, corrected 2026-01-01 2026-01-11 -54126 0",
        "Home 50 2026-02-01 2026-03-01 79900 0",
      ])
    #expect(
      try file.texts(
        """
        SELECT n.code, n.kind, n.total_minor, i.code
        FROM billing_invoice AS n CROSS JOIN billing_invoice AS i ON i.id = n.credits
        """) == ["CN-2026-0001 credit note -54126 I-2026-0002"])
    #expect(try file.faults() == [])
  }

  @Test("discounts stand on their own lines, taxes follow what is left")
  func discountsAndTaxes() throws {
    let file = try BillingFile.withCustomers()
    try file.handle.execute(
      """
      UPDATE billing_plan SET tax = 'GST' WHERE code = 'HOME50';
      UPDATE billing_plan SET tax = 'GST', is_inclusive = 1 WHERE code = 'TV';
      INSERT INTO billing_tax (code, tax, place, component, rate_bp) VALUES
        ('1', 'GST', 'home', 'CGST', 900), ('2', 'GST', 'home', 'SGST', 900),
        ('3', 'GST', 'away', 'IGST', 1800)
      """)
    let customer = ArgumentValue.thing(try file.named("customer", "C1"))
    for plan in ["HOME50", "TV"] {
      try file.change(
        "add", "charge", plan,
        ["for": customer, "plan": .text(plan), "from": .text("2026-01-01")])
    }
    try file.change(
      "add", "discount", "D1",
      [
        "for": .thing(try file.named("charge", "HOME50")), "percent": .share(0.2),
        "until": .text("2026-02-01"), "reason": .text("launch"),
      ])
    _ = try bill(file, "2026-02-01")
    #expect(
      try file.texts(lines) == [
        "Home 50 2026-01-01 2026-02-01 79900 14382",
        "Discount D1: launch 2026-01-01 2026-02-01 -15980 -2876",
        "Television 2026-01-01 2026-02-01 16864 3036",
      ])
    #expect(
      try file.texts(
        "SELECT component, sum(tax_minor) FROM billing_invoice_tax GROUP BY 1")
        == ["CGST 7271", "SGST 7271"])
    #expect(try file.faults() == [])
  }

  @Test("an account pays for others, by its own month and period")
  func payingForOthers() throws {
    let file = try file()
    try file.change(
      "add", "account", "A1",
      [
        "for": .thing(try file.named("customer", "C1")), "bill_day": .number(10),
        "period": .number(3), "due_days": .number(30),
      ])
    try file.change(
      "assign", "customer", "C2", ["to": .thing(try file.named("account", "A1"))])
    try file.change("bill", "customer", "C2", ["on": .text("2026-05-01")])
    let posted = try file.texts(
      """
      SELECT a.code, i.begins, i.ends, i.due, i.total_minor
      FROM billing_invoice AS i CROSS JOIN billing_account AS a ON a.id = i.account
      """)
    #expect(posted == ["A1 2026-01-01 2026-04-10 2026-05-31 525794"])
  }

  @Test("what one account has paid, another with other months is not asked for again")
  func changeOfAccount() throws {
    var file = try BillingFile.withCustomers()
    try file.handle.execute(
      """
      INSERT INTO billing_charge (code, party, node, plan, price_minor, currency, begins)
      VALUES ('CH1', 2, 2, 1, 79900, 'INR', '2025-01-01')
      """)
    for month in ["2026-02-01", "2026-03-01"] { _ = try bill(file, month) }
    file.today = "2026-03-02"
    try file.change(
      "add", "account", "A1",
      [
        "for": .thing(try file.named("customer", "C1")), "bill_day": .number(5),
        "period": .number(3),
      ])
    try file.change(
      "assign", "customer", "C2", ["to": .thing(try file.named("account", "A1"))])
    _ = try bill(file, "2026-04-05")
    let posted = try file.texts("\(lines) LIMIT 10 OFFSET 2")
    // Four of 28 days, then a month.
    #expect(
      posted == ["Home 50 2026-03-01 2026-03-05 11414 0", "Home 50 2026-03-05 2026-04-05 79900 0"])
    #expect(try file.faults() == [])
  }

  @Test("what came by a file was billed elsewhere before, unless one says from when")
  func firstInvoice() throws {
    let file = try BillingFile.withCustomers()
    try file.handle.execute(
      """
      INSERT INTO billing_charge (code, party, node, plan, price_minor, currency, begins)
      VALUES ('CH1', 3, 3, 1, 79900, 'INR', '2025-01-01'),
        ('CH2', 4, 4, 1, 79900, 'INR', '2025-11-01')
      """)
    let notes = try file.change("bill", "customer", "C3", ["on": .text("2026-02-01")])
    #expect(notes.last?.contains("days before 2026-01-01 are taken as billed elsewhere") == true)
    try file.change(
      "bill", "customer", "C4", ["on": .text("2026-02-01"), "from": .text("2025-12-01")])
    #expect(
      try file.texts("SELECT begins, total_minor FROM billing_invoice ORDER BY id")
        == ["2026-01-01 79900", "2025-12-01 159800"])
  }

  @Test("parts of an invoice can be credited up to the whole, with their taxes")
  func credits() throws {
    let file = try BillingFile.withCustomers()
    try file.handle.execute(
      """
      UPDATE billing_plan SET tax = 'GST';
      INSERT INTO billing_tax (code, tax, component, rate_bp) VALUES
        ('1', 'GST', 'CGST', 900), ('2', 'GST', 'SGST', 900)
      """)
    let customer = ArgumentValue.thing(try file.named("customer", "C1"))
    try file.change(
      "add", "charge", "CH1",
      ["for": customer, "plan": .text("HOME50"), "from": .text("2026-01-01")])
    _ = try bill(file, "2026-02-01")
    let reason = ["reason": ArgumentValue.text("outage")]
    #expect(
      try file.change(
        "credit", "invoice", "I-2026-0001", reason.merging(["amount": .money(10001)]) { $1 })
        == ["CN-2026-0001: -100.01 INR"])
    #expect(throws: ChangeRefusal.self) {
      try file.change(
        "credit", "invoice", "I-2026-0001", reason.merging(["amount": .money(94282)]) { $1 })
    }
    try file.change("credit", "invoice", "I-2026-0001", reason)
    #expect(throws: ChangeRefusal.self) {
      try file.change("credit", "invoice", "I-2026-0001", reason)
    }
    #expect(
      try file.texts(
        "SELECT sum(net_minor), sum(tax_minor), sum(total_minor) FROM billing_invoice")
        == ["0 0 0"])
    #expect(try file.texts("SELECT sum(amount_minor) FROM billing_entry") == ["0"])
    #expect(try file.faults() == [])
    // What was given back as a favour is not billed again.
    _ = try bill(file, "2026-03-01")
    #expect(
      try file.texts("SELECT begins, total_minor FROM billing_invoice ORDER BY id DESC LIMIT 1")
        == ["2026-02-01 94282"])
  }

  @Test("an invoice taken back to be billed again is billed again")
  func billedAgain() throws {
    let file = try file()
    _ = try bill(file, "2026-02-01")
    try file.change(
      "credit", "invoice", "I-2026-0001", ["reason": .text("wrong"), "rebill": .number(1)])
    try file.change("bill", "account", "C1", ["on": .text("2026-03-01")])
    #expect(
      try file.texts("SELECT begins, total_minor FROM billing_invoice ORDER BY id DESC LIMIT 1")
        == ["2026-01-01 159800"])
  }

  @Test("a new price is the catalogue's from its day, and everybody's only where one says so")
  func repricing() throws {
    var file = try file()
    try file.change(
      "reprice", "plan", "HOME50", ["price": .money(89900), "from": .text("2026-02-15")])
    let customer = ArgumentValue.thing(try file.named("customer", "C4"))
    for (code, from) in [("X1", "2026-02-14"), ("X2", "2026-02-15")] {
      try file.change(
        "add", "charge", code, ["for": customer, "plan": .text("HOME50"), "from": .text(from)])
    }
    #expect(
      try file.texts("SELECT code, price_minor FROM billing_charge WHERE party = 4")
        == ["X1 79900", "X2 89900"])
    file.today = "2026-03-01"
    let notes = try file.change(
      "reprice", "plan", "HOME50",
      ["price": .money(99900), "from": .text("2026-04-01"), "for": .text("everyone")])
    #expect(notes.last == "1 charges go on at 999.00 INR")
  }

  @Test("posted money is not undone")
  func irrevocable() {
    for verb in Billing.module.verbs where ["bill", "credit"].contains(verb.name) {
      #expect(verb.irrevocable != nil)
    }
  }
}

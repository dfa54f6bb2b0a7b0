import Testing
import TopoqSQLite
import TopoqText
import TopoqVocabulary

@testable import TopoqBilling

/// Two accounts; A1 has an invoice that fell due on 2026-05-15.
private func overdueFile() throws -> BillingFile {
  let file = try BillingFile()
  let first = try file.addAccount("A1", party: "C1")
  try file.addAccount("A2", party: "C2")
  _ = try file.post("I-1", account: first, issued: "2026-05-01", due: "2026-05-15", 79_900)
  return file
}

@Suite("Collecting")
struct CollectingTests {
  @Test("days past due, buckets and arrears begin the day after the due day")
  func ageing() throws {
    let file = try overdueFile()
    for (today, days, bucket) in [
      ("2026-05-15", nil, "not due"), ("2026-05-16", 1, "1-30"), ("2026-06-14", 30, "1-30"),
      ("2026-06-15", 31, "31-60"), ("2026-09-12", 120, "91-120"), ("2026-09-13", 121, "over 120"),
    ] as [(String, Int64?, String)] {
      for noun in ["party", "account", "invoice"] {
        let code = ["party": "C1", "account": "A1", "invoice": "I-1"][noun]!
        #expect(
          try file.value("overdue", noun, code, today: today) == days.map { .integer($0) } ?? .null)
        #expect(try file.value("ageing", noun, code, today: today) == .text(bucket))
        #expect(try file.holds("overdue", noun, code, today: today) == (days != nil))
      }
    }
    #expect(try file.value("ageing", "party", "C2", today: "2026-06-15") == .null)
    #expect(try file.value("balance", "party", "C2", today: "2026-06-15") == .integer(0))
  }

  @Test("delinquent is past due by the first step, undisputed, and without a promise that stands")
  func delinquent() throws {
    let file = try overdueFile()
    func isDelinquent(_ today: String) throws -> Bool {
      try file.holds("delinquent", "party", "C1", today: today)
    }
    #expect(try !isDelinquent("2026-05-24"))
    #expect(try isDelinquent("2026-05-25"))
    try file.perform(
      "promise", "party", "C1", today: "2026-05-25",
      ["on": .day("2026-05-30"), "amount": .rupees(79_900)])
    #expect(try !isDelinquent("2026-05-30"))
    #expect(try isDelinquent("2026-05-31"))
    #expect(try file.value("promised", "account", "A1", today: "2026-05-31") == .text("2026-05-30"))
    #expect(try file.holds("broken", "promise", "PR1", today: "2026-05-31"))
    try file.perform(
      "dispute", "invoice", "I-1", today: "2026-06-01", ["reason": .text("was down")])
    #expect(try !isDelinquent("2026-06-01"))
    #expect(throws: ChangeRefusal.self) {
      try file.perform(
        "dispute", "invoice", "I-1", today: "2026-06-01", ["reason": .text("again")])
    }
    try file.perform(
      "resolve", "invoice", "I-1", today: "2026-06-02", ["outcome": .text("credited")])
    #expect(try isDelinquent("2026-06-02"))
    #expect(throws: ChangeRefusal.self) {
      try file.perform("promise", "party", "C1", today: "2026-06-02", ["on": .day("2026-06-01")])
    }
  }

  @Test("the worklist gives the next step, and forgets what was done, disputed or paid")
  func followups() throws {
    let file = try overdueFile()
    func next() throws -> (String?, String?) {
      (
        try file.value("action", "followup", "I-1", today: "2026-06-20").text,
        try file.value("due", "followup", "I-1", today: "2026-06-20").text
      )
    }
    #expect(try next() == ("remind", "2026-05-25"))
    try file.perform(
      "chase", "invoice", "I-1", today: "2026-05-26",
      ["action": .text("Remind"), "note": .text("called")])
    #expect(try next() == ("warn", "2026-05-31"))
    try file.perform("chase", "invoice", "I-1", today: "2026-06-01")
    #expect(try next() == ("suspend", "2026-06-04"))
    let error = #expect(throws: ChangeRefusal.self) {
      try file.perform("chase", "invoice", "I-1", today: "2026-06-01", ["action": .text("pray")])
    }
    #expect(error?.help == "it has remind, warn, suspend, write_off")
    let listed = "SELECT count(*) FROM billing_invoice AS r WHERE "
    let noun = try file.thing("followup", "I-1").noun
    let filter = (noun.filter ?? "").split(separator: "{row}", omittingEmptySubsequences: false)
      .joined(separator: "r")
    #expect(try file.handle.first(listed + filter) == .integer(1))
    try file.perform("dispute", "invoice", "I-1", today: "2026-06-01", ["reason": .text("down")])
    #expect(try file.handle.first(listed + filter) == .integer(0))
    try file.perform("resolve", "invoice", "I-1", today: "2026-06-01", ["outcome": .text("ok")])
    try file.perform(
      "pay", "invoice", "I-1", today: "2026-06-02", ["amount": .rupees(79_900)])
    #expect(try file.handle.first(listed + filter) == .integer(0))
    #expect(throws: ChangeRefusal.self) {
      try file.perform("chase", "invoice", "I-1", today: "2026-06-02")
    }
  }

  @Test("a receipt that matches nothing waits, with the best proposal first")
  func suspense() throws {
    let file = try overdueFile()
    try file.handle.execute(
      """
      INSERT INTO billing_service (code, party, username, serial)
      SELECT 'S2', id, 'ravi@isp', 'GPON0002' FROM party WHERE code = 'C2'
      """)
    let today = "2026-05-20"
    func proposal(_ code: String, _ given: [String: BillingFile.Given]) throws -> [String?] {
      try file.perform("add", "payment", code, today: today, given)
      return [
        try file.value("account", "payment", code, today: today).text,
        try file.value("proposal", "payment", code, today: today).text,
        try file.value("proposed_by", "payment", code, today: today).text,
      ]
    }
    #expect(try proposal("B1", ["amount": .rupees(1)]) == [nil, nil, nil])
    #expect(
      try proposal("B2", ["amount": .rupees(1), "reference": .text("RAVI@ISP may")])
        == [nil, "A2", "the user name in the reference"])
    #expect(
      try proposal("B3", ["amount": .rupees(1), "reference": .text("x,gpon0002")])
        == [nil, "A2", "the serial number in the reference"])
    #expect(
      try proposal("B4", ["amount": .rupees(1), "reference": .text("\"c2\" c2")])
        == [nil, "A2", "the party in the reference"])
    #expect(
      try proposal("B5", ["amount": .rupees(79_900), "payer": .text("R MENON")])
        == [nil, "A1", "the amount, which one open invoice has"])
    try file.perform(
      "match", "payment", "B5", today: today, ["to": .thing(try file.thing("account", "A2"))])
    #expect(
      try proposal("B6", ["amount": .rupees(1), "payer": .text("r menon")])
        == [nil, "A2", "the payer, who paid for it before"])
    // An invoice's code is as good as the account.
    #expect(
      try proposal("B7", ["amount": .rupees(900), "reference": .text("NEFT/i-1 RAO")])
        == ["A1", nil, nil])
    #expect(try file.value("balance", "invoice", "I-1", today: today) == .integer(79_000))
    #expect(try file.value("balance", "account", "A2", today: today) == .integer(-79_900))
    #expect(try file.holds("in_suspense", "payment", "B1", today: today))
    #expect(try !file.holds("in_suspense", "payment", "B7", today: today))
    #expect(throws: ChangeRefusal.self) {
      try file.perform(
        "match", "payment", "B7", today: today, ["to": .thing(try file.thing("account", "A2"))])
    }
    let report = try #require(Billing.module.reports.first { $0.name == "proposals" })
    let sql = report.sql
      .split(separator: "{row}", omittingEmptySubsequences: false).joined(separator: "r")
      .split(separator: "{target}").joined(
        separator: "(SELECT id FROM billing_payment WHERE code = 'B6')")
    #expect(
      try file.handle.rows("SELECT r.code FROM billing_account AS r WHERE " + sql)
        == [[.text("A2")]])
    #expect(try file.faults() == [])
  }

  @Test("what cannot be is refused, and says what to do")
  func refusals() throws {
    let file = try overdueFile()
    func refusal(
      _ name: String, _ noun: String, _ code: String, _ given: [String: BillingFile.Given]
    ) -> String? {
      do {
        try file.perform(name, noun, code, today: "2026-05-20", given)
        return nil
      } catch { return String(describing: error) }
    }
    #expect(
      refusal("pay", "invoice", "I-1", ["amount": .rupees(0)])
        == "amount is 0.00 INR: it must be more than nothing")
    #expect(
      refusal("pay", "invoice", "I-1", ["amount": .rupees(1), "on": .day("2026-06-21")])
        == "2026-06-21 is more than a month ahead: a payment is entered when it is there")
    #expect(
      refusal(
        "write_off", "invoice", "I-1", ["amount": .rupees(80_000), "reason": .text("gone")])
        == "800.00 INR is more than the 799.00 INR that I-1 has open")
    #expect(
      refusal("write_off", "invoice", "I-1", ["reason": .text(" ")]) == "a reason is needed")
    #expect(
      refusal("resolve", "invoice", "I-1", ["outcome": .text("x")])
        == "invoice I-1 is not in dispute")
    #expect(
      refusal("renew", "account", "A1", ["until": .day("2026-07-01")])
        == "account A1 is postpaid: there is no time to renew")
    try file.handle.execute("UPDATE billing_account SET currency = 'USD' WHERE code = 'A2'")
    #expect(
      refusal("pay", "account", "A2", ["amount": .rupees(100)])
        == "account A2 is kept in USD, and this is 1.00 INR")
    #expect(refusal("pay", "invoice", "I-1", ["amount": .rupees(100)]) == nil)
    #expect(refusal("reverse", "payment", "P1", ["reason": .text("bounced")]) == nil)
    #expect(
      refusal("reverse", "payment", "P1", ["reason": .text("bounced")])
        == "payment P1 was reversed on 2026-05-20 already")
    #expect(try file.faults() == [])
  }

  @Test("prepaid time goes on where it ended, is lengthened by grace, and counts as billed")
  func prepaid() throws {
    let file = try BillingFile()
    try file.addAccount("A1", party: "C1", mode: "prepaid")
    func holds(_ word: String, _ today: String) throws -> Bool {
      try file.holds(word, "party", "C1", today: today)
    }
    #expect(try holds("expired", "2026-05-01"))
    try file.perform(
      "renew", "account", "A1", today: "2026-05-01",
      ["until": .day("2026-06-01"), "amount": .rupees(79_900)])
    #expect(try !holds("expired", "2026-05-31") && holds("billed", "2026-05-31"))
    #expect(try holds("expired", "2026-06-01") && !holds("billed", "2026-06-01"))
    try file.perform(
      "renew", "account", "A1", today: "2026-05-20",
      ["until": .day("2026-07-01"), "amount": .rupees(79_900)])
    #expect(
      try file.value("paid_from", "account", "A1", today: "2026-06-01") == .text("2026-05-01"))
    let spans = try file.handle.rows("SELECT begins, ends FROM billing_invoice ORDER BY id")
    #expect(spans.last == [.text("2026-06-01"), .text("2026-07-01")])
    try file.perform(
      "grant", "account", "A1", today: "2026-06-30",
      ["grace": .day("2026-07-05"), "reason": .text("cheque in the post")])
    #expect(try !holds("expired", "2026-07-04") && holds("expired", "2026-07-05"))
    #expect(try file.holds("in_grace", "account", "A1", today: "2026-07-04"))
    try file.perform("renew", "account", "A1", today: "2026-07-10", ["until": .day("2026-08-01")])
    #expect(
      try file.value("paid_from", "account", "A1", today: "2026-07-10") == .text("2026-07-10"))
    #expect(try file.value("balance", "account", "A1", today: "2026-07-10") == .integer(0))
    #expect(try file.faults() == [])
  }

  @Test("a partner earns the share of each line, half-up, once a month")
  func partners() throws {
    let file = try BillingFile()
    let account = try file.addAccount("A1", party: "C1")
    try file.perform("add", "partner", "LCO1", today: "2026-06-02")
    try file.handle.execute(
      """
      INSERT INTO billing_plan (id, code) VALUES (1, 'HOME'), (2, 'TV');
      INSERT INTO billing_charge (id, code, party, plan) VALUES (1, 'CH1', 1, 1), (2, 'CH2', 1, 2);
      UPDATE billing_account SET partner = 1;
      INSERT INTO billing_partner_share (code, partner, plan, share_bp)
      VALUES ('s1', 1, NULL, 1050), ('s2', 1, 2, 5000)
      """)
    let first = try file.post("I-1", account: account, issued: "2026-05-31", due: "2026-06-15", 301)
    let other = try file.post("I-2", account: account, issued: "2026-06-01", due: "2026-06-15", 90)
    let note = try file.post(
      "N-1", account: account, issued: "2026-05-31", due: "2026-05-31", -101, crediting: first)
    for (number, line) in [
      (first, 1, 100), (first, 2, 101), (first, 1, 100), (other, 1, 90), (note, 2, -101),
    ].enumerated() {
      try file.handle.run(
        """
        INSERT INTO billing_invoice_line (code, invoice, charge, text, net_minor, tax_minor)
        VALUES (?, ?, ?, 'line', ?, 0)
        """,
        [
          .text("L\(number)"), .integer(line.0), .integer(Int64(line.1)), .integer(Int64(line.2)),
        ])
    }
    let notes = try file.perform(
      "settle", "partner", "LCO1", today: "2026-06-02", ["month": .text("2026-05")])
    // 10.5 and 10.5 are 11 each, half of 1.01 is 0.51, and the credit takes just that back.
    #expect(notes == ["settlement LCO1-2026-05: 0.22 INR"])
    let again = try file.perform(
      "settle", "partner", "LCO1", today: "2026-06-02", ["month": .day("2026-05-17")])
    #expect(again == ["2026-05 was settled with LCO1 before, as LCO1-2026-05"])
    #expect(throws: ChangeRefusal.self) {
      try file.perform(
        "settle", "partner", "LCO1", today: "2026-06-02", ["month": .text("2026-06")])
    }
  }
}

import Testing
import TopoqBilling
import TopoqSQLite
import TopoqVocabulary

@Suite("Services and their charges")
struct ServiceTests {
  private let charges = """
    SELECT code, price_minor, begins, ends FROM billing_charge ORDER BY begins, id
    """

  private func file() throws -> BillingFile {
    let file = try BillingFile.withCustomers()
    try file.change(
      "add", "service", "S1",
      ["for": .thing(try file.named("customer", "C1")), "plan": .text("HOME50")])
    return file
  }

  @Test("activation opens service and charge on the same day")
  func activation() throws {
    var file = try file()
    #expect(try file.codes("service", where: "provisioned") == ["S1"])
    let notes = try file.tell("activated", "C1", "2026-05-04")
    #expect(notes == ["charge CH-S1: 799.00 INR a month from 2026-05-04"])
    #expect(try file.texts(charges) == ["CH-S1 79900 2026-05-04 -"])
    file.today = "2026-05-04"
    #expect(try file.codes("service", where: "active") == ["S1"])
    #expect(try file.codes("service", where: "billed") == ["S1"])
    // Told twice, it is charged once.
    #expect(try file.tell("activated", "C1", "2026-05-05") == [])
    #expect(throws: ChangeRefusal.self) { try file.change("activate", "service", "S1") }
  }

  @Test("activation of somebody without a service says what puts it right")
  func nothingProvisioned() throws {
    let file = try BillingFile.withCustomers()
    let notes = try file.tell("activated", "C2", "2026-05-04")
    #expect(notes.count == 1 && notes[0].contains("add service S-C2 for customer C2"))
  }

  @Test("days of suspension are not charged, and resumption goes on from its day")
  func suspension() throws {
    var file = try file()
    try file.tell("activated", "C1", "2026-01-01")
    try file.tell("suspended", "C1", "2026-02-10")
    file.today = "2026-02-15"
    #expect(try file.codes("service", where: "suspended") == ["S1"])
    #expect(try file.codes("service", where: "billed") == [])
    try file.tell("resumed", "C1", "2026-02-20")
    #expect(
      try file.texts(charges) == [
        "CH-S1 79900 2026-01-01 2026-02-10", "CH-S1-2 79900 2026-02-20 -",
      ]
    )
    file.today = "2026-02-20"
    #expect(try file.codes("service", where: "active") == ["S1"])
    try file.change("bill", nil, "", ["on": .text("2026-03-01")])
    // January, and 18 of the 28 days of February: 79900 + 51364.
    #expect(try file.texts("SELECT total_minor FROM billing_invoice") == ["131264"])
  }

  @Test("a suspension that is to end by itself goes on by itself, or earlier")
  func untilADay() throws {
    let file = try file()
    try file.change("activate", "service", "S1", ["on": .text("2026-01-01")])
    try file.change(
      "suspend", "service", "S1", ["on": .text("2026-02-01"), "until": .text("2026-04-01")])
    #expect(
      try file.texts(charges) == [
        "CH-S1 79900 2026-01-01 2026-02-01", "CH-S1-2 79900 2026-04-01 -",
      ]
    )
    try file.change("resume", "service", "S1", ["on": .text("2026-03-01")])
    #expect(
      try file.texts(charges) == [
        "CH-S1 79900 2026-01-01 2026-02-01", "CH-S1-2 79900 2026-03-01 -",
      ]
    )
  }

  @Test("a plan that is billed while suspended goes on being billed")
  func billedSuspended() throws {
    let file = try BillingFile.withCustomers()
    try file.change(
      "add", "service", "S1",
      ["for": .thing(try file.named("customer", "C1")), "plan": .text("BIZ")])
    try file.change("activate", "service", "S1", ["on": .text("2026-01-01")])
    try file.change("suspend", "service", "S1", ["on": .text("2026-01-10")])
    try file.change("bill", "customer", "C1", ["on": .text("2026-02-01")])
    #expect(try file.texts("SELECT total_minor FROM billing_invoice") == ["299900"])
  }

  @Test("another plan ends one charge as the other begins, also while suspended, also ahead")
  func planChange() throws {
    var file = try file()
    try file.change("activate", "service", "S1", ["on": .text("2026-01-01")])
    try file.change(
      "change", "service", "S1", ["to": .text("HOME100"), "on": .text("2026-02-15")])
    #expect(
      try file.texts(charges) == [
        "CH-S1 79900 2026-01-01 2026-02-15", "CH-S1-2 99900 2026-02-15 -",
      ])
    #expect(try file.texts("SELECT next_plan_from FROM billing_service") == ["2026-02-15"])
    file.today = "2026-03-01"
    try file.change("suspend", "service", "S1", ["on": .text("2026-03-01")])
    try file.change("change", "service", "S1", ["to": .text("HOME50"), "on": .text("2026-03-10")])
    try file.change("resume", "service", "S1", ["on": .text("2026-03-20")])
    #expect(
      try file.texts(
        "SELECT price_minor, begins, ends FROM billing_charge WHERE ends IS NOT begins ORDER BY id")
        == [
          "79900 2026-01-01 2026-02-15", "99900 2026-02-15 2026-03-01", "79900 2026-03-20 -",
        ])
  }

  @Test("whoever leaves is charged no longer, nor is what was to begin later")
  func ceasing() throws {
    let file = try file()
    try file.change("activate", "service", "S1", ["on": .text("2026-01-01")])
    try file.change(
      "override", "charge", "CH-S1",
      [
        "price": .money(50000), "reason": .text("outage"), "from": .text("2026-03-01"),
        "until": .text("2026-05-01"),
      ])
    try file.tell("ceased", "C1", "2026-02-10")
    #expect(
      try file.texts(
        "SELECT code, begins, ends FROM billing_charge WHERE ends IS NOT begins ORDER BY id")
        == ["CH-S1 2026-01-01 2026-02-10"])
    #expect(throws: ChangeRefusal.self) {
      try file.change("cease", "service", "S1", ["on": .text("2026-03-01")])
    }
  }

  @Test("a household that moves is charged at the new place from that day")
  func relocation() throws {
    let file = try file()
    try file.change("activate", "service", "S1", ["on": .text("2026-01-01")])
    let moved = try file.named("customer", "C1")
    try file.handle.run("UPDATE billing_service SET node = 5")
    try file.handle.run("UPDATE billing_charge SET node = 5")
    try file.tell("relocated", "C1", "2026-02-01", ["from": .integer(5)])
    #expect(moved.node == 1)
    #expect(
      try file.texts("SELECT node, begins, ends FROM billing_charge ORDER BY id")
        == ["5 2026-01-01 2026-02-01", "1 2026-02-01 -"])
    #expect(try file.texts("SELECT node FROM billing_service") == ["1"])
  }

  @Test("what a file brought without a service is held back and goes on all the same")
  func chargesFromFiles() throws {
    let file = try BillingFile.withCustomers()
    try file.handle.execute(
      """
      INSERT INTO billing_charge (code, party, node, plan, price_minor, currency, begins)
      VALUES ('CH1', 3, 3, 1, 79900, 'INR', '2025-01-01')
      """)
    try file.tell("suspended", "C3", "2026-02-01", ["until": .text("2026-03-01")])
    #expect(
      try file.texts(charges) == ["CH1 79900 2025-01-01 2026-02-01", "CH1-2 79900 2026-03-01 -"])
  }

  @Test("what cannot be is refused with what to do, and nothing is half done")
  func refusals() throws {
    let file = try file()
    let customer = ArgumentValue.thing(try file.named("customer", "C1"))
    func refused(
      _ verb: String, _ noun: String, _ code: String, _ arguments: [String: ArgumentValue],
      _ text: String
    ) throws {
      let before = try file.texts(charges)
      do {
        try file.change(verb, noun, code, arguments)
        Issue.record("\(verb) \(noun) \(code) was done")
      } catch let refusal as ChangeRefusal {
        #expect(refusal.description.contains(text), "\(refusal.description)")
        #expect(refusal.help != nil, "\(refusal.description)")
      }
      #expect(try file.texts(charges) == before)
    }
    try refused(
      "add", "charge", "X", ["for": customer, "plan": .text("HOME25")], "sold no longer since")
    try refused(
      "add", "service", "S9", ["for": customer, "plan": .text("HOME25")], "sold no longer since")
    try refused("add", "charge", "X", ["for": customer, "plan": .text("HOM")], "no plan HOM")
    try refused("add", "charge", "X", ["for": customer], "nothing says the price")
    try refused(
      "add", "charge", "X", ["for": customer, "price": .money(100, "XXX")], "no currency")
    try refused(
      "add", "charge", "X",
      [
        "for": customer, "price": .money(100), "from": .text("2026-02-01"),
        "until": .text("2026-01-01"),
      ], "not after it begins")
    try refused(
      "add", "discount", "D",
      ["for": customer, "percent": .share(1.2), "until": .text("2026-06-01")], "at most 100 %")
    try refused(
      "add", "discount", "D",
      ["for": customer, "percent": .share(0.12345), "until": .text("2026-06-01")], "hundredths")
    try refused(
      "add", "discount", "D", ["for": customer, "until": .text("2026-06-01")], "how much")
    try refused(
      "add", "discount", "D",
      ["for": customer, "percent": .share(0.2), "until": .text("2025-06-01")], "not after it begins"
    )
    try refused("suspend", "service", "S1", [:], "not active")
    try refused("resume", "service", "S1", [:], "not suspended")
    try file.change("activate", "service", "S1")
    try refused(
      "override", "charge", "CH-S1",
      ["price": .money(1), "reason": .text(""), "until": .text("2026-06-01")], "reason")
    try refused(
      "override", "charge", "CH-S1",
      ["price": .money(1, "EUR"), "reason": .text("x"), "until": .text("2026-06-01")], "is in INR")
    try refused("end", "charge", "CH-S1", ["on": .text("2025-01-01")], "begins on")
    try refused("add", "account", "A1", ["for": customer, "bill_day": .number(32)], "day 32")
  }
}

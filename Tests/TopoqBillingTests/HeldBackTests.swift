// What a suspension holds back, and what becomes of it when minds change meanwhile.

import Testing
import TopoqBilling
import TopoqSQLite
import TopoqVocabulary

@Suite("Held back")
struct HeldBackTests {
  /// Charges that are not empty: the plan's code, the price and the days.
  private let charges = """
    SELECT p.code, c.price_minor, c.begins, c.ends
    FROM billing_charge AS c JOIN billing_plan AS p ON p.id = c.plan
    WHERE c.ends IS NOT c.begins
    ORDER BY c.begins, c.id
    """

  /// Home 50 from January, held back through March.
  private func held(until end: String? = "2026-04-01") throws -> BillingFile {
    let file = try BillingFile.withCustomers()
    try file.change(
      "add", "service", "S1",
      ["for": .thing(try file.named("customer", "C1")), "plan": .text("HOME50")])
    try file.change("activate", "service", "S1", ["on": .text("2026-01-01")])
    var days: [String: ArgumentValue] = ["on": .text("2026-03-01")]
    if let end { days["until"] = .text(end) }
    try file.change("suspend", "service", "S1", days)
    return file
  }

  @Test("resumed before the day that was named, it is billed from the day on which it goes on")
  func resumedEarly() throws {
    let file = try held()
    try file.change("resume", "service", "S1", ["on": .text("2026-03-17")])
    #expect(
      try file.texts(charges) == [
        "HOME50 79900 2026-01-01 2026-03-01", "HOME50 79900 2026-03-17 -",
      ])
    try file.change("bill", nil, "", ["on": .text("2026-04-01")])
    // Two months, and 15 of the 31 days of March: 159800 + 38661.
    #expect(try file.texts("SELECT total_minor FROM billing_invoice") == ["198461"])
  }

  @Test("another plan that begins meanwhile is billed from its day, and the old one up to it")
  func changedMeanwhile() throws {
    let file = try held()
    try file.change(
      "change", "service", "S1", ["to": .text("HOME100"), "on": .text("2026-03-20")])
    try file.change("resume", "service", "S1", ["on": .text("2026-03-10")])
    #expect(
      try file.texts(charges) == [
        "HOME50 79900 2026-01-01 2026-03-01", "HOME50 79900 2026-03-10 2026-03-20",
        "HOME100 99900 2026-03-20 -",
      ])
  }

  @Test("a price for everyone holds for who is held back, too")
  func repricedMeanwhile() throws {
    let file = try held(until: nil)
    try file.change(
      "reprice", "plan", "HOME50",
      ["price": .money(82_900), "from": .text("2026-03-10"), "for": .text("everyone")])
    try file.change("resume", "service", "S1", ["on": .text("2026-03-20")])
    #expect(
      try file.texts(charges) == [
        "HOME50 79900 2026-01-01 2026-03-01", "HOME50 82900 2026-03-20 -",
      ])
  }

  @Test("a service that is to end takes no charge beyond its end, whatever its plan")
  func changedBeforeTheEnd() throws {
    var file = try BillingFile.withCustomers()
    file.today = "2026-02-01"
    try file.change(
      "add", "service", "S1",
      ["for": .thing(try file.named("customer", "C1")), "plan": .text("HOME50")])
    try file.change("activate", "service", "S1", ["on": .text("2026-01-01")])
    try file.change("cease", "service", "S1", ["on": .text("2026-05-01")])
    try file.change("change", "service", "S1", ["to": .text("HOME100")])
    #expect(
      try file.texts(charges) == [
        "HOME50 79900 2026-01-01 2026-02-01", "HOME100 99900 2026-02-01 2026-05-01",
      ])
  }

  @Test("what was ended stays ended when its party is suspended and resumed")
  func endedStaysEnded() throws {
    let file = try held(until: nil)
    try file.change("cease", "service", "S1", ["on": .text("2026-04-01")])
    try file.tell("suspended", "C1", "2026-05-01")
    try file.tell("resumed", "C1", "2026-06-01")
    #expect(try file.texts(charges) == ["HOME50 79900 2026-01-01 2026-03-01"])
    #expect(try file.texts("SELECT count(*) FROM billing_service") == ["1"])
  }

  @Test("a charge without a service goes on early with its party")
  func chargeOfItsOwn() throws {
    let file = try BillingFile.withCustomers()
    try file.change(
      "add", "charge", "CH1",
      [
        "for": .thing(try file.named("customer", "C1")), "plan": .text("HOME50"),
        "from": .text("2026-01-01"),
      ])
    try file.tell("suspended", "C1", "2026-03-01", ["until": .text("2026-04-01")])
    try file.tell("resumed", "C1", "2026-03-10")
    #expect(
      try file.texts(charges) == [
        "HOME50 79900 2026-01-01 2026-03-01", "HOME50 79900 2026-03-10 -",
      ])
  }

  @Test("a credit note as a whole takes back from a partner what its invoice gave")
  func partnerTakenBack() throws {
    var file = try BillingFile.withCustomers()
    let c1 = ArgumentValue.thing(try file.named("customer", "C1"))
    try file.change("add", "partner", "LCO1")
    let partner = ArgumentValue.thing(try file.named("partner", "LCO1"))
    let plan = ArgumentValue.thing(try file.named("plan", "HOME50"))
    try file.change(
      "add", "share", "SH1", ["partner": partner, "percent": .share(0.2), "plan": plan])
    try file.change("add", "account", "A1", ["for": c1, "partner": partner])
    try file.change("add", "service", "S1", ["for": c1, "plan": .text("HOME50")])
    try file.change("activate", "service", "S1", ["on": .text("2026-01-01")])
    file.today = "2026-02-01"
    try file.change("bill", nil, "", [:])
    try file.change("credit", "invoice", "I-2026-0001", ["reason": .text("never worked")])
    file.today = "2026-03-01"
    try file.change("settle", "partner", "LCO1", ["month": .text("2026-02")])
    #expect(try file.texts("SELECT amount_minor FROM billing_settlement") == ["0"])
    // It was not to be billed again.
    try file.change("bill", nil, "", ["on": .text("2026-03-01")])
    #expect(
      try file.texts("SELECT total_minor FROM billing_invoice ORDER BY id")
        == ["79900", "-79900", "79900"])
  }
}

// What befalls customers, by sentences, and that their charges follow on the same day.

import Testing
import Topoq
import TopoqSQLite

@Suite("Customers' verbs")
struct CustomerVerbTests {
  private func charges(_ file: NetworkFile, _ party: String) throws -> [String] {
    let rows = try file.answer("charges where party = \(party) show code, begins, ends")
    return zip(rows.column("code"), zip(rows.column("begins"), rows.column("ends"))).map {
      "\($0) \($1.0) \($1.1)"
    }.sorted()
  }

  @Test("activation opens the charge on the same day: by the plan charged last, or the one named")
  func activation() throws {
    let network = try TestNetwork.village()
    let before = try Records.of(network)
    let file = try network.open(.write)
    let made = try file.change("activate customer C1001 on 2026-05-04")
    #expect(
      made.notes == [
        "plan HOME50, as charge CH1001 had it until 2026-04-20",
        "service S-C1001 of plan HOME50 from 2026-05-04",
        "charge CH1001-2: 799.00 INR a month from 2026-05-04",
      ])
    #expect(
      try charges(file, "C1001") == ["CH1001 2025-03-01 2026-04-20", "CH1001-2 2026-05-04 "])
    #expect(try file.codes("customers where suspended").contains("C1001"))
    #expect(try file.codes("changes").count == 1)
    try file.change("undo")
    #expect(try Records.of(network) == before)
    try file.change("activate customer C1001 plan HOME100 on 2026-05-01")
    #expect(try file.answer("customer C1001").column("mrr") == ["99900"])
    #expect(try file.codes("customers on splitter S12 where not billed").contains("C1001") == false)
  }

  @Test("what was decided ahead holds from its day, and the charge with it")
  func suspension() throws {
    let network = try TestNetwork.village()
    let file = try network.open(.write)
    try file.change("suspend customer C1002 on 2026-05-10 until 2026-06-01 reason \"on holiday\"")
    #expect(try charges(file, "C1002") == ["CH1002 2025-02-10 2026-05-10", "CH1002-2 2026-06-01 "])
    #expect(try file.codes("customers where code = C1002 and active") == ["C1002"])
    for (day, status, isBilled) in [
      ("2026-05-09", "active", true), ("2026-05-10", "suspended", false),
      ("2026-06-01", "active", true),
    ] {
      let later = try network.open(.read, on: day)
      #expect(try later.answer("customer C1002").column("status") == [status], "\(day)")
      #expect(try later.codes("customers where billed").contains("C1002") == isBilled, "\(day)")
    }
  }

  @Test("the end, another home, and the return each move the charge")
  func life() throws {
    let network = try TestNetwork.village()
    let before = try Records.of(network)
    let file = try network.open(.write)
    try file.change("relocate customer C1009 to premises H60")
    #expect(try file.codes("customers on premises H60") == ["C1009"])
    #expect(try charges(file, "C1009") == ["CH1009 2025-07-04 2026-05-01", "CH1009-2 2026-05-01 "])
    try file.change("cease customer C1009 on 2026-05-31 reason \"moved away\"")
    #expect(try charges(file, "C1009").last == "CH1009-2 2026-05-01 2026-05-31")
    try file.change("cease customer C1003")
    #expect(try file.codes("customers where ceased").contains("C1003"))
    try file.change("activate customer C1003")
    #expect(try file.codes("customers where active and billed").contains("C1003"))
    try file.change("resume customer C1014")
    #expect(try file.codes("customers where active and billed").contains("C1014"))
    try file.change("add customer C2001 at premises H61 name \"Ann Berg\"")
    #expect(try file.codes("customers where pending") == ["C2001"])
    let notes = try file.change("activate customer C2001").notes
    #expect(notes.last?.hasPrefix("nothing will be billed") == true)
    #expect(try file.codes("customers where active and not billed").contains("C2001"))
    for _ in 0..<7 { try file.change("undo") }
    #expect(try Records.of(network) == before)
  }

  @Test("a set of services moves to another plan, once looked at and confirmed")
  func plansInBulk() throws {
    let network = try TestNetwork.village()
    let before = try Records.of(network)
    let file = try network.open(.write)
    let sentence =
      "change (services where plan_code = HOME50 and active and billed) to plan HOME100"
    let revenue = "revenue of charges where running"
    let now = try #require(try file.number(revenue))
    let then = try #require(try file.number("what if \(sentence) then \(revenue)"))
    #expect(then - now == 20_000)
    #expect(file.refusal(sentence).hasPrefix("E603 this changes 1 service: SV1002"))
    try file.change(sentence, isConfirmed: true)
    #expect(try file.number(revenue) == then)
    try file.change("undo")
    #expect(try Records.of(network) == before)
  }

  @Test(
    "what cannot befall a customer is refused with what to write",
    arguments: [
      ("activate customer C1002", "is active since 2025-02-10 already"),
      ("activate customer C1001 on 2026-04-01", "is suspended since 2026-04-20"),
      ("resume customer C1002", "is not suspended"),
      ("suspend customer C1001", "only the active are suspended"),
      ("suspend customer C1002 on 2026-05-10 until 2026-05-10", "would end on"),
      ("suspend customer C1002 on 2020-01-01", "is active since 2025-02-10"),
      ("cease customer C1010", "has ceased already"),
      ("cease customer C1002 on 2020-01-01", "is active since 2025-02-10"),
      ("relocate customer C1002 to premises H1", "is at premises H1 already"),
      ("relocate customer C1002 to premises H60 on 2027-01-01", "lies ahead"),
      ("activate customer C1001 plan HOME25", "is sold no longer since"),
    ])
  func refusals(_ sentence: String, _ part: String) throws {
    let network = try TestNetwork.village()
    let before = try Records.of(network)
    let file = try network.open(.write)
    let refusal = file.refusal(sentence)
    #expect(refusal.hasPrefix("E602 ") && refusal.contains(part), "\(sentence): \(refusal)")
    #expect(refusal.contains("; help: "), "\(sentence): \(refusal)")
    #expect(try Records.of(network) == before)
  }
}

// Leads by sentences: from the enquiry to the customer who is charged, and what goes wrong between.

import Testing
import Topoq
import TopoqSQLite

@Suite("Leads")
struct LeadTests {
  private func open(_ network: borrowing TestNetwork) throws -> NetworkFile {
    try network.open(.write)
  }

  private func entered(_ file: NetworkFile) throws {
    try file.change(
      "add lead L77 at premises H60 name \"Asha Rao\" phone \"+918040001077\" on 2026-04-01")
  }

  @Test("a lead becomes a customer whose charge begins on the day of activation")
  func story() throws {
    let network = try TestNetwork.village()
    let before = try Records.of(network)
    let file = try open(network)
    try entered(file)
    try file.change("qualify lead L77 on 2026-04-03")
    #expect(try file.codes("leads where qualified and waiting > 7 days") == ["L77"])
    #expect(
      try file.change("survey lead L77 on 2026-05-06 team North").notes == [
        "visit V13 is planned for 2026-05-06"
      ])
    #expect(
      try file.answer("leads where code = L77 show next_visit").column("next_visit")
        == ["2026-05-06"])
    try file.change("schedule lead L77 on 2026-05-08")
    #expect(try file.codes("visits where open and lead = L77") == ["V14"])
    try file.change("install lead L77")
    #expect(try file.codes("visits where done and lead = L77 and day <= today") == ["V13", "V14"])
    let made = try file.change("activate lead L77 as C2001 plan HOME100 on 2026-05-01")
    #expect(made.notes.contains("charge CH-S-C2001: 999.00 INR a month from 2026-05-01"))
    #expect(try file.codes("customers on premises H60 where active and billed") == ["C2001"])
    #expect(try file.codes("services where active and party = C2001") == ["S-C2001"])
    #expect(
      try file.answer("leads where code = L77 show took, waiting").values == [
        [.integer(30), .null]
      ])
    #expect(
      try file.answer("funnel").column("stage") == [
        "enquiry", "qualified", "survey", "scheduled", "installed", "activated",
      ])
    for _ in 0..<6 { try file.change("undo") }
    #expect(try Records.of(network) == before)
  }

  @Test("whoever is there already is named when entered again")
  func duplicates() throws {
    let network = try TestNetwork.village()
    let file = try open(network)
    try entered(file)
    let twins: [(sentence: String, note: String)] = [
      ("add lead L78 at premises H60", "lead L77 is at the same place: is this the same?"),
      (
        "add lead L79 at premises H1 phone \"+918040001077\"",
        "lead L77 has the same phone: is this the same?"
      ),
    ]
    for twin in twins {
      #expect(try file.change(twin.sentence).notes.contains(twin.note), "\(twin.sentence)")
    }
    #expect(
      try file.codes("leads where duplicate and not scheduled") == [
        "L1", "L3", "L77", "L78", "L79",
      ])
    try file.change("lose lead L78 reason \"entered twice\"")
    try file.change("lose lead L79 reason \"entered twice\"")
    #expect(try file.codes("leads where duplicate and enquiry") == ["L1", "L3"])
    // Nearly the same name, next door.
    let notes = try file.change("add lead L80 at premises H13 name \"Kavita Rau\"").notes
    #expect(
      notes.contains("lead L1 has nearly the same name close by: is this the same?"), "\(notes)")
    #expect(
      try file.change("add customer C2002 at premises H1").notes.first
        == "customer C1002 is at the same place: is this the same?")
  }

  @Test("what is lost is counted where it was lost, and may begin anew")
  func funnel() throws {
    let network = try TestNetwork.village()
    let file = try open(network)
    try entered(file)
    try file.change("add lead L78 at premises H1 on 2026-03-20")
    try file.change("qualify lead L77 on 2026-04-11")
    try file.change("qualify lead L78 on 2026-04-01")
    try file.change("lose lead L78 reason \"too dear\" on 2026-04-09")
    let rows = try file.answer("funnel where lead in (L77, L78)")
    #expect(rows.column("stage") == ["enquiry", "qualified"])
    #expect(rows.column("count") == ["2", "2"])
    #expect(rows.column("median_days") == ["11", "8"])
    #expect(rows.column("lost") == ["0", "1"])
    #expect(
      try file.answer("funnel where lead in (L77, L78) by month").column("month") == [
        "2026-03", "2026-04", "2026-04",
      ])
    #expect(try file.answer("funnel by area").columns.contains("area"))
    try file.change("reopen lead L78")
    #expect(try file.codes("leads where enquiry and source is empty") == ["L78"])
    #expect(try file.codes("leads where open and source is empty") == ["L77", "L78"])
  }

  @Test("visits are done, fail, and move; what is missed is counted")
  func visits() throws {
    let network = try TestNetwork.village()
    let file = try open(network)
    try entered(file)
    try file.change("survey lead L77 on 2026-04-10")
    #expect(try file.codes("visits where missed and lead = L77") == ["V13"])
    try file.change("fail visit V13 reason no_access")
    try file.change("add visit V90 for lead L77 on 2026-05-03 kind survey team North")
    try file.change("set visit V90 day 2026-05-04")
    #expect(
      try file.answer("leads where code = L77 show next_visit, missed_visits").values == [
        [.text("2026-05-04"), .integer(1)]
      ])
    try file.change("complete visit V90 on 2026-05-01")
    #expect(try file.codes("visits where done and day = 2026-05-01") == ["V90"])
    #expect(file.refusal("complete visit V90").hasPrefix("E602 visit V90 has an outcome already"))
  }

  @Test(
    "the village's leaks between enquiry and charge are found",
    arguments: [
      ("leads where enquiry and waiting > 7 days", "L1"),
      ("leads where open and waiting > 7 days", "L1 L4 L6 L7"), ("leads where installed", "L6"),
      ("leads where missed_visits > 0", "L4 L7"), ("visits where missed", "V1 V12 V2 V6"),
      ("leads where duplicate", "L1 L3"),
      ("premises with (leads where open) with (customers where active)", "H52"),
      ("services where active and not billed", "SV1007 SV1008 SV1016 SV1050"),
      ("services where not active and billed", "SV1010 SV1014"),
    ])
  func leaks(_ sentence: String, _ codes: String) throws {
    let network = try TestNetwork.village()
    let found = try network.open().codes(sentence)
    #expect(found == codes.split(separator: " ").map(String.init), "\(sentence)")
  }

  @Test(
    "what comes in the wrong order is refused with what to write",
    arguments: [
      "qualify lead L77 on 2026-03-01", "qualify lead L77 on 2026-06-01", "reopen lead L77",
      "activate lead L77 as C1001", "activate lead L77 as C2001 plan HOME25",
      "activate lead L77 as C2001 plan NONE", "add lead L77", "lose lead L99 reason \"none\"",
      "activate lead L78",
    ])
  func refusals(_ sentence: String) throws {
    let network = try TestNetwork.village()
    let file = try open(network)
    try entered(file)
    try file.change("add lead L78 address \"behind the mill\"")
    let before = try Records.of(network)
    let refusal = file.refusal(sentence)
    #expect(refusal.hasPrefix("E"), "\(sentence): \(refusal)")
    #expect(refusal.contains("; help: ") || refusal.hasPrefix("E4"), "\(sentence): \(refusal)")
    #expect(try Records.of(network) == before)
  }

  @Test("a number that was taken back is not given to somebody else")
  func numbers() throws {
    let network = try TestNetwork.village()
    let file = try open(network)
    try file.change("add customer C2001 at premises H60")
    try file.change("undo")
    try file.change("add customer C2002 at premises H60")
    #expect(try file.codes("history of customer C2002") == ["3"])
  }
}

// Splices and patches, cuts and restores.

import Testing
import TopoqSQLite
import TopoqVocabulary

@testable import TopoqStore

@Suite("Verbs of splices and cuts")
struct SpliceVerbTests {
  private func to(_ plant: SmallPlant, _ thing: String) throws -> [String: ArgumentValue] {
    ["to": .thing(try plant.thing(thing))]
  }

  @Test("the node is found where only one fits, and the loss is kept")
  func splice() throws {
    let plant = try SmallPlant()
    var arguments = try to(plant, "strand D2#1")
    arguments["loss"] = .value(.real(0.25), currency: nil)
    let effects = try plant.change("splice", "strand F1#2", arguments)
    #expect(effects.notes == ["at CL"])
    #expect(try plant.partner(of: "F1#2@b") == "D2#1")
    #expect(try plant.cell("SELECT max(id) FROM joint WHERE loss_db = 0.25")?.integer == 7)
    try plant.change("splice", "strand D2#1", to(plant, "port S3:in"))
    #expect(try plant.partner(of: "S3:in") == "D2#1")
    try plant.change("splice", "port OLT:2", to(plant, "strand F1#2"))
    #expect(try plant.partner(of: "OLT:2") == "F1#2")
    // Ports may be joined to ports, wherever they are.
    try plant.change("splice", "port S1:3", to(plant, "port H3:in"))
    #expect(try plant.partner(of: "H3:in") == "S1:3")
  }

  @Test("ranges are joined strand by strand, or not at all")
  func ranges() throws {
    let plant = try SmallPlant()
    try plant.change("splice", "strand F1#5-7", to(plant, "strand D2#2-4"))
    #expect(try plant.partner(of: "F1#7@b") == "D2#4")
    let uneven = try plant.refusal("splice", "strand F1#8-9", to(plant, "strand D1#2-4"))
    #expect(uneven?.help == "both ranges must be as long")
    let half = try plant.refusal("splice", "strand F1#4-5", to(plant, "strand D1#2-3"))
    #expect(half?.isTaken == true)
    #expect(half?.description == "strand F1#5 is taken: it is joined to strand D2#2 at CL")
    let beyond = try plant.refusal("splice", "strand F1#8-10", to(plant, "strand D1#3-5"))
    #expect(beyond?.description == "route D1 has 4 strands, so no #5")
    try plant.change("unsplice", "strand D2#2-4")
    #expect(try plant.cell("SELECT count(*) FROM joint")?.integer == 6)
  }

  @Test("refusals say where each end lies")
  func refusals() throws {
    let plant = try SmallPlant()
    let apart = try plant.refusal("splice", "strand F1#2", to(plant, "strand DR2#1"))
    #expect(
      apart?.description
        == "strand F1#2 ends at POP and CL, strand DR2#1 at T and H2: they meet nowhere")
    var away = try to(plant, "strand D2#1")
    away["at"] = .thing(try plant.thing("terminal T"))
    #expect(
      try plant.refusal("splice", "strand F1#2", away)?.description
        == "strand F1#2 does not end at T: it ends at POP and CL")
    #expect(try plant.refusal("splice", "strand F1#2", to(plant, "strand F1#2")) != nil)
    let both = try plant.refusal("splice", "strand F1#2", to(plant, "strand F1#3"))
    #expect(both?.help == "add `at site POP`")
    #expect(try plant.refusal("splice", "strand F1#2", to(plant, "port OLT:in")) != nil)
    #expect(try plant.refusal("splice", "strand D1#2", to(plant, "port S2:5")) != nil)
    var lossy = try to(plant, "strand D2#1")
    lossy["loss"] = .value(.real(-1), currency: nil)
    #expect(try plant.refusal("splice", "strand F1#2", lossy) != nil)
    #expect(
      try plant.refusal("unsplice", "strand F1#2")?.description == "strand F1#2 is in no joint")
    let several = try plant.refusal("unsplice", "strand F1#1")
    #expect(several?.description == "strand F1#1 is in a joint at POP and CL")
    #expect(several?.help == "add `at closure CL`")
  }

  @Test("joints come apart by strand, by port and by number")
  func unsplice() throws {
    let plant = try SmallPlant()
    try plant.change("unsplice", "strand F1#1", ["at": .thing(plant.thing("splitter S1"))])
    #expect(try plant.partner(of: "S1:in") == "")
    #expect(try plant.partner(of: "OLT:1") == "F1#1")
    try plant.change("unsplice", "port S2:1")
    let id = try #require(try plant.cell("SELECT max(id) FROM joint")?.integer)
    try plant.change("unsplice", "joint \(id)")
    #expect(try plant.cell("SELECT count(*) FROM joint")?.integer == 3)
    #expect(try plant.cell("SELECT count(*) FROM strand_end")?.integer == 6)
  }

  @Test("cuts are recorded once at a place, and restored one or all")
  func cuts() throws {
    let plant = try SmallPlant()
    let at = ArgumentValue.value(.real(400), currency: nil)
    try plant.change("cut", "route F1", ["at": at])
    try plant.change("cut", "route F1", ["on": .value(.text("2026-04-30"), currency: nil)])
    let again = try plant.refusal("cut", "route F1", ["at": at])
    #expect(again?.description == "route F1 is cut at 400 m already, since 2026-05-01")
    let beyond = try plant.refusal("cut", "route F1", ["at": .value(.real(1200), currency: nil)])
    #expect(beyond?.description == "route F1 is 1000 m long, so it cannot be cut at 1200 m")
    #expect(
      try plant.refusal("set", "route F1", ["length": .value(.real(300), currency: nil)]) != nil)
    try plant.change("restore", "route F1", ["at": at])
    #expect(try plant.cell("SELECT day FROM cut") == .text("2026-04-30"))
    try plant.change("restore", "route F1")
    #expect(
      try plant.refusal("restore", "route F1")?.help
        == "`routes where cut` lists those that are cut")
    try plant.change("cut", "closure CL")
    #expect(try plant.refusal("cut", "closure CL")?.isTaken == true)
    try plant.change("restore", "closure CL")
    #expect(try plant.refusal("restore", "closure CL") != nil)
  }
}

// The village answers as its README says; the leaks planted there are found by sentences.

import Testing
import Topoq
import TopoqText

@Suite("The village")
struct VillageTests {
  @Test("planted leaks are found")
  func leaks() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    for (sentence, codes) in [
      ("customers on splitter S12 where not billed", "C1001 C1007 C1008 C1012"),
      ("customers on splitter S12 where active and not billed", "C1007 C1008 C1012"),
      (
        "customers where active and not billed",
        "C1004 C1007 C1008 C1012 C1038 C1040 C1043 C1044 C1050"
      ),
      ("customers on olt OLT1 where active and not billed", "C1004 C1007 C1008 C1012 C1038 C1040"),
      ("customers on port OLT1:3 where active and not billed", "C1004 C1007 C1008 C1012"),
      ("customers on splitter S12 where ceased and billed", "C1010 C1011"),
      ("customers where ceased and billed", "C1010 C1011"),
      ("customers where suspended and billed", "C1014"),
      ("customers where billed and dark", "C1006 C1029 C1030 C1031"),
      ("customers where billed and mrr = 0 INR", "C1005"),
      ("customers where plan = \"Home 25\"", "C1032"),
      ("drops without customers where lit", "DR18 DR45 DR62 DR63"),
      ("splitters without customers where used_ports > 0", "S16 S26"),
      ("splitters without customers where lit", "S15 S26"),
    ] {
      #expect(
        try file.codes(sentence) == codes.split(separator: " ").map(String.init), "\(sentence)")
    }
  }

  @Test("what each thing feeds")
  func feeds() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    for (place, count) in [
      ("port OLT1:1", 10), ("port OLT1:2", 3), ("port OLT1:3", 14), ("port OLT1:5", 9),
      ("port OLT2:1", 7), ("port OLT2:2", 3), ("port OLT2:3", 3), ("splitter S1", 14),
      ("splitter S2", 7), ("splitter S3", 9), ("splitter S11", 4), ("splitter S12", 7),
      ("splitter S13", 3), ("splitter S15", 0), ("splitter S20", 10), ("splitter S30", 3),
      ("splitter S14", 2), ("splitter S25", 3), ("olt OLT1", 36), ("olt OLT2", 13),
      ("olts OLT1, OLT2", 46), ("route F7", 27),
    ] {
      #expect(try file.number("count customers on \(place)") == Double(count), "\(place)")
    }
  }

  @Test("on the ground")
  func ground() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    let near = try file.answer("splitters near @12.9716,77.5946 where free_ports > 0 limit 5")
    #expect(near.column("code") == ["S1", "S12", "S30", "S11", "S14"])
    #expect(near.column("distance").map { Double($0)!.rounded() } == [31, 145, 286, 287, 307])
    #expect(
      try file.answer("splitters in area North where free_ports >= 4 order by free_ports desc")
        .column("code") == ["S15", "S16", "S30", "S11", "S13"])
    #expect(
      try file.codes("premises within 300 m of splitter S12 without customers where passed")
        == ["H12", "H13", "H14", "H18", "H55", "H57"])
    #expect(try file.codes("poles crossing area \"Rail corridor\"") == ["PL2", "PL3", "PL6"])
    #expect(
      try file.codes("poles crossing area \"Rail corridor\" where leased") == ["PL2", "PL6"])
    #expect(try file.number("count customers in area \"Moi Estate\"") == 10)
  }

  @Test("a feed, hop by hop")
  func trace() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    let up = try file.answer("trace upstream from customer C1001")
    #expect(up.column("code") == ["H6", "S12", "T12", "S1", "CAB2", "CL3", "OLT1"])
    #expect(up.column("route") == ["DR6", "", "D12", "", "F9", "F7", ""])
    #expect(
      up.column("total_m") == ["0", "47.1", "47.1", "169", "169", "412.8", "1916.5"])
    // H27 has two feeds, each traced to its source.
    let both = try file.answer("trace upstream from premises H27")
    #expect(Set(both.column("feed")) == ["1", "2"])
    let totals = zip(both.column("kind"), both.column("total_m")).filter { $0.0 == "olt" }.map(\.1)
    #expect(totals == ["1896.2", "941.2"])
    let down = try file.answer("trace downstream from splitter S12 to customer")
    #expect(Set(down.column("kind")) == ["splitter", "premises"])
    #expect(down.column("code").first == "S12")
  }

  @Test("two tenants of one building, and a new tenant after an old one, are told apart")
  func tenants() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    #expect(try file.codes("customers on premises H11 where billed") == ["C1011"])
    #expect(try file.codes("customers on premises H11 where not billed") == ["C1012"])
    #expect(try file.codes("customers on building B1 where not billed") == ["C1038"])
  }

  @Test(
    "wrong sentences are named by code",
    arguments: [
      ("custmers on splitter S12", "E301"), ("customers on spliter S12", "E301"),
      ("customers on splitter S99", "E401"), ("customers where not biled", "E302"),
      ("splitters where full > 3", "E504"), ("customers within 300 of splitter S12", "E501"),
      ("splitters near @77.5946,12.9716", "E507"), ("customers where mrr > 300", "E501"),
      ("customers where since > 3 m", "E503"), ("impact of route F7", "E609"),
      ("count plans on olt OLT1", "E601"), ("customers on area North", "E601"),
      ("customers on splitter $s", "E405"),
    ])
  func wrong(sentence: String, code: String) throws {
    let network = try TestNetwork.village()
    #expect(try network.open().errors(sentence) == [code])
  }

  @Test("cards, groups, help and every stage of explain")
  func others() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    let card = try file.answer("splitter S12")
    #expect(card.values.count == 1)
    #expect(card.column("customers") == ["7"])
    #expect(card.column("olt") == ["OLT1"])
    let groups = try file.answer("count, mrr of customers by olt order by count desc")
    #expect(groups.column("olt") == ["OLT1", "OLT2", ""])
    #expect(groups.column("count") == ["36", "10", "4"])
    #expect(try file.answer("count customers by olt having count > 5").values.count == 2)
    let stages = Set(
      try file.answer("explain customers on splitter S12 where not billed").column("stage"))
    #expect(stages == ["syntax", "bound", "plan", "sql", "parameter", "sqlite"])
    #expect(try file.answer("describe customer").column("word").contains("billed"))
    #expect(try file.answer("help").values.count > 20)
    #expect(try file.answer("help E401").values.count == 1)
  }

  @Test("the sentence reads no table whole")
  func plan() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    let explained = try file.answer("explain customers on splitter S12 where not billed")
    let steps = zip(explained.column("stage"), explained.column("text")).filter {
      $0.0 == "sqlite"
    }.map(\.1)
    #expect(!steps.isEmpty)
    for step in steps where step.hasPrefix("SCAN") {
      #expect(step.contains("VIRTUAL TABLE"), "\(step)")
    }
  }
}

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

  @Test("ways, hop by hop")
  func ways() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    let lit = try file.answer("path from olt OLT1 to customer C1001 by loss")
    #expect(lit.column("node") == ["OLT1", "CL3", "CAB2", "S1", "T12", "S12", "H6"])
    #expect(lit.column("route") == ["", "F7", "F9", "", "D12", "", "DR6"])
    #expect(lit.column("hop") == ["0", "1", "2", "2", "3", "3", "4"])
    #expect(
      lit.column("metres") == ["0", "1503.7", "1747.5", "1747.5", "1869.4", "1869.4", "1916.5"])
    // 0.30 + 0.45 + 0.10 + 10.5 + 0.10 + 0.10 + 10.5 + 0.10 + 0.20, and 1,916.5 m at 0.25 dB/km.
    #expect(lit.column("loss").last == "22.829")
    let back = try file.answer("path from customer C1001 to olt OLT1")
    #expect(back.column("node") == ["H6", "S12", "T12", "S1", "CAB2", "CL3", "OLT1"])
    #expect(back.column("loss").last == "22.829")
    // No light goes round the ring: 508.0 + 914.4 + 873.8 + 243.8 + 345.4 + 47.1 m.
    let second = try file.answer(
      "path from olt OLT1 to \"Harbour House\" avoiding route F7 via closure CL3")
    #expect(second.column("route") == ["", "F8", "F6", "F10", "F9", "D3", "DR27"])
    #expect(second.column("metres").last == "2932.5")
    #expect(Set(second.column("lit")) == ["0"])
    // OLT2's feed of the harbour is another light, which goes by F11 and F12.
    #expect(
      try file.answer("path from olt OLT2 to customer C1026").column("route")
        == ["", "F11", "F12", "", "DR27"])
    #expect(
      try file.answer("path from olt OLT1 to olt OLT2 by hops show node, route").column("route")
        == ["", "R2", ""])
    #expect(
      try file.answer("path from olt OLT1 to olt OLT2 avoiding route R2 show route, strand, state")
        .columns == ["route", "strand", "state"])
    #expect(try file.answer("path from olt OLT1 to premises H53").values.isEmpty)
    // H38 and H39 share a drop; light goes by one strand each.
    #expect(
      try file.answer("joints between splitter S22 and premises H38").column("ends")
        == ["S22:1 = DR38#1", "DR38#1 = H38:in"])
    let drawn = try file.answer("path from olt OLT1 to customer C1001", wantsGeometry: true)
    #expect(drawn.geometries.count == 7)
  }

  @Test(
    "on a way, and within reach over the network",
    arguments: [
      ("nodes between olt OLT1 and splitter S12", "CAB2 CL3 S1 T12"),
      ("routes between splitter S12 and olt OLT1", "D12 F7 F9"),
      ("joints between olt OLT1 and splitter S12 where loss_db > 0.3 dB", "6"),
      ("nodes between cabinet CAB1 and cabinet CAB2", ""),
      ("routes between cabinet CAB1 and closure CL3", "F10 F9"),
      ("splitters within 1 hop of cabinet CAB2", "S1 S11 S12 S13 S3"),
      ("splitters within 0 hops of splitter S1", ""),
      ("premises within 1 hop of customer C1031", "H54"),
      ("customers within 50 m by fibre of splitter S24", "C1044 C1045 C1046 C1047"),
      ("closures within 600 m by fibre of cabinet CAB2", "CL2 CL3 CL4 CL5"),
      ("closures not within 600 m by fibre of cabinet CAB2", "CL1 CL40 CL41"),
      ("routes within 300 m by fibre of cabinet CAB2 where kind != drop", "D12 F9"),
      ("routes within 1 hop of route F7", "D1 D2 D3 F8 F9 R2"),
      ("splitters within 2 hops of (splitters where full)", "S1 S14 S30"),
      ("splitters where within 1 hop of cabinet CAB1", "S1 S21 S22 S26 S3"),
      ("splitters within 150 m of (path from olt OLT1 to splitter S12) on olt OLT1", "S1 S12 S20"),
    ])
  func reaches(sentence: String, codes: String) throws {
    let network = try TestNetwork.village()
    #expect(
      try network.open().codes(sentence) == codes.split(separator: " ").map(String.init),
      "\(sentence)")
  }

  @Test("each place that measures brings its own field")
  func measures() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    let both = try file.answer(
      "splitters within 2 hops of cabinet CAB2 within 400 m of splitter S1 show code, hops, distance"
    )
    let hops = try file.answer("splitters within 2 hops of cabinet CAB2 show code, hops")
    let metres = try file.answer("splitters within 400 m of splitter S1 show code, distance")
    let counted = Dictionary(
      uniqueKeysWithValues: zip(hops.column("code"), hops.column("hops")))
    let measured = Dictionary(
      uniqueKeysWithValues: zip(metres.column("code"), metres.column("distance")))
    #expect(
      Set(both.column("code")) == Set(counted.keys).intersection(measured.keys))
    #expect(both.column("code").count > 1)
    for (index, code) in both.column("code").enumerated() {
      #expect(both.column("hops")[index] == counted[code])
      #expect(both.column("distance")[index] == measured[code])
    }
  }

  @Test("a trace to some things by name, and around others")
  func branches() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    let one = try file.answer("trace downstream from splitter S1 to customer C1001 show code, loss")
    #expect(one.column("code") == ["S1", "T12", "S12", "H6"])
    #expect(one.column("loss").last == "22.829")
    let feed = try file.answer("trace upstream from premises H27 to olt OLT2")
    #expect(feed.column("code") == ["H27", "S30", "CL5", "CAB3", "OLT2"])
    #expect(
      try file.answer("trace upstream from premises H27 avoiding route F7").column("code")
        == feed.column("code"))
    #expect(try file.answer("trace upstream from customer C1001 to olt OLT2").values.isEmpty)
    // Above what it leads to, nothing is avoided.
    #expect(
      try file.answer("trace upstream from customer C1001 to splitter avoiding route F7")
        .column("code") == ["H6", "S12"])
    #expect(
      try file.answer("trace downstream from splitter S1 avoiding (routes where kind = drop)")
        .column("code") == [
          "S1", "T11", "S11", "T12", "S12", "T13", "S13", "T11", "T15", "S15", "T13",
        ])
    let two = try file.answer("trace upstream from customers C1001, C1002 to splitter")
    #expect(two.column("of") == ["C1001", "C1001", "C1002", "C1002"])
    #expect(two.column("code") == ["H6", "S12", "H1", "S11"])
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
      ("customers where since > 3 m", "E503"), ("impact of route F7 at 2 km", "E508"),
      ("count plans on olt OLT1", "E601"), ("customers on area North", "E601"),
      ("customers on splitter $s", "E405"), ("path from olt OLT1 to olt OLT1", "E601"),
      ("path from olt OLT1 to splitter S12 via olt OLT1", "E601"),
      ("path from olt OLT1 to splitter S12 avoiding splitter S12", "E601"),
      ("path from olt OLT1 to splitter S12 avoiding port OLT1:3", "E601"),
      ("path from @12.97,77.59 to splitter S12", "E601"),
      ("path from area North to splitter S12", "E601"),
      ("path from olts OLT1, OLT2 to splitter S12", "E601"),
      ("path from olt OLT1 to splitter S12 via (splitters where full)", "E601"),
      ("path from olt OLT1 to splitter S12 show hop, nde", "E302"),
      ("routes on (path from olt OLT1 to splitter S12 show hop)", "E601"),
      ("nodes between olt OLT1 and olt OLT1", "E601"),
      ("customers within 3 hops by fibre of splitter S12", "E503"),
      ("customers within 3 dB by fibre of splitter S12", "E503"),
      ("customers within 2.5 hops of splitter S12", "E506"),
      ("customers within 3 hops of area North", "E601"), ("customers show hops", "E302"),
      ("trace upstream from customer C1001 to route F7", "E601"),
      ("trace upstream from customer C1001 avoiding customer C1001", "E601"),
      ("trace upstream from customer C1001 show foo", "E302"),
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

// Failures on the village: who goes dark, who stays up, what runs where.

import Testing
import Topoq
import TopoqBilling
import TopoqCRM
import TopoqExchange
import TopoqSyntax
import TopoqVocabulary

@Suite("Impacts")
struct ImpactTests {
  @Test(
    "who is affected on the village",
    arguments: [
      ("count customers affected by route F7", 24), ("count customers on route F7", 27),
      ("count customers affected by closure CL3", 24),
      // Its second feed fails too.
      ("count customers affected by (nodes where code in (CL3, CAB3))", 37),
      ("count customers affected by routes F7, F12", 27),
      ("count customers affected by routes D3, F12", 3),
      ("count customers affected by olt OLT1", 33),
      // What it houses fails with it.
      ("count customers affected by node POP1", 33),
      ("count customers affected by port OLT1:2", 0), ("count customers on port OLT1:2", 3),
      ("count customers affected by strand F7#1", 14),
      ("count customers affected by port S12:1", 1),
      ("count customers affected by customer C1001", 1),
      // No source feeds it: there is no light to lose.
      ("count customers affected by splitter S14", 0),
      ("count customers not affected by route F7", 26),
      ("count customers where affected by route F7 and vip", 1),
    ])
  func affected(sentence: String, count: Int) throws {
    let network = try TestNetwork.village()
    #expect(try network.open().number(sentence) == Double(count))
  }

  @Test("a second feed that is dark on record saves nobody; a cut on record changes no impact")
  func records() throws {
    let network = try TestNetwork.village()
    let file = try network.open(.write)
    let before = try file.answer("impact of route F7").values
    try file.change("cut route F7")
    #expect(try file.answer("impact of route F7").values == before)
    #expect(try file.number("count customers affected by route F12") == 3)
    try file.change("restore route F7")
    #expect(try file.number("count customers affected by route F12") == 0)
  }

  @Test("an impact without more: by splitter and outcome, with number and money")
  func impact() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    let rows = try file.answer("impact of route F7")
    #expect(rows.columns == ["splitter", "outcome", "count", "mrr"])
    #expect(rows.column("splitter") == ["S11", "S12", "S13", "S20", "S30"])
    #expect(rows.column("count") == ["4", "7", "3", "10", "3"])
    #expect(rows.column("outcome").filter { $0 == "on second feed" }.count == 1)
    for (splitter, money) in zip(rows.column("splitter"), rows.column("mrr")) {
      let own = try file.answer("mrr of customers on splitter \(splitter)")
      #expect(own.column("mrr") == [money], "\(splitter)")
    }
    #expect(try file.answer("impact of route F7 by olt").column("count") == ["24", "3"])
    #expect(
      try file.answer("impact of route F7 by splitter having count > 3 show mrr order by mrr")
        .column("mrr").count == 3)
    #expect(
      try file.answer("impact of route F7 order by count desc limit 2").column("splitter")
        == ["S20", "S12"])
    let listed = try file.answer(
      "impact of route F7 show code, outcome order by outcome desc, code limit 3",
      wantsGeometry: true)
    #expect(listed.column("code") == ["C1026", "C1027", "C1028"])
    #expect(listed.geometries.allSatisfy { $0 != nil })
    // All that feeds the second as well.
    let both = try file.answer("impact of (routes where code in (F7, F12)) by outcome")
    #expect(both.column("outcome") == ["loses service"])
    #expect(both.column("count") == ["27"])
  }

  @Test("at a distance only what lies so far below fails")
  func distance() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    #expect(
      try file.answer("impact of route F7 at 1.2 km").values
        == file.answer("impact of route F7").values)
    let far = try file.answer("impact of port OLT1:3 at 1.95 km show code").column("code").sorted()
    #expect(far == (try file.codes("customers on port OLT1:3 where fibre_m >= 1950 m")))
    // S1 stands 1,747.5 m from the source.
    #expect(
      try file.answer("impact of splitter S1 at 202 m show code").column("code").sorted()
        == file.codes("customers on port OLT1:3 where fibre_m >= 1949.5 m"))
    // The strand begins at the source.
    #expect(
      try file.answer("impact of strand F7#1 at 1.95 km show code").column("code").sorted() == far)
    #expect(try file.answer("impact of strand F7#1 at 5 km").values.isEmpty)
    #expect(try file.answer("impact of olt OLT1 at 0 m by outcome").column("count") == ["33", "3"])
  }

  @Test(
    "what cannot fail, or not there, is refused",
    arguments: [
      ("impact of route F7 at 2 km", "E508"), ("impact of route F7 at 3 days", "E503"),
      ("impact of area North", "E601"), ("customers affected by area North", "E601"),
      ("customers affected by @12.97,77.59", "E601"), ("customers affected by plan HOME50", "E601"),
      ("impact of (routes along route R2) at 3 m", "E601"),
      ("impact of route F7 at -3 m", "E506"), ("customers show outcome", "E302"),
      ("customers show at_m", "E302"), ("ports affected by route F7", "E601"),
      ("ports connected to closure CL3", "E601"), ("customers along closure CL3", "E601"),
      ("areas along route R2", "E601"), ("strands affected by route F7", "E601"),
      ("impact of route F7 by splitter show code", "E601"), ("impact of route F99", "E401"),
    ])
  func refused(sentence: String, code: String) throws {
    let network = try TestNetwork.village()
    #expect(try network.open().errors(sentence) == [code])
  }

  @Test("an area is asked for by what crosses it, a thing that is no line by what is near")
  func attempts() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    for (sentence, attempt) in [
      (
        "customers affected by area \"Rail corridor\"",
        "customers affected by (routes crossing area \"Rail corridor\")"
      ),
      ("poles not along closure CL3", "poles not within 25 m of closure CL3"),
      ("impact of route F7 at 2 km", "impact of route F7 at 1503.7 m"),
    ] {
      do {
        _ = try file.answer(sentence)
        Issue.record("\(sentence) is wrong")
      } catch let wrong as WrongSentence {
        #expect(wrong.diagnostics.map(\.attempt) == [attempt])
      }
      #expect(file.errors(attempt).isEmpty)
    }
  }

  @Test("without customers an impact counts premises; two modules cannot both be served")
  func served() throws {
    let network = try TestNetwork.village()
    let plain = try NetworkFile(network.path, mode: .read, modules: [], today: TestNetwork.today)
    let rows = try plain.answer("impact of route F7 by outcome")
    #expect(rows.columns == ["outcome", "count"])
    #expect(
      try plain.number("count premises affected by route F7")
        == rows.column("count").first.flatMap { Double($0) })
    let other = Module(
      name: "power", summary: "meters",
      nouns: [
        Noun(
          name: "meter", plural: "meters", doc: "a meter", table: "power_meter",
          placement: .attached, shown: [], isServed: true)
      ])
    #expect(throws: Vocabulary.Conflict.self) { try Vocabulary([CRM.module, other]) }
  }

  @Test("along a route, in the order of walking it")
  func along() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    let poles = try file.answer("poles along route R2 show code, at_m")
    #expect(poles.column("code") == ["PL1", "PL2", "PL3", "PL4"])
    #expect(poles.column("at_m").map { Double($0)!.rounded() } == [800, 892, 915, 1060])
    #expect(try file.answer("routes along route R2 show code, at_m").column("code") == ["F7"])
    #expect(
      try file.answer("poles along route R2 where at_m > 900 m show code order by at_m desc")
        .columns == ["code"])
    #expect(
      try file.codes("poles where along route R2") == poles.column("code").sorted())
    #expect(
      try file.codes("poles not along route R2").count + 4 == file.codes("poles").count)
    // Crossing it, or meeting its end, is not along it.
    let along = try file.codes("routes along route F9")
    #expect(!along.contains("F7") && !along.contains("D12"))
    #expect(try file.answer("customers along route DR6").columns.contains("at_m"))
    for route in try file.codes("routes") {
      let ends = try file.answer("route \(route) show from_node, to_node")
      let expected = Set(try file.codes("nodes within 25 m of route \(route)"))
        .union(ends.column("from_node")).union(ends.column("to_node"))
      let walked = try file.answer("nodes along route \(route) show code, at_m")
      #expect(Set(walked.column("code")) == expected, "\(route)")
      let metres = walked.column("at_m").map { Double($0)! }
      #expect(metres == metres.sorted(), "\(route)")
    }
    let near = try file.answer(
      "poles near pole PL2 along route R2 show code, at_m, distance limit 2")
    #expect(near.column("code") == ["PL3", "PL1"])
    #expect(near.column("at_m").map { Double($0)!.rounded() } == [915, 800])
  }

  @Test("a route that is not drawn has its two ends along it")
  func undrawn() throws {
    let network = try TestNetwork.of([
      "nodes.csv": "code,kind,lon,lat\nO1,olt,77.5,12.9\nC1,closure,,\nC2,closure,77.5,12.9\n",
      "routes.csv": "code,kind,from,to,strands,length_m\nR1,feeder,O1,C1,4,800\n",
    ])
    let answer = try network.open().answer("nodes along route R1 show code, at_m")
    #expect(answer.column("code") == ["O1", "C1"])
    #expect(answer.column("at_m") == ["0", "800"])
  }

  @Test("no table is read whole")
  func plan() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    for sentence in [
      "customers affected by route F7", "impact of route F7", "nodes connected to closure CL3",
      "customers along route R2", "routes affected by closure CL3", "routes along route R2",
      "splitters directly upstream of customer C1001",
    ] {
      let plan = try file.answer("explain \(sentence)")
      // The rows of a noun are `r`, the nodes of a housing `n`.
      let scans = plan.column("text").filter { $0 == "SCAN r" || $0 == "SCAN n" }
      #expect(scans.isEmpty, "\(sentence)")
    }
  }
}

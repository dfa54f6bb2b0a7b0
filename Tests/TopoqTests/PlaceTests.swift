// Places of a sentence, each against what a reader of the village's map would say.

import Testing
import Topoq

@Suite("Places")
struct PlaceTests {
  /// A building with a splitter, a lit unit and an unlit one; a premises without a location.
  static let building = [
    "nodes.csv": """
    code,kind,lon,lat,housed_in,ports,fed_by,fed_port
    O1,olt,77.5,12.9,,4,,
    B1,building,77.501,12.9,,,,
    S1,splitter,77.501,12.9,B1,4,O1,1
    U1,premises,77.501,12.9,B1,,S1,1
    U2,premises,77.501,12.9,B1,,,
    U3,premises,,,,,,
    """,
    "routes.csv": "code,kind,from,to,strands\nR1,feeder,O1,B1,4\n",
    "customers.csv": "code,name,node\nC1,One,U1\nC2,Two,U2\nC3,Three,U3\n",
  ]

  @Test(
    "by light",
    arguments: [
      ("splitters directly on port OLT1:3", "S1"), ("customers directly on port OLT1:3", ""),
      ("olts on port OLT1:3", ""), ("premises directly on splitter S24", "H46 H47 H48 H49"),
      ("splitters directly on route F7", "S1 S20 S30"),
      ("nodes upstream of port S12:3", "CAB2 CL3 OLT1 S1 S12 T12"),
      ("ports with at least 8 customers", "OLT1:1 OLT1:3 OLT1:5"),
      ("routes on port S12:3", "DR8"), ("routes upstream of route D12", "F7 F9"),
      ("splitters on (splitters where code = S1)", "S11 S12 S13 S15"),
      ("customers on splitters S12, S12", "C1001 C1007 C1008 C1009 C1010 C1011 C1012"),
      ("ports where dark", ""),
      ("nodes directly upstream of splitter S12", "S1 T12"),
      ("splitters directly upstream of customer C1001", "S12"),
      ("nodes directly upstream of port S12:3", "S12"),
      ("nodes directly upstream of route F7", "OLT1"),
      ("routes directly upstream of splitter S12", "D12"),
      ("routes directly upstream of splitter S1", "F7 F9"),
      ("routes directly upstream of port S12:3", ""),
    ])
  func light(sentence: String, codes: String) throws {
    let network = try TestNetwork.village()
    #expect(try network.open().codes(sentence) == codes.split(separator: " ").map(String.init))
  }

  @Test(
    "what a building houses belongs to it; what no light reaches is not fed",
    arguments: [
      ("premises on building B1", "U1"), ("splitters on building B1", "S1"),
      ("customers on building B1", "C1 C2"), ("premises on (buildings)", "U1"),
      ("customers at building B1", "C1 C2"), ("premises at building B1", "U1 U2"),
      ("customers at customer C1", "C1"), ("routes at building B1", "R1"),
      ("premises within 1 m of customer C1", "U1 U2"),
    ])
  func housing(sentence: String, codes: String) throws {
    let network = try TestNetwork.of(Self.building)
    #expect(try network.open().codes(sentence) == codes.split(separator: " ").map(String.init))
  }

  /// Light goes out by strand 1 of R1, and comes back by strand 2 from the splitter at its end; the
  /// drop of T2 ends at the splitter that T2 houses. A strand from O2 ends at O1.
  static let returning = [
    "nodes.csv": """
    code,kind,housed_in,ports
    O1,olt,,4
    O2,olt,,4
    K0,closure,,
    K1,closure,,
    S1,splitter,K1,4
    T2,terminal,,
    S2,splitter,T2,4
    """,
    "routes.csv": """
    code,kind,from,to,strands
    R0,feeder,O1,K0,4
    R1,feeder,K0,K1,4
    D1,distribution,K0,S2,4
    R2,feeder,O2,O1,4
    """,
    "joints.csv": """
    node,from,to
    O1,O1:1,R0#1
    K0,R0#1,R1#1
    K1,R1#1,S1:in
    K1,S1:1,R1#2
    K0,R1#2,D1#1
    S2,D1#1,S2:in
    O2,O2:2,R2#1
    O1,O1:3,R0#3
    """,
  ]

  @Test(
    "light that comes back by the cable it went out by; light into what is housed",
    arguments: [
      ("nodes on route R1", "K0 K1 S1 S2"), ("nodes directly on route R1", "K0 K1 S1 S2"),
      ("nodes directly on closure K0", "K1 S1 S2"),
      ("nodes upstream of route R1", "K0 K1 O1 S1"),
      ("nodes directly upstream of route R1", "K0 O1 S1"),
      ("nodes upstream of strand R1#1", "K0 O1"),
      ("nodes upstream of terminal T2", "K0 K1 O1 S1"),
      ("nodes directly upstream of terminal T2", "K0 S1"),
      ("nodes upstream of closure K1", "K0 O1"), ("routes upstream of terminal T2", "D1 R0 R1"),
      ("routes directly upstream of terminal T2", "D1 R1"),
      ("nodes upstream of port O1:1", "O1"), ("nodes upstream of olt O1", "O2"),
    ])
  func returning(sentence: String, codes: String) throws {
    let network = try TestNetwork.of(Self.returning)
    #expect(try network.open().codes(sentence) == codes.split(separator: " ").map(String.init))
  }

  @Test("a trace begins where light comes into a thing or what it houses")
  func traceOfHousing() throws {
    let file = try TestNetwork.of(Self.returning).open()
    #expect(
      try file.answer("trace upstream from terminal T2").column("code")
        == ["S2", "K0", "S1", "K1", "K0", "O1"])
    #expect(try file.answer("trace downstream from terminal T2").column("code") == ["S2"])
    #expect(
      try file.answer("trace downstream from closure K1").column("code")
        == ["K1", "S1", "K0", "S2"])
  }

  @Test("what has failed takes with it what it houses, until it is restored")
  func failedHousing() throws {
    let network = try TestNetwork.of(Self.returning)
    let file = try NetworkFile(
      network.path, mode: .asNeeded, modules: TestNetwork.modules, today: TestNetwork.today,
      author: "anna")
    let dark = "nodes where dark"
    #expect(try file.codes(dark) == ["T2"])
    #expect(try file.codes("what if cut terminal T2 then \(dark)") == ["S2", "T2"])
    _ = try file.change("cut closure K1")
    #expect(try file.codes(dark) == ["K1", "S1", "S2", "T2"])
    _ = try file.change("restore closure K1")
    _ = try file.change("cut terminal T2")
    #expect(try file.codes(dark) == ["S2", "T2"])
    #expect(try file.codes("nodes affected by terminal T2") == ["S2"])
    _ = try file.change("undo")
    #expect(try file.codes(dark) == ["T2"])
  }

  @Test("the nearest are chosen first, then put in order")
  func nearest() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    let nearest = try file.answer("splitters near @12.9716,77.5946 limit 4")
    let ordered = try file.answer(
      "splitters near @12.9716,77.5946 show code, free_ports order by free_ports desc limit 4")
    #expect(nearest.column("code").sorted() == ordered.column("code").sorted())
    let free = ordered.column("free_ports").compactMap { Int($0) }
    #expect(free == free.sorted(by: >))
    #expect(
      try file.answer("splitters S13, S12 near @12.9716,77.5946").column("code") == ["S12", "S13"])
    #expect(try file.number("count (splitters near @12.9716,77.5946 limit 5)") == 5)
    let least = try file.number(
      "min distance of splitters within 300 m of splitter S12 on olt OLT1")
    #expect(try #require(least).rounded() == 120)
    for sentence in [
      "count splitters near @12.9716,77.5946", "splitters where near @12.9716,77.5946",
      "splitters near splitter S1 near splitter S2",
    ] { #expect(file.errors(sentence) == ["E601"], "\(sentence)") }
  }

  @Test("routes are as near as their line, not as their ends")
  func routes() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    let near = try file.answer("routes near closure CL3 show code, distance limit 5")
    #expect(Set(near.column("code")).isSuperset(of: try file.codes("routes at closure CL3")))
    #expect(near.column("distance").allSatisfy { $0 == "0" })
    let within = try file.codes("routes within 60 m of splitter S12")
    let all = try file.answer("routes near splitter S12 show code, distance limit 100")
    let expected = zip(all.column("code"), all.column("distance")).filter {
      Double($0.1)! <= 60
    }
    #expect(within == expected.map(\.0).sorted())
  }

  @Test("of a set only so many count where it says so")
  func limits() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    let newest = try file.answer("customers order by since desc limit 3").column("code")
    let active = try file.codes("customers where active")
    #expect(
      try file.codes("(customers order by since desc limit 3) where active")
        == newest.filter { active.contains($0) }.sorted())
    let fullest = try file.answer("splitters where lit order by used_ports desc, code limit 2")
      .column("code")
    #expect(
      try file.codes("customers on (splitters where lit order by used_ports desc, code limit 2)")
        == file.codes("customers on splitters \(fullest[0]), \(fullest[1])"))
  }

  @Test("a trace to a kind gives the hops that lead there, in order")
  func traces() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    for origin in ["splitter S1", "splitter S12", "port OLT1:3", "olt OLT1"] {
      let all = try file.answer("trace downstream from \(origin)")
      let some = try file.answer("trace downstream from \(origin) to customer")
      let homes = Set(try file.answer("customers on \(origin) show node").column("node"))
      #expect(homes.isSubset(of: Set(some.column("code"))))
      // What is left out leads to no customer, and the order stays.
      var rest = all.column("code")[...]
      for code in some.column("code") {
        let place = try #require(rest.firstIndex(of: code))
        rest = rest[(place + 1)...]
      }
    }
  }

  @Test(
    "what cannot be there is refused, not left out",
    arguments: [
      "strands on olt OLT1", "areas in area North", "customers at route F7",
      "customers in splitter S12", "areas near splitter S12",
    ])
  func refused(sentence: String) throws {
    let network = try TestNetwork.village()
    #expect(try network.open().errors(sentence) == ["E601"])
  }

  @Test("a strand counts once, whichever of its ends are joined")
  func strands() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    let codes = try file.codes("strands")
    #expect(Set(codes).count == codes.count)
    #expect(try file.codes("strand F7#3") == ["F7#3"])
    #expect(try file.codes("port S12:3") == ["S12:3"])
  }
}

// Questions that were once answered wrongly, each on the smallest network that shows it.

import Testing
import Topoq

@Suite("Once answered wrongly")
struct OnceWrongTests {
  /// A splitter with two feeds in a cabinet, one behind a planned route, a building with a unit that
  /// no light reaches, and charges in two currencies.
  private static let files = [
    "nodes.csv": """
    code,kind,lon,lat,housed_in,ports,state
    O1,olt,77.5,12.9,,4,
    CAB1,cabinet,77.501,12.9,,,
    S1,splitter,,,CAB1,4,
    H1,premises,77.502,12.9,,,
    T1,terminal,77.503,12.9,,,
    S2,splitter,,,T1,4,
    H2,premises,77.504,12.9,,,
    B1,building,77.505,12.9,,,
    U1,premises,,,B1,,

    """,
    "routes.csv": """
    code,kind,from,to,strands,state
    F1,feeder,O1,CAB1,4,
    D1,drop,CAB1,H1,1,
    D2,distribution,CAB1,T1,1,planned
    D3,drop,T1,H2,1,

    """,
    "joints.csv": """
    node,from,to
    O1,O1:1,F1#1
    CAB1,F1#1,S1:in
    O1,O1:2,F1#2
    CAB1,F1#2,S1:in2
    CAB1,S1:1,D1#1
    H1,D1#1,H1:in
    CAB1,S1:2,D2#1
    T1,D2#1,S2:in
    T1,S2:1,D3#1
    H2,D3#1,H2:in

    """,
    "customers.csv": "code,name,node\nC1,One,H1\nC2,Two,U1\nC3,Three,\n",
    "charges.csv": """
    code,party,node,price_minor,currency
    X1,C1,H1,300,INR
    X2,C2,U1,100,INR
    X3,C2,U1,900,KES
    X4,,,100,INR

    """,
  ]

  @Test(
    "codes",
    arguments: [
      // Both conditions hold, that of the set and that of the question.
      ("(customers where code != C1) where code != C2", "C3"),
      // What nothing feeds is fed on record from its own splitter, also behind planned plant.
      ("premises on splitter S2", "H2"), ("premises where splitter = S2", "H2"),
      ("splitters with premises", "S1 S2"),
      // What hangs on something housed hangs on the housing.
      ("buildings with customers", "B1"),
      ("cabinets with (premises within 9 m of premises H1)", ""),
      ("buildings with premises", ""), ("cabinets with (premises within 900 m of olt O1)", "CAB1"),
      // A thing does not hang on itself, however the related are found.
      ("splitters with (splitters within 1 m of splitter S1)", ""),
      // Nothing is near what is nowhere.
      ("premises near (charges where code = X4)", ""), ("customers near customer C3", ""),
      ("routes within 9 km of (customers where code = C3)", ""),
      // Each of a set is near the others, and not near itself.
      ("premises within 1 m of (premises)", ""), ("premises within 1 m of premises H1, H2", ""),
      ("premises within 300 m of premises H1, H2", "H1 H2 U1"),
    ])
  func codes(sentence: String, codes: String) throws {
    let network = try TestNetwork.of(Self.files)
    #expect(try network.open().codes(sentence) == codes.split(separator: " ").map(String.init))
  }

  @Test(
    "a group is tested by its figures and by what it is grouped by, not by any one of its things")
  func having() throws {
    let network = try TestNetwork.of(Self.files)
    let file = try network.open()
    for test in ["active", "status = active", "on olt O1", "not vip", "count > 1 and active"] {
      #expect(file.errors("count customers by olt having \(test)") == ["E601"], "\(test)")
    }
    #expect(try file.answer("count customers by olt having olt = O1").values.count == 1)
  }

  @Test("one of which something is asked is no card")
  func cards() throws {
    let network = try TestNetwork.of(Self.files)
    let file = try network.open()
    #expect(try file.answer("(premises H1 where lit)").columns == ["code", "name", "state"])
    #expect(try file.answer("(premises H1)").columns == file.answer("premises H1").columns)
  }

  @Test("a home with two feeds through one splitter is served once")
  func servicePoints() throws {
    let network = try TestNetwork.of(Self.files)
    let file = try network.open()
    #expect(try file.number("sum service_points of splitter S1") == 1)
    #expect(try file.number("sum service_points of premises H1") == 1)
  }

  @Test("a feed from a source goes before one that begins nowhere")
  func primaryFeed() throws {
    var files = Self.files
    files["nodes.csv"]! += "S3,splitter,,,B1,4,\nH3,premises,,,,,\n"
    files["joints.csv"]! += "H3,S3:1,H3:in\nH3,O1:3,H3:in2\n"
    let network = try TestNetwork.of(files)
    #expect(try network.open().answer("premises H3 show olt").column("olt") == ["O1"])
  }

  @Test("light that goes there and back over one route comes to it by all that lies between")
  func thereAndBack() throws {
    let network = try TestNetwork.of([
      "nodes.csv": """
      code,kind,ports
      O1,olt,4
      CL1,closure,
      CL2,closure,
      CL3,closure,

      """,
      "routes.csv": "code,from,to,strands\nF1,O1,CL1,4\nF2,CL1,CL2,4\nF3,CL2,CL3,4\n",
      // Out over F2, to CL3 and back over F3, and back over another strand of F2.
      "joints.csv": """
      node,from,to
      O1,O1:1,F1#1
      CL1,F1#1,F2#1
      CL2,F2#1,F3#1
      CL3,F3#1,F3#2
      CL2,F3#2,F2#2

      """,
    ])
    let file = try network.open()
    for (sentence, codes) in [
      ("nodes upstream of route F2", ["CL1", "CL2", "CL3", "O1"]),
      ("nodes upstream of strand F2#2", ["CL1", "CL2", "CL3", "O1"]),
      ("nodes upstream of strand F2#1", ["CL1", "O1"]),
      ("routes upstream of strand F2#2", ["F1", "F2", "F3"]),
    ] { #expect(try file.codes(sentence) == codes, "\(sentence)") }
  }

  @Test("groups in several currencies come in the order of the groups")
  func currencies() throws {
    let network = try TestNetwork.of(Self.files)
    let file = try network.open()
    let revenue = try file.answer("revenue of charges by party")
    #expect(revenue.column("party") == ["C1", "C1", "C2", "C2", "", ""])
    #expect(revenue.column("currency") == ["INR", "KES", "INR", "KES", "INR", "KES"])
    #expect(revenue.currencies == [nil, nil, nil])
    #expect(try file.answer("mrr of customers on (premises where lit)").values.count == 2)
  }
}

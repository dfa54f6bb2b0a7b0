// A dry run: what an import would do, file by file, and everything that is wrong with its source.

import Testing
import TopoqStore
import TopoqText

@testable import TopoqExchange

@Suite struct DryRunTests {
  private let scratch: ScratchFolder
  private var net: String { scratch.file("net.topoq") }

  init() throws { scratch = try ScratchFolder() }

  /// What a dry run of a folder of files says, a line a kind of change.
  private func preview(
    _ files: [String: String], progress: ((String, Int) -> Void)? = nil
  ) throws -> [String] {
    let folder = try ScratchFolder(files)
    let preview = try NetworkImport(
      source: folder.path, into: net, modules: SmallNetwork.modules
    ).preview()
    return Self.lines(preview)
  }

  static func lines(_ preview: ImportPreview) -> [String] {
    preview.differences.flatMap { difference in
      ImportDifference.Kind.allCases.compactMap { kind in
        difference.counts[kind].map { count in
          let examples = difference.examples[kind]?.joined(separator: "; ") ?? ""
          return "\(difference.file) \(kind) \(count): \(examples)"
        }
      }
    }
  }

  private func problems(_ files: [String: String]) throws -> [String] {
    let folder = try ScratchFolder(files)
    do {
      _ = try NetworkImport(source: folder.path, into: net, modules: SmallNetwork.modules).preview()
      return []
    } catch let wrong as ImportProblems {
      return wrong.messages.map { $0.replacing(folder.path, with: "@") }
    }
  }

  @Test func ofANewFileAllIsAdded() throws {
    #expect(
      try preview(SmallNetwork.files) == [
        "nodes added 6: OLT1; CAB1; S1", "routes added 3: F1; D1; D2",
        "joints added 6: OLT1: OLT1:1 = F1#1; CAB1: F1#1 = S1:in; CAB1: S1:1 = D1#1",
        "customers added 2: C1; C2", "plans added 1: P50", "charges added 1: CH1",
      ])
    #expect(try Folder.names(in: scratch.path) == [])
  }

  @Test func onceMoreNothingWouldChange() throws {
    try SmallNetwork.import(into: net)
    let before = try ByteSource.bytes(ofFile: net)
    #expect(
      try preview(SmallNetwork.files) == [
        "nodes unchanged 6: ", "routes unchanged 3: ", "joints unchanged 6: ",
        "customers unchanged 2: ", "plans unchanged 1: ", "charges unchanged 1: ",
      ])
    #expect(try ByteSource.bytes(ofFile: net) == before)
    #expect(try Folder.names(in: scratch.path) == ["net.topoq"])
  }

  @Test func changesAreNamedWithWhatTheyWere() throws {
    try SmallNetwork.import(into: net)
    let before = try ByteSource.bytes(ofFile: net)
    let lines = try preview([
      "nodes.csv": "code,kind,lon,lat,name,colour\nH2,building,77.6,12.98,Mill,blue\nH9,site,,,,\n",
      "routes.csv": "code,from,to,length_m\nD1,CAB1,H1,120\nD2,CAB1,H1,\n",
      "joints.csv": "node,from,to,loss_db\nOLT1,OLT1:1,F1#1,0.4\nCAB1,S2:4,D1#1,0.2\n",
      "charges.csv": "code,party,node,price_minor,currency,from\nCH1,C2,H2,50000,INR,2025-02-01\n",
    ])
    #expect(
      lines == [
        "nodes added 1: H9",
        "nodes changed 1: H2 kind premises -> building, name (empty) -> Mill, location, "
          + "attributes (empty) -> {\"colour\":\"blue\"}",
        "nodes vanished 5: OLT1; CAB1; S1",
        "routes changed 2: D1 length_m 110.0 -> 120.0; D2 to H2 -> H1",
        "routes vanished 1: F1",
        "joints added 1: CAB1: S2:4 = D1#1",
        "joints changed 1: OLT1: OLT1:1 = F1#1 loss_db 0.3 -> 0.4",
        "joints removed 1: CAB1: S1:1 = D1#1",
        "joints vanished 4: CAB1: F1#1 = S1:in; H1: D1#1 = H1:in; OLT1: OLT1:2 = F1#2",
        "charges changed 1: CH1 party C1 -> C2, node H1 -> H2, price_minor 59900 -> 50000, "
          + "from 2025-01-01 -> 2025-02-01",
      ])
    #expect(try ByteSource.bytes(ofFile: net) == before)
  }

  @Test func aFileThatIsTheWholeTableSaysWhatGoes() throws {
    try SmallNetwork.import(into: net)
    #expect(
      try preview([
        "ladder.csv": "code,days,action\nwarn,15,warn\nremind,10,remind of the invoice\n"
      ])
        == [
          "ladder changed 1: warn days 16 -> 15, "
            + "action warn that service will be suspended -> warn",
          "ladder removed 2: suspend; write_off", "ladder unchanged 1: ",
        ])
  }

  @Test func allThatIsWrongIsSaidAndNothingThatFollowsFromIt() throws {
    let wrong = SmallNetwork.files(with: [
      "nodes.csv": SmallNetwork.files["nodes.csv"]!.replacing("H1,premises", with: "H1,hut")
        + "H3,premises,x,12.9,,\nH4,premises,1\n",
      "customers.csv": "code,node,active_from\nC1,H1,2025-01-01\nC2,,2025-13-01\nC3,S9,\n",
      "charges.csv": "code,party,plan,price_minor\nCH1,C1,P50,5.99\nCH1,C1,P50,1\n",
      "discounts.csv": "code,charge,percent_bp\nD1,CH1,\nD2,,12000\n",
    ]).compactMapValues { $0 }
    #expect(
      try problems(wrong) == [
        "@/nodes.csv:6: kind is 'hut': it is one of site, olt, odf, cabinet, closure, splitter, "
          + "terminal, pole, handhole, building, premises",
        "@/nodes.csv:8:13: column 'lon': 'x' is not a number; write it like 12.5",
        "@/nodes.csv:9: this record has 3 fields where the header has 6; write a comma for each "
          + "field",
        "@/customers.csv:3: active_from is '2025-13-01': write a day such as 2026-05-01",
        "@/charges.csv:2: price_minor is '5.99': write whole minor units, such as 59900 for 599.00",
        "@/charges.csv:3: code CH1 stands twice: first in line 2; codes are unique",
        "@/discounts.csv:3: percent_bp is '12000': write hundredths of a percent, from 0 to 10000 "
          + "for all of it",
      ])
    #expect(try Folder.names(in: scratch.path) == [])
  }

  @Test func enoughIsEnough() throws {
    let rows = (1...200).map { "C\($0),2026-02-30\n" }.joined()
    let found = try problems(
      SmallNetwork.files(with: ["customers.csv": "code,active_from\n" + rows]).compactMapValues {
        $0
      })
    #expect(found.count == ProblemLog.most)
    #expect(
      found.last == "@/customers.csv:21: active_from is '2026-02-30': write a day such as "
        + "2026-05-01")
  }

  @Test func whatEndsTheReadingComesLast() throws {
    let found = try problems(
      SmallNetwork.files(with: [
        "nodes.csv": SmallNetwork.files["nodes.csv"]! + "X1,hut,,,,\nX2,\"site,,,,\n"
      ]).compactMapValues { $0 })
    #expect(found.count == 2)
    #expect(found.last == "@/nodes.csv:9:4: a quoted field starts here and does not end")
  }
}

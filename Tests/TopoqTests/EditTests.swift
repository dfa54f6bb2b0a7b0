// Edits are durable, rewrite only what they touch, and leave light as a rebuild would.

import Testing
import Topoq
import TopoqStore

@Suite("Edits")
struct EditTests {
  @Test("a re-homed drop moves its customers, and back")
  func rehome() throws {
    let network = try TestNetwork.village()
    let file = try network.open(.write)
    #expect(try file.codes("customers on splitter S13").contains("C1001") == false)
    try file.change("move premises H6 to splitter S13 port 4")
    #expect(try file.codes("customers on splitter S13").contains("C1001"))
    #expect(try file.codes("customers on splitter S12").contains("C1001") == false)
    #expect(try file.check().filter { $0.rule.contains("differs") }.isEmpty)
    // Another connection sees it at once.
    #expect(try network.open().codes("customers on splitter S13").contains("C1001"))
    try file.change("move premises H6 to splitter S12 port 1")
    #expect(try file.codes("customers on splitter S12").contains("C1001"))
    #expect(try file.check().filter { $0.rule.contains("differs") }.isEmpty)
  }

  @Test("a taken port and unknown codes are refused, and nothing is altered")
  func refusals() throws {
    let network = try TestNetwork.village()
    let file = try network.open(.write)
    let before = try file.answer("trace downstream from olt OLT1").values
    #expect(throws: WrongSentence.self) {
      try file.change("move premises H6 to splitter S13 port 1")
    }
    #expect(throws: WrongSentence.self) {
      try file.change("move premises H6 to splitter S999 port 1")
    }
    #expect(throws: WrongSentence.self) { try file.change("restore route F7") }
    let reader = try network.open()
    #expect(throws: WrongSentence.self) { try reader.change("cut route F7") }
    #expect(try file.answer("trace downstream from olt OLT1").values == before)
  }

  @Test("below a cut it is dark, and the rows stay")
  func cut() throws {
    let network = try TestNetwork.village()
    let file = try network.open(.write)
    let before = try file.number("count customers on route F7")
    try file.change("cut route F7 at 1.2 km")
    #expect(try file.number("count customers on route F7") == before)
    #expect(try file.codes("customers on splitter S12 where lit").isEmpty)
    // Harbour House stays up: it has a second feed.
    #expect(try file.codes("customers on premises H27 where lit").isEmpty == false)
    #expect(try file.codes("routes where cut") == ["F7"])
    try file.change("restore route F7")
    #expect(try file.codes("customers on splitter S12 where dark").isEmpty)
    #expect(try file.check().filter { $0.rule.contains("differs") }.isEmpty)
  }

  @Test("an edit finds light that came from a source housed where the cable begins")
  func housedSource() throws {
    let network = try TestNetwork.of([
      "nodes.csv": """
      code,kind,housed_in,ports
      P1,site,,
      O1,olt,P1,4
      K1,closure,,
      K2,closure,,
      """,
      "routes.csv": "code,kind,from,to,strands\nR1,feeder,P1,K1,4\nR2,feeder,K2,K1,4\n",
      "joints.csv": "node,from,to\nO1,O1:2,R1#3\nK1,R1#3,R2#3\n",
    ])
    let file = try network.open(.write)
    #expect(try file.codes("nodes where lit") == ["K1", "K2", "O1"])
    try file.change("unsplice strand R2#3 at closure K1")
    #expect(try file.codes("nodes where lit") == ["K1", "O1"])
    #expect(try file.check().filter { $0.rule.contains("differs") }.isEmpty)
    try file.change("splice strand R1#3 to strand R2#1 at closure K1")
    #expect(try file.codes("nodes where lit") == ["K1", "K2", "O1"])
    #expect(try file.check().filter { $0.rule.contains("differs") }.isEmpty)
  }
}

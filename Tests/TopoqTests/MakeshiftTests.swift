// What is done to the plant for a while: it says until when and why, and is found once it outstays.

import Testing
import Topoq
import TopoqExchange
import TopoqStore
import TopoqSyntax
import TopoqText

@Suite struct MakeshiftTests {
  private static func street(_ more: [String: String] = [:]) throws -> TestNetwork {
    try TestNetwork.of(
      [
        "nodes.csv": """
        code,kind,ports,fed_by,fed_port,lon,lat
        O1,olt,2,,,77,12
        S1,splitter,4,O1,1,77,12
        S2,splitter,4,O1,2,77,12
        H1,premises,,S1,1,77,12

        """
      ].merging(more) { $1 })
  }

  @Test func aMoveForAWhileIsFoundOnceItsDayHasCome() throws {
    let network = try Self.street()
    let file = try network.open(.write, on: "2026-02-20")
    try file.change("move premises H1 to splitter S2 port 3 until 2026-03-15 reason \"flood\"")
    let made = try file.answer("joints where makeshift show ends, until, reason")
    #expect(made.column("ends") == ["S2:3 = H1:in"])
    #expect(made.column("until") == ["2026-03-15"] && made.column("reason") == ["flood"])
    #expect(try file.answer("joints where outstayed").values.isEmpty)
    let later = try network.open(.write, on: "2026-03-15")
    #expect(try later.answer("joints where outstayed").values.count == 1)
    let found = try later.answer("audit where rule = \"makeshift outstayed\"")
    #expect(found.column("count") == ["1"])
    let proof = try later.answer("findings show proof").column("proof")[0]
    #expect(try later.answer(proof).values.count == 1)
    try later.change("move premises H1 to splitter S1 port 1")
    #expect(try later.answer("joints where makeshift").values.isEmpty)
    try later.change("undo")
    #expect(try later.answer("joints where outstayed").values.count == 1)
    let joint = try later.answer("joints where outstayed").column("code")[0]
    try later.change("keep joint \"\(joint)\"")
    #expect(try later.answer("joints where makeshift").values.isEmpty)
    #expect(throws: WrongSentence.self) { try later.change("keep joint \"\(joint)\"") }
  }

  @Test(arguments: [
    ("to splitter S2 until 2026-03-01", "needs a reason"),
    ("to splitter S2 until 2026-03-01 reason \" \"", "needs a reason"),
    ("to splitter S2 until 2026-02-20 reason \"flood\"", "over already"),
    ("to splitter S2 on 2026-03-01 until 2026-03-01 reason \"flood\"", "over already"),
    ("to splitter S2 reason \"flood\"", "for what is undone again"),
    ("to @12.1,77.1 until 2026-03-01 reason \"flood\"", "on the map for good"),
  ])
  func whatIsForAWhileSaysUntilWhenAndWhy(_ tail: String, _ message: String) throws {
    let network = try Self.street()
    let file = try network.open(.write, on: "2026-02-20")
    let wrong = #expect(throws: WrongSentence.self) { try file.change("move premises H1 \(tail)") }
    #expect(wrong?.diagnostics.first?.message.contains(message) == true)
    #expect(try file.answer("premises H1 show splitter").column("splitter") == ["S1"])
  }

  @Test func itGoesOutAndComesInWithItsJoint() throws {
    let joints = "node,from,to,loss_db,until,reason\nS1,S1:2,S2:in2,,2026-03-15,\"wet, again\"\n"
    let network = try Self.street(["joints.csv": joints])
    let file = try network.open(.write, on: "2026-02-20")
    let answer = try file.answer("joints where makeshift show ends, until, reason")
    #expect(answer.column("reason") == ["wet, again"])
    try FolderExport(path: network.path, modules: TestNetwork.modules).write(
      to: network.folder + "/out")
    let again = try TestNetwork()
    try again.take(network.folder + "/out")
    let same = try again.open().answer("joints where makeshift show ends, until, reason")
    #expect(same.values == answer.values)
  }

  @Test func aDayThatIsNoneIsRefusedWithItsLine() throws {
    let joints = "node,from,to,until\nS1,S1:2,S2:in2,soon\n"
    let problem = #expect(throws: ImportProblem.self) {
      _ = try Self.street(["joints.csv": joints])
    }
    #expect(problem?.description.contains("until is 'soon'") == true)
    #expect(problem?.description.contains("joints.csv:2") == true)
  }
}

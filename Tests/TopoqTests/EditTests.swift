// Edits are durable, rewrite only what they touch, and leave light as a rebuild would.

import TestSupport
import Testing
import Topoq
import TopoqSQLite
import TopoqStore
import TopoqVocabulary

import TopoqNetwork

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

  @Test("after random edits the file's light is what a rebuild gives")
  func randomEdits() throws {
    for seed in 0..<40 as Range<UInt64> {
      let network = try TestNetwork.of(RandomFolder.files(seed: seed))
      let connection = try Connection(path: network.path, mode: .write)
      let handle = connection.handle
      let glass = try StoredGlass(handle)
      var random = SeededGenerator(seed: seed &+ 77)
      for step in 0..<6 {
        try handle.writing {
          var edit = PlantEdit(glass)
          for _ in 0..<Int.random(in: 1...3, using: &random) {
            try change(&edit, handle, &random)
          }
          try edit.finish()
        }
        let findings = try FileCheck(handle, modules: [Plant.module] + TestNetwork.modules)
          .findings().filter { $0.rule.contains("differs") }
        #expect(findings.isEmpty, "seed \(seed), step \(step): \(findings.first?.message ?? "")")
      }
    }
  }

  /// Joins two free ends at one node, or takes a joint apart, or cuts or restores a route.
  private func change(
    _ edit: inout PlantEdit, _ handle: ConnectionHandle, _ random: inout SeededGenerator
  ) throws {
    let ends = try handle.rows("SELECT route, node, number, side FROM strand_end ORDER BY id")
    switch Int.random(in: 0..<5, using: &random) {
    case 0, 1:
      guard let row = ends.randomElement(using: &random) else { return }
      try edit.unjoin(end(row))
    case 2, 3:
      let node = try handle.rows("SELECT id FROM node ORDER BY id").randomElement(using: &random)![
        0]
      let here = try handle.rows(
        """
        SELECT id, 0 FROM route WHERE from_node = ?1
        UNION ALL SELECT id, 1 FROM route WHERE to_node = ?1
        """, [node])
      func pick() -> End {
        if let row = here.randomElement(using: &random), Bool.random(using: &random) {
          return .strand(
            route: Int32(row[0].integer!), number: Int32.random(in: 1...3, using: &random),
            side: row[1] == .integer(0) ? .a : .b)
        }
        let number = Int32.random(in: -2...3, using: &random)
        return .port(
          node: Int32(node.integer!), number: number == 0 ? .input(1) : PortNumber(number))
      }
      let (first, second) = (pick(), pick())
      guard first != second, try !edit.isJoined(first), try !edit.isJoined(second) else { return }
      try edit.join(first, second, at: Int32(node.integer!), loss: 0.25)
    default:
      let routes = try handle.rows("SELECT id FROM route ORDER BY id")
      guard let id = routes.randomElement(using: &random)?[0].integer else { return }
      let isCut = try handle.first("SELECT 1 FROM cut WHERE route = ?", [.integer(id)]) != nil
      if isCut {
        try edit.restore(route: Int32(id))
      } else {
        try edit.cut(route: Int32(id), atMetres: nil, day: nil)
      }
    }
  }

  private func end(_ row: [SQLiteValue]) -> End {
    row[0].isNull
      ? .port(node: Int32(row[1].integer!), number: PortNumber(Int32(row[2].integer!)))
      : .strand(
        route: Int32(row[0].integer!), number: Int32(row[2].integer!),
        side: row[3] == .integer(0) ? .a : .b)
  }
}

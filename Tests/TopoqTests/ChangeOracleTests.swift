// Whatever changes do to the plant: what is derived equals a rebuild, and undo restores every row.

import TestSupport
import Testing
import Topoq
import TopoqSQLite
import TopoqStore
import TopoqVocabulary

@Suite("Changes at random")
struct ChangeOracleTests {
  private static let modules = TestNetwork.modules + [Shaking.module]

  private func open(_ network: borrowing TestNetwork) throws -> NetworkFile {
    try NetworkFile(
      network.path, mode: .write, modules: Self.modules, today: TestNetwork.today,
      author: "chance")
  }

  /// Every source table, whole.
  private func source(_ path: String) throws -> [String] {
    let connection = try Connection(path: path, mode: .read)
    var lines: [String] = []
    for module in [Plant.module] + Self.modules {
      for table in module.journalledTables {
        for row in try connection.handle.rows("SELECT * FROM \(table) ORDER BY 1, 2") {
          lines.append("\(table): \(row)")
        }
      }
    }
    return lines
  }

  private func expectWhole(_ file: NetworkFile, _ note: String) throws {
    let wrong = try file.check().filter {
      $0.rule.contains("differs") || $0.rule.contains("joint") || $0.rule == "file damaged"
    }
    #expect(wrong.isEmpty, "\(note): \(wrong.first.map { "\($0)" } ?? "")")
  }

  @Test("light, ground and journal hold after each change, each what-if, each undo")
  func randomChanges() throws {
    for seed in 0..<12 as Range<UInt64> {
      let network = try TestNetwork.of(RandomFolder.files(seed: seed))
      let file = try open(network)
      let before = try source(network.path)
      var states: [[String]] = []
      for step in 0..<8 {
        let number = Int(seed) * 1000 + step
        let state = try source(network.path)
        _ = try file.number("what if shake seed \(number + 500) then count nodes")
        #expect(try source(network.path) == state, "seed \(seed), what if at step \(step)")
        let outcome = try file.change("shake seed \(number)")
        if outcome.number != nil { states.append(state) }
        try expectWhole(file, "seed \(seed), step \(step)")
      }
      for (step, state) in states.reversed().enumerated() {
        try file.change("undo")
        #expect(try source(network.path) == state, "seed \(seed), undo \(step)")
        try expectWhole(file, "seed \(seed), undo \(step)")
      }
      #expect(try source(network.path) == before, "seed \(seed)")
      #expect(throws: WrongSentence.self) { try file.change("undo") }
    }
  }

  @Test("an undo is undone: the change stands again")
  func redo() throws {
    for seed in 100..<110 as Range<UInt64> {
      let network = try TestNetwork.of(RandomFolder.files(seed: seed))
      let file = try open(network)
      guard let number = try file.change("shake seed \(seed)").number else { continue }
      let after = try source(network.path)
      let undo = try #require(try file.change("undo").number)
      #expect(try file.codes("changes where undone") == ["\(number)"])
      try file.change("undo change \(undo)")
      #expect(try source(network.path) == after, "seed \(seed)")
      #expect(try file.codes("changes where undone") == ["\(undo)"])
      try expectWhole(file, "seed \(seed)")
    }
  }
}

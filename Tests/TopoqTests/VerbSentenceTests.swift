// The plant's verbs as sentences, on the village: what they do, what they refuse, and back again.

import TestSupport
import Testing
import Topoq
import TopoqSQLite
import TopoqStore
import TopoqSyntax
import TopoqVocabulary

@Suite("Verbs as sentences")
struct VerbSentenceTests {
  /// Every source row of the plant.
  private func source(_ network: borrowing TestNetwork) throws -> [String] {
    let connection = try Connection(path: network.path, mode: .read)
    var lines: [String] = []
    for table in ["node", "route", "joint", "strand_end", "cut", "area", "party"] {
      for row in try connection.handle.rows("SELECT * FROM \(table) ORDER BY rowid") {
        lines.append("\(table): \(row)")
      }
    }
    return lines
  }

  private func expectWhole(_ file: NetworkFile, _ note: String) throws {
    let wrong = try file.check().filter { $0.rule != "line end away from node" }
    #expect(wrong.isEmpty, "\(note): \(wrong.first.map { "\($0)" } ?? "")")
  }

  @Test("what verbs do is seen by questions, and undo takes all of it back")
  func sentences() throws {
    let network = try TestNetwork.village()
    let before = try source(network)
    let file = try network.open(.write)
    let steps: [(change: String, question: String, answer: [String])] = [
      ("move customer C1001 to splitter S13 port 4", "customers on port S13:4", ["C1001"]),
      ("add drop DR55 from terminal T11 to premises H55 strands 1", "drop DR55", ["DR55"]),
      ("connect premises H55 to splitter S11 by drop DR55", "premises H55 where lit", ["H55"]),
      ("disconnect premises H55", "premises H55 where lit", []),
      ("splice strand F7#7 to strand D2#3 at closure CL3 loss 0.1 dB", "joint 208", ["208"]),
      ("splice strand F7#8-12 to strand D2#4-8", "route D2 where used_strands = 7", ["D2"]),
      ("unsplice port S12:in", "splitter S12 where lit", []),
      ("splice port S12:in to strand D12#1", "splitter S12 where lit", ["S12"]),
      ("cut closure CL40", "nodes where cut", ["CL40"]),
      ("cut route F7 at 1.2 km on 2026-04-30", "routes where cut", ["F7"]),
      ("restore route F7", "routes where cut", []),
      ("reserve splitter S12 ports 3", "splitters on port OLT1:3 where full", ["S12"]),
      ("release splitter S12 ports 1", "splitters where reserved > 0", ["S12"]),
      ("reserve route F9 strands 11", "routes where reserved = 11 and fill = 100%", ["F9"]),
      (
        "add splitter S40 at closure CL3 ports 4 state planned", "splitters at closure CL3", ["S40"]
      ),
      ("rename splitter S40 to \"S40 b\"", "splitters at closure CL3", ["S40 b"]),
      ("set splitter \"S40 b\" state \"in service\" name Mill", "splitters where planned", ["S16"]),
      ("remove splitter Mill", "splitters at closure CL3", []),
      ("set route F7 length 2 km strands 48 trench TR9", "routes where length_m = 2 km", ["F7"]),
      ("set area A1 kind ward", "areas where kind = ward", ["A1"]),
      ("add pole PL99 at @12.97,77.59", "poles within 1 m of @12.97,77.59", ["PL99"]),
      ("move pole PL99 to @12.98,77.59", "poles within 1 m of @12.98,77.59", ["PL99"]),
      ("move terminal T12 to @12.973,77.595", "splitters within 1 m of @12.973,77.595", ["S12"]),
      ("move splitter S12 to splitter S1 port 6", "splitters on port S1:6", ["S12"]),
      ("rename customer C1002 to \"C-2002\"", "customers on premises H1", ["C-2002"]),
    ]
    for step in steps {
      try file.change(step.change)
      #expect(try file.codes(step.question) == step.answer.sorted(), "\(step.change)")
      try expectWhole(file, step.change)
    }
    for _ in steps { try file.change("undo") }
    #expect(try source(network) == before)
    try expectWhole(file, "undone")
  }

  @Test("what cannot be is refused with its own code, and nothing is altered")
  func refusals() throws {
    let network = try TestNetwork.village()
    let before = try source(network)
    let file = try network.open(.write)
    let refused: [(sentence: String, code: String)] = [
      ("move customer C1001 to splitter S13 port 1", "E608"),
      ("move customer C1001 to splitter S13 port 9", "E602"),
      ("move customer C1001 to closure CL5", "E602"),
      ("move customer C1001 to customer C1002", "E506"),
      ("move charge CH1001 to splitter S13", "E601"),
      ("connect premises H6 to splitter S13", "E608"),
      ("disconnect premises H12", "E602"),
      ("splice strand F7#1 to strand D2#5 at closure CL3", "E608"),
      ("splice strand F7#5 to strand D40#5", "E602"),
      ("splice strand F7#25 to strand D2#5", "E401"),
      ("splice strand F7#5-7 to strand D2#5", "E602"),
      ("splice port OLT1:in to strand F7#5", "E602"),
      ("unsplice strand F7#5", "E602"),
      ("cut route F7 at 2 km", "E602"),
      ("restore route F7", "E602"),
      ("release splitter S12", "E602"),
      ("reserve pole PL1 ports 2", "E602"),
      ("add splitter S12 in closure CL3", "E404"),
      ("rename splitter S12 to S13", "E608"),
      ("remove closure CL3", "E602"),
      ("set splitter S12 ports 4", "E602"),
      ("set splitter S12 in closure CL3", "E602"),
      ("add route F99 from closure CL3", "E308"),
      ("customers on port S12:in", "E401"),
      ("customers on strand F7#1-3", "E401"),
    ]
    for (sentence, code) in refused {
      do {
        if sentence.hasPrefix("customers") {
          _ = try file.answer(sentence)
        } else {
          try file.change(sentence)
        }
        Issue.record("\(sentence) was not refused")
      } catch let wrong as WrongSentence {
        #expect(
          wrong.diagnostics.first?.code?.rawValue == code,
          "\(sentence): \(wrong.diagnostics.first?.message ?? "")")
        #expect(wrong.diagnostics.first?.help?.isEmpty == false, "\(sentence)")
      }
    }
    #expect(try source(network) == before)
  }

  @Test("every verb's example is a sentence that the village understands")
  func examples() throws {
    let network = try TestNetwork.village()
    let file = try network.open(.write)
    let examples = Set(Plant.module.verbs.filter { $0.name != "undo" }.map(\.example))
    for example in examples.sorted() {
      do {
        // `set` is a sentence of its own, and no change that may be tried out.
        if example.hasPrefix("set ") {
          try file.change(example)
        } else {
          _ = try file.number("what if \(example) then count nodes")
        }
      } catch let wrong as WrongSentence {
        let codes = wrong.diagnostics.compactMap { $0.code?.rawValue }
        #expect(codes == ["E602"] || codes == ["E608"], "\(example): \(codes)")
      }
    }
  }

  // MARK: At random

  private func sentence(_ random: inout SeededGenerator) -> String {
    func any(_ words: [String]) -> String { words.randomElement(using: &random)! }
    func number(_ most: Int) -> Int { Int.random(in: 1...most, using: &random) }
    let splitter = "splitter " + any(["S1", "S2", "S3", "S11", "S12", "S13", "S14", "S30"])
    let premises = "premises H\(number(63))"
    let route = "route " + any(["F7", "F9", "F11", "D1", "D2", "D11", "D12", "D13", "D40", "DR6"])
    let node = "node " + any(["OLT1", "CL3", "CAB2", "T11", "T12", "S1", "S12", "S30", "H6"])
    let strand = any(["F7", "F9", "D1", "D2", "D11", "D12"]) + "#\(number(12))"
    let state = any(["planned", "in_service", "retired"])
    switch number(18) {
    case 1, 2, 3: return "move \(premises) to \(splitter)"
    case 4: return "connect \(premises) to \(splitter) port \(number(8))"
    case 5: return "disconnect \(premises)"
    case 6: return "move \(splitter) to splitter S1"
    case 7: return "splice strand \(strand) to strand F9#\(number(24))"
    case 8: return "splice strand \(strand) to port S\(number(30)):in"
    case 9: return "unsplice strand \(strand)"
    case 10: return "unsplice joint \(number(207))"
    case 11: return "cut \(route) at \(number(300)) m"
    case 12: return "cut \(node)"
    case 13: return "restore \(any([route, node]))"
    case 14: return "set \(route) state \(state) length \(number(900)) m"
    case 15: return "set \(node) state \(state)"
    case 16: return "set \(splitter) ports \(8 * number(3))"
    case 17: return "add splitter X\(number(999)) in closure CL3 ports 4"
    default: return "move \(node) to @12.97\(number(99)),77.59\(number(99))"
    }
  }

  @Test("after random sentences light is what a rebuild gives, and undo restores every row")
  func randomSentences() throws {
    for seed in 0..<12 as Range<UInt64> {
      let network = try TestNetwork.village()
      let before = try source(network)
      let file = try network.open(.write)
      var random = SeededGenerator(seed: seed)
      var made = 0
      for step in 0..<25 {
        let sentence = sentence(&random)
        do {
          if try file.change(sentence).number != nil { made += 1 }
        } catch let wrong as WrongSentence {
          let code = wrong.diagnostics.first?.code?.rawValue ?? ""
          #expect(["E401", "E602", "E608"].contains(code), "seed \(seed): \(sentence): \(code)")
          continue
        }
        let differences = try file.check().filter { $0.rule.contains("differs") }
        #expect(differences.isEmpty, "seed \(seed), step \(step): \(sentence): \(differences)")
      }
      for _ in 0..<made { try file.change("undo") }
      #expect(try source(network) == before, "seed \(seed)")
      try expectWhole(file, "seed \(seed), undone")
    }
  }
}

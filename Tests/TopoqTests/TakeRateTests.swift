// Take rate: connected over passed, against a count by hand on random streets.

import TestSupport
import Testing
import Topoq
import TopoqSQLite

@Suite("Take rate")
struct TakeRateTests {
  struct Door {
    let code: String
    /// Empty for a house in the street.
    let building: String
    let isInService: Bool
    var isTaken = false
  }

  @Test("premises and buildings, as counted by hand", arguments: 1...12)
  func counted(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var nodes = "code,kind,name,units,housed_in,state\n"
    var customers = "code,node,status,active_from,active_to\n"
    var doors: [Door] = []
    var units: [String: Int?] = [:]
    var taken: [String: Set<String>] = [:]
    for building in 1...3 {
      let count: Int? = Bool.random(using: &random) ? Int.random(in: 4...9, using: &random) : nil
      units["B\(building)"] = .some(count)
      nodes += "B\(building),building,,\(count.map { String($0) } ?? ""),,\n"
    }
    for index in 1...20 {
      let building = ["", "", "B1", "B2", "B3"].randomElement(using: &random)!
      let isInService = Int.random(in: 0..<4, using: &random) > 0
      doors.append(Door(code: "H\(index)", building: building, isInService: isInService))
      nodes +=
        "H\(index),premises,Row \(index % 3),,\(building),\(isInService ? "" : "planned")\n"
    }
    for index in 1...25 {
      let place = Int.random(in: 0..<(doors.count + 1), using: &random)
      let node = place < doors.count ? doors[place].code : "B1"
      let states = [
        ("active,,", true), ("active,2026-05-01,", true), ("active,2026-05-02,", false),
        ("active,2020-01-01,2026-05-01", false), ("suspended,,", false), ("ceased,,", false),
      ]
      let state = states.randomElement(using: &random)!
      customers += "C\(index),\(node),\(state.0)\n"
      guard state.1 else { continue }
      if place < doors.count {
        doors[place].isTaken = true
        taken[doors[place].building, default: []].insert(node)
      } else {
        taken["B1", default: []].insert("C\(index)")
      }
    }
    let network = try TestNetwork.of(["nodes.csv": nodes, "customers.csv": customers])
    let file = try network.open()
    let passed = doors.filter(\.isInService)
    let rate = Double(passed.filter(\.isTaken).count) / Double(passed.count)
    #expect(try near(file.number("take_rate of premises"), rate))
    let rows = try file.answer("take_rate of premises by name order by take_rate")
    let byName = rows.values.map { ($0[0].text ?? "", $0[1].real ?? -1) }
    for (name, found) in byName {
      let row = passed.filter { "Row \((Int($0.code.dropFirst()) ?? 0) % 3)" == name }
      #expect(near(found, Double(row.filter(\.isTaken).count) / Double(row.count)))
    }
    #expect(byName.map(\.1) == byName.map(\.1).sorted())
    for (code, count) in units {
      let found = try file.number("take_rate of building \(code)")
      guard let count else {
        #expect(found == nil)
        continue
      }
      #expect(near(found, Double(taken[code]?.count ?? 0) / Double(count)), "\(code)")
    }
  }

  private func near(_ found: Double?, _ expected: Double) -> Bool {
    found.map { abs($0 - expected) < 1e-9 } ?? false
  }
}

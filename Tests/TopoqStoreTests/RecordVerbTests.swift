// New plant, plant taken away, renamed, and its fields.

import Testing
import TopoqGeometry
import TopoqSQLite
import TopoqVocabulary

@testable import TopoqStore

@Suite("Verbs of the record")
struct RecordVerbTests {
  private func text(_ text: String) -> ArgumentValue { .value(.text(text), currency: nil) }
  private func number(_ number: Int64) -> ArgumentValue { .value(.integer(number), currency: nil) }

  @Test("a new node stands where it is put, a housed one where its housing stands")
  func addNode() throws {
    let plant = try SmallPlant()
    try plant.change(
      "add", "splitter S9",
      [
        "in": .thing(plant.thing("closure CL")), "ports": number(8), "name": text("Mill"),
        "state": text("planned"),
      ])
    #expect(
      try plant.handle.rows("SELECT kind, name, state, ports FROM node WHERE code = 'S9'")
        == [[.text("splitter"), .text("Mill"), .text("planned"), .integer(8)]])
    #expect(
      try Placement.coordinate(of: Int32(plant.thing("node S9").id), plant.handle)
        == Coordinate(longitude: 77.01, latitude: 12))
    try plant.change("add", "pole PL1", ["at": .point(longitude: 77.5, latitude: 12.5)])
    #expect(
      try Placement.coordinate(of: Int32(plant.thing("node PL1").id), plant.handle)
        == Coordinate(longitude: 77.5, latitude: 12.5))
    let nowhere = try plant.change("add", "closure CL9")
    #expect(
      nowhere.notes == ["it has no place on the map: `move closure CL9 to @...` gives it one"])
  }

  @Test("codes are unique over all kinds, not empty, and of one spelling")
  func codes() throws {
    let plant = try SmallPlant()
    let taken = try plant.refusal("add", "pole S1")
    #expect(taken?.isTaken == true)
    #expect(
      taken?.description == "splitter S1 is there already: a code is unique over all kinds of node")
    #expect(try plant.refusal("add", "pole  ") != nil)
    #expect(try plant.refusal("add", "pole a\u{7}b") != nil)
    let near = try plant.change("add", "pole s1", ["at": .point(longitude: 77, latitude: 12)])
    #expect(near.notes == ["splitter S1 differs from s1 in letter case alone"])
    try plant.change("add", "pole e\u{301}", ["at": .point(longitude: 77, latitude: 12)])
    #expect(try plant.cell("SELECT 1 FROM node WHERE code = '\u{e9}'") != nil)
    #expect(try plant.refusal("rename", "splitter S1", ["to": text("S2")])?.isTaken == true)
    try plant.change("rename", "splitter S1", ["to": text("S1A")])
    #expect(try plant.thing("node S1A").id == 4)
    try plant.change("rename", "resident P1", ["to": text("P9")])
    #expect(try plant.cell("SELECT code FROM party WHERE id = 1") == .text("P9"))
    #expect(try plant.refusal("rename", "resident P9", ["to": text("P2")])?.isTaken == true)
  }

  @Test("a new route is drawn straight between its ends, its length measured or taken from the map")
  func addRoute() throws {
    let plant = try SmallPlant()
    let ends: [String: ArgumentValue] = [
      "from": .thing(try plant.thing("node T")), "to": .thing(try plant.thing("node T3")),
      "strands": number(12),
    ]
    let effects = try plant.change("add", "route R1", ends)
    let metres = try plant.cell("SELECT length_m FROM route WHERE code = 'R1'")?.real ?? 0
    #expect(abs(metres - 1106.4) < 1)
    #expect(effects.notes == ["1106 m as the crow flies"])
    var measured = ends
    measured["length"] = .value(.real(1250), currency: nil)
    try plant.change("add", "drop R2", measured)
    #expect(
      try plant.handle.rows("SELECT kind, length_m, is_measured FROM route WHERE code = 'R2'")
        == [[.text("drop"), .real(1250), .integer(1)]])
    #expect(try plant.refusal("add", "route R1", ends)?.isTaken == true)
    var loop = ends
    loop["to"] = ends["from"]
    #expect(try plant.refusal("add", "route R3", loop) != nil)
    var bad = ends
    bad["strands"] = number(0)
    #expect(try plant.refusal("add", "route R3", bad) != nil)
    bad = ends
    bad["kind"] = text("feeder")
    #expect(try plant.refusal("add", "drop R3", bad)?.description == "a drop is no feeder")
  }

  @Test("only what nothing hangs on is removed, and the refusal says what does")
  func remove() throws {
    let plant = try SmallPlant()
    #expect(
      try plant.refusal("remove", "closure CL")?.description
        == "closure CL cannot be removed: 1 node is housed in it (S1); 2 routes begin there (D1, "
        + "D2); 1 route ends there (F1); 2 joints are made there (2, 3)")
    #expect(
      try plant.refusal("remove", "premises H1")?.description
        == "premises H1 cannot be removed: 1 route ends there (DR1); 1 joint is made there (6); "
        + "1 of its ports is in a joint (in); 1 row of resident names it (P1)")
    #expect(try plant.refusal("remove", "route DR1")?.description.contains("in a joint") == true)
    try plant.change("cut", "route DR2")
    try plant.change("remove", "route DR2")
    #expect(try plant.cell("SELECT count(*) FROM cut")?.integer == 0)
    try plant.change("remove", "premises H2")
    #expect(try plant.cell("SELECT 1 FROM node WHERE code = 'H2'") == nil)
  }

  @Test("fields are set, and not below what is in use")
  func set() throws {
    let plant = try SmallPlant()
    try plant.change(
      "set", "splitter S2",
      ["ports": number(16), "name": text("East"), "state": text("in_service")]
    )
    #expect(
      try plant.handle.rows("SELECT ports, name, state FROM node WHERE code = 'S2'")
        == [[.integer(16), .text("East"), .text("in service")]])
    try plant.change("set", "splitter S2", ["name": text("")])
    #expect(try plant.cell("SELECT name FROM node WHERE code = 'S2'") == .null)
    try plant.change("move", "premises H1", ["to": .thing(plant.thing("port S2:6"))])
    let ports = try plant.refusal("set", "splitter S2", ["ports": number(5)])
    #expect(ports?.help == "`unsplice port S2:6` first, or move what hangs on it")
    try plant.change("set", "route F1", ["strands": number(48), "trench": text("TR1")])
    #expect(try plant.refusal("set", "route F1", ["strands": number(0)]) != nil)
    try plant.change("splice", "strand F1#40", ["to": .thing(plant.thing("strand D2#4"))])
    #expect(
      try plant.refusal("set", "route F1", ["strands": number(24)])?.help
        == "`unsplice strand F1#40` first")
    try plant.change("set", "route D1", ["length": .value(.real(777), currency: nil)])
    #expect(try plant.cell("SELECT length_m FROM route WHERE code = 'D1'")?.real == 777)
    try plant.change("set", "joint 2", ["loss": .value(.real(0.2), currency: nil)])
    #expect(try plant.cell("SELECT loss_db FROM joint WHERE id = 2")?.real == 0.2)
    #expect(try plant.refusal("set", "joint 2", ["loss": .value(.real(100), currency: nil)]) != nil)
  }

  @Test("a node is housed where no glass holds it, and never in itself")
  func housing() throws {
    let plant = try SmallPlant()
    func house(_ node: String) throws -> [String: ArgumentValue] {
      ["in": .thing(try plant.thing("node \(node)"))]
    }
    try plant.change("set", "splitter S3", house("CL"))
    #expect(
      try Placement.coordinate(of: Int32(plant.thing("node S3").id), plant.handle)
        == Coordinate(longitude: 77.01, latitude: 12))
    #expect(
      try plant.refusal("set", "splitter S2", house("CL"))?.description
        == "port S2:in is spliced to glass at T")
    #expect(try plant.refusal("set", "closure CL", house("S3")) != nil)
    #expect(try plant.refusal("set", "closure CL", house("CL")) != nil)
  }
}

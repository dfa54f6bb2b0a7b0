// Connecting, re-homing, disconnecting; and moving nodes on the map.

import Testing
import TopoqGeometry
import TopoqSQLite
import TopoqVocabulary

@testable import TopoqStore

@Suite("Verbs of feeds")
struct FeedVerbTests {
  @Test("a re-homed drop hangs on the port asked for, or on the lowest free one")
  func move() throws {
    let plant = try SmallPlant()
    let effects = try plant.change(
      "move", "premises H1",
      ["to": .thing(plant.thing("splitter S2")), "port": .value(.integer(4), currency: nil)])
    #expect(try plant.partner(of: "S2:4") == "DR1#1")
    #expect(try plant.partner(of: "S2:1") == "")
    #expect(effects.events.map(\.name) == ["moved"])
    #expect(effects.events[0].details == ["from": .text("S2:1"), "to": .text("S2:4")])
    #expect(effects.events[0].day == "2026-05-01")
    // By the port itself, and by the resident.
    try plant.change("move", "resident P1", ["to": .thing(plant.thing("port S2:2"))])
    #expect(try plant.partner(of: "S2:2") == "DR1#1")
    // Where it is already, nothing happens.
    let before = try plant.rows
    let nothing = try plant.change("move", "premises H1", ["to": .thing(plant.thing("node S2"))])
    #expect(try plant.rows == before)
    #expect(nothing.notes == ["premises H1 is on port S2:2 already"])
    #expect(nothing.events.isEmpty)
  }

  @Test("where no glass leads to the new port, light passes by a bare hop")
  func bareHop() throws {
    let plant = try SmallPlant()
    let effects = try plant.change("move", "premises H1", ["to": .thing(plant.thing("node S3"))])
    #expect(try plant.partner(of: "S3:1") == "H1:in")
    #expect(try plant.partner(of: "DR1#1@a") == "")
    #expect(effects.notes.contains { $0.contains("bare hop") })
    #expect(effects.notes.contains { $0 == "on port S3:1" })
    // A drop drawn later is taken when it is asked for.
    try plant.change(
      "add", "drop DR9",
      [
        "from": .thing(plant.thing("terminal T3")), "to": .thing(plant.thing("premises H1")),
        "strands": .value(.integer(2), currency: nil),
      ])
    try plant.change("disconnect", "premises H1")
    try plant.change(
      "connect", "premises H1",
      ["to": .thing(plant.thing("node S3")), "by": .thing(plant.thing("strand DR9#2"))])
    #expect(try plant.partner(of: "S3:1") == "DR9#2")
    #expect(try plant.partner(of: "H1:in") == "DR9#2")
  }

  @Test("a splitter is re-homed as a premises is, over the next free strand")
  func splitter() throws {
    let plant = try SmallPlant()
    try plant.change("connect", "splitter S3", ["to": .thing(plant.thing("splitter S1"))])
    #expect(try plant.partner(of: "S1:2") == "D2#1")
    #expect(try plant.partner(of: "S3:in") == "D2#1")
    try plant.change(
      "move", "splitter S3", ["to": .thing(plant.thing("port S1:4"))])
    #expect(try plant.partner(of: "S1:4") == "D2#1")
  }

  @Test("what nothing feeds is connected, by its own drop where there is one")
  func connect() throws {
    let plant = try SmallPlant()
    let effects = try plant.change("connect", "premises H2", ["to": .thing(plant.thing("node S2"))])
    #expect(try plant.partner(of: "S2:2") == "DR2#1")
    #expect(effects.events.map(\.name) == ["connected"])
    try plant.change("disconnect", "premises H2")
    #expect(try plant.partner(of: "S2:2") == "")
    #expect(try plant.partner(of: "H2:in") == "DR2#1", "the glass stays")
    let third = try plant.change("connect", "premises H3", ["to": .thing(plant.thing("node S2"))])
    #expect(third.notes.contains { $0.contains("bare hop") })
  }

  @Test("refusals say what stands in the way and what to do instead")
  func refusals() throws {
    let plant = try SmallPlant()
    let splitter = ArgumentValue.thing(try plant.thing("splitter S2"))
    let taken = try plant.refusal(
      "connect", "premises H2", ["to": splitter, "port": .value(.integer(1), currency: nil)])
    #expect(taken?.isTaken == true)
    #expect(taken?.description == "port S2:1 is taken: it is joined to strand DR1#1 at T")
    #expect(taken?.help == "free on splitter S2: ports 2, 3, 4")
    let beyond = try plant.refusal(
      "connect", "premises H2", ["to": splitter, "port": .value(.integer(9), currency: nil)])
    #expect(beyond?.help == "its ports are 1 to 4")
    let fed = try plant.refusal("connect", "premises H1", ["to": splitter])
    #expect(fed?.help?.contains("`move`") == true)
    let unfed = try plant.refusal("move", "premises H2", ["to": splitter])
    #expect(unfed?.help?.contains("`connect`") == true)
    let homeless = try plant.refusal("move", "resident P2", ["to": splitter])
    #expect(homeless?.description.contains("names no node") == true)
    let closure = try plant.refusal(
      "connect", "premises H2", ["to": .thing(plant.thing("closure CL"))])
    #expect(closure?.help == "write `to splitter S1`")
    let elsewhere = try plant.refusal(
      "connect", "premises H2", ["to": splitter, "by": .thing(plant.thing("route D2"))])
    #expect(elsewhere?.description.contains("it ends at CL and T3") == true)
    #expect(try plant.refusal("disconnect", "premises H2") != nil)
    #expect(try plant.refusal("connect", "olt OLT", ["to": splitter]) != nil)
  }

  @Test("what is reserved is not given away")
  func reserved() throws {
    let plant = try SmallPlant()
    let splitter = ArgumentValue.thing(try plant.thing("splitter S2"))
    try plant.change("reserve", "splitter S2", ["ports": .value(.integer(3), currency: nil)])
    let held = try plant.refusal("connect", "premises H2", ["to": splitter])
    #expect(held?.isTaken == true)
    #expect(held?.help == "`release splitter S2 ports 1` gives one of them free")
    // To another port of the same splitter: one becomes free by it.
    try plant.change("move", "premises H1", ["to": .thing(plant.thing("port S2:3"))])
    try plant.change("release", "splitter S2", ["ports": .value(.integer(1), currency: nil)])
    try plant.change("connect", "premises H2", ["to": splitter])
    #expect(
      try plant.refusal("release", "splitter S2", ["ports": .value(.integer(9), currency: nil)])
        != nil)
    try plant.change("release", "splitter S2")
    #expect(try plant.cell("SELECT reserved FROM node WHERE code = 'S2'") == .integer(0))
    #expect(try plant.refusal("release", "splitter S2") != nil)
    let more = try plant.change(
      "reserve", "route F1", ["strands": .value(.integer(20), currency: nil)])
    #expect(more.notes == ["route F1 has 11 strands free: 9 more are reserved than it has"])
  }

  @Test("a node moved on the map takes along what it houses and its routes' ends")
  func onTheMap() throws {
    let plant = try SmallPlant()
    try plant.handle.execute("UPDATE route SET is_measured = 0 WHERE code = 'D2'")
    try plant.change(
      "add", "route R1",
      ["from": .thing(plant.thing("node T3")), "to": .thing(plant.thing("node H3"))])
    let point = ArgumentValue.point(longitude: 77.03, latitude: 12.01)
    try plant.change("move", "terminal T3", ["to": point])
    let new = Coordinate(longitude: 77.03, latitude: 12.01)
    for code in ["T3", "S3"] {
      #expect(
        try Placement.coordinate(of: Int32(plant.thing("node \(code)").id), plant.handle) == new)
    }
    let line = try Placement.line(of: Int32(plant.thing("route R1").id), plant.handle)
    #expect(line?.first == new)
    #expect(line?.last == Coordinate(longitude: 77.021, latitude: 12.01))
    let metres = try plant.cell("SELECT length_m FROM route WHERE code = 'D2'")?.real ?? 0
    #expect(
      abs(metres - Geodesy.distance(Coordinate(longitude: 77.01, latitude: 12), new)) < 0.001)
    #expect(try plant.cell("SELECT length_m FROM route WHERE code = 'D1'")?.real == 1000)
    let housed = try plant.refusal("move", "splitter S3", ["to": point])
    #expect(housed?.help == "write `move terminal T3 to @...`")
    #expect(try plant.refusal("move", "resident P1", ["to": point]) != nil)
  }
}

// Each kind of damage to what is derived, made on purpose, is found; a sentence never dies of it.

import Testing
import Topoq
import TopoqSQLite
import TopoqStore

@testable import TopoqNetwork

@Suite("File check")
struct FileCheckTests {
  /// What a check of the village finds after `sql`, besides what its own records say.
  private func findings(after sql: String...) throws -> [Finding] {
    let network = try TestNetwork.village()
    try damage(network, sql)
    return try network.open().check().filter { $0.rule != "line end away from node" }
  }

  private func damage(_ network: borrowing TestNetwork, _ sql: [String]) throws {
    let connection = try Connection(path: network.path, mode: .write)
    connection.handle.setDefensive(false)
    for sql in sql { try connection.handle.execute(sql) }
  }

  @Test("the village has the one finding that its records have")
  func clean() throws { #expect(try findings(after: "SELECT 1").isEmpty) }

  @Test("light that was altered, left out or invented")
  func light() throws {
    let altered = try findings(
      after: "UPDATE light_chunk SET points = (SELECT points FROM light_chunk LIMIT 1)")
    #expect(altered.count > 1)
    #expect(altered.allSatisfy { $0.rule == "light differs" && $0.noun == "port" })
    let missing = try findings(
      after: "DELETE FROM light_chunk WHERE port = (SELECT max(port) FROM light_chunk)")
    #expect(missing.map(\.message) == ["its light is not in the file"])
    #expect(missing.first?.code.hasPrefix("OLT") == true)
    let invented = try findings(
      after: "INSERT INTO light_chunk SELECT port + (30 << 14), points FROM light_chunk "
        + "ORDER BY port LIMIT 1")
    #expect(invented.map(\.message) == ["nothing lights it any more"])
  }

  @Test("a node noted as lit that is not, and one lit that is not noted")
  func litAt() throws {
    let extra = try findings(
      after: "INSERT INTO lit_at SELECT (SELECT max(id) FROM node), min(port) FROM lit_at")
    #expect(extra.count == 1 && extra[0].message.contains("is noted as lit by it"))
    let missing = try findings(
      after: "DELETE FROM lit_at WHERE node = (SELECT id FROM node WHERE code = 'H6')")
    #expect(missing.map(\.message) == ["it lights node H6, which is not noted"])
  }

  @Test("a shape that is not where the spatial index says, or in none")
  func ground() throws {
    let moved = try findings(
      after: "UPDATE idx_node_geom SET xmin = xmin - 1, xmax = xmax - 1 "
        + "WHERE pkid = (SELECT id FROM node WHERE code = 'S12')")
    #expect(moved.map(\.code) == ["S12"])
    #expect(moved.first?.message == "it lies elsewhere than the spatial index says")
    let missing = try findings(
      after: "DELETE FROM idx_route_geom WHERE pkid = (SELECT id FROM route WHERE code = 'F7')")
    #expect(missing.map(\.code) == ["F7"])
    let extra = try findings(after: "INSERT INTO idx_area_geom VALUES (999, 1, 2, 1, 2)")
    #expect(extra.map(\.rule) == ["spatial index differs"])
    let torn = try findings(after: "DELETE FROM idx_node_geom_node WHERE nodeno = 3")
    #expect(torn.contains { $0.message.contains("node 3 is missing") })
    let damaged = try findings(
      after: "UPDATE node SET geom = x'00010203' WHERE code = 'S12'")
    #expect(damaged.contains { $0.rule == "geometry damaged" && $0.code == "S12" })
  }

  @Test("joints without two ends, ends without a joint, an end taken twice, broken references")
  func joints() throws {
    let one = try findings(after: "DELETE FROM strand_end WHERE id = 21")
    #expect(one.contains { $0.rule == "joint without two ends" })
    let none = try findings(after: "PRAGMA foreign_keys = OFF; DELETE FROM joint WHERE id = 10")
    #expect(none.filter { $0.rule == "end without joint" }.count == 2)
    let twice = try findings(
      after: "DROP INDEX strand_end_port", "DROP INDEX strand_end_strand",
      "UPDATE strand_end SET (route, node, number, side) = "
        + "(SELECT route, node, number, side FROM strand_end WHERE id = 30) WHERE id = 40")
    #expect(twice.contains { $0.rule == "end in two joints" })
    #expect(twice.contains { $0.code == "strand_end_port" && $0.message == "it is missing" })
    let broken = try findings(
      after: "PRAGMA foreign_keys = OFF; UPDATE route SET to_node = 99999 WHERE code = 'F7'")
    #expect(broken.contains { $0.rule == "broken reference" && $0.noun == "route" })
    let ring = try findings(
      after: "UPDATE node SET housed_in = id WHERE code = 'S12'")
    #expect(ring.contains { $0.code == "S12" && $0.message.contains("housed in itself") })
  }

  @Test("a damaged chunk is said by the sentence that needs it, and by no other")
  func damagedChunk() throws {
    let network = try TestNetwork.village()
    try damage(network, ["UPDATE light_chunk SET points = x'0100ffff0000'"])
    let file = try network.open()
    let refusal = #expect(throws: FileFormat.Refusal.self) {
      try file.codes("customers on splitter S12")
    }
    #expect(refusal?.description.contains("is damaged: run `topoq check`") == true)
    #expect(try file.number("count customers") == 50)
  }
}

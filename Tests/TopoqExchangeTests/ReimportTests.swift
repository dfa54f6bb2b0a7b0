// Importing over what is there: by code, once more with no effect, in part with the part's effect.

import Testing
import TopoqExchange
import TopoqStore
import TopoqText

@Suite struct ReimportTests {
  private let scratch: ScratchFolder
  private var file: ImportedFile { ImportedFile(path: scratch.file("net.topoq")) }

  init() throws { scratch = try ScratchFolder() }

  @Test(arguments: ["village", "town"])
  func onceMoreChangesNothing(dataset: String) throws {
    let source = "\(packageRoot)/datasets/\(dataset)"
    let first = try NetworkImport(source: source, into: file.path, modules: SmallNetwork.modules)
      .run()
    let before = try FolderContents(of: file.path)
    let light = try light()
    let second = try NetworkImport(source: source, into: file.path, modules: SmallNetwork.modules)
      .run()
    #expect(try FolderContents(of: file.path) == before)
    #expect(try self.light() == light)
    #expect(second.rows.map(\.count) == first.rows.map(\.count))
    #expect(second.findings == first.findings)
  }

  private func light() throws -> [String] {
    try file.texts("SELECT port || hex(points) FROM light_chunk ORDER BY port")
      + file.texts("SELECT node || ' ' || port FROM lit_at ORDER BY node, port")
  }

  @Test func aDropIsHomedAnewByItsJointsAlone() throws {
    try SmallNetwork.import(into: file.path)
    #expect(try file.below("S1") == ["H1", "S1"])
    #expect(try file.below("S2") == ["S2"])
    try SmallNetwork.import(
      ["joints.csv": "node,from,to,loss_db\nCAB1,S2:4,D1#1,0.2\n"], into: file.path)
    #expect(try file.below("S1") == ["S1"])
    #expect(try file.below("S2") == ["H1", "S2"])
    #expect(try file.count("joint") == 6)
    #expect(try file.count("strand_end") == 12)
    #expect(
      try file.texts(
        "SELECT l.metres FROM node AS n CROSS JOIN light('at node', n.id) AS l WHERE n.code = 'H1'")
        == ["660.0"])
  }

  @Test func aNewDropLightsItsHome() throws {
    try SmallNetwork.import(into: file.path)
    try SmallNetwork.import(
      ["joints.csv": "node,from,to\nCAB1,S1:2,D2#1\nH2,D2#1,H2:in\n"], into: file.path)
    #expect(try file.below("S1") == ["H1", "H2", "S1"])
  }

  @Test func whatIsNotSaidStays() throws {
    try SmallNetwork.import(into: file.path)
    try SmallNetwork.import(
      [
        "nodes.csv": "code,name,colour\nS1,Corner,blue\nH3,,\n",
        "customers.csv": "code,phone\nC1,+918040001001\nC3,\n",
      ], into: file.path)
    #expect(
      try file.texts(
        "SELECT kind || ' ' || name || ' ' || ports || attributes FROM node WHERE code = 'S1'")
        == ["splitter Corner 8{\"colour\":\"blue\"}"])
    #expect(try file.texts("SELECT kind FROM node WHERE code = 'H3'") == ["site"])
    #expect(
      try file.texts("SELECT name || phone || status FROM crm_customer WHERE phone IS NOT NULL")
        == ["Asha Rao+918040001001active"])
    #expect(try file.texts("SELECT status FROM crm_customer WHERE name IS NULL") == ["active"])
    #expect(try file.below("S1") == ["H1", "S1"])
    try SmallNetwork.import(["nodes.csv": "code,name\nS1,Mill corner\n"], into: file.path)
    #expect(
      try file.texts("SELECT name || attributes FROM node WHERE code = 'S1'")
        == ["Mill corner{\"colour\":\"blue\"}"])
  }

  @Test func chargesTakeThePriceOfTheirPlan() throws {
    try SmallNetwork.import(into: file.path)
    #expect(
      try file.texts("SELECT price_minor || currency FROM billing_charge") == ["59900INR"])
  }

  @Test func aClosedFileReadsAsWAL() throws {
    try SmallNetwork.import(into: file.path)
    #expect(try file.texts("PRAGMA journal_mode") == ["wal"])
    #expect(try file.texts("PRAGMA integrity_check") == ["ok"])
    #expect(try file.texts("SELECT rtreecheck('idx_node_geom')") == ["ok"])
    #expect(try file.texts("PRAGMA foreign_key_check") == [])
  }
}

// The ways in which a network folder may draw and write things.

import Testing
import TopoqGeometry
import TopoqNetwork
import TopoqStore
import TopoqText

@testable import TopoqExchange

@Suite struct FolderShapeTests {
  private let scratch: ScratchFolder
  private var file: ImportedFile { ImportedFile(path: scratch.file("net.topoq")) }

  init() throws { scratch = try ScratchFolder() }

  @Test(arguments: [
    "\"77.59,12.97\"", "\"77.59, 12.97\"", "POINT(77.59 12.97)",
    "\"{\"\"type\"\": \"\"Point\"\", \"\"coordinates\"\": [77.59, 12.97]}\"",
  ])
  func aPlaceIsWrittenInSeveralWays(written: String) throws {
    try SmallNetwork.import(
      ["nodes.csv": "code,geometry\nA,\(written)\n"], into: file.path)
    #expect(
      try file.texts("SELECT longitude_of(geom) || ' ' || latitude_of(geom) FROM node")
        == ["77.59 12.97"])
  }

  @Test func featuresAreNodesAndRoutes() throws {
    let report = try SmallNetwork.import(
      [
        "nodes.geojson": """
        {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"code": "A", "kind": "olt", "ports": 8, "rack": {"u": 4}},
         "geometry": {"type": "Point", "coordinates": [77.59, 12.97, 900]}},
        {"type": "Feature", "properties": {"code": 12, "name": null}, "geometry": null},
        {"type": "Feature", "properties": {"code": "B"},
         "geometry": {"type": "Point", "coordinates": [77.6, 12.97]}}]}
        """,
        "routes.geojson": """
        {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"code": "F1", "from": "A", "to": "B", "strands": 12},
         "geometry": {"type": "MultiLineString", "coordinates":
          [[[77.595, 12.98], [77.6, 12.97]], [[77.595, 12.98], [77.59, 12.97]]]}}]}
        """,
      ], into: file.path)
    #expect(report.nodesWithoutLocation == 1)
    #expect(report.findings == [])
    #expect(try file.texts("SELECT code FROM node ORDER BY id") == ["A", "12", "B"])
    #expect(
      try file.texts("SELECT attributes FROM node WHERE code = 'A'") == [#"{"rack":{"u":4}}"#])
    let exported = try ScratchFolder()
    try FolderExport(path: file.path, modules: SmallNetwork.modules).write(to: exported.path)
    #expect(try exported.text("routes.csv").contains("77.59 12.97, 77.595 12.98, 77.6 12.97"))
  }

  @Test func aLineDrawnBackwardsIsTurned() throws {
    let report = try SmallNetwork.import(
      SmallNetwork.files(with: [
        "routes.csv": """
        code,from,to,strands,wkt
        F1,OLT1,CAB1,12,"LINESTRING(77.595 12.97, 77.592 12.971, 77.59 12.97)"
        D1,CAB1,H1,1,
        D2,CAB1,H2,1,

        """
      ]), into: file.path)
    #expect(report.findings.map(\.rule) == ["line turned"])
    #expect(report.findings.map(\.code) == ["F1"])
    let exported = try ScratchFolder()
    try FolderExport(path: file.path, modules: SmallNetwork.modules).write(to: exported.path)
    #expect(
      try exported.text("routes.csv")
        .contains("\"LINESTRING (77.59 12.97, 77.592 12.971, 77.595 12.97)\""))
  }

  @Test func missingEndsAreMatchedByTheNearestNode() throws {
    let report = try SmallNetwork.import(
      SmallNetwork.files(with: [
        "routes.csv": SmallNetwork.files["routes.csv"]!
          + "X1,distribution,OLT1,,4,,\"LINESTRING(77.59 12.97, 77.5951 12.97)\"\n"
          + "X2,distribution,OLT1,,4,,\"LINESTRING(77.59 12.97, 77.70 12.97)\"\n"
      ]), into: file.path)
    #expect(report.findings.map(\.rule) == ["missing end matched", "missing end"])
    #expect(
      report.findings.map(\.message) == [
        "it names no to node; the nearest, CAB1, lies 11 m from its line's end",
        "it names no to node, and none lies within 100 m of its line's end",
      ])
  }

  @Test func spellingsOfOneCodeAreOne() throws {
    let source = try ScratchFolder([
      "nodes.csv": "code\nCaf\u{E9}\n", "customers.csv": "code,node\nC1,Cafe\u{301}\n",
    ])
    _ = try NetworkImport(source: source.path, into: file.path, modules: SmallNetwork.modules).run()
    #expect(try file.texts("SELECT count(*) FROM crm_customer WHERE node = 1") == ["1"])
  }

  @Test(arguments: [
    "F7#3", "F7#3@a", "F7#12@B", "F7#1-288", "S12:4", "S12:in", "S12:in2", "S12:IN3", ":4", "4",
    "in", "in2", "A:B#3", "A#B:3", "#3", "F7#", "F7#0", "F7#3-1", "F7#1-", "S12:", "S12:-1", "",
    "F7#3@c", "S12:in0", "F7#3@", "x", "F7#@a", "F7#1-2@b", "A:B:3", "A#B#3",
  ])
  func endsReadFromBytesAsFromText(written: String) {
    let bytes = Array(written.utf8)
    let read = bytes.withUnsafeBufferPointer { WrittenEnd(bytes: $0) }
    #expect(read == WrittenEnd(written))
  }
}

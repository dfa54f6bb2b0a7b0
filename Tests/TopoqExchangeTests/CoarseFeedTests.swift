// Records that say only "S1 hangs on port 3 of OLT1".

import Testing
import TopoqExchange
import TopoqSQLite
import TopoqStore

@Suite struct CoarseFeedTests {
  private let scratch: ScratchFolder
  private var file: ImportedFile { ImportedFile(path: scratch.file("net.topoq")) }

  init() throws { scratch = try ScratchFolder() }

  private static let nodes = """
    code,kind,lon,lat,housed_in,ports,fed_by,fed_port
    OLT1,olt,77.59,12.97,,4,,
    CAB1,cabinet,77.595,12.97,,,,
    S1,splitter,,,CAB1,8,OLT1,3
    H1,premises,77.596,12.97,,,S1,1
    H2,premises,77.597,12.97,,,S1,2

    """
  private static let routes = """
    code,from,to,strands,length_m
    F1,OLT1,CAB1,2,550
    D1,CAB1,H1,1,110

    """

  @Test func lightTakesRoutesWithFreeStrandsOrHops() throws {
    let report = try SmallNetwork.import(
      ["nodes.csv": CoarseFeedTests.nodes, "routes.csv": CoarseFeedTests.routes], into: file.path)
    #expect(report.findings == [])
    #expect(try file.below("OLT1") == ["CAB1", "H1", "H2", "OLT1", "S1"])
    #expect(try metres("S1") == ["550.0"])
    #expect(try metres("H1") == ["660.0"])
    // No route leads to H2: its light hops.
    #expect(try metres("H2") == ["550.0"])
  }

  @Test func severalOnOnePortImplyASplitter() throws {
    let report = try SmallNetwork.import(
      [
        "nodes.csv": """
        code,kind,lon,lat,ports,fed_by,fed_port
        OLT1,olt,77.59,12.97,4,,
        H1,premises,77.596,12.97,,OLT1,1
        H2,premises,77.597,12.97,,OLT1,1
        H3,premises,77.598,12.97,,OLT1,1

        """
      ], into: file.path)
    #expect(report.findings.map(\.rule) == ["implied splitter"])
    #expect(
      report.findings.map(\.message)
        == ["3 nodes are fed by port OLT1:1: a splitter must stand there"])
    #expect(try file.below("OLT1") == ["H1", "H2", "H3", "OLT1", "OLT1/split1"])
    #expect(
      try file.texts("SELECT kind || ports FROM node WHERE code = 'OLT1/split1'") == ["splitter4"])
  }

  @Test func noFreeStrandIsAFindingAndAHop() throws {
    let report = try SmallNetwork.import(
      [
        "nodes.csv": """
        code,kind,lon,lat,ports,fed_by,fed_port
        OLT1,olt,77.59,12.97,4,,
        H1,premises,77.596,12.97,,OLT1,1
        H2,premises,77.596,12.97,,OLT1,2

        """, "routes.csv": "code,from,to,strands,length_m\nD1,OLT1,H1,1,500\nD2,H1,H2,1,10\n",
      ], into: file.path)
    #expect(report.findings.map(\.rule) == ["no free strand"])
    #expect(report.findings.map(\.code) == ["H2"])
    #expect(try metres("H1") == ["500.0"])
    #expect(try metres("H2") == ["0.0"])
  }

  @Test func takenOverOnceMoreNothingChanges() throws {
    let files = ["nodes.csv": CoarseFeedTests.nodes, "routes.csv": CoarseFeedTests.routes]
    try SmallNetwork.import(files, into: file.path)
    let before = try FolderContents(of: file.path)
    try SmallNetwork.import(files, into: file.path)
    #expect(try FolderContents(of: file.path) == before)
  }

  @Test func aFeedThatMovesTakesItsJointsAlong() throws {
    let files = ["nodes.csv": CoarseFeedTests.nodes, "routes.csv": CoarseFeedTests.routes]
    try SmallNetwork.import(files, into: file.path)
    try SmallNetwork.import(
      ["nodes.csv": "code,fed_by,fed_port\nH1,S1,7\n"], into: file.path)
    #expect(
      try file.texts(
        "SELECT e.number FROM strand_end AS e JOIN node AS n ON n.id = e.node "
          + "WHERE n.code = 'S1' AND e.number > 0 ORDER BY 1") == ["2", "7"])
    #expect(try metres("H1") == ["660.0"])
  }

  private func metres(_ code: String) throws -> [String] {
    try file.texts(
      "SELECT l.metres FROM node AS n CROSS JOIN light('at node', n.id) AS l WHERE n.code = ?",
      [.text(code)])
  }
}

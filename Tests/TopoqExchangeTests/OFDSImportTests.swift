// OFDS networks as plant: those of operators, and small ones written for a point.

import Testing
import TopoqGeometry
import TopoqStore
import TopoqText

@testable import TopoqExchange

private let shared: String = {
  var parts = packageRoot.split(separator: "/", omittingEmptySubsequences: false)
  parts.removeLast()
  return parts.joined(separator: "/") + "/shared/data"
}()

@Suite struct OFDSImportTests {
  private let scratch: ScratchFolder
  private var file: ImportedFile { ImportedFile(path: scratch.file("net.topoq")) }

  init() throws { scratch = try ScratchFolder() }

  /// Nodes and spans; span ends away from their node, and the worst in metres; spans with an end
  /// more than 500 m away.
  @Test(
    .enabled(if: Folder.exists(at: shared + "/ofds"), "shared/data/ofds is not here"),
    arguments: [
      ("Georgia/OpenNet", 950, 953, 1348, 82, 0), ("Brazil/Eletronet", 162, 169, 303, 11, 0),
      ("Nicaragua/Ufinet", 51, 57, 50, 105_039, 16), ("Nigeria/Phase3", 93, 115, 127, 108, 0),
      ("Niger/Niger_Telecoms", 31, 32, 2, 83, 0),
    ])
  func operatorsNetworks(
    name: String, nodes: Int, spans: Int, away: Int, worst: Int, far: Int
  ) throws {
    let report = try NetworkImport(
      source: "\(shared)/ofds/\(name)", into: file.path, modules: SmallNetwork.modules
    ).run()
    #expect(report.rows.map(\.count) == [nodes, spans])
    let found = report.findings.filter { $0.rule == "line end away from node" }
    #expect(found.count == away)
    #expect(Int((found.compactMap(\.distanceInMetres).max() ?? 0).rounded()) == worst)
    let farRoutes = report.findings.filter { ($0.distanceInMetres ?? 0) > 500 }.map(\.code)
    #expect(Set(farRoutes).count == far)
    #expect(try file.texts("SELECT DISTINCT kind FROM route") == ["backbone"])
  }

  @Test(.enabled(if: Folder.exists(at: shared + "/ofds"), "shared/data/ofds is not here"))
  func spansWithoutEnds() throws {
    let report = try NetworkImport(
      source: "\(shared)/ofds/Nigeria/Phase3", into: file.path, modules: SmallNetwork.modules
    ).run()
    let missing = report.findings.filter { $0.rule.hasPrefix("missing end") }
    #expect(Set(missing.map(\.code)).count == 6)
    #expect(
      try file.texts("SELECT count(*) FROM route WHERE from_node IS NULL OR to_node IS NULL")
        == [String(Set(missing.filter { $0.rule == "missing end" }.map(\.code)).count)])
  }

  @Test(
    .enabled(if: Folder.exists(at: shared + "/ofds-examples"), "shared/data is not here"),
    arguments: [
      ("json/network-package-invalid.json", 7), ("json/network-package-additional-checks.json", 4),
    ])
  func invalidPackagesAreRefused(name: String, problems: Int) throws {
    do {
      _ = try NetworkImport(
        source: "\(shared)/ofds-examples/examples/\(name)", into: file.path,
        modules: SmallNetwork.modules
      ).run()
      Issue.record("\(name) was taken")
    } catch let error as OFDSError {
      #expect(error.problems.count == problems)
    }
    #expect(try Folder.names(in: scratch.path) == [])
  }

  @Test(.enabled(if: Folder.exists(at: shared + "/ofds-examples"), "shared/data is not here"))
  func theStandardsOwnExampleIsInMetres() throws {
    let report = try NetworkImport(
      source: "\(shared)/ofds-examples/examples/json/network-package.json", into: file.path,
      modules: SmallNetwork.modules
    ).run()
    #expect(report.findings.contains { $0.rule.hasPrefix("length") })
    #expect(try file.texts("SELECT strands FROM route") == ["24"])
  }

  private func package(_ networks: String) throws -> String {
    try scratch.write("{\"networks\": [\(networks)]}", to: "package.json")
    return scratch.file("package.json")
  }

  private static func node(_ id: String, _ longitude: Double, _ more: String = "") -> String {
    """
    {"id": "\(id)", "location": {"type": "Point", "coordinates": [\(longitude), 10]}\(more)}
    """
  }

  @Test func idsThatRepeatGetTheirNetworkBeforeThem() throws {
    let nodes = "[\(Self.node("1", 1)), \(Self.node("2", 1.001))]"
    let span = #"[{"id": "s", "start": "1", "end": "2"}]"#
    let source = try package(
      """
      {"id": "N1", "nodes": \(nodes), "spans": \(span)},
      {"id": "N2", "nodes": [\(Self.node("1", 2)), \(Self.node("3", 2.001))],
       "spans": [{"id": "t", "start": "1", "end": "3"}]}
      """)
    _ = try NetworkImport(source: source, into: file.path, modules: SmallNetwork.modules).run()
    #expect(
      try file.texts("SELECT code FROM node ORDER BY id") == ["N1/1", "2", "N2/1", "3"])
    #expect(
      try file.texts(
        "SELECT r.code || n.code FROM route AS r JOIN node AS n ON n.id = r.from_node ORDER BY r.id"
      )
        == ["sN1/1", "tN2/1"])
  }

  @Test func kindsStatesAndExtrasAreKept() throws {
    let source = try package(
      """
      {"id": "N", "nodes": [
       \(Self.node("1", 1, #", "type": ["cabinet"], "status": "planned", "power": true"#)),
       \(Self.node("2", 1.01, #", "status": "decommissioned""#))],
       "spans": [{"id": "s", "name": "S", "start": "1", "end": "2", "fibreCount": 48,
        "status": "underConstruction", "route": {"type": "LineString",
        "coordinates": [[1, 10], [1.01, 10]]}}]}
      """)
    _ = try NetworkImport(source: source, into: file.path, modules: SmallNetwork.modules).run()
    #expect(
      try file.texts("SELECT kind || ' ' || state || ' ' || attributes FROM node ORDER BY id") == [
        #"cabinet planned {"network":"N","status":"planned","type":["cabinet"],"power":true}"#,
        #"site retired {"network":"N","status":"decommissioned"}"#,
      ])
    #expect(
      try file.texts("SELECT kind || ' ' || state || ' ' || strands || name FROM route")
        == ["backbone planned 48S"])
  }

  @Test func endsThatTheNetworkLacksAreMatched() throws {
    let source = try package(
      """
      {"id": "N", "nodes": [\(Self.node("1", 1)), \(Self.node("2", 1.01))],
       "spans": [{"id": "s", "start": "1", "end": "9", "route": {"type": "LineString",
        "coordinates": [[1, 10], [1.0101, 10]]}},
        {"id": "t", "start": "1", "end": "9"}]}
      """)
    let report = try NetworkImport(
      source: source, into: file.path, modules: SmallNetwork.modules
    ).run()
    #expect(
      report.findings.map { "\($0.code): \($0.message)" } == [
        "s: it ends at node 9, which its network does not have",
        "s: it names no to node; the nearest, 2, lies 11 m from its line's end",
        "t: it ends at node 9, which its network does not have",
        "t: it has no line, and not two known ends: it was left out",
      ])
  }

  /// The line is 10,964 m long.
  @Test(
    arguments: [
      (10.9, 10_900.0, nil), (11_000, 11_000, "length in metres"), (50, nil, "length disagrees"),
    ] as [(Double, Double?, String?)])
  func lengthsAreTakenInTheUnitThatAgrees(stated: Double, metres: Double?, rule: String?) throws {
    let source = try package(
      """
      {"id": "N", "nodes": [\(Self.node("1", 1)), \(Self.node("2", 1.1))],
       "spans": [{"id": "s", "start": "1", "end": "2", "fibreLength": \(stated),
        "route": {"type": "LineString", "coordinates": [[1, 10], [1.1, 10]]}}]}
      """)
    let report = try NetworkImport(
      source: source, into: file.path, modules: SmallNetwork.modules
    ).run()
    let drawn = Geodesy.length(of: [
      Coordinate(longitude: 1, latitude: 10), Coordinate(longitude: 1.1, latitude: 10),
    ])
    #expect(report.findings.map(\.rule) == [rule].compactMap { $0 })
    #expect(
      try file.texts("SELECT round(length_m, 1) FROM route")
        == [NumberText.fixed(metres ?? drawn, decimals: 1)])
    #expect(try file.texts("SELECT is_measured FROM route") == [metres == nil ? "0" : "1"])
  }
}

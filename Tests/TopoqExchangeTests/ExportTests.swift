// What goes out: GeoJSON for maps, and a folder that comes back as the same network.

import Testing
import TopoqExchange
import TopoqGeometry
import TopoqText

@Suite struct ExportTests {
  private let scratch: ScratchFolder
  private var net: String { scratch.file("net.topoq") }

  init() throws { scratch = try ScratchFolder() }

  private func geoJSON(_ path: String) throws -> [UInt8] {
    var sink = ByteSink()
    try GeoJSONExport(path: path).write(to: &sink)
    return sink.bytes
  }

  @Test func theCollectionHoldsThePlant() throws {
    try SmallNetwork.import(
      SmallNetwork.files(with: [
        "nodes.csv": SmallNetwork.files["nodes.csv"]! + "X1,pole,,,,\n",
        "areas.geojson": """
        {"type": "FeatureCollection", "features": [{"type": "Feature",
        "properties": {"code": "A1", "name": "North", "homes": 12}, "geometry": {"type": "Polygon",
        "coordinates": [[[77.5, 12.9], [77.5, 13.1], [77.7, 13.1], [77.5, 12.9]]]}}]}
        """,
      ]), into: net)
    let collection = try JSONDocument(bytes: try geoJSON(net)).value()
    let features = try #require(collection["features"]?.elements)
    #expect(collection["type"] == .string("FeatureCollection"))
    #expect(collection["bbox"]?.text == "[77.5,12.9,77.7,13.1]")
    #expect(
      features.map { $0["id"]?.string } == [
        "olt/OLT1", "cabinet/CAB1", "splitter/S1", "splitter/S2", "premises/H1", "premises/H2",
        "pole/X1", "route/F1", "route/D1", "route/D2", "area/A1",
      ])
    #expect(
      features[2].text
        == #"{"type":"Feature","id":"splitter/S1","properties":{"code":"S1","kind":"splitter","#
        + #""housed_in":"CAB1","ports":8,"state":"in service"},"#
        + #""geometry":{"type":"Point","coordinates":[77.595,12.97]}}"#)
    #expect(features[6]["geometry"] == .null)
    #expect(
      features[7]["geometry"]?.text
        == #"{"type":"LineString","coordinates":[[77.59,12.97],[77.595,12.97]]}"#)
    #expect(features[7]["properties"]?["length_m"]?.double == 550)
    #expect(features[10]["properties"]?["homes"]?.int == 12)
    // The outer ring runs counter-clockwise, whichever way it was drawn.
    #expect(
      features[10]["geometry"]?.text
        == #"{"type":"Polygon","coordinates":[[[77.5,12.9],[77.7,13.1],[77.5,13.1],[77.5,12.9]]]}"#)
  }

  @Test func digitsAreKept() throws {
    let longitude = 77.595_123_456_789_01
    let files = SmallNetwork.files(with: [
      "nodes.csv": "code,lon,lat\nA,\(longitude),-0.000000012345678\n",
      "routes.csv": nil, "joints.csv": nil, "customers.csv": nil, "charges.csv": nil,
      "plans.csv": nil,
    ])
    try SmallNetwork.import(files, into: net)
    let features = try JSONDocument(bytes: try geoJSON(net)).value()["features"]?.elements
    #expect(
      features?.first?["geometry"]?["coordinates"]?.elements?.map(\.double)
        == [longitude, -0.000_000_012_345_678])
  }

  @Test(arguments: ["village", "town"])
  func aFolderComesBackTheSame(dataset: String) throws {
    let source = "\(packageRoot)/datasets/\(dataset)"
    _ = try NetworkImport(source: source, into: net, modules: SmallNetwork.modules).run()
    let folder = try ScratchFolder()
    try FolderExport(path: net, modules: SmallNetwork.modules).write(to: folder.path)
    let again = scratch.file("again.topoq")
    _ = try NetworkImport(source: folder.path, into: again, modules: SmallNetwork.modules).run()
    #expect(try FolderContents(of: again) == FolderContents(of: net))
    #expect(try geoJSON(again) == geoJSON(net))
    let light = "SELECT hex(points) FROM light_chunk ORDER BY port"
    #expect(try ImportedFile(path: again).texts(light) == ImportedFile(path: net).texts(light))
  }

  @Test func whatIsNoFileIsSaid() throws {
    try scratch.write("nothing", to: "text")
    for (path, message) in [
      (scratch.file("none"), "\(scratch.path)/none: no such file"),
      (scratch.path, "\(scratch.path): this is a folder, and a file is wanted here"),
      (
        scratch.file("text"),
        "\(scratch.path)/text is no topoq file: make one with `topoq import SOURCE --into FILE`"
      ),
    ] {
      do {
        _ = try geoJSON(path)
        Issue.record("\(path) was taken")
      } catch {
        #expect("\(error)" == message)
      }
    }
  }
}

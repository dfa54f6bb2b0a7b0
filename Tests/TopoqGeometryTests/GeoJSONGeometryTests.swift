// GeoJSON shapes: good ones come back exactly, broken ones are refused where they break.

import Testing
import TopoqGeometry
import TopoqText

@Suite struct GeoJSONGeometryTests {
  private func at(_ longitude: Double, _ latitude: Double) -> Coordinate {
    Coordinate(longitude: longitude, latitude: latitude)
  }

  private func error(_ text: String) -> JSONError? {
    do throws(JSONError) {
      _ = try Geometry(geoJSON: text)
      return nil
    } catch {
      return error
    }
  }

  @Test func readsEveryShape() throws {
    #expect(
      try Geometry(geoJSON: #"{"coordinates":[44.8,41.7,380],"type":"Point"}"#)
        == .point(at(44.8, 41.7)))
    #expect(
      try Geometry(geoJSON: #"{"type":"LineString","coordinates":[[0,0],[1,1]],"bbox":[0,0,1,1]}"#)
        == .lineString([at(0, 0), at(1, 1)]))
    let ring = "[[0,0],[1,0],[1,1],[0,0]]"
    let corners = [at(0, 0), at(1, 0), at(1, 1), at(0, 0)]
    #expect(
      try Geometry(geoJSON: #"{"type":"Polygon","coordinates":[\#(ring)]}"#) == .polygon([corners]))
    #expect(
      try Geometry(geoJSON: #"{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}"#)
        == .multiPoint([at(1, 2), at(3, 4)]))
    #expect(
      try Geometry(geoJSON: #"{"type":"MultiLineString","coordinates":[[[0,0],[1,1]]]}"#)
        == .multiLineString([[at(0, 0), at(1, 1)]]))
    #expect(
      try Geometry(geoJSON: #"{"type":"MultiPolygon","coordinates":[[\#(ring)]]}"#)
        == .multiPolygon([[corners]]))
    let collection = try Geometry(
      geoJSON: #"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}"#
    )
    #expect(collection == .collection([.point(at(1, 2))]))
  }

  @Test(arguments: [
    (#"{"type":"LineString","coordinates":[[],[1,1]]}"#, 36),
    (#"{"type":"LineString","coordinates":[[1,1]]}"#, 35),
    (#"{"type":"LineString","coordinates":[]}"#, 35),
    (#"{"type":"Point","coordinates":[]}"#, 30),
    (#"{"type":"Point","coordinates":[1]}"#, 30),
    (#"{"type":"Point","coordinates":[1,2,3,4]}"#, 30),
    (#"{"type":"Point","coordinates":[180.1,0]}"#, 30),
    (#"{"type":"Point","coordinates":[0,-90.5]}"#, 30),
    (#"{"type":"Point","coordinates":["1",2]}"#, 31),
    (#"{"type":"Point","coordinates":[null,2]}"#, 31),
    (#"{"type":"Point","coordinates":[1e999,2]}"#, 31),
    (#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}"#, 33),
    (#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}"#, 33),
    (#"{"type":"Polygon","coordinates":[[]]}"#, 33),
    (#"{"type":"MultiPolygon","coordinates":[[[[],[1.0,0.0],[1.0,1.0],[0.0,0.0]]]]}"#, 40),
    (#"{"type":"GeometryCollection","geometries":[]}"#, 42),
    (#"{"type":"Circle","coordinates":[1,2]}"#, 8),
    (#"{"type":"Point"}"#, 0),
    (#"{"coordinates":[1,2]}"#, 0),
    ("null", 0),
  ])
  func refusesWhereItBreaks(text: String, offset: Int) {
    #expect(error(text)?.offset == offset, "\(String(describing: error(text)))")
  }

  @Test func deepCollectionsAreRefused() {
    let open = String(repeating: #"{"type":"GeometryCollection","geometries":["#, count: 10_000)
    #expect(error(open)?.message.contains("deep") == true)
  }

  @Test func writesOuterRingsCounterClockwise() throws {
    let outer = [at(0, 0), at(0, 9), at(9, 9), at(9, 0), at(0, 0)]
    let hole = [at(1, 1), at(2, 1), at(2, 2), at(1, 1)]
    let written = Geometry.polygon([outer, hole]).geoJSON
    #expect(
      written
        == #"{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,9],[0,0]],"#
        + "[[1,1],[2,2],[2,1],[1,1]]]}")
    #expect(try Geometry(geoJSON: written).geoJSON == written)
  }

  /// Random shapes come back to the last bit, through text and through a tree.
  @Test(arguments: 0..<8) func readsBackWhatWasWritten(seed: Int) throws {
    var random = seed &* 2_654_435_761 &+ 12_345
    let next = { (limit: Double) -> Double in
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (Double(UInt64(bitPattern: Int64(random)) >> 11) / Double(1 << 53) * 2 - 1) * limit
    }
    for count in 2..<60 {
      let line = (0..<count).map { _ in at(next(180), next(90)) }
      for shape: Geometry in [
        .lineString(line), .multiPoint(line), .multiLineString([line, line.reversed()]),
        .collection([.point(line[0]), .lineString(line)]),
      ] {
        #expect(try Geometry(geoJSON: shape.geoJSON) == shape, "seed \(seed)")
        let tree = try JSONDocument(bytes: Array(shape.geoJSON.utf8)).value()
        #expect(try Geometry(geoJSON: tree) == shape, "seed \(seed)")
      }
    }
  }
}

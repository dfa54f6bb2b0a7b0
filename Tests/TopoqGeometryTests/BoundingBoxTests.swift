/// Boxes: what they contain, and that growing them by metres leaves nothing out.
import TestSupport
import Testing
import TopoqGeometry

struct BoundingBoxTests {
  @Test func unionAndIntersectionIncludeEdges() {
    let left = BoundingBox(west: 0, south: 0, east: 1, north: 1)
    let right = BoundingBox(west: 1, south: 1, east: 2, north: 2)
    #expect(left.intersects(right))
    #expect(left.union(right) == BoundingBox(west: 0, south: 0, east: 2, north: 2))
    #expect(left.union(right).contains(left))
    #expect(!left.contains(right))
    #expect(left.contains(Coordinate(longitude: 1, latitude: 0)))
    #expect(!left.intersects(BoundingBox(west: 1.1, south: 0, east: 2, north: 1)))
    #expect(left.centre == Coordinate(longitude: 0.5, latitude: 0.5))
  }

  @Test func aShapesBoxIsExact() throws {
    let shape = Geometry.collection([
      .point(Coordinate(longitude: 9, latitude: -3)),
      .lineString([Coordinate(longitude: 2, latitude: 5), Coordinate(longitude: 4, latitude: 1)]),
    ])
    #expect(shape.boundingBox == BoundingBox(west: 2, south: -3, east: 9, north: 5))
    #expect(Geometry.lineString([]).boundingBox == nil)
    #expect(shape.hasValidCoordinates)
    #expect(!Geometry.lineString([]).hasValidCoordinates)
    #expect(!Geometry.point(Coordinate(longitude: .nan, latitude: 0)).hasValidCoordinates)
    #expect(!Coordinate(longitude: 0, latitude: 90.1).isValid)
    #expect(!Coordinate(longitude: .infinity, latitude: 0).isValid)
  }

  @Test(arguments: [1.0, 100, 5_000, 300_000, 4_000_000])
  func expandedBoxesLeaveNoPlaceOut(metres: Double) {
    var random = SeededGenerator(seed: UInt64(metres))
    for _ in 0..<2_000 {
      let from = random.coordinate()
      let other = random.coordinate()
      let box = BoundingBox(
        west: from.longitude, south: from.latitude,
        east: min(180, from.longitude + abs(other.longitude) / 1_000),
        north: min(90, from.latitude + abs(other.latitude) / 1_000))
      let grown = box.expanded(byMetres: metres)
      #expect(grown.isWellFormed && grown.contains(box))
      let corner = random.coordinate(in: box)
      let reached = Geodesy.destination(
        from: corner, bearing: .random(in: 0..<360, using: &random), metres: metres * 0.999_999)
      #expect(grown.contains(reached), "\(box) \(metres) \(corner) \(reached)")
    }
  }

  @Test func growingOverThePoleOrTheAntimeridianTakesAllLongitudes() {
    let pole = BoundingBox(west: 10, south: 89.9, east: 11, north: 89.95)
    #expect(pole.expanded(byMetres: 20_000).west == -180)
    #expect(pole.expanded(byMetres: 20_000).north == 90)
    let fiji = BoundingBox(west: 179.9, south: -17, east: 179.95, north: -16)
    #expect(fiji.expanded(byMetres: 10_000).west == -180)
    #expect(fiji.expanded(byMetres: 100).west > 179)
  }
}

/// Square metres of areas.
import Testing
import TopoqGeometry

struct AreaTests {
  private func square(_ west: Double, _ south: Double, _ side: Double) -> [Coordinate] {
    [(0.0, 0.0), (1, 0), (1, 1), (0, 1), (0, 0)].map {
      Coordinate(longitude: west + $0.0 * side, latitude: south + $0.1 * side)
    }
  }

  @Test func agreesWithGeodesicAreas() {
    // ST_Area(..., 1) of SpatiaLite 5.0.1, geodesic edges.
    let degree = Geodesy.area(of: .polygon([square(2, 48, 1)]))
    #expect(abs(degree / 8_217_590_765.89 - 1) < 1e-4, "\(degree)")
  }

  @Test func aSmallSquareIsItsSidesMultiplied() {
    let ring = square(2.35, 48.85, 0.01)
    let product = Geodesy.distance(ring[0], ring[1]) * Geodesy.distance(ring[1], ring[2])
    #expect(abs(Geodesy.area(of: .polygon([ring])) / product - 1) < 2e-4)
    #expect(Geodesy.area(of: .polygon([ring])) == Geodesy.area(of: .polygon([ring.reversed()])))
  }

  @Test func holesAreTakenOffAndPartsAdded() {
    let outer = square(0, 0, 1)
    let hole = square(0.25, 0.25, 0.5)
    let whole = Geodesy.area(of: .polygon([outer]))
    let inner = Geodesy.area(of: .polygon([hole]))
    #expect(abs(Geodesy.area(of: .polygon([outer, hole])) - (whole - inner)) < 1)
    let both = Geometry.multiPolygon([[outer], [square(5, 0, 1)]])
    #expect(abs(Geodesy.area(of: both) - 2 * whole) < 1)
    #expect(Geodesy.area(of: .collection([both, .point(outer[0])])) == Geodesy.area(of: both))
    #expect(Geodesy.area(of: .lineString(outer)) == 0)
  }

  @Test func theGlobeIsFiveHundredAndTenMillionSquareKilometres() {
    let ring = [(-180.0, -90.0), (0, -90), (180, -90), (180, 90), (0, 90), (-180, 90), (-180, -90)]
      .map { Coordinate(longitude: $0.0, latitude: $0.1) }
    // NIMA TR8350.2: the surface of WGS 84 is 510,065,621.724 km².
    #expect(abs(Geodesy.area(of: .polygon([ring])) / 510_065_621_724_000 - 1) < 1e-9)
  }
}

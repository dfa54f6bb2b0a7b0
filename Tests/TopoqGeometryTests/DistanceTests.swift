/// Distances against PROJ's `geod`, which computes them by Karney's method to nanometres.
import TestSupport
import Testing
import TopoqGeometry

struct DistanceTests {
  @Test(arguments: geodReferences)
  func agreesWithGeod(_ reference: [Double]) {
    let from = Coordinate(longitude: reference[0], latitude: reference[1])
    let to = Coordinate(longitude: reference[2], latitude: reference[3])
    let forth = Geodesy.distance(from, to)
    #expect(abs(forth - reference[4]) < 0.0005, "\(reference) \(forth)")
    #expect(abs(Geodesy.distance(to, from) - forth) < 0.0005)
  }

  @Test func neverFailsAnywhere() {
    var random = SeededGenerator(seed: 11)
    let corners = [-180.0, -179.999_999, -90, -1e-12, 0, 1e-300, 45, 90, 179.999_999, 180]
    var places = corners.flatMap { longitude in
      corners.map { Coordinate(longitude: longitude, latitude: max(-90, min(90, $0))) }
    }
    for _ in 0..<100 { places.append(random.coordinate()) }
    for from in places {
      for to in places {
        let metres = Geodesy.distance(from, to)
        #expect(metres >= 0 && metres < 20_003_932, "\(from) \(to) \(metres)")
      }
    }
  }

  @Test func destinationsAreAsFarAsAsked() {
    var random = SeededGenerator(seed: 12)
    for _ in 0..<5_000 {
      let from = random.coordinate()
      let metres = Double.random(in: 0...9_000_000, using: &random)
      let to = Geodesy.destination(
        from: from, bearing: .random(in: 0..<360, using: &random), metres: metres)
      #expect(to.isValid)
      #expect(abs(Geodesy.distance(from, to) - metres) < 0.001, "\(from) \(to) \(metres)")
    }
  }

  @Test func offsetsGoEastAndNorth() {
    let paris = Coordinate(longitude: 2.35, latitude: 48.85)
    let east = Geodesy.offset(paris, eastInMetres: 100, northInMetres: 0)
    #expect(abs(east.latitude - paris.latitude) < 1e-7)
    #expect(abs(east.longitude - paris.longitude - 100 / 73_364.0) < 1e-5)
    let north = Geodesy.offset(paris, eastInMetres: 0, northInMetres: 100)
    #expect(abs(north.longitude - paris.longitude) < 1e-12)
    #expect(north.latitude > paris.latitude)
    #expect(Geodesy.offset(paris, eastInMetres: 0, northInMetres: 0) == paris)
    let across = Geodesy.offset(
      Coordinate(longitude: 179.999, latitude: 0), eastInMetres: 1_000, northInMetres: 0)
    #expect(across.longitude < -179.9)
  }

  @Test func lengthsAddUp() {
    let places = [
      Coordinate(longitude: 0, latitude: 0), Coordinate(longitude: 0, latitude: 1),
      Coordinate(longitude: 1, latitude: 1),
    ]
    let sum = Geodesy.distance(places[0], places[1]) + Geodesy.distance(places[1], places[2])
    #expect(Geodesy.length(of: places) == sum)
    #expect(Geodesy.length(of: []) == 0)
    #expect(Geodesy.length(of: [places[0]]) == 0)
  }

  @Test func lowerBoundsNeverExceedTheDistance() {
    var random = SeededGenerator(seed: 13)
    for round in 0..<20_000 {
      let extent = round % 2 == 0 ? BoundingBox.globe : .town
      let corners = [random.coordinate(in: extent), random.coordinate(in: extent)]
      let box = BoundingBox(around: corners)!
      let from = random.coordinate(in: round % 3 == 0 ? .globe : extent)
      let to = random.coordinate(in: box)
      let bound = Geodesy.lowerBound(from: from, to: box)
      let metres = Geodesy.distance(from, to)
      #expect(bound <= metres, "\(from) \(box) \(to)")
      if box.contains(from) { #expect(bound == 0) }
      // A box of one place: the bound is near the truth.
      let tight = Geodesy.lowerBound(from: from, to: BoundingBox(to))
      #expect(tight <= metres && tight >= metres * 0.989 - 1e-5, "\(from) \(to)")
    }
  }

  @Test func lowerBoundsKnowTheAntimeridian() {
    let east = BoundingBox(west: 179.9, south: -1, east: 180, north: 1)
    let from = Coordinate(longitude: -179.9, latitude: 0)
    #expect(Geodesy.lowerBound(from: from, to: east) < 11_132)
    #expect(Geodesy.lowerBound(from: from, to: east) > 11_000)
  }

  /// Longitude and latitude of both places, metres: `geod +ellps=WGS84 -I`, PROJ 9.1.1.
  static let geodReferences: [[Double]] = [
    [0, 0, 180, 0, 20003931.458625],
    [0, 0, 179.5, 0, 19980861.908891],
    [0, 0, 179.7, 0.5, 19944127.420750],
    [0, 0.3, 180, -0.3, 20003931.458625],
    [0, 30, 180, -30, 20003931.458625],
    [0, 30, 179.9, -29.9, 19992090.302327],
    [10, -41.3, -170.2, 41.25, 19995172.939560],
    [0, 90, 0, -90, 20003931.458625],
    [5, 90, 100, 45, 5017021.351335],
    [0, 0, 90, 0, 10018754.171395],
    [179.99, 10, -179.99, 10, 2192.787281],
    [2.35, 48.85, 2.350001, 48.850001, 0.133241],
    [0, 0, 0, 1, 110574.388558],
    [0, 1e-09, 179.9, -1e-09, 20003008.421509],
    [0, 89.9, 180, 89.9, 22338.795683],
    [0, -12, 179.99, 11.99, 20002816.161900],
    [0, 0, 179.39, 0, 19969603.453405],
    [0, 0, 179.4, 0, 19970715.516596],
    [0, 0, 1, 0, 111319.490793],
    [0, 0.1, 179.2, 0.1, 19940808.158691],
    [-63.420205, -62.847149, 54.33641, -76.961468, 3909835.170681],
    [12.917522, -24.175995, -159.120387, 1.338432, 17338650.989096],
    [-166.501563, -11.943777, -154.852048, -73.671658, 6898959.411144],
    [-27.173092, 58.833382, -135.431294, -49.816986, 15473744.807775],
    [45.87596, 80.58761, 27.757062, -18.597515, 11057772.755278],
    [171.451838, -81.615117, 129.048645, -37.870328, 5145182.709053],
    [-128.06817, -68.797397, -68.946543, 56.902745, 14740215.041194],
    [-114.938503, 14.688029, 50.008849, -22.968442, 18195953.998578],
    [17.188008, -78.697985, -158.543579, -52.927432, 5394819.226444],
    [64.94399, -13.033385, -66.907019, 15.401135, 14841946.609848],
    [-16.853625, -32.037281, -16.824187, -32.017382, 3549.936364],
    [-92.125256, 11.907794, -92.122736, 11.945308, 4158.932234],
    [82.600304, -33.929958, 82.648321, -33.968151, 6135.896242],
    [-29.475784, 41.142549, -29.510586, 41.141445, 2924.350980],
    [-165.885387, 26.914537, -165.85893, 26.92184, 2749.647658],
    [135.172012, -29.800398, 135.191542, -29.790961, 2158.629710],
    [-75.618863, -7.007147, 104.333127, 7.273956, 19974277.610699],
    [-94.662299, 26.264353, 85.055902, -26.143458, 19984715.605554],
    [-63.516806, 78.89535, 116.429771, -79.024593, 19989462.580520],
    [-110.55754, 26.984435, 69.149229, -27.007418, 19993836.951893],
    [-149.751292, -61.264673, 29.966394, 61.425613, 19982677.164419],
    [-156.71876, -40.381627, 23.098525, 40.60448, 19977311.855361],
  ]
}

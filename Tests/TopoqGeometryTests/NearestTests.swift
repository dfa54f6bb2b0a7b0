/// The nearest place on lines and areas, against dense sampling.
import TestSupport
import Testing
import TopoqGeometry

struct NearestTests {
  /// The least distance to many places along each segment.
  private func sampled(_ place: Coordinate, _ line: [Coordinate], steps: Int) -> Double {
    var least = Double.infinity
    for index in line.indices.dropFirst() {
      for step in 0...steps {
        let share = Double(step) / Double(steps)
        let sample = Geodesy.interpolate(line[index - 1], line[index], share)
        least = min(least, Geodesy.distance(place, sample))
      }
    }
    return least
  }

  @Test func townLinesAgreeWithSampling() {
    var random = SeededGenerator(seed: 21)
    for _ in 0..<200 {
      let line = random.line(2...6, in: .town)
      let place = random.coordinate(in: .town)
      let metres = Geodesy.distance(from: place, to: .lineString(line))
      let expected = sampled(place, line, steps: 2_000)
      #expect(metres <= expected + 0.1 && metres >= expected - 10, "\(place) \(line)")
    }
  }

  @Test func farLinesAgreeWithSampling() {
    var random = SeededGenerator(seed: 22)
    for _ in 0..<60 {
      let line = random.line(2...4)
      let place = random.coordinate()
      let metres = Geodesy.distance(from: place, to: .lineString(line))
      let expected = sampled(place, line, steps: 2_000)
      #expect(metres <= expected * 1.000_001, "\(place) \(line)")
      #expect(metres >= expected - 20_000, "\(place) \(line)")
    }
  }

  @Test func aPlaceWithinAnAreaIsThere() {
    let square = [(0, 0), (0.1, 0), (0.1, 0.1), (0, 0.1), (0, 0)].map(place)
    let hole = [(0.04, 0.04), (0.06, 0.04), (0.06, 0.06), (0.04, 0.06), (0.04, 0.04)].map(place)
    let area = Geometry.polygon([square, hole])
    #expect(Geodesy.distance(from: place(0.02, 0.02), to: area) == 0)
    let inHole = Geodesy.distance(from: place(0.05, 0.051), to: area)
    #expect(abs(inHole - 995.2) < 0.2, "\(inHole)")
    let outside = Geodesy.distance(from: place(0.11, 0.05), to: .multiPolygon([[square]]))
    #expect(abs(outside - 1_113.195) < 0.001)
    #expect(Geodesy.nearest(on: area, to: place(0.02, 0.02)) == place(0.02, 0.02))
    #expect(Geodesy.nearest(on: .multiPoint([]), to: place(0, 0)) == nil)
    #expect(Geodesy.distance(from: place(0, 0), to: .lineString([])) == .infinity)
  }

  @Test func linesAcrossTheAntimeridianAreNear() {
    let line = [place(-179.999, 0), place(-179.99, 0)]
    let metres = Geodesy.distance(from: place(179.999, 0), to: .lineString(line))
    #expect(abs(metres - 222.639) < 0.001)
    // From -179 the straight way on the map round to 179: its far end is near.
    let round = Geometry.lineString([place(-179, 0), place(179.999, 0)])
    #expect(abs(Geodesy.distance(from: place(-179.999, 0), to: round) - 222.639) < 0.001)
  }

  private func place(_ longitude: Double, _ latitude: Double) -> Coordinate {
    Coordinate(longitude: longitude, latitude: latitude)
  }
}

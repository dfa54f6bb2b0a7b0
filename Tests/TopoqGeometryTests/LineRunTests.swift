// What runs along a line, against a brute-force measure in small steps.

import TestSupport
import Testing
import TopoqGeometry

@Suite("Runs along a line")
struct LineRunTests {
  /// A place so many metres east and north of a corner of the village.
  private func place(_ east: Double, _ north: Double) -> Coordinate {
    LocalPlane(at: Coordinate(longitude: 77.59, latitude: 12.97)).coordinate(
      east: east, north: north)
  }

  @Test("beside it counts, across it does not")
  func shapes() {
    let street = MeasuredLine([place(0, 0), place(400, 0), place(400, 300)])
    func run(_ places: [(Double, Double)]) -> LineRun {
      street.run(of: places.map { place($0.0, $0.1) }, within: 25)
    }
    #expect(abs(run([(100, 10), (300, 10)]).lengthInMetres - 200) < 1)
    #expect(abs(run([(100, 10), (300, 10)]).metresAlong - 100) < 1)
    // Against the street's own direction, and from afar.
    #expect(abs(run([(300, 10), (100, 10), (100, 200)]).metresAlong - 100) < 3)
    #expect(run([(200, -100), (200, 100)]).lengthInMetres < 1)
    #expect(run([(200, 0), (200, 20)]).lengthInMetres < 1)
    #expect(run([(100, 26), (300, 26)]).lengthInMetres == 0)
    #expect(abs(run([(380, -50), (380, -10), (410, -10), (410, 290)]).lengthInMetres - 330) < 30)
    #expect(run([(50, 0)]).lengthInMetres == 0)
  }

  @Test("equals measuring in steps of a quarter of a metre")
  func steps() {
    var random = SeededGenerator(seed: 5)
    func line() -> [Coordinate] {
      var (east, north) = (
        Double.random(in: 0...200, using: &random), Double.random(in: 0...200, using: &random)
      )
      return (0..<Int.random(in: 2...5, using: &random)).map { _ in
        east += Double.random(in: -80...120, using: &random)
        north += Double.random(in: -80...120, using: &random)
        return place(east, north)
      }
    }
    var total = 0.0
    for _ in 0..<150 {
      let (street, other) = (MeasuredLine(line()), line())
      let run = street.run(of: other, within: 25)
      let measured = MeasuredLine(other)
      var expected = 0.0
      var last = street.position(of: measured.place(atMetres: 0))
      var walked = 0.0
      while walked < measured.lengthInMetres {
        let step = min(0.25, measured.lengthInMetres - walked)
        walked += step
        let next = street.position(of: measured.place(atMetres: walked))
        if max(last.metresOff, next.metresOff) <= 25,
          abs(next.metresAlong - last.metresAlong) >= 0.8 * step
        {
          expected += step
        }
        last = next
      }
      total += expected
      #expect(abs(run.lengthInMetres - expected) <= 6 + 0.1 * expected)
    }
    #expect(total > 1000)
  }

  @Test("the boxes of a line hold all that is near it")
  func boxes() {
    let line = MeasuredLine([place(0, 0), place(1500, 900), place(1500, 2000)])
    let boxes = line.boxes(within: 25)
    for metres in stride(from: 0, through: line.lengthInMetres, by: 50) {
      let near = line.place(atMetres: metres)
      for offset in [(0.0, 24.0), (24, 0), (-24, 0), (0, -24)] {
        let plane = LocalPlane(at: near)
        let place = plane.coordinate(east: offset.0, north: offset.1)
        #expect(boxes.contains { $0.contains(place) })
      }
    }
    #expect(boxes.count > 10)
  }
}

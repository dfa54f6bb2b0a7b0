/// Metres along a route to a place, and back.
import TestSupport
import Testing
import TopoqGeometry

struct MeasuredLineTests {
  @Test func placesAndMetresAreInverse() {
    var random = SeededGenerator(seed: 31)
    for _ in 0..<300 {
      // Rising longitudes, so that the line does not come near itself.
      var line = random.line(2...12, in: .town)
      line.sort { $0.longitude < $1.longitude }
      let measured = MeasuredLine(line)
      #expect(abs(measured.lengthInMetres - Geodesy.length(of: line)) < 1e-6)
      let metres = Double.random(in: 0...measured.lengthInMetres, using: &random)
      let place = measured.place(atMetres: metres)
      let position = measured.position(of: place)
      #expect(position.metresOff < 0.001, "\(line) \(metres)")
      #expect(abs(position.metresAlong - metres) < 0.5, "\(line) \(metres) \(position)")
      #expect(measured.metres[position.segment] <= position.metresAlong)
    }
  }

  @Test func endsHold() {
    let line = [(0.0, 0.0), (0.01, 0), (0.01, 0), (0.02, 0)].map {
      Coordinate(longitude: $0.0, latitude: $0.1)
    }
    #expect(Geodesy.locate(along: line, metres: -5) == line[0])
    #expect(Geodesy.locate(along: line, metres: 1e9) == line[3])
    #expect(Geodesy.locate(along: line, fraction: 1) == line[3])
    #expect(abs(Geodesy.locate(along: line, fraction: 0.5).longitude - 0.01) < 1e-12)
    let beyond = Geodesy.project(Coordinate(longitude: 0.03, latitude: 0), onto: line)
    #expect(beyond.coordinate == line[3])
    #expect(abs(beyond.metresAlong - Geodesy.length(of: line)) < 1e-9)
    #expect(abs(beyond.metresOff - 1_113.195) < 0.001)
    let beside = Geodesy.project(Coordinate(longitude: 0.005, latitude: 0.001), onto: line)
    #expect(abs(beside.metresOff - 110.574) < 0.001)
    #expect(abs(beside.metresAlong - 556.597) < 0.001)
    #expect(Geodesy.project(line[0], onto: [line[3]]).metresAlong == 0)
  }
}

/// Exact questions about areas, against ray casting where that can be trusted.
import TestSupport
import Testing
import TopoqGeometry

struct PreparedAreaTests {
  private let square = [(0.0, 0.0), (4, 0), (4, 4), (0, 4), (0, 0)].map(place)
  private let hole = [(1.0, 1.0), (2, 1), (2, 2), (1, 2), (1, 1)].map(place)

  private static func place(_ longitude: Double, _ latitude: Double) -> Coordinate {
    Coordinate(longitude: longitude, latitude: latitude)
  }

  @Test func edgesBelongToTheAreaButAreNotWithin() throws {
    let area = try PreparedArea(.polygon([square, hole]))
    #expect(try area.covers(Self.place(3, 3)))
    #expect(try area.contains(Self.place(3, 3)))
    #expect(try area.covers(Self.place(4, 2)))
    #expect(try !area.contains(Self.place(4, 2)))
    #expect(try area.covers(Self.place(1, 1)))
    #expect(try !area.covers(Self.place(1.5, 1.5)))
    #expect(try !area.covers(Self.place(5, 5)))
    #expect(try !area.covers(Self.place(.nan, 5)))
  }

  @Test func linesCrossOrLieWithin() throws {
    let area = try PreparedArea(.multiPolygon([[square, hole]]))
    let across = [Self.place(-1, 3), Self.place(5, 3)]
    let within = [Self.place(3, 1), Self.place(3, 3)]
    let inHole = [Self.place(1.2, 1.2), Self.place(1.8, 1.8)]
    #expect(try area.intersects(line: across))
    #expect(try !area.covers(line: across))
    #expect(try area.intersects(line: within))
    #expect(try area.covers(line: within))
    #expect(try !area.intersects(line: inHole))
    #expect(try !area.intersects(line: []))
    #expect(try area.intersects(.multiPoint([Self.place(1.5, 1.5), Self.place(3, 3)])))
    #expect(throws: GEOSError.malformed(.lineTooShort)) {
      try area.intersects(line: [Self.place(3, 3)])
    }
  }

  @Test func agreesWithRayCastingAwayFromEdges() throws {
    var random = SeededGenerator(seed: 61)
    var compared = 0
    for _ in 0..<100 {
      let ring = starRing(&random)
      let area = try PreparedArea(.polygon([ring]))
      for _ in 0..<200 {
        let place = random.coordinate(in: .town)
        if Geodesy.distance(from: place, to: .lineString(ring)) < 0.01 { continue }
        #expect(try area.covers(place) == naivelyCovers(ring, place), "\(ring) \(place)")
        compared += 1
      }
    }
    #expect(compared > 15_000)
  }

  /// A ring around the town's middle whose corners go once round, so that it never crosses itself.
  private func starRing(_ random: inout SeededGenerator) -> [Coordinate] {
    let middle = BoundingBox.town.centre
    let count = Int.random(in: 3...20, using: &random)
    let corners = (0..<count).map { corner in
      Geodesy.destination(
        from: middle, bearing: 360 * Double(corner) / Double(count),
        metres: .random(in: 500...5_000, using: &random))
    }
    return corners + [corners[0]]
  }

  /// Counts the edges that a ray to the east crosses.
  private func naivelyCovers(_ ring: [Coordinate], _ place: Coordinate) -> Bool {
    var crossings = 0
    for (start, end) in zip(ring, ring.dropFirst()) {
      let (low, high) = start.latitude <= end.latitude ? (start, end) : (end, start)
      guard low.latitude <= place.latitude, place.latitude < high.latitude else { continue }
      let share = (place.latitude - low.latitude) / (high.latitude - low.latitude)
      let longitude = low.longitude + share * (high.longitude - low.longitude)
      if longitude > place.longitude { crossings += 1 }
    }
    return crossings % 2 == 1
  }

  @Test func defectsHaveAReasonAndAPlace() throws {
    let context = try GEOSContext()
    let bow = [(0.0, 0.0), (2, 2), (2, 0), (0, 2), (0, 0)].map(Self.place)
    let crossing = try #require(try context.defect(of: .polygon([bow])))
    #expect(crossing.reason == "Self-intersection")
    #expect(crossing.coordinate == Self.place(1, 1))
    let outside = hole.map { Self.place($0.longitude + 10, $0.latitude) }
    let away = try #require(try context.defect(of: .polygon([square, outside])))
    #expect(away.reason == "Hole lies outside shell")
    #expect(try context.defect(of: .polygon([square, hole])) == nil)
    #expect(try context.defect(of: .collection([.lineString(square), .point(hole[0])])) == nil)
    #expect(throws: GEOSError.malformed(.ringOpen)) {
      try context.defect(of: .polygon([Array(square.dropLast())]))
    }
  }

  @Test func whatIsNoAreaIsRefused() {
    #expect(throws: GEOSError.malformed(.notAnArea)) {
      _ = try PreparedArea(.lineString(square))
    }
    #expect(throws: GEOSError.malformed(.emptyPart)) { _ = try PreparedArea(.polygon([])) }
    let broken = square.map { Self.place($0.longitude, $0.latitude * .infinity) }
    #expect(throws: GEOSError.self) { _ = try PreparedArea(.polygon([broken])) }
  }

  /// Random scribbles, most of them crossing themselves, must neither crash nor leak an error.
  @Test func scribblesSurvive() throws {
    var random = SeededGenerator(seed: 62)
    let context = try GEOSContext()
    for _ in 0..<500 {
      let geometry = random.geometry()
      _ = try context.defect(of: geometry)
      guard let area = try? PreparedArea(geometry) else { continue }
      for _ in 0..<20 { _ = try area.covers(random.coordinate()) }
      _ = try? area.intersects(line: random.line(2...5))
    }
  }
}

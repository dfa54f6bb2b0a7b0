/// Nearest first: the order in which entries come, against measuring all and sorting.
import TestSupport
import Testing
import TopoqGeometry

struct NearestFirstTests {
  @Test(arguments: [0, 1, 60, 5_000])
  func pointsComeInOrder(count: Int) throws {
    var random = SeededGenerator(seed: 81)
    let places = (0..<count).map { _ in random.coordinate(in: .town) }
    try compare(places, from: (0..<20).map { _ in random.coordinate(in: .town) })
  }

  @Test func theWholeGlobeComesInOrder() throws {
    var random = SeededGenerator(seed: 82)
    let places = (0..<3_000).map { _ in random.coordinate() }
    let from =
      (0..<10).map { _ in random.coordinate() }
      + [(180.0, 0.0), (-179.99, 10), (0, 90), (0, -90), (0, 0)].map {
        Coordinate(longitude: $0.0, latitude: $0.1)
      }
    try compare(places, from: from)
  }

  @Test func equallyNearOnesComeByID() throws {
    let place = Coordinate(longitude: 2.4, latitude: 48.85)
    let places = [Coordinate](repeating: place, count: 200)
    try compare(places, from: [place, Coordinate(longitude: 2.41, latitude: 48.85)])
  }

  private func compare(_ places: [Coordinate], from starts: [Coordinate]) throws {
    let tree = try PackedRTree(ids: places.indices.map { Int64($0) }, points: places)
    let stored = StoredRTree(tree)
    for start in starts {
      let expected = places.indices
        .map { (id: Int64($0), metres: Geodesy.distance(start, places[$0])) }
        .sorted { ($0.metres, $0.id) < ($1.metres, $1.id) }
      var search = NearestFirst(from: start, node: { stored.nodes[$0]! }) { id, _ in
        Geodesy.distance(start, places[Int(id)])
      }
      var found: [NearestFirst.Found] = []
      while let next = try search.next() { found.append(next) }
      #expect(found.map(\.id) == expected.map(\.id), "\(start)")
      #expect(found.map(\.metres) == expected.map(\.metres), "\(start)")
      #expect(try search.next() == nil)
    }
  }

  @Test func boxesOfLinesComeByTheirExactDistance() throws {
    var random = SeededGenerator(seed: 83)
    let lines = (0..<800).map { _ in
      let start = random.coordinate(in: .town)
      return [
        start,
        Geodesy.offset(
          start, eastInMetres: .random(in: -900...900, using: &random),
          northInMetres: .random(in: -900...900, using: &random)),
      ]
    }
    let boxes = lines.map { BoundingBox(around: $0)! }
    let stored = StoredRTree(try PackedRTree(ids: lines.indices.map { Int64($0) }, boxes: boxes))
    let start = BoundingBox.town.centre
    let expected = lines.indices
      .map { (id: Int64($0), metres: Geodesy.distance(from: start, to: .lineString(lines[$0]))) }
      .sorted { ($0.metres, $0.id) < ($1.metres, $1.id) }
    var measured = 0
    var search = NearestFirst(from: start, node: { stored.nodes[$0]! }) { id, _ in
      measured += 1
      return Geodesy.distance(from: start, to: .lineString(lines[Int(id)]))
    }
    for index in 0..<10 { #expect(try search.next()?.id == expected[index].id) }
    #expect(measured < 200, "measures \(measured) of 800 for the first ten")
  }

  @Test func whatIsPassedOverDoesNotCome() throws {
    var random = SeededGenerator(seed: 84)
    let places = (0..<300).map { _ in random.coordinate(in: .town) }
    let stored = StoredRTree(
      try PackedRTree(ids: places.indices.map { Int64($0) }, points: places))
    let start = BoundingBox.town.centre
    var search = NearestFirst(from: start, node: { stored.nodes[$0]! }) { id, _ in
      id % 2 == 0 ? Geodesy.distance(start, places[Int(id)]) : nil
    }
    var count = 0
    while let found = try search.next() {
      #expect(found.id % 2 == 0)
      count += 1
    }
    #expect(count == 150)
  }

  @Test func centresAreAMetreOffAtMost() throws {
    var random = SeededGenerator(seed: 85)
    let places = (0..<1_000).map { _ in random.coordinate(in: .town) }
    let stored = StoredRTree(
      try PackedRTree(ids: places.indices.map { Int64($0) }, points: places))
    let start = BoundingBox.town.centre
    var search = NearestFirst(from: start, amongCentres: { stored.nodes[$0]! })
    var last = 0.0
    while let found = try search.next() {
      let exact = Geodesy.distance(start, places[Int(found.id)])
      #expect(abs(found.metres - exact) < 1.5)
      #expect(found.metres >= last)
      last = found.metres
    }
  }

  @Test func aTreeThatRunsInCirclesEnds() {
    // A root of depth 40 whose only cell is the root itself.
    var bytes = [UInt8](repeating: 0, count: 28)
    (bytes[1], bytes[3], bytes[11]) = (40, 1, 1)
    var search = NearestFirst(from: Coordinate(longitude: 0, latitude: 0), node: { _ in bytes }) {
      _, _ in 0
    }
    #expect(throws: RTreeNode.Fault.misplaced(number: 1)) { try search.next() }
  }
}

/// The search for the place on drawn lines that is nearest to a given one.
///
/// A segment is straight on the map of longitudes and latitudes. Near by, its foot point is found
/// on a local plane; beyond some kilometres the plane bends too much, and the foot is narrowed
/// down by measuring on the ellipsoid, segments that are certainly farther left out.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct NearestPlace {
  /// Beyond this distance, or this near a pole, the local plane is not trusted.
  private static let planeReachInMetres = 5_000.0
  private static let planeLatitude = 85.0

  let place: Coordinate
  private let plane: LocalPlane
  private let ball: PlaceOnBall
  private let measures: Bool
  /// Square metres on the plane, or metres where it measures: smaller is nearer.
  private var bestRank = Double.infinity
  /// The nearest place met so far, on which segment (counted in order of visits), and how far
  /// along it from 0 to 1.
  private(set) var nearest: (coordinate: Coordinate, segment: Int, share: Double)?
  private var visits = 0

  /// Visits all of what `walk` visits: first on the plane, and where that is too far, measuring.
  static func search(
    from place: Coordinate, _ walk: (inout NearestPlace) -> Void
  ) -> NearestPlace {
    var search = NearestPlace(place, measures: abs(place.latitude) > planeLatitude)
    walk(&search)
    if search.measures || search.bestRank < planeReachInMetres * planeReachInMetres {
      return search
    }
    // What the plane found is not the nearest place, but near enough to leave most others out.
    var measuring = NearestPlace(place, measures: true)
    if let metres = search.metres {
      measuring.bestRank = metres
      measuring.nearest = search.nearest
    }
    walk(&measuring)
    return measuring
  }

  private init(_ place: Coordinate, measures: Bool) {
    self.place = place
    self.measures = measures
    plane = LocalPlane(at: place)
    ball = PlaceOnBall(place)
  }

  /// Metres to the nearest place, or nil where nothing was visited.
  var metres: Double? {
    nearest.map { Geodesy.distance(place, $0.coordinate) }
  }

  mutating func visit(_ coordinate: Coordinate) {
    visit(coordinate, coordinate)
  }

  mutating func visit(line: [Coordinate]) {
    if line.count == 1 { visit(line[0]) }
    for index in line.indices.dropFirst() { visit(line[index - 1], line[index]) }
  }

  mutating func visit(_ start: Coordinate, _ end: Coordinate) {
    defer { visits += 1 }
    if measures { return measure(start, end) }
    let west = min(start.longitude, end.longitude) - place.longitude
    let east = max(start.longitude, end.longitude) - place.longitude
    project(start, end, turnedBy: 0)
    // Where the segment reaches beyond the other side of the globe, it also comes from there.
    if west < -180 { project(start, end, turnedBy: 360) }
    if east > 180 { project(start, end, turnedBy: -360) }
  }

  /// Drops the perpendicular on the local plane.
  private mutating func project(_ start: Coordinate, _ end: Coordinate, turnedBy turn: Double) {
    let x = (start.longitude - place.longitude + turn) * plane.eastMetresPerDegree
    let y = (start.latitude - place.latitude) * plane.northMetresPerDegree
    let alongX = (end.longitude - start.longitude) * plane.eastMetresPerDegree
    let alongY = (end.latitude - start.latitude) * plane.northMetresPerDegree
    let square = alongX * alongX + alongY * alongY
    let share = square > 0 ? min(1, max(0, -(x * alongX + y * alongY) / square)) : 0
    let footX = x + share * alongX
    let footY = y + share * alongY
    let rank = footX * footX + footY * footY
    guard rank < bestRank else { return }
    bestRank = rank
    nearest = (between(start, end, share), visits, share)
  }

  /// Measures a segment in pieces of at most 10 degrees.
  private mutating func measure(_ start: Coordinate, _ end: Coordinate) {
    let extent = max(
      abs(end.longitude - start.longitude), abs(end.latitude - start.latitude))
    let pieces = max(1, (extent / 10).rounded(.up))
    for piece in 0..<Int(pieces) {
      let low = Double(piece) / pieces
      let high = Double(piece + 1) / pieces
      var box = BoundingBox(between(start, end, low))
      box.include(between(start, end, high))
      guard ball.lowerBound(to: box) < bestRank else { continue }
      measure(start, end, low)
      if extent > 0 { narrowDown(start, end, low, high) }
    }
    measure(start, end, 1)
  }

  /// Finds the foot on a piece by the golden section, to a ten-millionth of its length.
  private mutating func narrowDown(
    _ start: Coordinate, _ end: Coordinate, _ from: Double, _ to: Double
  ) {
    let golden = 0.618033988749895
    var (low, high) = (from, to)
    var left = high - (high - low) * golden
    var right = low + (high - low) * golden
    var leftMetres = measure(start, end, left)
    var rightMetres = measure(start, end, right)
    for _ in 0..<34 {
      if leftMetres < rightMetres {
        (high, right, rightMetres) = (right, left, leftMetres)
        left = high - (high - low) * golden
        leftMetres = measure(start, end, left)
      } else {
        (low, left, leftMetres) = (left, right, rightMetres)
        right = low + (high - low) * golden
        rightMetres = measure(start, end, right)
      }
    }
  }

  @discardableResult
  private mutating func measure(
    _ start: Coordinate, _ end: Coordinate, _ share: Double
  ) -> Double {
    let coordinate = between(start, end, share)
    let metres = Geodesy.distance(place, coordinate)
    if metres < bestRank {
      bestRank = metres
      nearest = (coordinate, visits, share)
    }
    return metres
  }

  private func between(_ start: Coordinate, _ end: Coordinate, _ share: Double) -> Coordinate {
    Geodesy.interpolate(start, end, share)
  }
}

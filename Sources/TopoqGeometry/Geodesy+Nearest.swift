/// How far a place is from a drawn shape.
extension Geodesy {
  /// Metres from the place to the nearest place of the shape: 0 within an area, infinity where
  /// the shape has no coordinates.
  ///
  /// The foot point comes from a local plane, beyond 5 km from measuring; the figure is
  /// the ellipsoid's. Within areas is decided by ray casting, which may err for places a rounding
  /// away from an edge; there the distance is nothing either way.
  public static func distance(from place: Coordinate, to geometry: Geometry) -> Double {
    if covers(geometry, place) { return 0 }
    return NearestPlace.search(from: place) { $0.visit(geometry) }.metres ?? .infinity
  }

  /// The place of the shape that is nearest to the given one, which itself it is within an area;
  /// nil where the shape has no coordinates.
  public static func nearest(on geometry: Geometry, to place: Coordinate) -> Coordinate? {
    if covers(geometry, place) { return place }
    return NearestPlace.search(from: place) { $0.visit(geometry) }.nearest?.coordinate
  }

  /// The place a share (0 through 1) of the way along a short straight segment.
  public static func interpolate(
    _ start: Coordinate, _ end: Coordinate, _ share: Double
  ) -> Coordinate {
    if share >= 1 { return end }
    return Coordinate(
      longitude: start.longitude + (end.longitude - start.longitude) * share,
      latitude: start.latitude + (end.latitude - start.latitude) * share)
  }

  /// Whether an area of the shape holds the place, by counting the edges to its east.
  private static func covers(_ geometry: Geometry, _ place: Coordinate) -> Bool {
    switch geometry {
    case .polygon(let rings): covers(rings, place)
    case .multiPolygon(let polygons): polygons.contains { covers($0, place) }
    case .collection(let members): members.contains { covers($0, place) }
    case .point, .lineString, .multiPoint, .multiLineString: false
    }
  }

  private static func covers(_ rings: [[Coordinate]], _ place: Coordinate) -> Bool {
    var isInside = false
    for ring in rings {
      for index in ring.indices.dropFirst() {
        let start = ring[index - 1]
        let end = ring[index]
        guard (start.latitude > place.latitude) != (end.latitude > place.latitude) else {
          continue
        }
        let share = (place.latitude - start.latitude) / (end.latitude - start.latitude)
        let crossing = start.longitude + share * (end.longitude - start.longitude)
        if crossing > place.longitude { isInside.toggle() }
      }
    }
    return isInside
  }
}

extension NearestPlace {
  /// Visits the shape's places, its areas' edges included.
  mutating func visit(_ geometry: Geometry) {
    switch geometry {
    case .point(let coordinate): visit(coordinate)
    case .multiPoint(let coordinates):
      for coordinate in coordinates { visit(coordinate) }
    case .lineString(let line): visit(line: line)
    case .polygon(let lines), .multiLineString(let lines):
      for line in lines { visit(line: line) }
    case .multiPolygon(let polygons):
      for rings in polygons { for ring in rings { visit(line: ring) } }
    case .collection(let members):
      for member in members { visit(member) }
    }
  }
}

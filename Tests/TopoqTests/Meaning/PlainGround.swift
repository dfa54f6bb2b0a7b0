// Distances and areas by the textbook, for comparison: nothing of the engine's geometry is used.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Measures over the WGS 84 ellipsoid, for places within some kilometres of each other.
enum PlainGround {
  typealias Place = PlainNetwork.Place

  private static let equator = 6_378_137.0
  private static let flattening = 1 / 298.257223563
  private static let degree = Double.pi / 180

  /// Metres between two places by Vincenty's inverse formula.
  static func metres(_ one: Place, _ other: Place) -> Double {
    if one == other { return 0 }
    let polar = equator * (1 - flattening)
    let difference = (other.longitude - one.longitude) * degree
    let first = atan((1 - flattening) * tan(one.latitude * degree))
    let second = atan((1 - flattening) * tan(other.latitude * degree))
    var lambda = difference
    var (sine, cosine, sigma, square, middle) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for _ in 0..<60 {
      let across = cos(second) * sin(lambda)
      let along = cos(first) * sin(second) - sin(first) * cos(second) * cos(lambda)
      sine = (across * across + along * along).squareRoot()
      guard sine > 0 else { return 0 }
      cosine = sin(first) * sin(second) + cos(first) * cos(second) * cos(lambda)
      sigma = atan2(sine, cosine)
      let alpha = cos(first) * cos(second) * sin(lambda) / sine
      square = 1 - alpha * alpha
      middle = square > 0 ? cosine - 2 * sin(first) * sin(second) / square : 0
      let c = flattening / 16 * square * (4 + flattening * (4 - 3 * square))
      let before = lambda
      lambda =
        difference + (1 - c) * flattening * alpha
        * (sigma + c * sine * (middle + c * cosine * (2 * middle * middle - 1)))
      if abs(lambda - before) < 1e-14 { break }
    }
    let u = square * (equator * equator - polar * polar) / (polar * polar)
    let a = 1 + u / 16384 * (4096 + u * (-768 + u * (320 - 175 * u)))
    let b = u / 1024 * (256 + u * (-128 + u * (74 - 47 * u)))
    let inner = cosine * (2 * middle * middle - 1)
    let last = b / 6 * middle * (4 * sine * sine - 3) * (4 * middle * middle - 3)
    return polar * a * (sigma - b * sine * (middle + b / 4 * (inner - last)))
  }

  static func length(of line: [Place]) -> Double {
    zip(line, line.dropFirst()).reduce(0) { $0 + metres($1.0, $1.1) }
  }

  /// Metres east and north of a place, on the plane that touches the ellipsoid there.
  private static func plane(_ place: Place, from origin: Place) -> (x: Double, y: Double) {
    let eccentricity = flattening * (2 - flattening)
    let sine = sin(origin.latitude * degree)
    let root = (1 - eccentricity * sine * sine).squareRoot()
    let north = equator * (1 - eccentricity) / (root * root * root)
    let east = equator / root * cos(origin.latitude * degree)
    return (
      (place.longitude - origin.longitude) * degree * east,
      (place.latitude - origin.latitude) * degree * north
    )
  }

  /// Metres from a place to the nearest of a line.
  static func metres(_ place: Place, toLine line: [Place]) -> Double {
    nearest(to: place, on: line).metres
  }

  /// Metres from the beginning of a line to where it is nearest to a place.
  static func metres(along line: [Place], to place: Place) -> Double {
    let (segment, foot, _) = nearest(to: place, on: line)
    return length(of: Array(line[...segment])) + metres(line[segment], foot)
  }

  private static func nearest(
    to place: Place, on line: [Place]
  ) -> (segment: Int, foot: Place, metres: Double) {
    var nearest = (segment: 0, foot: place, metres: Double.infinity)
    for (index, (start, end)) in zip(line, line.dropFirst()).enumerated() {
      let (a, b) = (plane(start, from: place), plane(end, from: place))
      let along = (x: b.x - a.x, y: b.y - a.y)
      let square = along.x * along.x + along.y * along.y
      let share = square > 0 ? min(1, max(0, -(a.x * along.x + a.y * along.y) / square)) : 0
      let foot = Place(
        longitude: start.longitude + share * (end.longitude - start.longitude),
        latitude: start.latitude + share * (end.latitude - start.latitude))
      let distance = metres(place, foot)
      if distance < nearest.metres { nearest = (index, foot, distance) }
    }
    return nearest
  }

  static func metres(_ place: Place, to area: PlainNetwork.Area) -> Double {
    if covers(area, place) { return 0 }
    return area.polygons.flatMap { $0 }.map { metres(place, toLine: $0) }.min() ?? .infinity
  }

  static func metres(_ line: [Place], toLine other: [Place]) -> Double {
    if cross(line, other) { return 0 }
    return min(
      line.map { metres($0, toLine: other) }.min() ?? .infinity,
      other.map { metres($0, toLine: line) }.min() ?? .infinity)
  }

  static func metres(_ line: [Place], to area: PlainNetwork.Area) -> Double {
    if meets(area, line) { return 0 }
    return area.polygons.flatMap { $0 }.map { metres(line, toLine: $0) }.min() ?? .infinity
  }

  // MARK: Areas

  /// Whether an area holds a place, by counting the edges to its east, ring by ring.
  static func covers(_ area: PlainNetwork.Area, _ place: Place) -> Bool {
    area.polygons.contains { rings in
      var isInside = false
      for ring in rings {
        for (start, end) in zip(ring, ring.dropFirst())
        where (start.latitude > place.latitude) != (end.latitude > place.latitude) {
          let share = (place.latitude - start.latitude) / (end.latitude - start.latitude)
          let crossing = start.longitude + share * (end.longitude - start.longitude)
          if crossing > place.longitude { isInside.toggle() }
        }
      }
      return isInside
    }
  }

  /// Whether any of a line lies in an area.
  static func meets(_ area: PlainNetwork.Area, _ line: [Place]) -> Bool {
    line.contains { covers(area, $0) }
      || area.polygons.contains { $0.contains { cross(line, $0) } }
  }

  /// Whether all of a line lies in an area; its edges are nowhere met but crossed.
  static func covers(_ area: PlainNetwork.Area, line: [Place]) -> Bool {
    line.allSatisfy { covers(area, $0) }
      && !area.polygons.contains { $0.contains { cross(line, $0) } }
  }

  private static func cross(_ line: [Place], _ other: [Place]) -> Bool {
    func side(_ a: Place, _ b: Place, _ c: Place) -> Double {
      (b.longitude - a.longitude) * (c.latitude - a.latitude)
        - (b.latitude - a.latitude) * (c.longitude - a.longitude)
    }
    for (a, b) in zip(line, line.dropFirst()) {
      for (c, d) in zip(other, other.dropFirst())
      where side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0 {
        let boxes =
          max(min(a.longitude, b.longitude), min(c.longitude, d.longitude))
          <= min(max(a.longitude, b.longitude), max(c.longitude, d.longitude))
          && max(min(a.latitude, b.latitude), min(c.latitude, d.latitude))
            <= min(max(a.latitude, b.latitude), max(c.latitude, d.latitude))
        if boxes { return true }
      }
    }
    return false
  }

  /// How large an area is, in square degrees: to say which of two that overlap is the smaller.
  static func size(of area: PlainNetwork.Area) -> Double {
    func ring(_ ring: [Place]) -> Double {
      abs(
        zip(ring, ring.dropFirst()).reduce(0) {
          $0 + $1.0.longitude * $1.1.latitude - $1.1.longitude * $1.0.latitude
        }) / 2
    }
    return area.polygons.reduce(0) { sum, rings in
      sum + ring(rings[0]) - rings.dropFirst().reduce(0) { $0 + ring($1) }
    }
  }
}

/// How many square metres an area covers.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Geodesy {
  /// Square metres of a polygon or multipolygon, holes taken off; of a collection, the sum of
  /// its members; of points and lines, 0.
  ///
  /// Latitudes are brought to the sphere of the same area (the authalic sphere; J. P. Snyder,
  /// "Map Projections: A Working Manual", USGS 1395, equations 3-11 to 3-13), edges taken as great
  /// circles there. For areas the size of a country that is within one part in 10,000 of
  /// geodesic edges. An area that holds a pole must be drawn down to it.
  public static func area(of geometry: Geometry) -> Double {
    switch geometry {
    case .point, .lineString, .multiPoint, .multiLineString: 0
    case .polygon(let rings): area(ofPolygon: rings)
    case .multiPolygon(let polygons): polygons.reduce(0) { $0 + area(ofPolygon: $1) }
    case .collection(let members): members.reduce(0) { $0 + area(of: $1) }
    }
  }

  private static func area(ofPolygon rings: [[Coordinate]]) -> Double {
    guard let outer = rings.first else { return 0 }
    return rings.dropFirst().reduce(area(ofRing: outer)) { $0 - area(ofRing: $1) }
  }

  private static func area(ofRing ring: [Coordinate]) -> Double {
    guard ring.count >= 4 else { return 0 }
    var excess = 0.0
    var previous = authalicLatitude(ring[0].latitude)
    for index in 1..<ring.count {
      let latitude = authalicLatitude(ring[index].latitude)
      let difference =
        (ring[index].longitude - ring[index - 1].longitude) * WGS84.radiansPerDegree
      // The triangle of the pole and the edge, less that of the equator: the edge's own share.
      excess +=
        2
        * atan2(
          sin(difference / 2) * sin((previous + latitude) / 2),
          cos(difference / 2) * cos((previous - latitude) / 2))
      previous = latitude
    }
    return abs(excess) * authalicRadiusSquared
  }

  private static func authalicLatitude(_ degrees: Double) -> Double {
    let sine = sin(degrees * WGS84.radiansPerDegree)
    return asin(min(1, max(-1, authalicShare(sine) / authalicShareOfPole)))
  }

  /// Snyder's q: the area between the equator and a latitude, as a share.
  private static func authalicShare(_ sine: Double) -> Double {
    let squared = WGS84.eccentricitySquared
    let eccentricity = squared.squareRoot()
    return (1 - squared)
      * (sine / (1 - squared * sine * sine) + atanh(eccentricity * sine) / eccentricity)
  }

  private static let authalicShareOfPole = authalicShare(1)
  private static let authalicRadiusSquared =
    WGS84.equatorialRadiusInMetres * WGS84.equatorialRadiusInMetres * authalicShareOfPole / 2
}

/// A flat map of the surroundings of one place, in metres east and north of it.
///
/// Good for geometry within some kilometres: at 5 km and 60 degrees of latitude a position is
/// off by some metres at most, a direction by a thousandth.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

public struct LocalPlane: Sendable {
  public let origin: Coordinate
  /// Metres a degree of longitude and of latitude measure at the origin.
  public let eastMetresPerDegree: Double
  public let northMetresPerDegree: Double

  public init(at origin: Coordinate) {
    self.origin = origin
    let sine = sin(origin.latitude * WGS84.radiansPerDegree)
    let cosine = cos(origin.latitude * WGS84.radiansPerDegree)
    // The radii of curvature across and along the meridian.
    let term = 1 - WGS84.eccentricitySquared * sine * sine
    let across = WGS84.equatorialRadiusInMetres / term.squareRoot()
    let along = across * (1 - WGS84.eccentricitySquared) / term
    // At a pole a degree of longitude has no width; a hair keeps the inverse finite.
    eastMetresPerDegree = max(across * cosine, 1e-6) * WGS84.radiansPerDegree
    northMetresPerDegree = along * WGS84.radiansPerDegree
  }

  /// Where a place lies on this map; longitudes the short way round.
  @inline(__always)
  public func metres(of place: Coordinate) -> (east: Double, north: Double) {
    (
      WGS84.shortWay(place.longitude - origin.longitude) * eastMetresPerDegree,
      (place.latitude - origin.latitude) * northMetresPerDegree
    )
  }

  /// The place at so many metres east and north of the origin.
  @inline(__always)
  public func coordinate(east: Double, north: Double) -> Coordinate {
    Coordinate(
      longitude: WGS84.shortWay(origin.longitude + east / eastMetresPerDegree),
      latitude: min(90, max(-90, origin.latitude + north / northMetresPerDegree)))
  }
}

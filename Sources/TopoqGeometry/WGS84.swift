/// The figure of the earth that GPS and the file's coordinates refer to.
///
/// Source: NIMA TR8350.2, World Geodetic System 1984: the semi-major axis and the flattening
/// define it, the rest follows.
public enum WGS84 {
  /// Equatorial radius, metres.
  public static let equatorialRadiusInMetres = 6_378_137.0
  public static let flattening = 1 / 298.257223563
  /// Radius at the poles, metres.
  public static let polarRadiusInMetres = equatorialRadiusInMetres * (1 - flattening)
  /// First eccentricity, squared.
  public static let eccentricitySquared = flattening * (2 - flattening)
  /// Second eccentricity, squared.
  static let secondEccentricitySquared = eccentricitySquared / (1 - eccentricitySquared)

  /// The smallest radius of curvature there is: along the meridian, at the equator. A step of
  /// one radian in latitude or of 1/cos(latitude) in longitude is nowhere shorter.
  static let smallestRadiusInMetres = equatorialRadiusInMetres * (1 - eccentricitySquared)

  static let radiansPerDegree = Double.pi / 180
  static let degreesPerRadian = 180 / Double.pi

  /// A difference of longitudes in degrees, brought to -180 through 180.
  @inline(__always)
  static func shortWay(_ degrees: Double) -> Double {
    if degrees > 180 { return degrees - 360 }
    if degrees < -180 { return degrees + 360 }
    return degrees
  }
}

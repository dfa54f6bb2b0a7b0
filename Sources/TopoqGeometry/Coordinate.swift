/// A place on the earth: degrees of longitude and latitude on WGS 84 (EPSG:4326).
public struct Coordinate: Hashable, Sendable {
  /// Degrees east of Greenwich, -180 through 180.
  public var longitude: Double
  /// Degrees north of the equator, -90 through 90.
  public var latitude: Double

  @inlinable
  public init(longitude: Double, latitude: Double) {
    self.longitude = longitude
    self.latitude = latitude
  }

  /// Whether both degrees are finite and within the ranges of WGS 84.
  @inlinable
  public var isValid: Bool {
    // A comparison with NaN is false, so that this line is the whole check.
    abs(longitude) <= 180 && abs(latitude) <= 90
  }
}

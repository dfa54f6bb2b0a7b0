// A place on the drawing, in centimetres, and its longitude and latitude in whole 1e-7 degrees.

import TopoqText

/// A place in centimetres east and north of the city's south-western corner.
struct PlanPoint: Equatable {
  var east: Int
  var north: Int

  /// 77.35 east, 12.75 north, in 1e-7 degrees.
  private static let cornerLongitude = 773_500_000
  private static let cornerLatitude = 127_500_000
  /// 1e-7 degrees to a hundred metres at 12.97 north on WGS 84, where a degree of longitude is
  /// 108,492 m and one of latitude 110,632 m.
  private static let longitudePerHectometre = 9217
  private static let latitudePerHectometre = 9039

  var longitude: Int {
    PlanPoint.cornerLongitude + east * PlanPoint.longitudePerHectometre / 10_000
  }

  var latitude: Int {
    PlanPoint.cornerLatitude + north * PlanPoint.latitudePerHectometre / 10_000
  }

  func moved(east: Int = 0, north: Int = 0) -> PlanPoint {
    PlanPoint(east: self.east + east, north: self.north + north)
  }

  /// Rounded down. A square root is exact in IEEE arithmetic.
  func distanceInCentimetres(to other: PlanPoint) -> Int {
    let x = Double(other.east - east)
    let y = Double(other.north - north)
    return Int((x * x + y * y).squareRoot())
  }
}

extension [UInt8] {
  /// Appends a longitude or latitude of whole 1e-7 degrees, north or east, with all 7 decimals.
  mutating func append(degrees: Int) {
    append(decimal: degrees / 10_000_000)
    append(fraction: degrees % 10_000_000, digits: 7)
  }

  /// Appends a point and a number of decimal digits.
  mutating func append(fraction: Int, digits: Int) {
    append(UInt8(ascii: "."))
    append(zeroPadded: fraction, digits: digits)
  }

  /// Appends a number with leading zeros.
  mutating func append(zeroPadded number: Int, digits: Int) {
    var rest = number
    let start = count
    append(contentsOf: repeatElement(0x30, count: digits))
    var index = start + digits - 1
    while rest > 0 && index >= start {
      self[index] = UInt8(truncatingIfNeeded: 0x30 + rest % 10)
      rest /= 10
      index -= 1
    }
  }

  /// Appends `lon,lat` or `lon lat`.
  mutating func append(_ point: PlanPoint, separator: UInt8) {
    append(degrees: point.longitude)
    append(separator)
    append(degrees: point.latitude)
  }
}

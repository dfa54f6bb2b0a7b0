/// Where one arrives by going so many metres from a place.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Geodesy {
  /// The place `metres` away from `start` when setting out at `bearing` degrees, clockwise from
  /// north. To within 0.5 mm; T. Vincenty's direct formula (see `distance`).
  public static func destination(
    from start: Coordinate, bearing: Double, metres: Double
  ) -> Coordinate {
    let flattening = WGS84.flattening
    let azimuth = bearing * WGS84.radiansPerDegree
    let latitude = ReducedLatitude(start.latitude)
    let sineAzimuth = sin(azimuth)
    let cosineAzimuth = cos(azimuth)
    let sigmaStart = atan2(latitude.sine, latitude.cosine * cosineAzimuth)
    let sineAlpha = latitude.cosine * sineAzimuth
    let cosineSquaredAlpha = 1 - sineAlpha * sineAlpha
    let (a, b) = vincentySeries(cosineSquaredAlpha)
    let straight = metres / (WGS84.polarRadiusInMetres * a)
    var sigma = straight
    var middle = 0.0
    for _ in 0..<12 {
      middle = cos(2 * sigmaStart + sigma)
      let next = straight + vincentyCorrection(b, sin(sigma), cos(sigma), middle)
      let change = abs(next - sigma)
      sigma = next
      if change < 1e-13 { break }
    }
    middle = cos(2 * sigmaStart + sigma)
    let sine = sin(sigma)
    let cosine = cos(sigma)
    let across = latitude.sine * sine - latitude.cosine * cosine * cosineAzimuth
    let latitudeEnd = atan2(
      latitude.sine * cosine + latitude.cosine * sine * cosineAzimuth,
      (1 - flattening) * (sineAlpha * sineAlpha + across * across).squareRoot())
    let lambda = atan2(
      sine * sineAzimuth, latitude.cosine * cosine - latitude.sine * sine * cosineAzimuth)
    let c = flattening / 16 * cosineSquaredAlpha * (4 + flattening * (4 - 3 * cosineSquaredAlpha))
    let inner = middle + c * cosine * (-1 + 2 * middle * middle)
    let difference =
      lambda - (1 - c) * flattening * sineAlpha * (sigma + c * sine * inner)
    return Coordinate(
      longitude: WGS84.shortWay(start.longitude + difference * WGS84.degreesPerRadian),
      latitude: min(90, max(-90, latitudeEnd * WGS84.degreesPerRadian)))
  }

  /// The place so many metres to the east and to the north, the straight way.
  public static func offset(
    _ start: Coordinate, eastInMetres east: Double, northInMetres north: Double
  ) -> Coordinate {
    let metres = hypot(east, north)
    if metres == 0 { return start }
    return destination(
      from: start, bearing: atan2(east, north) * WGS84.degreesPerRadian, metres: metres)
  }
}

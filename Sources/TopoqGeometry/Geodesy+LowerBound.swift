/// Cheap bounds of distance: what is certainly too far need not be measured.
///
/// A step on the ellipsoid is nowhere shorter than the same step of latitude and longitude on a
/// ball of WGS 84's smallest radius of curvature. So distances on that ball, taken with geodetic
/// latitudes, never exceed the true ones, and fall short of them by at most 1.1 %.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Geodesy {
  /// Metres that certainly lie between the place and every place of the box; 0 inside.
  public static func lowerBound(from place: Coordinate, to box: BoundingBox) -> Double {
    PlaceOnBall(place).lowerBound(to: box)
  }
}

/// A place from which bounds are taken again and again, its sine and cosine kept.
struct PlaceOnBall {
  private let place: Coordinate
  private let sine: Double
  private let cosine: Double

  init(_ place: Coordinate) {
    self.place = place
    sine = sin(place.latitude * WGS84.radiansPerDegree)
    cosine = cos(place.latitude * WGS84.radiansPerDegree)
  }

  func lowerBound(to box: BoundingBox) -> Double {
    // A micrometre off and a billionth less cover the rounding of these few lines.
    max(0, angle(to: box) * (WGS84.smallestRadiusInMetres * (1 - 1e-9)) - 1e-6)
  }

  /// Radians to the nearest place of the box.
  private func angle(to box: BoundingBox) -> Double {
    let west = box.west - place.longitude
    let east = box.east - place.longitude
    if west <= 0 && east >= 0 {
      let below = box.south - place.latitude
      let above = place.latitude - box.north
      return max(0, max(below, above)) * WGS84.radiansPerDegree
    }
    // Outside its longitudes the nearest place lies on the nearer of the box's two meridians.
    let difference =
      min(abs(WGS84.shortWay(west)), abs(WGS84.shortWay(east))) * WGS84.radiansPerDegree
    let foot = atan2(sine, cosine * cos(difference)) * WGS84.degreesPerRadian
    if box.south <= foot && foot <= box.north {
      return asin(min(1, cosine * sin(difference)))
    }
    return min(
      angle(toLatitude: box.south, difference), angle(toLatitude: box.north, difference))
  }

  /// The haversine formula.
  private func angle(toLatitude latitude: Double, _ difference: Double) -> Double {
    let halfLatitude = sin((latitude - place.latitude) * WGS84.radiansPerDegree / 2)
    let halfLongitude = sin(difference / 2)
    let square =
      halfLatitude * halfLatitude
      + cosine * cos(latitude * WGS84.radiansPerDegree) * halfLongitude * halfLongitude
    return 2 * asin(min(1, square.squareRoot()))
  }
}

extension BoundingBox {
  /// A box that certainly contains every place within so many metres of this one.
  ///
  /// Where it would reach over a pole or the antimeridian it takes in all longitudes.
  public func expanded(byMetres metres: Double) -> BoundingBox {
    let radians = max(0, metres) / WGS84.smallestRadiusInMetres * (1 + 1e-9) + 1e-12
    let degrees = radians * WGS84.degreesPerRadian
    let lower = max(-90, south - degrees)
    let upper = min(90, north + degrees)
    let farthest = max(abs(south), abs(north)) * WGS84.radiansPerDegree
    let reach = sin(min(radians, .pi / 2)) / cos(farthest)
    guard radians + farthest < .pi / 2, reach < 1 else {
      return BoundingBox(west: -180, south: lower, east: 180, north: upper)
    }
    let wider = asin(reach) * WGS84.degreesPerRadian * (1 + 1e-9)
    guard west - wider >= -180, east + wider <= 180 else {
      return BoundingBox(west: -180, south: lower, east: 180, north: upper)
    }
    return BoundingBox(west: west - wider, south: lower, east: east + wider, north: upper)
  }
}

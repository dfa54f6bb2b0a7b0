/// A route's drawn line with the metres at each of its corners: for finding the place at so many
/// metres, and the metres of a place.
public struct MeasuredLine: Sendable {
  public let coordinates: [Coordinate]
  /// Metres along the line at each coordinate; the first is 0, and none is less than the last.
  public let metres: [Double]

  /// Measures the line, which must have a coordinate. One distance a segment.
  public init(_ coordinates: [Coordinate]) {
    precondition(!coordinates.isEmpty, "a line to measure has at least one coordinate")
    self.coordinates = coordinates
    var metres = [0.0]
    metres.reserveCapacity(coordinates.count)
    for index in coordinates.indices.dropFirst() {
      let step = Geodesy.distance(coordinates[index - 1], coordinates[index])
      metres.append(metres[index - 1] + step)
    }
    self.metres = metres
  }

  public var lengthInMetres: Double { metres[metres.count - 1] }

  /// The place so many metres along the line; its ends for less than 0 and more than its length.
  /// - Complexity: logarithmic in the number of coordinates.
  public func place(atMetres wanted: Double) -> Coordinate {
    guard wanted > 0 else { return coordinates[0] }
    guard wanted < lengthInMetres else { return coordinates[coordinates.count - 1] }
    var low = 0
    var high = metres.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if metres[middle] <= wanted { low = middle } else { high = middle }
    }
    let share = (wanted - metres[low]) / (metres[high] - metres[low])
    return Geodesy.interpolate(coordinates[low], coordinates[high], share)
  }

  /// The place a fraction (0 through 1) along the line.
  public func place(atFraction fraction: Double) -> Coordinate {
    place(atMetres: fraction * lengthInMetres)
  }

  /// Where on the line a place belongs: the nearest point of it.
  public func position(of place: Coordinate) -> LinePosition {
    let search = NearestPlace.search(from: place) { $0.visit(line: coordinates) }
    guard let (foot, segment, share) = search.nearest else {
      preconditionFailure("a measured line has a coordinate, so that one is nearest")
    }
    let end = min(segment + 1, metres.count - 1)
    return LinePosition(
      coordinate: foot, segment: segment,
      metresAlong: metres[segment] + share * (metres[end] - metres[segment]),
      metresOff: Geodesy.distance(place, foot))
  }
}

/// A place's nearest point on a line.
public struct LinePosition: Hashable, Sendable {
  /// The point on the line.
  public let coordinate: Coordinate
  /// The index of the coordinate where the point's segment begins.
  public let segment: Int
  /// Metres from the line's start to the point, along the line.
  public let metresAlong: Double
  /// Metres from the place to the point.
  public let metresOff: Double
}

extension Geodesy {
  /// The place so many metres along a line of at least one coordinate; see `MeasuredLine`.
  public static func locate(along line: [Coordinate], metres: Double) -> Coordinate {
    MeasuredLine(line).place(atMetres: metres)
  }

  /// The place a fraction (0 through 1) along a line of at least one coordinate.
  public static func locate(along line: [Coordinate], fraction: Double) -> Coordinate {
    MeasuredLine(line).place(atFraction: fraction)
  }

  /// Where on a line of at least one coordinate a place belongs.
  public static func project(_ place: Coordinate, onto line: [Coordinate]) -> LinePosition {
    MeasuredLine(line).position(of: place)
  }
}

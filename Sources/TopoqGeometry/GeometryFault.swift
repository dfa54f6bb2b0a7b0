/// Why a shape is refused before anything is stored or computed with it: its structure is broken.
///
/// Stored shapes and GEOS both rely on these rules; malformed ones crash C libraries.
public enum GeometryFault: Error, Hashable, Sendable {
  /// A shape, or a part of one, without a coordinate.
  case emptyPart
  /// A coordinate that is no number, or off the globe.
  case coordinateOutOfRange(Coordinate)
  /// A line of fewer than two coordinates.
  case lineTooShort
  /// A ring of fewer than four coordinates.
  case ringTooShort
  /// A ring whose last coordinate is not its first.
  case ringOpen
  /// Collections inside collections beyond `Geometry.maximumDepth`.
  case tooDeep
  /// A collection where only points, lines, areas and sets of one of them have a place.
  case collectionNotAllowed
  /// A shape that is no area where an area was asked for.
  case notAnArea
}

extension GeometryFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .emptyPart: "a part of the shape has no coordinates; leave the part out"
    case .coordinateOutOfRange(let coordinate):
      "\(coordinate.longitude) \(coordinate.latitude) is no place in degrees; write the longitude "
        + "(-180 to 180) first, then the latitude (-90 to 90)"
    case .lineTooShort: "a line has fewer than two coordinates; give both of its ends"
    case .ringTooShort: "a ring has fewer than four coordinates; an area needs three corners"
    case .ringOpen: "a ring does not end where it begins; repeat its first coordinate at the end"
    case .tooDeep: "collections are nested too deep; flatten them"
    case .collectionNotAllowed: "a collection of mixed shapes has no place here; split it up"
    case .notAnArea: "the shape is no area; give a polygon or a multipolygon"
    }
  }
}

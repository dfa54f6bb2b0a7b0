/// The upright rectangle around a shape, in degrees of WGS 84; its edges belong to it.
///
/// `west <= east` and `south <= north` always: a box never crosses the antimeridian, it spans
/// the whole circle of longitudes instead.
public struct BoundingBox: Hashable, Sendable {
  public var west: Double
  public var south: Double
  public var east: Double
  public var north: Double

  @inlinable
  public init(west: Double, south: Double, east: Double, north: Double) {
    self.west = west
    self.south = south
    self.east = east
    self.north = north
  }

  /// The box of no extent at one place.
  @inlinable
  public init(_ coordinate: Coordinate) {
    self.init(
      west: coordinate.longitude, south: coordinate.latitude,
      east: coordinate.longitude, north: coordinate.latitude)
  }

  /// The box around all coordinates, or nil where there are none.
  @inlinable
  public init?(around coordinates: some Sequence<Coordinate>) {
    var box: BoundingBox?
    for coordinate in coordinates {
      if box == nil { box = BoundingBox(coordinate) } else { box?.include(coordinate) }
    }
    guard let box else { return nil }
    self = box
  }

  /// Whether the edges are numbers within the ranges of WGS 84, and the right way round.
  @inlinable
  public var isWellFormed: Bool {
    -180 <= west && west <= east && east <= 180 && -90 <= south && south <= north && north <= 90
  }

  /// The place in the middle, in degrees.
  @inlinable
  public var centre: Coordinate {
    Coordinate(longitude: (west + east) / 2, latitude: (south + north) / 2)
  }

  /// Grows the box so that it contains the coordinate.
  @inlinable
  public mutating func include(_ coordinate: Coordinate) {
    west = min(west, coordinate.longitude)
    south = min(south, coordinate.latitude)
    east = max(east, coordinate.longitude)
    north = max(north, coordinate.latitude)
  }

  /// The smallest box around both.
  @inlinable
  public func union(_ other: BoundingBox) -> BoundingBox {
    BoundingBox(
      west: min(west, other.west), south: min(south, other.south),
      east: max(east, other.east), north: max(north, other.north))
  }

  @inlinable
  public func contains(_ coordinate: Coordinate) -> Bool {
    west <= coordinate.longitude && coordinate.longitude <= east
      && south <= coordinate.latitude && coordinate.latitude <= north
  }

  @inlinable
  public func contains(_ other: BoundingBox) -> Bool {
    west <= other.west && other.east <= east && south <= other.south && other.north <= north
  }

  /// Whether the two share a place, be it a corner.
  @inlinable
  public func intersects(_ other: BoundingBox) -> Bool {
    west <= other.east && other.west <= east && south <= other.north && other.south <= north
  }
}

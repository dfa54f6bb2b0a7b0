/// The drawn shape of a piece of plant or an area, in two dimensions, degrees of WGS 84.
///
/// A polygon is its outer ring, then its holes; a ring's last coordinate repeats its first.
public enum Geometry: Hashable, Sendable {
  case point(Coordinate)
  case lineString([Coordinate])
  case polygon([[Coordinate]])
  case multiPoint([Coordinate])
  case multiLineString([[Coordinate]])
  case multiPolygon([[[Coordinate]]])
  case collection([Geometry])
}

/// A place on the map, `@12.9716,77.5946`: degrees, latitude first, as in map links.
public struct PointLiteral: Hashable, Sendable {
  public let latitude: NumberLiteral
  public let longitude: NumberLiteral
  public let range: SourceRange

  public init(latitude: NumberLiteral, longitude: NumberLiteral, range: SourceRange) {
    self.latitude = latitude
    self.longitude = longitude
    self.range = range
  }
}

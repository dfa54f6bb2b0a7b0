/// Where a thing sits on the network or on the ground, or that it does not.
public struct Place: Hashable, Sendable {
  /// Always false inside a condition, where `not` is the condition's own.
  public let isNegated: Bool
  public let spot: Spot
  /// Includes the `not`.
  public let range: SourceRange

  public init(isNegated: Bool, spot: Spot, range: SourceRange) {
    self.isNegated = isNegated
    self.spot = spot
    self.range = range
  }
}

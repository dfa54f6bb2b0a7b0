/// `impact of route F7 at 1.2 km`: who loses service if this fails.
public struct Impact: Hashable, Sendable {
  public let target: Target
  /// How far along the target the fault lies; always has a unit.
  public let distance: Quantity?
  public let tail: Tail
  public let range: SourceRange

  public init(target: Target, distance: Quantity?, tail: Tail, range: SourceRange) {
    self.target = target
    self.distance = distance
    self.tail = tail
    self.range = range
  }
}

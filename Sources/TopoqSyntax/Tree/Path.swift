/// `path from A to B via C avoiding D by loss`: the best way between two places.
public struct Path: Hashable, Sendable {
  public enum Cost: String, Hashable, Sendable, CaseIterable {
    case length, loss, hops
  }

  public let origin: Target
  public let destination: Target
  /// In the order in which they are to be passed.
  public let waypoints: [Target]
  public let avoiding: [Target]
  /// What the best way is least in; nil where the sentence leaves it open.
  public let cost: Cost?
  public let shown: [Field]
  public let range: SourceRange

  public init(
    origin: Target, destination: Target, waypoints: [Target], avoiding: [Target], cost: Cost?,
    shown: [Field], range: SourceRange
  ) {
    self.origin = origin
    self.destination = destination
    self.waypoints = waypoints
    self.avoiding = avoiding
    self.cost = cost
    self.shown = shown
    self.range = range
  }
}

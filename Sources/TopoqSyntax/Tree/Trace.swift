/// `trace upstream from customer C1001 to olt`: the feed hop by hop.
public struct Trace: Hashable, Sendable {
  public enum Direction: String, Hashable, Sendable {
    case upstream, downstream
  }

  public let direction: Direction
  public let origin: Target
  /// Where to stop; the noun may stand alone.
  public let destination: NamedThings?
  public let avoiding: Target?
  public let shown: [Field]
  public let range: SourceRange

  public init(
    direction: Direction, origin: Target, destination: NamedThings?, avoiding: Target?,
    shown: [Field], range: SourceRange
  ) {
    self.direction = direction
    self.origin = origin
    self.destination = destination
    self.avoiding = avoiding
    self.shown = shown
    self.range = range
  }
}

/// The one sentence shape: [figures of] things, places, where, by, having, show, order by, limit.
public struct Question: Hashable, Sendable {
  public let heading: Heading?
  public let things: Things
  /// They all hold.
  public let places: [Place]
  public let filter: Condition?
  public let tail: Tail
  public let range: SourceRange

  public init(
    heading: Heading?, things: Things, places: [Place], filter: Condition?, tail: Tail,
    range: SourceRange
  ) {
    self.heading = heading
    self.things = things
    self.places = places
    self.filter = filter
    self.tail = tail
    self.range = range
  }

  public var grouping: [Field] { tail.grouping }
  public var having: Condition? { tail.having }
  public var shown: [Field] { tail.shown }
  public var ordering: [SortKey] { tail.ordering }
  public var limit: Limit? { tail.limit }
}

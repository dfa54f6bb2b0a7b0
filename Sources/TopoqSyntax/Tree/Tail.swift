/// What may close a question, a report or an impact: `by`, `having`, `show`, `order by`, `limit`.
public struct Tail: Hashable, Sendable {
  public let grouping: [Field]
  /// Only where there is a grouping.
  public let having: Condition?
  public let shown: [Field]
  public let ordering: [SortKey]
  public let limit: Limit?

  public init(
    grouping: [Field] = [], having: Condition? = nil, shown: [Field] = [],
    ordering: [SortKey] = [], limit: Limit? = nil
  ) {
    self.grouping = grouping
    self.having = having
    self.shown = shown
    self.ordering = ordering
    self.limit = limit
  }
}

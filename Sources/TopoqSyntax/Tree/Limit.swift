/// At most so many rows.
public struct Limit: Hashable, Sendable {
  /// Never negative.
  public let count: Int
  public let range: SourceRange

  public init(count: Int, range: SourceRange) {
    self.count = count
    self.range = range
  }
}

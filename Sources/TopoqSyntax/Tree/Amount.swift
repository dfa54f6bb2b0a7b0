/// How many related things: `at least 2`, `at most 3`, `exactly 1`.
public struct Amount: Hashable, Sendable {
  public enum Comparison: Hashable, Sendable {
    case atLeast, atMost, exactly
  }

  public let comparison: Comparison
  /// Never negative.
  public let count: Int
  public let range: SourceRange

  public init(comparison: Comparison, count: Int, range: SourceRange) {
    self.comparison = comparison
    self.count = count
    self.range = range
  }
}

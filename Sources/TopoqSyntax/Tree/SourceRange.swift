/// Where something stands in a sentence: UTF-8 byte offsets, the upper one exclusive.
public struct SourceRange: Hashable, Sendable {
  public let lowerBound: Int
  public let upperBound: Int

  public init(_ lowerBound: Int, _ upperBound: Int) {
    precondition(lowerBound >= 0 && lowerBound <= upperBound, "a range runs forwards")
    self.lowerBound = lowerBound
    self.upperBound = upperBound
  }

  public var length: Int { upperBound - lowerBound }

  /// The range from the start of this one to the end of the other; the other must not end earlier
  /// than this one starts.
  public func through(_ other: SourceRange) -> SourceRange {
    SourceRange(min(lowerBound, other.lowerBound), max(upperBound, other.upperBound))
  }
}

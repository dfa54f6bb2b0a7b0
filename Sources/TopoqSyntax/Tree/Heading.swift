/// The figures a question asks for instead of rows: `count, mrr of`.
public struct Heading: Hashable, Sendable {
  /// At least one.
  public let measures: [Measure]
  public let range: SourceRange

  public init(measures: [Measure], range: SourceRange) {
    self.measures = measures
    self.range = range
  }
}

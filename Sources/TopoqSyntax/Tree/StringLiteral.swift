/// Text in quotes; the text is what the quotes mean, without them and without escapes.
public struct StringLiteral: Hashable, Sendable {
  public let text: String
  /// Includes the quotes.
  public let range: SourceRange

  public init(text: String, range: SourceRange) {
    self.text = text
    self.range = range
  }
}

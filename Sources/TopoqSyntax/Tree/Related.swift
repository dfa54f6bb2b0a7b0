/// What is related: all of a noun, or what a question finds.
public enum Related: Hashable, Sendable {
  case noun(Noun)
  /// The range includes the parentheses.
  indirect case question(Question, SourceRange)

  public var range: SourceRange {
    switch self {
    case .noun(let noun): noun.range
    case .question(_, let range): range
    }
  }
}

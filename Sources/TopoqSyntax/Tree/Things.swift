/// What a question is about: a noun with or without names, or the things another question finds.
public enum Things: Hashable, Sendable {
  case noun(NamedThings)
  /// The range includes the parentheses.
  indirect case question(Question, SourceRange)

  public var range: SourceRange {
    switch self {
    case .noun(let things): things.range
    case .question(_, let range): range
    }
  }
}

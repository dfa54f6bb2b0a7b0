/// What a place or a change points at. A noun alone is never one.
public enum Target: Hashable, Sendable {
  /// `splitter S12`; at least one name.
  case things(NamedThings)
  /// A bare code, where only one thing bears it.
  case word(Word)
  case string(StringLiteral)
  case parameter(Parameter)
  case point(PointLiteral)
  /// A set: `(splitters where full)`. The range includes the parentheses.
  indirect case question(Question, SourceRange)
  /// All along a way: `(path from olt OLT1 to customer C1001)`.
  indirect case path(Path, SourceRange)

  public var range: SourceRange {
    switch self {
    case .things(let things): things.range
    case .word(let word): word.range
    case .string(let string): string.range
    case .parameter(let parameter): parameter.range
    case .point(let point): point.range
    case .question(_, let range), .path(_, let range): range
    }
  }
}

/// One figure asked for before `of`: `count`, `sum balance`, or a registered one such as `mrr`.
public enum Measure: Hashable, Sendable {
  case count(SourceRange)
  /// The range runs from the aggregate's word to the end of the field.
  case aggregate(Aggregate, Field, SourceRange)
  case named(Word)

  public var range: SourceRange {
    switch self {
    case .count(let range), .aggregate(_, _, let range): range
    case .named(let word): word.range
    }
  }
}

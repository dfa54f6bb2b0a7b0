/// What stands after `where` or `having`. Parentheses leave no trace but the shape of the tree;
/// chains of `and` and `or` are flat, so depth comes from parentheses and `not` alone.
public indirect enum Condition: Hashable, Sendable {
  /// Two or more.
  case and([Condition], SourceRange)
  /// Two or more.
  case or([Condition], SourceRange)
  case not(Condition, SourceRange)
  /// A place as a test, never negated itself.
  case place(Place)
  case test(Test)

  public var range: SourceRange {
    switch self {
    case .and(_, let range), .or(_, let range), .not(_, let range): range
    case .place(let place): place.range
    case .test(let test): test.range
    }
  }
}

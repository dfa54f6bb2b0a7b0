/// What a test does with its field.
public enum Operation: Hashable, Sendable {
  case compare(Comparison, Value)
  /// `is empty`, `is not empty`.
  case empty(isNegated: Bool)
  /// `in (a, b)`; at least one.
  case among([Value])
  /// `between a and b`, both included.
  case between(Value, Value)
  /// `like "S1*"`.
  case like(StringLiteral)
}

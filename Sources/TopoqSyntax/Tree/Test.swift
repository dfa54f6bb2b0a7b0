/// One test of a field: `overdue > 30 days`, `email is empty`, or the bare condition `billed`.
public struct Test: Hashable, Sendable {
  public let field: Field
  /// Nil for a bare word: a condition that the vocabulary knows.
  public let operation: Operation?
  public let range: SourceRange

  public init(field: Field, operation: Operation?, range: SourceRange) {
    self.field = field
    self.operation = operation
    self.range = range
  }
}

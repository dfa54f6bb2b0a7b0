/// A parameter given with the sentence: `using s = S12`.
public struct ParameterBinding: Hashable, Sendable {
  /// The parameter's name, without a dollar sign.
  public let name: Word
  public let value: Value
  public let range: SourceRange

  public init(name: Word, value: Value, range: SourceRange) {
    self.name = name
    self.value = value
    self.range = range
  }
}

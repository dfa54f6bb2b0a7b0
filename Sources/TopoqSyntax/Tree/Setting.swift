/// `set $s = S12`: a parameter for the session.
public struct Setting: Hashable, Sendable {
  public let parameter: Parameter
  public let value: Value
  public let range: SourceRange

  public init(parameter: Parameter, value: Value, range: SourceRange) {
    self.parameter = parameter
    self.value = value
    self.range = range
  }
}

/// A number as written: `30`, `1.84`, `-27`.
public struct NumberLiteral: Hashable, Sendable {
  /// The digits as written, so that money can be read without rounding.
  public let text: String
  /// The nearest double; always finite.
  public let value: Double
  public let range: SourceRange

  public init(text: String, value: Double, range: SourceRange) {
    self.text = text
    self.value = value
    self.range = range
  }

  /// The number where it is a whole one that fits, else nil.
  public var integer: Int? { Int(text) }
}

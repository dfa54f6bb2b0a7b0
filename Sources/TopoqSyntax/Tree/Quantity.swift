/// A number with or without its unit: `30`, `30 days`, `30 days ago`, `-27 dBm`.
public struct Quantity: Hashable, Sendable {
  public let number: NumberLiteral
  public let unit: UnitWord?
  /// Whether `ago` follows, which makes it a moment rather than a duration.
  public let isAgo: Bool
  public let range: SourceRange

  public init(number: NumberLiteral, unit: UnitWord?, isAgo: Bool, range: SourceRange) {
    self.number = number
    self.unit = unit
    self.isAgo = isAgo
    self.range = range
  }
}

/// A unit as written after a number: `m`, `days`, `INR`.
public struct UnitWord: Hashable, Sendable {
  public let unit: Unit
  public let text: String
  public let range: SourceRange

  public init(unit: Unit, text: String, range: SourceRange) {
    self.unit = unit
    self.text = text
    self.range = range
  }
}

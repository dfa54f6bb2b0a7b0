/// A day of the Gregorian calendar, `2026-05-04`; one that exists.
public struct DateLiteral: Hashable, Sendable {
  public let year: Int
  public let month: Int
  public let day: Int
  public let text: String
  public let range: SourceRange

  public init(year: Int, month: Int, day: Int, text: String, range: SourceRange) {
    self.year = year
    self.month = month
    self.day = day
    self.text = text
    self.range = range
  }
}

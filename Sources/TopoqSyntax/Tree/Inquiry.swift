/// Something asked, with its parameters, the day it is asked of, and the form of the answer.
public struct Inquiry: Hashable, Sendable {
  public let asked: Asked
  /// `using s = S12, d = 30 days`.
  public let parameters: [ParameterBinding]
  /// `as of 2026-03-01`.
  public let asOf: Value?
  /// `as geojson`.
  public let format: Word?
  /// `into "works.geojson"`.
  public let file: StringLiteral?
  public let range: SourceRange

  public init(
    asked: Asked, parameters: [ParameterBinding], asOf: Value?, format: Word?,
    file: StringLiteral?, range: SourceRange
  ) {
    self.asked = asked
    self.parameters = parameters
    self.asOf = asOf
    self.format = format
    self.file = file
    self.range = range
  }
}

/// A parameter, `$s`; the name is without the dollar sign.
public struct Parameter: Hashable, Sendable {
  public let name: String
  public let range: SourceRange

  public init(name: String, range: SourceRange) {
    self.name = name
    self.range = range
  }
}

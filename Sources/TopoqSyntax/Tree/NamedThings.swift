/// A noun and the names after it: `splitter S12`, `splitters S12, S13`, or all `splitters`.
public struct NamedThings: Hashable, Sendable {
  public let noun: Noun
  /// Empty where the noun stands alone; never empty in a target.
  public let names: [Name]
  public let range: SourceRange

  public init(noun: Noun, names: [Name], range: SourceRange) {
    self.noun = noun
    self.names = names
    self.range = range
  }
}

/// A noun as it stands in a sentence (`splitters`) with the word it means (`splitter`).
public struct Noun: Hashable, Sendable {
  /// As written: singular, plural or an alias, letter case kept.
  public let text: String
  /// The canonical singular the lexicon gave for it.
  public let canonical: String
  public let range: SourceRange

  public init(text: String, canonical: String, range: SourceRange) {
    self.text = text
    self.canonical = canonical
    self.range = range
  }
}

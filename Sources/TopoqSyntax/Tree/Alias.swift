/// `alias cable = route`: a trade's own word for a noun.
public struct Alias: Hashable, Sendable {
  public let word: Word
  public let noun: Noun
  public let range: SourceRange

  public init(word: Word, noun: Noun, range: SourceRange) {
    self.word = word
    self.noun = noun
    self.range = range
  }
}

/// A registered word and what it is given: `to splitter S13`, `port 4`, `at @12.97,77.59`.
public struct Argument: Hashable, Sendable {
  public enum Content: Hashable, Sendable {
    /// The noun may stand alone.
    case things(NamedThings)
    /// Never `.noun`.
    case value(Value)
    case point(PointLiteral)
  }

  public let word: Word
  public let content: Content
  public let range: SourceRange

  public init(word: Word, content: Content, range: SourceRange) {
    self.word = word
    self.content = content
    self.range = range
  }
}

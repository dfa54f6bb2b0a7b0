/// A bare word as somebody typed it: a code, a verb, a report, a name that is being defined.
public struct Word: Hashable, Sendable {
  /// As written; letter case kept.
  public let text: String
  public let range: SourceRange

  public init(text: String, range: SourceRange) {
    self.text = text
    self.range = range
  }

  /// What vocabularies are searched with.
  public var key: String { text.lowercased() }
}

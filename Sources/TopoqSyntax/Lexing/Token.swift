/// A word or sign of a sentence, before it is known what it is for.
struct Token {
  enum Kind: UInt8 {
    case word, number, date, string, parameter, point
    case open, close, comma, semicolon, percent
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    /// Wrong in itself; a diagnostic has been made.
    case bad
    case end
  }

  let kind: Kind
  /// Only for words.
  let keyword: Keyword?
  let range: SourceRange

  init(_ kind: Kind, _ range: SourceRange, keyword: Keyword? = nil) {
    self.kind = kind
    self.keyword = keyword
    self.range = range
  }
}

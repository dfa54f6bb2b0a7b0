/// A registered report with its target, days, places and the tail of a question.
public struct Report: Hashable, Sendable {
  /// The registered word as written.
  public let word: Word
  public let target: Target?
  public let dates: [DateLiteral]
  public let places: [Place]
  public let filter: Condition?
  public let tail: Tail
  public let range: SourceRange

  public init(
    word: Word, target: Target?, dates: [DateLiteral], places: [Place], filter: Condition?,
    tail: Tail, range: SourceRange
  ) {
    self.word = word
    self.target = target
    self.dates = dates
    self.places = places
    self.filter = filter
    self.tail = tail
    self.range = range
  }
}

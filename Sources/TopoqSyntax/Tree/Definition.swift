/// `let late = customers where overdue`: a question with a name, for the session or the file.
public struct Definition: Hashable, Sendable {
  /// True for `save`, which lasts with the file; false for `let`, which lasts with the session.
  public let isSaved: Bool
  public let name: Word
  public let question: Question
  public let range: SourceRange

  public init(isSaved: Bool, name: Word, question: Question, range: SourceRange) {
    self.isSaved = isSaved
    self.name = name
    self.question = question
    self.range = range
  }
}

/// What could come next where a text ends, for the Tab key.
public struct Completion: Sendable {
  /// The word that has been begun; empty after a blank.
  public let prefix: String
  /// Where a chosen word goes: the prefix's place.
  public let range: SourceRange
  /// What may stand there; empty where the text before is wrong.
  public let expected: [Expectation]
  /// The canonical noun whose codes may follow, where one is expected.
  public let nounOfCode: String?
  /// The canonical noun whose fields and conditions may follow.
  public let subject: String?
  /// The verb or report that the statement begins with.
  public let verb: String?
}

/// What became of a text: trees for the statements that are there, and what is wrong.
public struct Parsed: Sendable {
  /// Statements whose end was reached, in order. Where diagnostics name an error, some of these
  /// are what the asker probably meant, and none should be run.
  public let statements: [Statement]
  /// In the order of the text; after a hundred the rest is not read.
  public let diagnostics: [Diagnostic]
  /// False where the text only stops too early, so that another line could complete it.
  public let isComplete: Bool
  /// How far the text could be followed, and what could stand there.
  public let farthest: Farthest

  /// The same with other words about what is wrong.
  public func saying(_ diagnostics: [Diagnostic]) -> Parsed {
    Parsed(
      statements: statements, diagnostics: diagnostics, isComplete: isComplete, farthest: farthest)
  }

  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// The farthest place the parser reached with what it would have taken there.
  public struct Farthest: Sendable {
    public let offset: Int
    public let expected: [Expectation]
    /// The canonical noun that a code there would belong to.
    public let nounOfCode: String?
    /// The canonical noun that the innermost open question is about, whose fields may follow.
    public let subject: String?
    /// The verb or report that the statement began with.
    public let verb: String?
    /// Whether that is the end of the text, so that `expected` is what could come next.
    public let isAtEnd: Bool
  }
}

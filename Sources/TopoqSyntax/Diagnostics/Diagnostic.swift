/// What is wrong with a sentence, where, and what to write instead.
public struct Diagnostic: Hashable, Sendable {
  public enum Severity: String, Hashable, Sendable {
    case error, warning, note
  }

  /// Nil for notes.
  public let code: DiagnosticCode?
  public let severity: Severity
  /// In the asker's words; what is quoted from the sentence stands in backticks.
  public let message: String
  /// Where, in the text that was parsed; nil where it concerns the answer and no word.
  public let range: SourceRange?
  /// At most three words, all legal at that place, nearest first.
  public let didYouMean: [String]
  /// At most six things that may stand there, named by role.
  public let expected: [String]
  public let help: String?
  /// A whole corrected sentence that parses.
  public let attempt: String?

  public init(
    _ code: DiagnosticCode?, severity: Severity = .error, _ message: String,
    at range: SourceRange?, didYouMean: [String] = [], expected: [String] = [],
    help: String? = nil, attempt: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.range = range
    self.didYouMean = Array(didYouMean.prefix(3))
    self.expected = Array(expected.prefix(6))
    self.help = help
    self.attempt = attempt
  }

  /// The same with another corrected sentence.
  public func trying(_ attempt: String?) -> Diagnostic {
    Diagnostic(
      code, severity: severity, message, at: range, didYouMean: didYouMean, expected: expected,
      help: help, attempt: attempt)
  }
}

/// A change as a sentence: a verb, its target, and arguments.
public struct Change: Hashable, Sendable {
  /// The registered verb as written.
  public let verb: Word
  public let target: Target?
  public let arguments: [Argument]
  public let range: SourceRange

  public init(verb: Word, target: Target?, arguments: [Argument], range: SourceRange) {
    self.verb = verb
    self.target = target
    self.arguments = arguments
    self.range = range
  }
}

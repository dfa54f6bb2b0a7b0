/// `what if CHANGE and CHANGE then QUESTION`: an answer as it would be, and nothing altered.
public struct WhatIf: Hashable, Sendable {
  /// At least one, in order.
  public let changes: [Change]
  /// A question, trace, path or impact.
  public let asked: Asked
  public let range: SourceRange

  public init(changes: [Change], asked: Asked, range: SourceRange) {
    self.changes = changes
    self.asked = asked
    self.range = range
  }
}

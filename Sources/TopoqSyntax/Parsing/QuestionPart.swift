/// A part of a question as it stands in the text, kept so that parts can be put in their order.
struct QuestionPart {
  enum Kind: Int {
    case head, places, filter, grouping, shown, ordering, limit
  }

  let kind: Kind
  let range: SourceRange
  /// For the filter, what it says.
  let condition: Condition?

  init(_ kind: Kind, _ range: SourceRange, condition: Condition? = nil) {
    self.kind = kind
    self.range = range
    self.condition = condition
  }
}

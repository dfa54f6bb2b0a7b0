// Questions and their parts, as sentences.
extension Question {
  public var printed: String {
    joined(
      [heading?.printed, things.printed] + places.map(\.printed)
        + [filter.map { "where \($0.printed)" }, tail.printed])
  }
}

extension Heading {
  /// With the `of` where it is needed.
  public var printed: String {
    if measures.count == 1, case .count = measures[0] { return "count" }
    return measures.map(\.printed).joined(separator: ", ") + " of"
  }
}

extension Measure {
  public var printed: String {
    switch self {
    case .count: "count"
    case .aggregate(let aggregate, let field, _): "\(aggregate.rawValue) \(field.text)"
    case .named(let word): word.text
    }
  }
}

extension Things {
  public var printed: String {
    switch self {
    case .noun(let things): things.printed
    case .question(let question, _): "(\(question.printed))"
    }
  }
}

extension NamedThings {
  public var printed: String {
    joined([noun.text, names.map(\.printed).joined(separator: ", ")])
  }
}

extension Name {
  public var printed: String {
    switch kind {
    case .word, .number, .date: text
    case .string: quotedText(text)
    case .parameter: "$\(text)"
    }
  }
}

extension Tail {
  public var printed: String {
    let keys = ordering.map { $0.isDescending ? "\($0.field.text) desc" : $0.field.text }
    return joined([
      grouping.isEmpty ? nil : "by " + grouping.map(\.text).joined(separator: ", "),
      having.map { "having \($0.printed)" },
      printedShown(shown),
      keys.isEmpty ? nil : "order by " + keys.joined(separator: ", "),
      limit.map { "limit \($0.count)" },
    ])
  }
}

// A bound place in words again, as it is typed.

internal import TopoqText
internal import TopoqVocabulary

extension BoundPlace {
  /// The place as a clause of canonical words.
  var described: String {
    (isNegated ? "not " : "") + [spot.words, spot.target].compactMap { $0 }.joined(separator: " ")
  }
}

extension BoundSpot {
  /// What stands before the target.
  fileprivate var words: String {
    switch self {
    case .fed(_, let isDirect): isDirect ? "directly on" : "on"
    case .upstream(_, let isDirect): isDirect ? "directly upstream of" : "upstream of"
    case .affected: "affected by"
    case .failing: "failing with"
    case .connected: "connected to"
    case .at: "at"
    case .inside: "in"
    case .crossing: "crossing"
    case .along: "along"
    case .near: "near"
    case .within(let metres, _): "within \(NumberText.trimmed(metres)) m of"
    case .reached(.metresOfFibre(let metres), _):
      "within \(NumberText.trimmed(metres)) m by fibre of"
    case .reached(.hops(let hops), _): "within \(hops) hops of"
    case .between(let first, _): "between \(first.described) and"
    case .way(let way): "along the \(way.sentence)"
    case .related(let isPresent, let amount, let related):
      (isPresent ? "with" : "without") + Self.describe(amount) + " " + Self.describe(related)
    case .among(let set): "among \(set.asSetSentence)"
    }
  }

  fileprivate var target: String? {
    switch self {
    case .fed(let target, _), .upstream(let target, _), .at(let target), .inside(let target),
      .crossing(let target), .near(let target), .within(_, let target), .affected(let target),
      .failing(let target, _), .connected(let target), .along(let target), .reached(_, let target),
      .between(_, let target):
      target.described
    case .related, .among, .way: nil
    }
  }

  private static func describe(_ amount: (comparison: String, count: Int)?) -> String {
    guard let amount else { return "" }
    let words = [">=": "at least", "<=": "at most"][amount.comparison] ?? "exactly"
    return " \(words) \(amount.count)"
  }

  /// What is related: all of a noun, or a set in parentheses.
  private static func describe(_ related: BoundQuestion) -> String {
    let isPlain = related.things == nil && related.places.isEmpty && related.filter == nil
    return isPlain ? related.noun.plural : related.asSetSentence
  }
}

extension BoundTarget {
  /// What it is, as it is typed.
  var described: String {
    switch self {
    case .things(let things):
      (things.count == 1 ? things[0].noun.name : things[0].noun.plural) + " "
        + things.map(\.code.asName).joined(separator: ", ")
    case .point(let longitude, let latitude): "@\(latitude),\(longitude)"
    case .set(let question): question.asSetSentence
    }
  }
}

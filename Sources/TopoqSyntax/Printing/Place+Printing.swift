// Places and targets, as sentences.
extension Place {
  public var printed: String { isNegated ? "not \(spot.printed)" : spot.printed }
}

extension Spot {
  public var printed: String {
    switch self {
    case .fed(let target, let isDirect): "\(isDirect ? "directly " : "")on \(target.printed)"
    case .upstream(let target, let isDirect):
      "\(isDirect ? "directly " : "")upstream of \(target.printed)"
    case .connected(let target): "connected to \(target.printed)"
    case .between(let first, let second): "between \(first.printed) and \(second.printed)"
    case .affected(let target): "affected by \(target.printed)"
    case .at(let target): "at \(target.printed)"
    case .inside(let target): "in \(target.printed)"
    case .near(let target): "near \(target.printed)"
    case .along(let target): "along \(target.printed)"
    case .crossing(let target): "crossing \(target.printed)"
    case .within(let distance, let byFibre, let target):
      "within \(distance.printed) \(byFibre ? "by fibre " : "")of \(target.printed)"
    case .related(let relation): relation.printed
    }
  }
}

extension Relation {
  public var printed: String {
    joined([isPresent ? "with" : "without", amount?.printed, related.printed])
  }
}

extension Amount {
  public var printed: String {
    switch comparison {
    case .atLeast: "at least \(count)"
    case .atMost: "at most \(count)"
    case .exactly: "exactly \(count)"
    }
  }
}

extension Related {
  public var printed: String {
    switch self {
    case .noun(let noun): noun.text
    case .question(let question, _): "(\(question.printed))"
    }
  }
}

extension Target {
  public var printed: String {
    switch self {
    case .things(let things): things.printed
    case .word(let word): word.text
    case .string(let string): quotedText(string.text)
    case .parameter(let parameter): parameter.printed
    case .point(let point): point.printed
    case .question(let question, _): "(\(question.printed))"
    case .path(let path, _): "(\(path.printed))"
    }
  }
}

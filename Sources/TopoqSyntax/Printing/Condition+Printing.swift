// Conditions and values, as sentences.
extension Condition {
  public var printed: String {
    switch self {
    case .and(let items, _): items.map(\.printedInside).joined(separator: " and ")
    case .or(let items, _): items.map(\.printedInside).joined(separator: " or ")
    case .not(let denied, _): "not \(denied.printedInside)"
    case .place(let place): place.printed
    case .test(let test): test.printed
    }
  }

  /// With parentheses where the condition is a chain.
  private var printedInside: String {
    switch self {
    case .and, .or: "(\(printed))"
    case .not, .place, .test: printed
    }
  }
}

extension Test {
  public var printed: String {
    switch operation {
    case nil: field.text
    case .compare(let comparison, let value)?:
      "\(field.text) \(comparison.rawValue) \(value.printed)"
    case .empty(let isNegated)?: "\(field.text) is \(isNegated ? "not " : "")empty"
    case .among(let values)?:
      "\(field.text) in (\(values.map(\.printed).joined(separator: ", ")))"
    case .between(let lower, let upper)?:
      "\(field.text) between \(lower.printed) and \(upper.printed)"
    case .like(let pattern)?: "\(field.text) like \(quotedText(pattern.text))"
    }
  }
}

extension Value {
  public var printed: String {
    switch self {
    case .quantity(let quantity): quantity.printed
    case .string(let string): quotedText(string.text)
    case .date(let date): date.text
    case .parameter(let parameter): parameter.printed
    case .today: "today"
    case .yesterday: "yesterday"
    case .word(let word): word.text
    case .noun(let noun): noun.text
    }
  }
}

extension Quantity {
  public var printed: String {
    joined([number.text, unit?.text, isAgo ? "ago" : nil])
  }
}

extension Parameter {
  public var printed: String { "$\(name)" }
}

extension PointLiteral {
  public var printed: String { "@\(latitude.text),\(longitude.text)" }
}

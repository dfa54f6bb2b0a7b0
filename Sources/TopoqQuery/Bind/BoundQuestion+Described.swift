// A bound question in words again: every word canonical, every code as the file has it.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

extension BoundQuestion {
  /// The question as one sentence of canonical words.
  var sentence: String { clauses.joined(separator: " ") }

  /// A clause a line, for `explain`.
  var described: [String] { clauses + (isCard ? ["with all that is known of it"] : []) }

  private var clauses: [String] {
    var clauses: [String] = []
    if !figures.isEmpty {
      clauses.append(figures.map(\.described).joined(separator: ", ") + " of")
    }
    clauses.append(subject)
    clauses += places.map(\.described)
    if let filter { clauses.append("where " + filter.described(isInside: false)) }
    if !grouping.isEmpty { clauses.append("by " + grouping.map(\.name).joined(separator: ", ")) }
    if let having { clauses.append("having " + having.described(isInside: false)) }
    if !shown.isEmpty, !isCard {
      clauses.append("show " + shown.map(\.name).joined(separator: ", "))
    }
    if !ordering.isEmpty {
      let keys = ordering.map { $0.key.described + ($0.isDescending ? " desc" : "") }
      clauses.append("order by " + keys.joined(separator: ", "))
    }
    if let limit { clauses.append("limit \(limit)") }
    return clauses
  }

  private var subject: String {
    guard let things else { return noun.plural }
    return (things.count == 1 ? noun.name : noun.plural) + " "
      + things.map(\.code.asName).joined(separator: ", ")
  }

  /// As a set inside another question: what only an answer needs is left out.
  var asSetSentence: String {
    var set = self
    set.shown = []
    if limit == nil { set.ordering = [] }
    set.isCard = false
    return "(\(set.sentence))"
  }
}

extension BoundSortKey {
  fileprivate var described: String {
    switch self {
    case .field(let field): field.name
    case .figure(let figure): figure.described
    }
  }
}

extension BoundFigure {
  /// As it is asked for: `sum balance`, where the answer's column is `sum_balance`.
  fileprivate var described: String {
    if case .aggregate(let function, let field) = self { "\(function) \(field.name)" } else { name }
  }
}

extension BoundCondition {
  /// In words; a chain inside another condition stands in parentheses.
  func described(isInside: Bool = true) -> String {
    switch self {
    case .and(let parts): chain(parts, " and ", isInside)
    case .or(let parts): chain(parts, " or ", isInside)
    case .not(let inner): "not " + inner.described()
    case .place(let place): place.described
    case .condition(let condition): condition.name
    case .compare(let field, let comparison, let value):
      "\(field.name) \(comparison) \(field.written(value))"
    case .compareFields(let field, let comparison, let other):
      "\(field.name) \(comparison) \(other.name)"
    case .empty(let field, let isNegated): "\(field.name) is \(isNegated ? "not " : "")empty"
    case .among(let field, let values):
      "\(field.name) in (\(values.map { field.written($0) }.joined(separator: ", ")))"
    case .between(let field, let low, let high):
      "\(field.name) between \(field.written(low)) and \(field.written(high))"
    case .like(let field, let pattern): "\(field.name) like \"\(pattern)\""
    case .figure(let figure, let comparison, let value, let currency):
      "\(figure.described) \(comparison) "
        + BoundField.written(value, as: figure.type, currency: currency)
    }
  }

  private func chain(_ parts: [BoundCondition], _ joiner: String, _ isInside: Bool) -> String {
    let text = parts.map { $0.described() }.joined(separator: joiner)
    return isInside ? "(\(text))" : text
  }
}

extension BoundField {
  /// A value of this field as it is typed.
  fileprivate func written(_ value: SQLiteValue) -> String {
    var currency: String?
    if case .money(_, let code) = self { currency = code }
    return Self.written(value, as: type, currency: currency)
  }

  fileprivate static func written(
    _ value: SQLiteValue, as type: ValueType, currency: String?
  ) -> String {
    switch (type, value) {
    case (.boolean, .integer(let flag)): return flag == 0 ? "false" : "true"
    case (.money, .integer(let minor)):
      let digits = currency.flatMap { Currency.minorDigits(of: $0) } ?? 0
      return NumberText.money(minor: Int(minor), digits: digits) + (currency.map { " \($0)" } ?? "")
    case (.metres, let number): return plain(number) + " m"
    case (.days, let number): return plain(number) + " days"
    case (.decibels, let number): return plain(number) + " dB"
    case (.percent, let number):
      return NumberText.trimmed((number.real ?? 0) * 100, decimals: 6) + "%"
    case (.day, .text(let day)): return day
    case (_, .text(let text)): return "\"\(text)\""
    case (_, let other): return plain(other)
    }
  }

  private static func plain(_ value: SQLiteValue) -> String {
    switch value {
    case .integer(let number): String(number)
    case .real(let number): NumberText.trimmed(number, decimals: 6)
    case .text(let text): text
    case .null, .blob: "nothing"
    }
  }
}

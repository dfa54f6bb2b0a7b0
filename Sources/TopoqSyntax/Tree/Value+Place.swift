// A value that was written in one sentence, used in another.

extension Value {
  /// The same value with `range` as its place, and that of all its parts.
  public func moved(to range: SourceRange) -> Value {
    switch self {
    case .quantity(let quantity):
      .quantity(
        Quantity(
          number: NumberLiteral(
            text: quantity.number.text, value: quantity.number.value, range: range),
          unit: quantity.unit.map { UnitWord(unit: $0.unit, text: $0.text, range: range) },
          isAgo: quantity.isAgo, range: range))
    case .string(let literal): .string(StringLiteral(text: literal.text, range: range))
    case .date(let date):
      .date(
        DateLiteral(
          year: date.year, month: date.month, day: date.day, text: date.text, range: range))
    case .parameter(let parameter): .parameter(Parameter(name: parameter.name, range: range))
    case .today: .today(range)
    case .yesterday: .yesterday(range)
    case .word(let word): .word(Word(text: word.text, range: range))
    case .noun(let noun):
      .noun(Noun(text: noun.text, canonical: noun.canonical, range: range))
    }
  }
}

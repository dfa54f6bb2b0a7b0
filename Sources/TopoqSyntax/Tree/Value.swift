/// What a field is compared with, or a parameter is set to.
public enum Value: Hashable, Sendable {
  case quantity(Quantity)
  case string(StringLiteral)
  case date(DateLiteral)
  case parameter(Parameter)
  case today(SourceRange)
  case yesterday(SourceRange)
  /// A bare word: `survey`, `S12`.
  case word(Word)
  /// A bare word that is also a noun.
  case noun(Noun)

  public var range: SourceRange {
    switch self {
    case .quantity(let quantity): quantity.range
    case .string(let string): string.range
    case .date(let date): date.range
    case .parameter(let parameter): parameter.range
    case .today(let range), .yesterday(let range): range
    case .word(let word): word.range
    case .noun(let noun): noun.range
    }
  }
}

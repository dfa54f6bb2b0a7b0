/// What may stand at a place in a sentence, by role.
public enum Expectation: Hashable, Sendable {
  case keyword(Keyword)
  case noun, code, field, condition, measure, verb, argument, report
  case value, number, unit, string, date, point, parameter, format, word
  case comma, open, close, equals, comparison, semicolon

  /// The plain roles, in the order in which messages name them.
  static let roles: [Expectation] = [
    .noun, .code, .measure, .verb, .report, .argument, .field, .condition, .comparison, .value,
    .number, .unit, .string, .date, .point, .parameter, .format, .word, .equals, .comma, .open,
    .close, .semicolon,
  ]

  /// As a message names it.
  public var wording: String {
    switch self {
    case .keyword(let keyword): "`\(keyword.spelling)`"
    case .noun: "a noun"
    case .code: "a code"
    case .field: "a field"
    case .condition: "a condition"
    case .measure: "a measure"
    case .verb: "a verb"
    case .argument: "an argument"
    case .report: "a report"
    case .value: "a value"
    case .number: "a number"
    case .unit: "a unit"
    case .string: "text in quotes"
    case .date: "a day such as 2026-05-04"
    case .point: "a point such as @12.97,77.59"
    case .parameter: "a parameter such as $s"
    case .format: "a format"
    case .word: "a name"
    case .comma: "`,`"
    case .open: "`(`"
    case .close: "`)`"
    case .equals: "`=`"
    case .comparison: "a comparison such as `=` or `>`"
    case .semicolon: "`;`"
    }
  }

  /// Its place among the roles; keywords share the place after them and have sets of their own.
  var bit: Int {
    switch self {
    case .noun: 0
    case .code: 1
    case .measure: 2
    case .verb: 3
    case .report: 4
    case .argument: 5
    case .field: 6
    case .condition: 7
    case .comparison: 8
    case .value: 9
    case .number: 10
    case .unit: 11
    case .string: 12
    case .date: 13
    case .point: 14
    case .parameter: 15
    case .format: 16
    case .word: 17
    case .equals: 18
    case .comma: 19
    case .open: 20
    case .close: 21
    case .semicolon: 22
    case .keyword: 23
    }
  }
}

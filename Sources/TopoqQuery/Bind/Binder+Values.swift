// Literals: their units must fit the field, and become what its column holds.

internal import TopoqSQLite
internal import TopoqSyntax
internal import TopoqText
internal import TopoqVocabulary

extension Binder {
  /// The value as the column of a field of `type` holds it, or nil with a diagnostic.
  mutating func bind(
    _ value: TopoqSyntax.Value, as type: ValueType, _ field: TopoqSyntax.Field
  ) throws -> SQLiteValue? {
    switch value {
    case .quantity(let quantity): return bind(quantity, as: type, field)
    case .string(let literal): return bind(literal.text, as: type, field, literal.range)
    case .word(let word): return bind(word.text, as: type, field, word.range)
    case .noun(let noun): return bind(noun.text, as: type, field, noun.range)
    case .date(let date): return bindDay(date.text, as: type, field, date.range)
    case .today(let range): return bindDay(today.description, as: type, field, range)
    case .yesterday(let range):
      return bindDay(today.adding(days: -1).description, as: type, field, range)
    case .parameter(let parameter):
      guard let given = parameters[parameter.name.lowercased()] else {
        report(
          Diagnostic(
            .parameterNotSet, "`$\(parameter.name)` is not set", at: parameter.range,
            help: "end the sentence with `using \(parameter.name) = ...`"))
        return nil
      }
      return try bind(given, as: type, field)
    }
  }

  private mutating func bind(
    _ text: String, as type: ValueType, _ field: TopoqSyntax.Field, _ range: SourceRange
  ) -> SQLiteValue? {
    switch type {
    case .text: return .text(text.normalized)
    case .boolean:
      switch text.lowercased() {
      case "true", "yes": return .integer(1)
      case "false", "no": return .integer(0)
      default: break
      }
    case .day:
      if Day(text) != nil { return .text(text) }
    default: break
    }
    mismatch(field, type, range, found: "`\(text)`")
    return nil
  }

  private mutating func bindDay(
    _ text: String, as type: ValueType, _ field: TopoqSyntax.Field, _ range: SourceRange
  ) -> SQLiteValue? {
    guard type == .day || type == .text else {
      mismatch(field, type, range, found: "a day")
      return nil
    }
    return .text(text)
  }

  private mutating func bind(
    _ quantity: Quantity, as type: ValueType, _ field: TopoqSyntax.Field
  ) -> SQLiteValue? {
    let number = quantity.number
    let unit = quantity.unit?.unit
    if quantity.isAgo { return bindAgo(quantity, as: type, field) }
    switch (type, unit) {
    case (.text, nil): return .text(number.text)
    case (.integer, nil), (.number, nil):
      return number.integer.map { .integer(Int64($0)) } ?? .real(number.value)
    case (.metres, let unit?):
      if let metres = unit.inMetres { return .real(number.value * metres) }
    case (.decibels, .decibels?), (.decibels, .decibelMilliwatts?): return .real(number.value)
    case (.percent, .percent?): return .real(number.value / 100)
    case (.money, .currency(let code)?):
      guard let digits = Currency.minorDigits(of: code),
        let minor = NumberText.minorUnits(number.text, digits: digits)
      else {
        report(
          Diagnostic(
            .typeMismatch, "`\(number.text)` has more decimals than \(code) has",
            at: quantity.range))
        return nil
      }
      return .integer(Int64(minor))
    case (_, nil):
      if let example = type.exampleUnit {
        report(
          Diagnostic(
            .missingUnit, "\(type.phrase) needs a unit", at: quantity.range,
            help: "for example `\(number.text)\(example)`",
            attempt: replacing(quantity.range, with: "\(number.text)\(example)")))
        return nil
      }
    default: break
    }
    if let unit = quantity.unit {
      let example = type.exampleUnit ?? ""
      report(
        Diagnostic(
          .unitMismatch, "`\(unit.text)` does not fit `\(field.text)`, which is \(type.phrase)",
          at: unit.range,
          attempt: replacing(quantity.range, with: "\(number.text)\(example)")))
    } else {
      mismatch(field, type, quantity.range, found: "a number")
    }
    return nil
  }

  private mutating func bindAgo(
    _ quantity: Quantity, as type: ValueType, _ field: TopoqSyntax.Field
  ) -> SQLiteValue? {
    guard type == .day, let count = quantity.number.integer, abs(count) < 1_000_000 else {
      mismatch(field, type, quantity.range, found: "a moment")
      return nil
    }
    switch quantity.unit?.unit {
    case .days?: return .text(today.adding(days: -count).description)
    case .weeks?: return .text(today.adding(days: -7 * count).description)
    case .months?: return .text(today.adding(months: -count).description)
    case .years?: return .text(today.adding(months: -12 * count).description)
    default:
      mismatch(field, type, quantity.range, found: "that")
      return nil
    }
  }

  private mutating func mismatch(
    _ field: TopoqSyntax.Field, _ type: ValueType, _ range: SourceRange, found: String
  ) {
    report(
      Diagnostic(
        .typeMismatch, "`\(field.text)` is \(type.phrase), and \(found) is none", at: range,
        help: type.exampleUnit.map { "write for example `10\($0)`" }))
  }
}

extension ValueType {
  /// In a sentence: "`balance` is an amount of money".
  var phrase: String {
    switch self {
    case .text: "a text"
    case .integer, .number: "a number"
    case .boolean: "true or false"
    case .day: "a day"
    case .metres: "a length"
    case .decibels: "a loss"
    case .percent: "a share"
    case .money: "an amount of money"
    }
  }

  var exampleUnit: String? {
    switch self {
    case .metres: " m"
    case .decibels: " dB"
    case .percent: "%"
    case .money: " INR"
    default: nil
    }
  }
}

extension Unit {
  /// One of this unit in metres, or nil where it measures something else.
  var inMetres: Double? {
    switch self {
    case .millimetres: 0.001
    case .centimetres: 0.01
    case .metres: 1
    case .kilometres: 1000
    case .feet: 0.3048
    case .miles: 1609.344
    default: nil
    }
  }
}

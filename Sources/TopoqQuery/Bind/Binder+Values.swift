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
      guard let given = self.value(ofParameter: parameter.name) else {
        report(
          Diagnostic(
            .parameterNotSet, "`$\(parameter.name)` is not set", at: parameter.range,
            help: parameterHelp(parameter.name)))
        return nil
      }
      return try bind(placed(given, for: parameter), as: type, field)
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
    case (.days, let unit?):
      if let days = unit.inDays { return .real(number.value * days) }
    case (.money, .currency(let code)?):
      return bindMoney(quantity, code)
    case (_, nil):
      if let example = exampleUnit(of: type) {
        reportMissingUnit(number, type, quantity.range, example)
        return nil
      }
    default: break
    }
    if type == .day, let unit = quantity.unit, [.days, .weeks, .months, .years].contains(unit.unit)
    {
      mismatch(
        field, type, quantity.range, found: "a duration",
        attempt: replacing(quantity.range, with: "\(number.text) \(unit.text) ago"))
    } else if let unit = quantity.unit {
      let example = exampleUnit(of: type) ?? ""
      report(
        Diagnostic(
          .unitMismatch, "`\(unit.text)` does not fit `\(field.text)`, which is \(type.phrase)",
          at: unit.range,
          attempt: replacing(quantity.range, with: "\(number.text)\(example)")))
    } else {
      mismatch(
        field, type, quantity.range, found: "a number",
        attempt: type == .day ? replacing(quantity.range, with: "\(number.text) days ago") : nil)
    }
    return nil
  }

  private mutating func bindMoney(_ quantity: Quantity, _ code: String) -> SQLiteValue? {
    let number = quantity.number
    guard isKnown(currency: code, quantity) else { return nil }
    guard let digits = Currency.minorDigits(of: code),
      let minor = NumberText.minorUnits(number.text, digits: digits)
    else {
      report(
        Diagnostic(
          .typeMismatch,
          number.text.contains(".")
            ? "`\(number.text)` has more decimals than \(code) has"
            : "`\(number.text) \(code)` is more than can be counted", at: quantity.range,
          help: number.text.contains(".")
            ? "write at most \(Currency.minorDigits(of: code) ?? 2) decimals" : nil))
      return nil
    }
    return .integer(Int64(minor))
  }

  private mutating func bindAgo(
    _ quantity: Quantity, as type: ValueType, _ field: TopoqSyntax.Field
  ) -> SQLiteValue? {
    guard type == .day, let count = quantity.number.integer else {
      mismatch(field, type, quantity.range, found: "a moment")
      return nil
    }
    let unit = quantity.unit?.unit
    let daysEach = [Unit.days: 1, .weeks: 7, .months: 31, .years: 366]
    guard let unit, let length = daysEach[unit] else {
      mismatch(field, type, quantity.range, found: "that")
      return nil
    }
    // Back to the year 1 and forward to 9999 days are written with four digits.
    guard abs(count) <= Self.mostDays / length else {
      report(
        Diagnostic(
          .typeMismatch,
          "`\(quantity.number.text) \(quantity.unit?.text ?? "") ago` is outside the calendar",
          at: quantity.range))
      return nil
    }
    switch unit {
    case .days: return .text(today.adding(days: -count).description)
    case .weeks: return .text(today.adding(days: -7 * count).description)
    case .months: return .text(today.adding(months: -count).description)
    default: return .text(today.adding(months: -12 * count).description)
    }
  }

  /// Some 1,900 years.
  private static let mostDays = 700_000

  private mutating func mismatch(
    _ field: TopoqSyntax.Field, _ type: ValueType, _ range: SourceRange, found: String,
    attempt: String? = nil
  ) {
    let help =
      type == .day
      ? "write for example `2026-05-04`, `today` or `30 days ago`"
      : exampleUnit(of: type).map { "write for example `10\($0)`" }
    report(
      Diagnostic(
        .typeMismatch, "`\(field.text)` is \(type.phrase), and \(found) is none", at: range,
        help: help, attempt: attempt))
  }

  // MARK: Money

  /// The currencies in which the file's rows count money.
  private func currencies() -> [String] {
    let known = try? connection.first("SELECT value FROM file WHERE key = 'currencies'")?.text
    return known?.split(separator: ",").map { String($0) } ?? []
  }

  /// The currency of a literal, or nil where it is no money.
  func currency(of value: TopoqSyntax.Value) -> String? {
    switch value {
    case .quantity(let quantity):
      if case .currency(let code)? = quantity.unit?.unit { code } else { nil }
    case .parameter(let parameter):
      self.value(ofParameter: parameter.name).flatMap { currency(of: $0) }
    default: nil
    }
  }

  private mutating func isKnown(currency code: String, _ quantity: Quantity) -> Bool {
    let known = currencies()
    guard !known.isEmpty, !known.contains(code) else { return true }
    report(
      Diagnostic(
        .unitMismatch, "nothing in this file is counted in \(code)", at: quantity.range,
        expected: known,
        attempt: replacing(quantity.range, with: "\(quantity.number.text) \(known[0])")))
    return false
  }

  private mutating func reportMissingUnit(
    _ number: NumberLiteral, _ type: ValueType, _ range: SourceRange, _ unit: String
  ) {
    // 0.8 is how others write 80%.
    let isFraction = type == .percent && number.value > 0 && number.value < 1
    let amount = isFraction ? NumberText.trimmed(number.value * 100, decimals: 3) : number.text
    report(
      Diagnostic(
        .missingUnit, "\(type.phrase) needs a unit", at: range,
        help: "for example `\(amount)\(unit)`",
        attempt: replacing(range, with: amount + unit)))
  }

  private func exampleUnit(of type: ValueType) -> String? {
    switch type {
    case .metres: " m"
    case .decibels: " dB"
    case .percent: "%"
    case .days: " days"
    case .money: " " + (currencies().first ?? "INR")
    default: nil
    }
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
    case .days: "a number of days"
    case .metres: "a length"
    case .decibels: "a loss"
    case .percent: "a share"
    case .money: "an amount of money"
    }
  }
}

extension Unit {
  /// One of this unit in days, or nil where it measures something else; a month counts as 30 days,
  /// a year as 365.
  var inDays: Double? {
    switch self {
    case .days: 1
    case .weeks: 7
    case .months: 30
    case .years: 365
    default: nil
    }
  }

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

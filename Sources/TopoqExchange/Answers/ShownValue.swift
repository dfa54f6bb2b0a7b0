// A value as people read it: 1,234.50 INR, 12.5 %, 1,916.5 m, 19.45 dB, yes.

import TopoqQuery
import TopoqSQLite
import TopoqText
import TopoqVocabulary

/// One cell of an answer for tables, cards and Markdown.
enum ShownValue {
  /// The text of a cell; nothing where the value is unknown. A bare amount leaves its currency to
  /// whatever stands above it; a rounded one is in whole units.
  static func text(
    _ values: [SQLiteValue], _ column: Int, _ shape: AnswerShape, isBare: Bool = false,
    isRounded: Bool = false
  ) -> String {
    let value = values[column]
    switch (shape.columns[column].type, value) {
    case (_, .null): return ""
    case (_, .text(let text)): return text
    case (_, .blob(let bytes)): return PlainValue.hexadecimal(bytes)
    case (.boolean, _): return value.real == 0 ? "no" : "yes"
    case (.money, _): return money(values, column, shape, isBare, isRounded)
    case (.percent, _): return fixed((value.real ?? 0) * 100, 1) + " %"
    case (.days, .integer(let count)):
      return NumberText.grouped(Int(count)) + (count == 1 ? " day" : " days")
    case (.metres, _): return fixed(value.real ?? 0, 1) + " m"
    case (.decibels, _): return fixed(value.real ?? 0, 2) + " dB"
    case (.text, .integer(let number)): return String(number)
    case (_, .integer(let number)): return NumberText.grouped(Int(number))
    case (_, .real(let number)): return NumberText.grouped(NumberText.trimmed(number))
    }
  }

  /// Whether a column stands on the right, digit under digit.
  static func isRightAligned(_ type: ValueType) -> Bool {
    switch type {
    case .integer, .number, .days, .metres, .decibels, .percent, .money: true
    case .text, .boolean, .day: false
    }
  }

  private static func money(
    _ values: [SQLiteValue], _ column: Int, _ shape: AnswerShape, _ isBare: Bool,
    _ isRounded: Bool
  ) -> String {
    let digits = shape.minorDigits(of: column, in: values)
    let amount: String
    if isRounded {
      amount = PlainValue.amount(values[column].real ?? 0, digits: digits, decimals: 0)
    } else if case .integer(let minor) = values[column] {
      amount = NumberText.money(minor: Int(minor), digits: digits)
    } else {
      amount = PlainValue.amount(values[column].real ?? 0, digits: digits, decimals: digits)
    }
    guard !isBare, let code = shape.currency(of: column, in: values) else {
      return NumberText.grouped(amount)
    }
    return "\(NumberText.grouped(amount)) \(code)"
  }

  /// As many decimals in every row, so that digit stands under digit.
  private static func fixed(_ number: Double, _ decimals: Int) -> String {
    NumberText.grouped(number, decimals: decimals)
  }
}

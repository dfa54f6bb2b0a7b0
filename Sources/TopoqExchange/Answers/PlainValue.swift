// A value as machines read it: bare numbers in the column's unit, without grouping or sign.

import TopoqQuery
import TopoqSQLite
import TopoqText
import TopoqVocabulary

/// One cell of an answer, for CSV and JSON alike. Money is in major units with all its decimals,
/// shares in percent, lengths have three decimals at most, losses three.
enum PlainValue {
  case empty
  case text(String)
  case integer(Int)
  /// Any finite number.
  case number(Double)
  /// A number in decimal text, such as `1234.50`.
  case decimal(String)
  case boolean(Bool)

  init(_ values: [SQLiteValue], _ column: Int, _ shape: AnswerShape) {
    let value = values[column]
    if case .real(let number) = value, !number.isFinite {
      self = .empty
      return
    }
    switch (shape.columns[column].type, value) {
    case (_, .null): self = .empty
    case (_, .blob(let bytes)): self = .text(PlainValue.hexadecimal(bytes))
    case (.text, .text(let text)): self = .text(text)
    case (.text, .integer(let number)): self = .text(String(number))
    case (.text, .real(let number)): self = .text(NumberText.trimmed(number))
    case (_, .text(let text)): self = .text(text)
    case (.money, .integer(let minor)):
      let digits = shape.minorDigits(of: column, in: values)
      self = .decimal(NumberText.money(minor: Int(minor), digits: digits))
    case (.money, .real(let minor)):
      let digits = shape.minorDigits(of: column, in: values)
      self = .decimal(PlainValue.amount(minor, digits: digits, decimals: digits))
    case (.boolean, .integer(let flag)): self = .boolean(flag != 0)
    case (.boolean, .real(let flag)): self = .boolean(flag != 0)
    case (.percent, _): self = .decimal(NumberText.trimmed((value.real ?? 0) * 100))
    case (.metres, .real(let number)), (.decibels, .real(let number)):
      self = .decimal(NumberText.trimmed(number, decimals: 3))
    case (_, .integer(let number)): self = .integer(Int(number))
    case (_, .real(let number)): self = .number(number)
    }
  }

  /// A mean of amounts need not be a whole number of minor units.
  static func amount(_ minor: Double, digits: Int, decimals: Int) -> String {
    var units = minor
    for _ in 0..<digits { units /= 10 }
    return NumberText.fixed(units, decimals: decimals)
  }

  static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}

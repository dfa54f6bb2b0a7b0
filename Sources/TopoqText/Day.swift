// A calendar day: the day a charge starts, the day a customer left.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A day of the Gregorian calendar without a time zone, from 0000-01-01 to 9999-12-31. Prints and
/// reads as ISO 8601, `2026-05-03`; the texts sort as the days do.
public struct Day: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public let number: Int32

  public enum Zone: Sendable {
    case utc
    /// The time zone of this machine.
    case local
  }

  /// A day by its number since 1970-01-01, or nil outside the years 0 to 9999.
  public init?(number: Int) {
    guard (Day.first...Day.last).contains(number) else { return nil }
    self.number = Int32(number)
  }

  /// A day of the calendar, or nil where there is none, as on 2026-02-29.
  public init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= Day.lengthOfMonth(month, year: year)
    else { return nil }
    number = Int32(Day.number(year: year, month: month, day: day))
  }

  /// Reads `YYYY-MM-DD`, exactly so.
  public init?(_ text: String) {
    var text = text
    guard let day = text.withUTF8({ Day(bytes: $0) }) else { return nil }
    self = day
  }

  /// Reads `YYYY-MM-DD` from bytes, exactly so.
  public init?(bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = decimalDigits(bytes, 0..<4), let month = decimalDigits(bytes, 5..<7),
      let day = decimalDigits(bytes, 8..<10)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// What day it is now.
  public static func today(in zone: Zone = .local) -> Day {
    var seconds = time(nil)
    var parts = tm()
    switch zone {
    case .utc: gmtime_r(&seconds, &parts)
    case .local: localtime_r(&seconds, &parts)
    }
    let day = Day(
      year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
    guard let day else { preconditionFailure("the clock of this machine is far off") }
    return day
  }

  public var year: Int { parts.year }

  /// From 1 to 12.
  public var month: Int { parts.month }

  /// From 1 to 31.
  public var day: Int { parts.day }

  public var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(10)
    bytes.append(self)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The day so many days later.
  /// - Precondition: it lies in the years 0 to 9999.
  public func adding(days: Int) -> Day {
    guard let day = Day(number: Int(number) + days) else {
      preconditionFailure("a day lies in the years 0 to 9999")
    }
    return day
  }

  /// The same day of the month so many months later, or the month's last where it is shorter:
  /// a month after January 31 is February 28 or 29.
  /// - Precondition: it lies in the years 0 to 9999.
  public func adding(months: Int) -> Day {
    let (year, month, day) = parts
    let total = year * 12 + month - 1 + months
    let newYear = total >= 0 ? total / 12 : -1
    let newMonth = total % 12 + 1
    guard (0...9999).contains(newYear) else {
      preconditionFailure("a day lies in the years 0 to 9999")
    }
    let last = Day.lengthOfMonth(newMonth, year: newYear)
    return Day(year: newYear, month: newMonth, day: min(day, last))!
  }

  /// How many days from this day to another.
  public func days(to other: Day) -> Int { Int(other.number) - Int(number) }

  /// 28 to 31.
  public static func lengthOfMonth(_ month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  private static let first = number(year: 0, month: 1, day: 1)
  private static let last = number(year: 9999, month: 12, day: 31)

  /// Days since 1970-01-01 (Hinnant, "chrono-Compatible Low-Level Date Algorithms"): years are
  /// counted from March, so that the leap day is the last of its year.
  private static func number(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The inverse of `number(year:month:day:)`.
  var parts: (year: Int, month: Int, day: Int) {
    let shifted = Int(number) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }
}

extension [UInt8] {
  /// Appends a day as `YYYY-MM-DD`.
  public mutating func append(_ day: Day) {
    let (year, month, dayOfMonth) = day.parts
    append(digits: year, width: 4)
    append(UInt8(ascii: "-"))
    append(digits: month, width: 2)
    append(UInt8(ascii: "-"))
    append(digits: dayOfMonth, width: 2)
  }

  /// Appends a number with leading zeros.
  mutating func append(digits number: Int, width: Int) {
    var scale = 1
    for _ in 1..<width { scale *= 10 }
    while scale > 0 {
      append(0x30 + UInt8(number / scale % 10))
      scale /= 10
    }
  }
}

/// A number written in digits only.
func decimalDigits(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
  var value = 0
  for index in range {
    guard let digit = decimalDigit(bytes[index]) else { return nil }
    value = value * 10 + digit
  }
  return value
}

// A moment: when a change was made, when an ONT was last seen.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A moment in UTC, to the second. Prints as ISO 8601, `2026-05-03T12:00:00Z`; the texts sort as
/// the moments do.
public struct Instant: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
  public let seconds: Int

  private static let secondsPerDay = 86_400

  /// A moment, or nil outside the years 0 to 9999.
  public init?(seconds: Int) {
    guard Day(number: Instant.days(in: seconds)) != nil else { return nil }
    self.seconds = seconds
  }

  /// The first second of a day in UTC.
  public init(startOf day: Day) {
    seconds = Int(day.number) * Instant.secondsPerDay
  }

  /// Reads `2026-05-03T12:00:00Z`, with a zone's offset (`+04:00`) for the `Z`, a space for the
  /// `T`, and a fraction of a second, which is cut off.
  public init?(_ text: String) {
    var text = text
    guard let seconds = text.withUTF8({ Instant.read($0) }) else { return nil }
    self.init(seconds: seconds)
  }

  public static var now: Instant {
    guard let now = Instant(seconds: time(nil)) else {
      preconditionFailure("the clock of this machine is far off")
    }
    return now
  }

  /// The day in UTC.
  public var day: Day { Day(number: Instant.days(in: seconds))! }

  public var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(20)
    bytes.append(self)
    return String(decoding: bytes, as: UTF8.self)
  }

  public static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }

  private static func days(in seconds: Int) -> Int {
    let days = seconds / secondsPerDay
    return seconds % secondsPerDay < 0 ? days - 1 : days
  }

  private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard bytes.count >= 20, let day = Day(bytes: UnsafeBufferPointer(rebasing: bytes[..<10])),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let hour = decimalDigits(bytes, 11..<13), hour < 24,
      let minute = decimalDigits(bytes, 14..<16), minute < 60,
      let second = decimalDigits(bytes, 17..<19), second < 60
    else { return nil }
    var index = 19
    if bytes[index] == UInt8(ascii: ".") {
      index += 1
      while index < bytes.count, decimalDigit(bytes[index]) != nil { index += 1 }
      if index == 20 { return nil }
    }
    guard let offset = readOffset(UnsafeBufferPointer(rebasing: bytes[index...])) else {
      return nil
    }
    let midnight = Int(day.number) * secondsPerDay
    return midnight + hour * 3600 + minute * 60 + second - offset
  }

  /// The seconds by which a zone is ahead of UTC: `Z`, or `+04:00`.
  private static func readOffset(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    if bytes.count == 1, bytes[0] == UInt8(ascii: "Z") { return 0 }
    guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
      bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
      let hours = decimalDigits(bytes, 1..<3), hours < 24,
      let minutes = decimalDigits(bytes, 4..<6), minutes < 60
    else { return nil }
    let offset = hours * 3600 + minutes * 60
    return bytes[0] == UInt8(ascii: "-") ? -offset : offset
  }
}

extension [UInt8] {
  /// Appends a moment as `YYYY-MM-DDThh:mm:ssZ`.
  public mutating func append(_ instant: Instant) {
    let day = instant.day
    let second = instant.seconds - Int(day.number) * 86_400
    append(day)
    append(UInt8(ascii: "T"))
    append(digits: second / 3600, width: 2)
    append(UInt8(ascii: ":"))
    append(digits: second / 60 % 60, width: 2)
    append(UInt8(ascii: ":"))
    append(digits: second % 60, width: 2)
    append(UInt8(ascii: "Z"))
  }
}

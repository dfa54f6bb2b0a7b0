// Numbers as people read them: 19.45 dB, 1,234.50 EUR, 12 km.

/// Texts of numbers. Rounding is half-up, away from zero, on the shortest decimal text of the
/// number: 1.005 to two decimals is 1.01, though its binary value lies a little below.
public enum NumberText {
  /// At most so many decimals and no trailing zeros: `19.45`, `0.1`, `1234.5`, `12`.
  public static func trimmed(_ number: Double, decimals: Int = 6) -> String {
    var bytes = Array(fixed(number, decimals: decimals).utf8)
    if bytes.contains(UInt8(ascii: ".")) {
      while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
      if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Exactly so many decimals: `19.450`. Never "-0.00". NaN and infinity are named as such.
  public static func fixed(_ number: Double, decimals: Int) -> String {
    precondition(decimals >= 0, "a number has no negative count of decimals")
    guard number.isFinite else { return number.description }
    var (digits, pointAt) = shortestDigits(number.magnitude)
    let kept = pointAt + decimals
    if kept < digits.count {
      let roundsUp = kept >= 0 && digits[kept] >= 5
      digits.removeSubrange(max(kept, 0)...)
      if roundsUp { increment(&digits, &pointAt) }
    }
    var text: [UInt8] = []
    if number < 0 && digits.contains(where: { $0 != 0 }) { text.append(UInt8(ascii: "-")) }
    let digit = { (index: Int) -> UInt8 in
      digits.indices.contains(index) ? 0x30 + digits[index] : 0x30
    }
    if pointAt <= 0 { text.append(0x30) }
    for index in 0..<max(pointAt, 0) { text.append(digit(index)) }
    if decimals > 0 { text.append(UInt8(ascii: ".")) }
    for index in pointAt..<pointAt + decimals { text.append(digit(index)) }
    return String(decoding: text, as: UTF8.self)
  }

  /// With a comma every three digits: `1,234.50`.
  public static func grouped(_ number: Double, decimals: Int) -> String {
    number.isFinite ? grouped(fixed(number, decimals: decimals)) : number.description
  }

  /// With a comma every three digits: `-1,234,567`.
  public static func grouped(_ number: Int) -> String { grouped(String(number)) }

  /// Puts commas into the whole part of a plain decimal text.
  public static func grouped(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let start = bytes.first == UInt8(ascii: "-") ? 1 : 0
    let end = bytes.firstIndex(of: UInt8(ascii: ".")) ?? bytes.count
    var result = Array(bytes[..<start])
    for index in start..<end {
      if index > start && (end - index) % 3 == 0 { result.append(UInt8(ascii: ",")) }
      result.append(bytes[index])
    }
    result += bytes[end...]
    return String(decoding: result, as: UTF8.self)
  }

  /// Money in minor units as decimal text: 123456 with two minor digits is `1234.56`.
  public static func money(minor: Int, digits: Int) -> String {
    precondition(digits >= 0, "a currency has no negative count of minor digits")
    var text = String(minor.magnitude)
    if digits > 0 {
      text = String(repeating: "0", count: max(0, digits + 1 - text.utf8.count)) + text
      text.insert(".", at: text.index(text.endIndex, offsetBy: -digits))
    }
    return minor < 0 ? "-" + text : text
  }

  /// Decimal text as money in minor units, or nil where it is no plain number, has more decimals
  /// than the currency (`1.005` with two), or does not fit.
  public static func minorUnits(_ text: String, digits: Int) -> Int? {
    var rest = Substring(text)
    let isNegative = rest.utf8.first == UInt8(ascii: "-")
    if isNegative { rest.removeFirst() }
    let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let whole = parts[0]
    let fraction = parts.count > 1 ? parts[1] : ""
    guard !whole.isEmpty, parts.count == 1 || !fraction.isEmpty, fraction.utf8.count <= digits,
      (whole + fraction).utf8.allSatisfy({ decimalDigit($0) != nil })
    else { return nil }
    let padding = String(repeating: "0", count: digits - fraction.utf8.count)
    return Int((isNegative ? "-" : "") + whole + fraction + padding)
  }

  /// The digits of a number's shortest decimal text, without leading zeros, and where the point
  /// stands among them: 0.012 is ([1, 2], -1).
  private static func shortestDigits(_ number: Double) -> (digits: [UInt8], pointAt: Int) {
    var digits: [UInt8] = []
    var pointAt: Int?
    var exponent = 0
    var bytes = Array(number.description.utf8)[...]
    if let mark = bytes.firstIndex(of: UInt8(ascii: "e")) {
      let text = String(decoding: bytes[(mark + 1)...], as: UTF8.self)
      exponent = Int(text) ?? 0
      bytes = bytes[..<mark]
    }
    for byte in bytes {
      if let digit = decimalDigit(byte) {
        digits.append(UInt8(digit))
      } else {
        pointAt = digits.count
      }
    }
    let leadingZeros = digits.prefix { $0 == 0 }.count
    let point = (pointAt ?? digits.count) + exponent - leadingZeros
    digits.removeFirst(leadingZeros)
    return digits.isEmpty ? ([], 0) : (digits, point)
  }

  /// Adds one to the last digit.
  private static func increment(_ digits: inout [UInt8], _ pointAt: inout Int) {
    for index in digits.indices.reversed() {
      if digits[index] < 9 {
        digits[index] += 1
        return
      }
      digits[index] = 0
    }
    digits.insert(1, at: 0)
    pointAt += 1
  }
}

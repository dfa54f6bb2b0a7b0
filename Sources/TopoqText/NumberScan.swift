// Reads a decimal number out of text bytes without making a String of it.

/// What stands at a place where a number is wanted.
public enum NumberScan: Equatable, Sendable {
  /// A finite number, and the index after its last byte.
  case value(Double, end: Int)
  /// Well written, but larger than a Double can hold.
  case overflow(end: Int)
  /// No number, or a badly written one; the index of the byte that does not fit.
  case malformed(at: Int)

  /// Reads a number that starts at `start`.
  /// - Parameter strict: JSON's rules: no plus sign, no leading zeros, digits before the point.
  public static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, strict: Bool
  ) -> NumberScan {
    var index = start
    var mantissa = Mantissa()
    let isNegative = index < bytes.count && bytes[index] == UInt8(ascii: "-")
    let hasPlus = !strict && index < bytes.count && bytes[index] == UInt8(ascii: "+")
    if isNegative || hasPlus { index += 1 }

    let wholeStart = index
    mantissa.take(bytes, &index)
    let wholeDigits = index - wholeStart
    if strict && wholeDigits > 1 && bytes[wholeStart] == UInt8(ascii: "0") {
      return .malformed(at: wholeStart)
    }
    if strict && wholeDigits == 0 { return .malformed(at: index) }

    if index < bytes.count && bytes[index] == UInt8(ascii: ".") {
      index += 1
      let fractionStart = index
      mantissa.take(bytes, &index)
      mantissa.exponent -= index - fractionStart
      if index == fractionStart && (strict || wholeDigits == 0) { return .malformed(at: index) }
    } else if wholeDigits == 0 {
      return .malformed(at: index)
    }

    if index < bytes.count && bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      guard let exponent = readExponent(bytes, &index) else { return .malformed(at: index) }
      mantissa.exponent += exponent
    }
    let magnitude =
      mantissa.exactValue
      ?? slowValue(UnsafeBufferPointer(rebasing: bytes[wholeStart..<index]))
    guard magnitude.isFinite else { return .overflow(end: index) }
    return .value(isNegative ? -magnitude : magnitude, end: index)
  }

  /// The exponent after `e`, held within ±100,000, far beyond what a Double can hold.
  private static func readExponent(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int
  ) -> Int? {
    var isNegative = false
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      isNegative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    let start = index
    var exponent = 0
    while index < bytes.count, let digit = decimalDigit(bytes[index]) {
      exponent = min(exponent * 10 + digit, 100_000)
      index += 1
    }
    guard index > start else { return nil }
    return isNegative ? -exponent : exponent
  }

  private static func slowValue(_ bytes: UnsafeBufferPointer<UInt8>) -> Double {
    Double(String(decoding: bytes, as: UTF8.self)) ?? .infinity
  }
}

/// The value of an ASCII digit, or nil.
@inline(__always)
func decimalDigit(_ byte: UInt8) -> Int? {
  let value = byte &- 0x30
  return value < 10 ? Int(value) : nil
}

/// The digits of a number so far, as an integer and a power of ten.
private struct Mantissa {
  var digits: UInt64 = 0
  var exponent = 0
  /// Whether `digits` holds every digit exactly.
  var isExact = true

  @inline(__always)
  mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
    while index < bytes.count, let digit = decimalDigit(bytes[index]) {
      if digits < 1 << 59 {
        digits = digits * 10 + UInt64(digit)
      } else {
        isExact = false
      }
      index += 1
    }
  }

  /// The number, where one correctly rounded operation on exact Doubles yields it (Clinger 1990:
  /// integers up to 2^53 and powers of ten up to 10^22 are exact).
  var exactValue: Double? {
    guard isExact else { return nil }
    if digits == 0 { return 0 }
    guard digits <= 1 << 53, (-22...22).contains(exponent) else { return nil }
    let integer = Double(digits)
    return exponent < 0
      ? integer / Mantissa.powersOfTen[-exponent] : integer * Mantissa.powersOfTen[exponent]
  }

  static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}

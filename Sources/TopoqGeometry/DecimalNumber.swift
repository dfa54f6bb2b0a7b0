/// Decimal numbers in text, read from bytes to the nearest double without a detour over strings.
enum DecimalNumber {
  /// The longest number looked at, in bytes.
  private static let maximumByteCount = 400
  /// The powers of ten that a double holds exactly.
  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// Reads `[+-] digits [. digits] [e [+-] digits]` with a digit at least before the exponent, and
  /// moves `offset` behind it; nil, and `offset` as it was, where no finite number stands.
  ///
  /// Up to 15 digits and 22 places the quotient of two exact doubles is the nearest one
  /// (W. D. Clinger, "How to read floating point numbers accurately", PLDI 1990); the rest goes
  /// to the standard library.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, at offset: inout Int) -> Double? {
    let start = offset
    let limit = min(bytes.count, start + maximumByteCount)
    var index = start
    func digit() -> UInt64? {
      guard index < limit, bytes[index] &- 0x30 < 10 else { return nil }
      defer { index += 1 }
      return UInt64(bytes[index] &- 0x30)
    }
    func take(_ either: UInt8, _ or: UInt8) -> Bool {
      guard index < limit, bytes[index] == either || bytes[index] == or else { return false }
      index += 1
      return true
    }
    let isNegative = index < limit && bytes[index] == UInt8(ascii: "-")
    _ = take(UInt8(ascii: "-"), UInt8(ascii: "+"))
    var digits: UInt64 = 0
    var digitCount = 0
    var exponent = 0
    while let next = digit() {
      digits = digits &* 10 &+ next
      digitCount += 1
    }
    if take(UInt8(ascii: "."), UInt8(ascii: ".")) {
      while let next = digit() {
        digits = digits &* 10 &+ next
        digitCount += 1
        exponent -= 1
      }
    }
    guard digitCount > 0 else { return nil }
    if take(UInt8(ascii: "e"), UInt8(ascii: "E")) {
      let isDown = index < limit && bytes[index] == UInt8(ascii: "-")
      _ = take(UInt8(ascii: "-"), UInt8(ascii: "+"))
      var power = 0
      var powerDigits = 0
      while let next = digit() {
        power = min(power * 10 + Int(next), 100_000)
        powerDigits += 1
      }
      guard powerDigits > 0 else { return nil }
      exponent += isDown ? -power : power
    }
    // A number that does not end within the limit is none.
    guard index < start + maximumByteCount else { return nil }
    let magnitude: Double
    if digitCount <= 15, abs(exponent) < powers.count {
      let exact = Double(digits)
      magnitude = exponent < 0 ? exact / powers[-exponent] : exact * powers[exponent]
    } else {
      let text = String(decoding: bytes[start..<index], as: UTF8.self)
      guard let parsed = Double(text), parsed.isFinite else { return nil }
      magnitude = abs(parsed)
    }
    offset = index
    return isNegative ? -magnitude : magnitude
  }
}

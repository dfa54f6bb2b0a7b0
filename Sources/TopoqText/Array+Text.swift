// Appends text and numbers to bytes.

extension [UInt8] {
  /// Appends a text's UTF-8.
  public mutating func append(text: String) {
    var text = text
    text.withUTF8 { append(contentsOf: $0) }
  }

  /// Appends an integer in decimal digits.
  public mutating func append(decimal number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    let start = count
    repeat {
      append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    self[start...].reverse()
  }

  /// Appends the shortest decimal text that reads back as the same Double, `5` rather than `5.0`.
  /// - Precondition: the number is finite.
  public mutating func append(decimal number: Double) {
    precondition(number.isFinite, "only finite numbers can be written")
    append(text: number.description)
    if count >= 2, self[count - 1] == UInt8(ascii: "0"), self[count - 2] == UInt8(ascii: ".") {
      removeLast(2)
    }
  }
}

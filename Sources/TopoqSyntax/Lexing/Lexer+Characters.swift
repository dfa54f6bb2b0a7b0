// What the bytes of a text are.
extension Lexer {
  func byte(at offset: Int) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }

  func isDigit(_ offset: Int) -> Bool {
    guard let byte = byte(at: offset) else { return false }
    return byte &- UInt8(ascii: "0") < 10
  }

  func isBlank(_ offset: Int) -> Bool {
    switch bytes[offset] {
    case 0x20, 0x09, 0x0A, 0x0D: true
    default: false
    }
  }

  /// The scalar that begins at a byte and its width, or nil past the end.
  func scalar(at offset: Int) -> (Unicode.Scalar, Int)? {
    guard let first = byte(at: offset) else { return nil }
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let width = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard offset + width <= bytes.count else { return (Unicode.Scalar(0xFFFD)!, 1) }
    var value = UInt32(first) & (0xFF >> UInt32(width + 1))
    for next in bytes[(offset + 1)..<(offset + width)] { value = value << 6 | UInt32(next & 0x3F) }
    return (Unicode.Scalar(value) ?? Unicode.Scalar(0xFFFD)!, width)
  }

  /// How many bytes a letter takes here; 0 where there is none.
  func letterWidth(at offset: Int) -> Int {
    guard let first = byte(at: offset) else { return 0 }
    if first < 0x80 { return (first | 0x20) &- UInt8(ascii: "a") < 26 ? 1 : 0 }
    guard let (scalar, width) = scalar(at: offset) else { return 0 }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return width
    default: return 0
    }
  }

  /// How many bytes a character takes that may stand inside a word. Marks may: the vowel signs of
  /// Indian scripts are marks, and so is an accent that stands by itself.
  func wordCharacterWidth(at offset: Int) -> Int {
    guard let first = byte(at: offset) else { return 0 }
    switch first {
    case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ":"),
      UInt8(ascii: "#"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return 1
    case ..<0x80: return letterWidth(at: offset)
    default: break
    }
    let letter = letterWidth(at: offset)
    if letter > 0 { return letter }
    guard let (scalar, width) = scalar(at: offset) else { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark: return width
    default: return scalar.value == 0x200C || scalar.value == 0x200D ? width : 0
    }
  }

  /// “ ” „ ‟ ‘ ’ ‚ ‛ « »
  func isCurlyQuote(at offset: Int) -> Bool {
    guard let (scalar, _) = scalar(at: offset) else { return false }
    switch scalar.value {
    case 0x2018...0x201F, 0xAB, 0xBB: return true
    default: return false
    }
  }
}

// Finds the first byte of a text that is not well-formed UTF-8.

/// Strict UTF-8 after the Unicode Standard, table 3-7: no overlong forms, no surrogates, nothing
/// above U+10FFFF.
enum UTF8Check {
  /// The index of the first byte of the first malformed sequence, or nil where all is well.
  static func firstFault(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      if lead < 0x80 {
        index += 1
        continue
      }
      guard let (length, second) = shape(of: lead), index + length <= bytes.count,
        second.contains(bytes[index + 1])
      else { return index }
      for next in 2..<max(length, 2) where bytes[index + next] & 0xC0 != 0x80 { return index }
      index += length
    }
    return nil
  }

  /// How long a sequence with this lead byte is, and what its second byte may be.
  private static func shape(of lead: UInt8) -> (length: Int, second: ClosedRange<UInt8>)? {
    switch lead {
    case 0xC2...0xDF: (2, 0x80...0xBF)
    case 0xE0: (3, 0xA0...0xBF)
    case 0xED: (3, 0x80...0x9F)
    case 0xE1...0xEF: (3, 0x80...0xBF)
    case 0xF0: (4, 0x90...0xBF)
    case 0xF1...0xF3: (4, 0x80...0xBF)
    case 0xF4: (4, 0x80...0x8F)
    default: nil
    }
  }
}

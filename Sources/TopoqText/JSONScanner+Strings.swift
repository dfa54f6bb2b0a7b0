// Reads and passes JSON strings: escapes, UTF-8, surrogate pairs.

extension JSONScanner {
  /// Reads the string whose quote lies ahead.
  mutating func readString() throws(JSONError) -> String {
    let start = offset + 1
    let (hasEscapes, isASCII) = try passString()
    let end = offset - 1
    if hasEscapes { return try unescaped(start..<end) }
    return bytes.withUnsafeBufferPointer { bytes in
      let text = UnsafeBufferPointer(rebasing: bytes[start..<end])
      return isASCII ? String(decoding: text, as: UTF8.self) : String(wellFormed: text)
    }
  }

  /// Passes the string whose quote lies ahead, checking all of it.
  mutating func skipString() throws(JSONError) {
    let start = offset + 1
    if try passString().hasEscapes { _ = try unescaped(start..<offset - 1) }
  }

  /// Goes past the closing quote, checking for control characters and malformed UTF-8.
  private mutating func passString() throws(JSONError) -> (hasEscapes: Bool, isASCII: Bool) {
    let start = offset + 1
    var index = start
    var hasEscapes = false
    var allBits: UInt8 = 0
    while true {
      guard index < bytes.count else { throw syntax("a string starts here and does not end") }
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") { break }
      if byte < 0x20 {
        offset = index
        throw syntax("a control character in a string; write it as an escape, such as \\n")
      }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        index += 1
      }
      allBits |= byte
      index += 1
    }
    if allBits >= 0x80 {
      let fault = bytes.withUnsafeBufferPointer { bytes in
        UTF8Check.firstFault(in: UnsafeBufferPointer(rebasing: bytes[start..<index]))
      }
      if let fault {
        offset = start + fault
        throw syntax("this byte is not UTF-8; save the file as UTF-8")
      }
    }
    offset = index + 1
    return (hasEscapes, allBits < 0x80)
  }

  private mutating func unescaped(_ range: Range<Int>) throws(JSONError) -> String {
    let after = offset
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    offset = range.lowerBound
    while offset < range.upperBound {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\\") {
        try readEscape(before: range.upperBound, into: &text)
      } else {
        text.append(byte)
        offset += 1
      }
    }
    offset = after
    return text.withUnsafeBufferPointer { String(wellFormed: $0) }
  }

  private mutating func readEscape(
    before end: Int, into text: inout [UInt8]
  ) throws(JSONError) {
    switch bytes[offset + 1] {
    case UInt8(ascii: "\""): text.append(0x22)
    case UInt8(ascii: "\\"): text.append(0x5C)
    case UInt8(ascii: "/"): text.append(0x2F)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      let scalar = try readScalar(before: end)
      UTF8.encode(scalar).map { text.append(contentsOf: $0) }
      return
    default: throw syntax("no such escape; a backslash itself is written \\\\")
    }
    offset += 2
  }

  /// Reads `\uXXXX`, or two of them that make a surrogate pair.
  private mutating func readScalar(before end: Int) throws(JSONError) -> Unicode.Scalar {
    let start = offset
    let first = try readCodeUnit(before: end)
    if let scalar = Unicode.Scalar(first) { return scalar }
    if first < 0xDC00, offset + 1 < end, bytes[offset] == UInt8(ascii: "\\"),
      bytes[offset + 1] == UInt8(ascii: "u")
    {
      let second = try readCodeUnit(before: end)
      let value = 0x10000 + (UInt32(first & 0x3FF) << 10) + UInt32(second & 0x3FF)
      if (0xDC00...0xDFFF).contains(second), let scalar = Unicode.Scalar(value) { return scalar }
    }
    offset = start
    throw syntax("half of a surrogate pair; write both halves")
  }

  private mutating func readCodeUnit(before end: Int) throws(JSONError) -> UInt16 {
    guard offset + 6 <= end else { throw syntax("four hexadecimal digits are due after \\u") }
    var unit: UInt16 = 0
    for byte in bytes[offset + 2..<offset + 6] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw syntax("four hexadecimal digits are due after \\u")
      }
      unit = unit << 4 | UInt16(digit)
    }
    offset += 6
    return unit
  }
}

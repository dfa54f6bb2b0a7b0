// Reads plain JSON values, and says where an error lies.

extension JSONScanner {
  /// Reads the string ahead, normalised to form C.
  public mutating func string() throws(JSONError) -> String {
    try expect(.string)
    return try readString()
  }

  /// Reads the number ahead; finite.
  public mutating func number() throws(JSONError) -> Double {
    try expect(.number)
    let start = offset
    let scan = bytes.withUnsafeBufferPointer { NumberScan.read($0, from: start, strict: true) }
    switch scan {
    case .value(let value, let end):
      offset = end
      if let next = peek(), isWordByte(next) { throw syntax("a number is badly written here") }
      return value
    case .overflow: throw syntax("this number is larger than a Double can hold")
    case .malformed(let place):
      offset = place
      throw syntax("a number is badly written here")
    }
  }

  /// Reads the whole number ahead.
  /// - Throws: `JSONError` where it has a fraction or does not fit.
  public mutating func int() throws(JSONError) -> Int {
    _ = try kind()
    let start = offset
    let value = try number()
    if let exact = Int(text(start..<offset)) ?? Int(exactly: value) { return exact }
    throw problem("a whole number is wanted here", at: start)
  }

  /// Reads the `true` or `false` ahead.
  public mutating func boolean() throws(JSONError) -> Bool {
    try expect(.boolean)
    let value = peek() == UInt8(ascii: "t")
    try word(value ? "true" : "false")
    return value
  }

  /// Reads the `null` ahead.
  public mutating func null() throws(JSONError) {
    try expect(.null)
    try word("null")
  }

  /// Passes a `null`, if one lies ahead.
  public mutating func skipNull() throws(JSONError) -> Bool {
    guard try kind() == .null else { return false }
    try null()
    return true
  }

  /// Checks what kind of value lies ahead.
  /// - Throws: `JSONError` with `content` that names both kinds.
  public mutating func expect(_ wanted: Kind) throws(JSONError) {
    let found = try kind()
    if found != wanted { throw problem("\(wanted.phrase) is wanted here, not \(found.phrase)") }
  }

  /// An error about what the document says, at a byte or where the scanner stands.
  public func problem(_ sentence: String, at place: Int? = nil) -> JSONError {
    error(.content(sentence), at: place ?? offset)
  }

  /// The line and byte column, both from 1, of a byte of the document. Takes time in proportion to
  /// the offset.
  public func place(of offset: Int) -> (line: Int, column: Int) {
    var line = 1
    var lineStart = 0
    for index in 0..<min(offset, bytes.count) {
      let isBreak =
        bytes[index] == UInt8(ascii: "\n")
        || bytes[index] == UInt8(ascii: "\r") && index + 1 < bytes.count
          && bytes[index + 1] != UInt8(ascii: "\n")
      if isBreak {
        line += 1
        lineStart = index + 1
      }
    }
    return (line, offset - lineStart + 1)
  }

  func syntax(_ sentence: String) -> JSONError { error(.syntax(sentence), at: offset) }

  private func error(_ reason: JSONError.Reason, at offset: Int) -> JSONError {
    let (line, column) = place(of: offset)
    return JSONError(file: name, offset: offset, line: line, column: column, reason: reason)
  }

  /// Passes white space; the byte after it, or nil at the end.
  @inline(__always)
  mutating func skipSpace() -> UInt8? {
    while offset < bytes.count {
      let byte = bytes[offset]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      offset += 1
    }
    return nil
  }

  @inline(__always)
  func peek() -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func word(_ word: StaticString) throws(JSONError) {
    let matches = word.withUTF8Buffer { bytes[offset...].starts(with: $0) }
    guard matches else { throw syntax("true, false or null is badly written here") }
    let end = offset + word.utf8CodeUnitCount
    if end < bytes.count, isWordByte(bytes[end]) {
      throw syntax("true, false or null is badly written here")
    }
    offset = end
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "+"),
      UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

extension JSONScanner.Kind {
  /// "an object", "a number", "null".
  public var phrase: String {
    switch self {
    case .object, .array: "an \(rawValue)"
    case .string, .number, .boolean: "a \(rawValue)"
    case .null: rawValue
    }
  }
}

// Finds where one CSV record and its fields begin and end in a run of bytes.

/// The fields of one record, as ranges of the bytes it was found in. Changes no byte, so that a
/// record cut off by the end of a buffer is simply read again once the rest is there.
struct CSVRecordScan {
  struct Field {
    var start: Int
    var end: Int
    /// Where the field starts in the file's own bytes, its quote included.
    let origin: Int
    /// Whether the field holds doubled quotes, so that its text lies apart, halved.
    let isUnquoted: Bool
  }

  enum Outcome {
    case whole
    case needsMore
    case broken(at: Int, CSVError.Reason)
  }

  private(set) var lineBreaks = 0
  /// The index after the record's line end.
  private(set) var end = 0
  private(set) var hasDoubledQuotes = false
  var fields: [Field] = []
  private var isQuoted = false
  /// All bytes of the record's fields or-ed together: below 0x80 where it is ASCII.
  private(set) var allBits: UInt8 = 0

  private let delimiter: UInt8
  /// Bit n is set where byte n ends or breaks an unquoted field: delimiter, LF, CR, quote, NUL.
  private let stops: UInt64

  init(delimiter: UInt8) {
    precondition(delimiter < 64, "a CSV delimiter is an ASCII character below '@'")
    self.delimiter = delimiter
    stops = 1 << delimiter | 1 << 0x0A | 1 << 0x0D | 1 << 0x22 | 1
  }

  /// A record of one field with nothing in it, not even quotes.
  var isEmptyLine: Bool { fields.count == 1 && fields[0].start == fields[0].end && !isQuoted }

  mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to limit: Int, isAtEnd: Bool
  ) -> Outcome {
    fields.removeAll(keepingCapacity: true)
    lineBreaks = 0
    hasDoubledQuotes = false
    isQuoted = false
    allBits = 0
    var index = start
    while true {
      let outcome =
        index < limit && bytes[index] == UInt8(ascii: "\"")
        ? readQuoted(bytes, &index, limit, isAtEnd) : readPlain(bytes, &index, limit)
      if let outcome { return outcome }
      if index == limit {
        guard isAtEnd else { return .needsMore }
        return whole(bytes, start, limit)
      }
      if bytes[index] == delimiter {
        index += 1
        continue
      }
      if bytes[index] == UInt8(ascii: "\r") {
        if index + 1 == limit && !isAtEnd { return .needsMore }
        if index + 1 < limit && bytes[index + 1] == UInt8(ascii: "\n") { index += 1 }
      }
      lineBreaks += 1
      return whole(bytes, start, index + 1)
    }
  }

  /// Reads to the end of an unquoted field; an outcome only where it is broken.
  @inline(__always)
  private mutating func readPlain(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ limit: Int
  ) -> Outcome? {
    let start = index
    var bits: UInt8 = 0
    while index < limit {
      let byte = bytes[index]
      if byte < 64 && stops &>> UInt64(byte) & 1 != 0 { break }
      bits |= byte
      index &+= 1
    }
    allBits |= bits
    if index < limit {
      if bytes[index] == UInt8(ascii: "\"") { return .broken(at: index, .quoteInsideField) }
      if bytes[index] == 0 { return .broken(at: index, .nulByte) }
    }
    fields.append(Field(start: start, end: index, origin: start, isUnquoted: false))
    return nil
  }

  /// Reads past the closing quote of a quoted field; an outcome where it is broken or unfinished.
  private mutating func readQuoted(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ limit: Int, _ isAtEnd: Bool
  ) -> Outcome? {
    isQuoted = true
    let origin = index
    var isDoubled = false
    index += 1
    while index < limit {
      let byte = bytes[index]
      allBits |= byte
      switch byte {
      case UInt8(ascii: "\""):
        let isLast = index + 1 == limit
        if isLast && !isAtEnd { return .needsMore }
        if !isLast && bytes[index + 1] == byte {
          isDoubled = true
          index += 1
          break
        }
        fields.append(
          Field(start: origin + 1, end: index, origin: origin, isUnquoted: isDoubled))
        hasDoubledQuotes = hasDoubledQuotes || isDoubled
        index += 1
        return isLast || endsField(bytes[index]) ? nil : .broken(at: index, .textAfterClosingQuote)
      case UInt8(ascii: "\n"):
        if bytes[index - 1] != UInt8(ascii: "\r") { lineBreaks += 1 }
      case UInt8(ascii: "\r"): lineBreaks += 1
      case 0: return .broken(at: index, .nulByte)
      default: break
      }
      index += 1
    }
    return isAtEnd ? .broken(at: origin, .unterminatedQuote) : .needsMore
  }

  private func endsField(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  /// A record whose end is found; broken where its bytes are no UTF-8. Separators are ASCII, so
  /// the record is well-formed exactly if each field is.
  private mutating func whole(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ next: Int
  ) -> Outcome {
    end = next
    guard allBits >= 0x80 else { return .whole }
    let record = UnsafeBufferPointer(rebasing: bytes[start..<next])
    guard let fault = UTF8Check.firstFault(in: record) else { return .whole }
    return .broken(at: start + fault, .notUTF8(byte: record[fault]))
  }
}

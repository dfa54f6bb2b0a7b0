// Reads a field of the current record as text, a whole number or a decimal number.

extension CSVReader {
  /// Whether the field holds nothing at all.
  public func isEmpty(_ column: Int) -> Bool {
    let field = scan.fields[column]
    return field.start == field.end
  }

  /// The field's text, normalised to form C.
  public func string(_ column: Int) -> String {
    let isASCII = scan.allBits < 0x80
    return withField(column) { bytes in
      isASCII ? String(decoding: bytes, as: UTF8.self) : String(wellFormed: bytes)
    }
  }

  /// The field's text, or nil where it is empty.
  public func text(_ column: Int) -> String? { isEmpty(column) ? nil : string(column) }

  /// The field as a whole number, or nil where it is empty.
  /// - Throws: `CSVError` where it is something else, or too large.
  public func int(_ column: Int) throws(CSVError) -> Int? {
    if isEmpty(column) { return nil }
    if let value = withField(column, { wholeNumber($0) }) { return value }
    throw problem(column, "'\(string(column))' is not a whole number")
  }

  /// The field as a finite decimal number with a point, or nil where it is empty.
  /// - Throws: `CSVError` where it is something else.
  public func double(_ column: Int) throws(CSVError) -> Double? {
    if isEmpty(column) { return nil }
    if let value = withField(column, { decimalNumber($0) }) { return value }
    throw problem(column, "'\(string(column))' is not a number; write it like 12.5")
  }

  /// An error that points at a field: "nodes.csv:7:12: column 'kind': ...".
  public func problem(_ column: Int, _ sentence: String) -> CSVError {
    let (line, byte) = place(of: column)
    let reason = CSVError.Reason.field("column '\(header[column])': \(sentence)")
    return CSVError(file: name, line: line, column: byte, reason: reason)
  }

  /// An error that points at the current record as a whole.
  public func problem(_ sentence: String) -> CSVError {
    CSVError(file: name, line: line, column: 0, reason: .field(sentence))
  }
}

private func wholeNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
  let isNegative = bytes[0] == UInt8(ascii: "-")
  let start = isNegative || bytes[0] == UInt8(ascii: "+") ? 1 : 0
  guard start < bytes.count else { return nil }
  var value = 0
  for byte in bytes[start...] {
    guard let digit = decimalDigit(byte) else { return nil }
    let (tens, tensOverflow) = value.multipliedReportingOverflow(by: 10)
    let (next, overflow) = tens.subtractingReportingOverflow(digit)
    if tensOverflow || overflow { return nil }
    value = next
  }
  if isNegative { return value }
  return value == .min ? nil : -value
}

private func decimalNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
  guard case .value(let value, let end) = NumberScan.read(bytes, from: 0, strict: false),
    end == bytes.count
  else { return nil }
  return value
}

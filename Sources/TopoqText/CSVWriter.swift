// Writes CSV records (RFC 4180), with quotes only where a field needs them.

/// Writes fields and records into a sink, lines ending in LF.
public struct CSVWriter: ~Copyable, Sendable {
  public var sink: ByteSink
  private let delimiter: UInt8
  private var fieldCount = 0
  /// Whether all fields of the record in work are empty and unquoted.
  private var isBlank = true

  public init(_ sink: consuming ByteSink, delimiter: UInt8 = UInt8(ascii: ",")) {
    self.sink = sink
    self.delimiter = delimiter
  }

  /// Appends a text field.
  public mutating func field(_ text: String) {
    separate()
    if text.utf8.isEmpty { return }
    isBlank = false
    let quote = UInt8(ascii: "\"")
    guard needsQuotes(text) else { return sink.append { $0.append(text: text) } }
    sink.append { buffer in
      buffer.append(quote)
      for byte in text.utf8 {
        if byte == quote { buffer.append(quote) }
        buffer.append(byte)
      }
      buffer.append(quote)
    }
  }

  /// Appends a number field; nil is an empty field.
  public mutating func field(_ number: Int?) {
    separate()
    guard let number else { return }
    isBlank = false
    sink.append(number)
  }

  /// Appends a number field in its shortest exact form; nil is an empty field.
  public mutating func field(_ number: Double?) {
    separate()
    guard let number else { return }
    isBlank = false
    sink.append(number)
  }

  /// Appends an empty field.
  public mutating func emptyField() { separate() }

  /// Ends the record. One empty field is written as `""`, as an empty line is no record.
  public mutating func endRecord() {
    if fieldCount == 1 && isBlank { sink.append("\"\"") }
    sink.append(byte: UInt8(ascii: "\n"))
    fieldCount = 0
    isBlank = true
  }

  /// Appends a whole record of texts.
  public mutating func record(_ fields: some Sequence<String>) {
    for text in fields { field(text) }
    endRecord()
  }

  /// Writes all that is left; a file takes its name.
  public mutating func finish() throws(FileError) { try sink.finish() }

  private mutating func separate() {
    if fieldCount > 0 { sink.append(byte: delimiter) }
    fieldCount += 1
  }

  private func needsQuotes(_ text: String) -> Bool {
    text.utf8.contains { byte in
      byte == delimiter || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
  }
}

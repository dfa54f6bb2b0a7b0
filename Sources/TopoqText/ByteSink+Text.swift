// Appends text and numbers to a sink.

extension ByteSink {
  public mutating func append(byte: UInt8) {
    append { $0.append(byte) }
  }

  public mutating func append(contentsOf bytes: some Sequence<UInt8>) {
    append { $0.append(contentsOf: bytes) }
  }

  public mutating func append(_ text: StaticString) {
    append { buffer in text.withUTF8Buffer { buffer.append(contentsOf: $0) } }
  }

  @_disfavoredOverload
  public mutating func append(_ text: String) {
    append { $0.append(text: text) }
  }

  public mutating func append(_ number: Int) {
    append { $0.append(decimal: number) }
  }

  /// Appends the shortest text that reads back as the same number.
  /// - Precondition: the number is finite.
  public mutating func append(_ number: Double) {
    append { $0.append(decimal: number) }
  }
}

// Writes a JSON document piece by piece, with the commas in their places.

/// Writes JSON into a sink: compact, strings escaped, numbers in their shortest exact form.
///
///     var writer = JSONWriter(ByteSink())
///     writer.beginObject()
///     writer.key("strands"); writer.value(12)
///     writer.endObject()
public struct JSONWriter: ~Copyable, Sendable {
  public var sink: ByteSink
  /// For each object and array that is open, whether something stands in it already.
  private var hasContent: [Bool] = []
  private var followsKey = false

  public init(_ sink: consuming ByteSink) { self.sink = sink }

  public mutating func beginObject() { open(UInt8(ascii: "{")) }

  public mutating func endObject() { close(UInt8(ascii: "}")) }

  public mutating func beginArray() { open(UInt8(ascii: "[")) }

  public mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Writes a key; a value or an opening must follow.
  public mutating func key(_ key: String) {
    precondition(!followsKey, "a key is followed by its value")
    separate()
    sink.append { buffer in
      buffer.append(jsonString: key)
      buffer.append(UInt8(ascii: ":"))
    }
    followsKey = true
  }

  public mutating func value(_ text: String) {
    separate()
    sink.append { $0.append(jsonString: text) }
  }

  public mutating func value(_ number: Int) {
    separate()
    sink.append(number)
  }

  /// - Precondition: the number is finite; JSON has no NaN.
  public mutating func value(_ number: Double) {
    separate()
    sink.append(number)
  }

  public mutating func value(_ flag: Bool) {
    separate()
    sink.append(flag ? "true" : "false" as StaticString)
  }

  public mutating func null() {
    separate()
    sink.append("null")
  }

  public mutating func value(_ value: JSONValue) {
    separate()
    sink.append { $0.append(json: value) }
  }

  /// Writes text that is one JSON value already, as it is.
  public mutating func raw(_ json: String) {
    separate()
    sink.append { $0.append(text: json) }
  }

  /// Lets a closure append one JSON value to the bytes.
  public mutating func value(with body: (inout [UInt8]) -> Void) {
    separate()
    sink.append(with: body)
  }

  /// Writes all that is left; a file takes its name.
  public mutating func finish() throws(FileError) {
    precondition(hasContent.isEmpty, "every object and array is closed")
    try sink.finish()
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    sink.append(byte: bracket)
    hasContent.append(false)
  }

  private mutating func close(_ bracket: UInt8) {
    precondition(!hasContent.isEmpty && !followsKey, "an open object or array is closed")
    hasContent.removeLast()
    sink.append(byte: bracket)
  }

  private mutating func separate() {
    if followsKey {
      followsKey = false
    } else if let last = hasContent.indices.last {
      if hasContent[last] { sink.append(byte: UInt8(ascii: ",")) }
      hasContent[last] = true
    }
  }
}

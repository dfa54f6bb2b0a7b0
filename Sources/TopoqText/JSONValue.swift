// A small JSON document, or one feature of a large one, as a tree.

/// A JSON value. Members keep the document's order; a key that stands twice is kept twice, and the
/// last one answers.
public enum JSONValue: Hashable, Sendable {
  case object([Member])
  case array([JSONValue])
  case string(String)
  /// A number and the text it was read from, which may hold more digits than a Double does.
  case number(Double, text: String)
  case boolean(Bool)
  case null

  public struct Member: Hashable, Sendable {
    public var key: String
    public var value: JSONValue

    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// A finite number in its shortest text.
  public static func number(_ value: Double) -> JSONValue {
    var text: [UInt8] = []
    text.append(decimal: value)
    return .number(value, text: String(decoding: text, as: UTF8.self))
  }

  public static func number(_ value: Int) -> JSONValue {
    .number(Double(value), text: String(value))
  }

  /// The value of an object's key: the last one where it stands more than once.
  public subscript(key: String) -> JSONValue? {
    members?.last { $0.key == key }?.value
  }

  public var members: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  public var elements: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  public var double: Double? {
    if case .number(let value, _) = self { value } else { nil }
  }

  /// A number without a fraction that fits.
  public var int: Int? {
    guard case .number(let value, let text) = self else { return nil }
    return Int(text) ?? Int(exactly: value)
  }

  public var boolean: Bool? {
    if case .boolean(let value) = self { value } else { nil }
  }

  public var isNull: Bool { self == .null }

  /// The value as compact JSON text.
  public var text: String {
    var bytes: [UInt8] = []
    bytes.append(json: self)
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension JSONScanner {
  /// Reads the value ahead as a tree. Recursion is bounded by the scanner's depth.
  public mutating func value() throws(JSONError) -> JSONValue {
    switch try kind() {
    case .object:
      var members: [JSONValue.Member] = []
      try enterObject()
      while let key = try nextKey() { members.append(JSONValue.Member(key, try value())) }
      return .object(members)
    case .array:
      var elements: [JSONValue] = []
      try enterArray()
      while try nextElement() { elements.append(try value()) }
      return .array(elements)
    case .string: return .string(try readString())
    case .number:
      let start = offset
      let value = try number()
      return .number(value, text: text(start..<offset))
    case .boolean: return .boolean(try boolean())
    case .null:
      try null()
      return .null
    }
  }
}

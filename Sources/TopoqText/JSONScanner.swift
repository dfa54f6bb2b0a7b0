// Walks through a JSON document (RFC 8259) value by value, building nothing that is not asked for.

/// A strict pull scanner. It stands before a value; the caller looks at its `kind` and reads,
/// enters or skips it. A scanner is a value: a copy is a bookmark, to which one can return.
///
///     try scanner.enterObject()
///     while let key = try scanner.nextKey() {
///       if key == "name" { name = try scanner.string() } else { try scanner.skip() }
///     }
///     try scanner.finish()
public struct JSONScanner: Sendable {
  public enum Kind: String, Sendable {
    case object, array, string, number, boolean, null
  }

  /// How deep objects and arrays may lie in one another.
  public static let deepest = 128

  /// The file's path, or a name for error messages.
  public let name: String
  /// The document.
  public let bytes: [UInt8]
  /// The index of the next byte to be looked at.
  public internal(set) var offset: Int

  /// The objects and arrays that the scanner is in, outermost first.
  var frames: [Frame] = []

  struct Frame {
    let isObject: Bool
    var isFirst = true
  }

  /// A scanner before a document's top value. A UTF-8 byte order mark is skipped.
  public init(_ bytes: [UInt8], name: String = "text") {
    self.bytes = bytes
    self.name = name
    offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  public init(_ text: String, name: String = "text") {
    self.init([UInt8](text.utf8), name: name)
  }

  /// How many objects and arrays the scanner is in.
  public var depth: Int { frames.count }

  /// The kind of the value ahead; goes to its first byte.
  public mutating func kind() throws(JSONError) -> Kind {
    guard let byte = skipSpace() else { throw syntax("the document ends where a value is due") }
    switch byte {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean
    case UInt8(ascii: "n"): return .null
    default: throw syntax("a value is due here")
    }
  }

  /// Steps into the object ahead.
  public mutating func enterObject() throws(JSONError) {
    try expect(.object)
    try enter(Frame(isObject: true))
  }

  /// The next key of the object that the scanner is in, or nil after its last: the scanner has then
  /// left the object.
  public mutating func nextKey() throws(JSONError) -> String? {
    guard try goToNext(isObject: true) else { return nil }
    guard peek() == UInt8(ascii: "\"") else { throw syntax("a key in double quotes is due here") }
    let key = try readString()
    guard skipSpace() == UInt8(ascii: ":") else { throw syntax("':' is due after a key") }
    offset += 1
    _ = skipSpace()
    return key
  }

  /// Steps into the array ahead.
  public mutating func enterArray() throws(JSONError) {
    try expect(.array)
    try enter(Frame(isObject: false))
  }

  /// Whether another element of the array lies ahead; if not, the scanner has left the array.
  public mutating func nextElement() throws(JSONError) -> Bool {
    try goToNext(isObject: false)
  }

  /// Passes over the value ahead, checking all of it, and returns where it lies.
  @discardableResult
  public mutating func skip() throws(JSONError) -> Range<Int> {
    let outer = frames.count
    _ = try kind()
    let start = offset
    repeat {
      if frames.count > outer {
        let goesOn = frames[frames.count - 1].isObject ? try skipKey() : try nextElement()
        guard goesOn else { continue }
      }
      switch try kind() {
      case .object: try enterObject()
      case .array: try enterArray()
      case .string: try skipString()
      case .number: _ = try number()
      case .boolean: _ = try boolean()
      case .null: try null()
      }
    } while frames.count > outer
    return start..<offset
  }

  /// Leaves the innermost object or array, passing over the rest of it.
  public mutating func leave() throws(JSONError) {
    precondition(!frames.isEmpty, "the scanner is in no object or array")
    let inner = frames.count
    while frames.count >= inner {
      if frames[inner - 1].isObject {
        if try nextKey() == nil { return }
      } else {
        if try !nextElement() { return }
      }
      try skip()
    }
  }

  /// Checks that nothing but white space follows the top value.
  public mutating func finish() throws(JSONError) {
    precondition(frames.isEmpty, "finish comes after the top value")
    if skipSpace() != nil { throw syntax("text after the end of the document") }
  }

  /// The text of a part of the document, such as `skip` returned.
  public func text(_ range: Range<Int>) -> String {
    bytes.withUnsafeBufferPointer { bytes in
      String(wellFormed: UnsafeBufferPointer(rebasing: bytes[range]))
    }
  }

  private mutating func skipKey() throws(JSONError) -> Bool {
    guard try goToNext(isObject: true) else { return false }
    guard peek() == UInt8(ascii: "\"") else { throw syntax("a key in double quotes is due here") }
    try skipString()
    guard skipSpace() == UInt8(ascii: ":") else { throw syntax("':' is due after a key") }
    offset += 1
    return true
  }

  private mutating func enter(_ frame: Frame) throws(JSONError) {
    guard frames.count < JSONScanner.deepest else {
      throw syntax("objects and arrays lie more than \(JSONScanner.deepest) deep")
    }
    frames.append(frame)
    offset += 1
  }

  /// Passes the comma, or the closing bracket after which the frame is left.
  private mutating func goToNext(isObject: Bool) throws(JSONError) -> Bool {
    precondition(
      frames.last?.isObject == isObject, "keys are asked of objects, elements of arrays")
    let close = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    let byte = skipSpace()
    if byte == close {
      offset += 1
      frames.removeLast()
      return false
    }
    if frames[frames.count - 1].isFirst {
      frames[frames.count - 1].isFirst = false
      if byte == nil {
        throw syntax("the document ends inside \(isObject ? "an object" : "an array")")
      }
      return true
    }
    guard byte == UInt8(ascii: ",") else {
      let place = isObject ? "'}' is due here" : "']' is due here"
      throw syntax(byte == nil ? "the document ends where ',' or \(place)" : "',' or \(place)")
    }
    offset += 1
    if skipSpace() == close { throw syntax("a comma before the closing bracket; remove it") }
    return true
  }
}

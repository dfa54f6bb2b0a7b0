// A JSON file, read whole: its bytes, and scanners over them.

/// The bytes of one JSON document. Memory is the file's size; what a scanner makes comes on top.
public struct JSONDocument: Sendable {
  /// The file's path, or the name given to bytes in memory.
  public let name: String
  public let bytes: [UInt8]

  /// Reads a file.
  public init(path: String) throws(JSONError) {
    do throws(FileError) {
      bytes = try ByteSource.bytes(ofFile: path)
    } catch {
      throw JSONError(error)
    }
    name = path
  }

  public init(bytes: [UInt8], name: String = "text") {
    self.bytes = bytes
    self.name = name
  }

  /// A scanner before the top value.
  public var scanner: JSONScanner { JSONScanner(bytes, name: name) }

  /// The whole document as a tree; for small documents.
  public func value() throws(JSONError) -> JSONValue {
    var scanner = scanner
    let value = try scanner.value()
    try scanner.finish()
    return value
  }
}

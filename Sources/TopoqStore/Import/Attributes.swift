// What a source says beyond the columns that topoq knows, put together as one JSON object.

internal import TopoqText

/// Builds the content of an `attributes` column.
///
/// A text is kept as a JSON string, so that `0012` stays what it is; one that is a JSON object or
/// array is kept as such, so that what was exported comes back the same.
public struct Attributes {
  private var bytes: [UInt8] = []

  public init() {}

  /// The object, or nil where nothing was added.
  public var json: String? {
    bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) + "}"
  }

  public mutating func add(_ name: String, text: String) {
    begin(name)
    if let first = text.utf8.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
      let value = try? JSONDocument(bytes: Array(text.utf8)).value()
    {
      bytes.append(json: value)
    } else {
      bytes.append(jsonString: text)
    }
  }

  /// Adds a value that is JSON already, such as `12.5` or `["a"]`.
  public mutating func add(_ name: String, json: String) {
    begin(name)
    bytes.append(text: json)
  }

  /// Adds the members of a JSON object in its compact form.
  public mutating func add(membersOf object: String) {
    let members = Array(object.utf8.dropFirst().dropLast())
    guard !members.isEmpty else { return }
    bytes.append(UInt8(ascii: bytes.isEmpty ? "{" : ","))
    bytes += members
  }

  private mutating func begin(_ name: String) {
    bytes.append(UInt8(ascii: bytes.isEmpty ? "{" : ","))
    bytes.append(jsonString: name)
    bytes.append(UInt8(ascii: ":"))
  }
}

// Looks an object over before reading it: which keys it has, and where their values lie.

extension JSONScanner {
  /// A key of an object and the bytes of its value.
  public struct MemberPlace: Sendable {
    public let key: String
    /// Where the key's quote stands.
    public let keyOffset: Int
    public let value: Range<Int>
  }

  /// Passes over the object ahead, checking all of it, and returns its keys and where their values
  /// lie; a key that stands twice is there twice.
  public mutating func members() throws(JSONError) -> [MemberPlace] {
    var members: [MemberPlace] = []
    try enterObject()
    while true {
      let before = offset
      guard let key = try nextKey() else { return members }
      let keyOffset = bytes[before...].firstIndex(of: UInt8(ascii: "\"")) ?? before
      members.append(MemberPlace(key: key, keyOffset: keyOffset, value: try skip()))
    }
  }

  /// A scanner before another value of the same document, as if that were the top value.
  public func scanner(at place: Range<Int>) -> JSONScanner {
    var scanner = self
    scanner.offset = place.lowerBound
    scanner.frames = []
    return scanner
  }
}

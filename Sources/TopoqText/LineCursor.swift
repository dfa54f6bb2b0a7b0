// Counts lines while reading forward, so that each of many things can say on which line it stands.

/// Line numbers of rising offsets in one text. All calls together take time in proportion to the
/// text; an offset before the last one is counted from the start again.
public struct LineCursor: Sendable {
  private var offset = 0
  private var line = 1

  public init() {}

  /// The line, from 1, of a byte. LF, CRLF and CR each end a line.
  public mutating func line(of place: Int, in bytes: [UInt8]) -> Int {
    if place < offset { (offset, line) = (0, 1) }
    while offset < min(place, bytes.count) {
      let isBreak =
        bytes[offset] == UInt8(ascii: "\n")
        || bytes[offset] == UInt8(ascii: "\r") && offset + 1 < bytes.count
          && bytes[offset + 1] != UInt8(ascii: "\n")
      if isBreak { line += 1 }
      offset += 1
    }
    return line
  }
}

// Lines typed at a prompt, and Ctrl-C between them.

import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads standard input line by line.
struct LineInput: Sendable {
  enum Event: Hashable, Sendable {
    /// Without its line break.
    case line(String)
    /// Ctrl-C: what was typed is thrown away.
    case interrupted
    /// Ctrl-D, or the end of a file.
    case end
  }

  /// What comes next where keys are read one by one.
  enum Byte: Hashable, Sendable {
    case byte(UInt8)
    case interrupted
    case end
  }

  private let descriptor: Int32
  /// Readable when Ctrl-C has come, or -1.
  private let wakeDescriptor: Int32
  private var buffer: [UInt8] = []
  private var isAtEnd = false

  init(descriptor: Int32 = STDIN_FILENO, wakeDescriptor: Int32 = -1) {
    self.descriptor = descriptor
    self.wakeDescriptor = wakeDescriptor
  }

  mutating func next() -> Event {
    while true {
      if let lineEnd = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        defer { buffer.removeSubrange(...lineEnd) }
        return .line(LineInput.text(buffer[..<lineEnd]))
      }
      if isAtEnd {
        guard !buffer.isEmpty else { return .end }
        defer { buffer.removeAll() }
        return .line(LineInput.text(buffer[...]))
      }
      guard waitForInput() else {
        buffer.removeAll()
        return .interrupted
      }
      readMore()
    }
  }

  /// Whether bytes are waiting that came along with the last.
  var hasMore: Bool { !buffer.isEmpty }

  mutating func nextByte() -> Byte {
    while buffer.isEmpty {
      if isAtEnd { return .end }
      guard waitForInput() else { return .interrupted }
      readMore()
    }
    return .byte(buffer.removeFirst())
  }

  /// False where Ctrl-C came first.
  private func waitForInput() -> Bool {
    guard wakeDescriptor >= 0 else { return true }
    var waiting = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakeDescriptor, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&waiting, 2, -1) < 0 && errno == EINTR {}
    return waiting[1].revents == 0
  }

  private mutating func readMore() {
    var space = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &space, space.count)
    if count > 0 {
      buffer += space[..<count]
    } else if count == 0 || errno != EINTR {
      isAtEnd = true
    }
  }

  private static func text(_ line: ArraySlice<UInt8>) -> String {
    let ending = line.last == UInt8(ascii: "\r") ? 1 : 0
    return String(decoding: line.dropLast(ending), as: UTF8.self)
  }
}

// The lines typed before, for the arrow keys.

/// What was typed at this prompt, oldest first. It is kept in memory only: sentences name customers.
struct TypedLines: Sendable {
  private static let most = 1000

  private var lines: [String] = []
  /// Where the arrows have come to; `lines.count` is the line being typed.
  private var position = 0
  /// What was typed before the first arrow.
  private var draft = ""

  /// Notes a line that was entered; the same twice in a row is noted once, an empty one never.
  mutating func add(_ line: String) {
    if !line.allSatisfy(\.isWhitespace) && lines.last != line { lines.append(line) }
    if lines.count > Self.most { lines.removeFirst() }
    position = lines.count
    draft = ""
  }

  /// The line before, or nil at the oldest.
  mutating func older(than current: String) -> String? {
    guard position > 0 else { return nil }
    if position == lines.count { draft = current }
    position -= 1
    return lines[position]
  }

  /// The line after, at last what was being typed; nil where the arrows have not been used.
  mutating func newer() -> String? {
    guard position < lines.count else { return nil }
    position += 1
    return position == lines.count ? draft : lines[position]
  }
}

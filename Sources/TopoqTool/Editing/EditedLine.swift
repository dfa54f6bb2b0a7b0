// The line that is being typed, and where the cursor stands in it.

struct EditedLine: Hashable, Sendable {
  private(set) var beforeCursor: String
  private(set) var afterCursor: String

  /// With the cursor at the end.
  init(_ text: String = "") {
    beforeCursor = text
    afterCursor = ""
  }

  var text: String { beforeCursor + afterCursor }
  var isEmpty: Bool { beforeCursor.isEmpty && afterCursor.isEmpty }

  mutating func insert(_ scalar: Unicode.Scalar) { beforeCursor.unicodeScalars.append(scalar) }

  /// Puts `word` in the place of the last `count` bytes before the cursor.
  mutating func replace(lastBytes count: Int, with word: String) {
    let kept = beforeCursor.utf8.dropLast(count)
    beforeCursor = (String(kept) ?? beforeCursor) + word
  }

  mutating func moveLeft() {
    guard let character = beforeCursor.popLast() else { return }
    afterCursor = String(character) + afterCursor
  }

  mutating func moveRight() {
    guard !afterCursor.isEmpty else { return }
    beforeCursor.append(afterCursor.removeFirst())
  }

  mutating func moveWordLeft() {
    while beforeCursor.last == " " { moveLeft() }
    while let last = beforeCursor.last, last != " " { moveLeft() }
  }

  mutating func moveWordRight() {
    while afterCursor.first == " " { moveRight() }
    while let first = afterCursor.first, first != " " { moveRight() }
  }

  mutating func moveToStart() { self = EditedLine(before: "", after: text) }
  mutating func moveToEnd() { self = EditedLine(text) }

  mutating func deleteBackwards() { _ = beforeCursor.popLast() }
  mutating func deleteForwards() { if !afterCursor.isEmpty { afterCursor.removeFirst() } }
  mutating func cutToEnd() { afterCursor = "" }
  mutating func cutToStart() { beforeCursor = "" }

  /// Takes away the word before the cursor, and the blanks after it.
  mutating func cutWord() {
    while beforeCursor.last == " " { beforeCursor.removeLast() }
    while let last = beforeCursor.last, last != " " { beforeCursor.removeLast() }
  }

  private init(before: String, after: String) {
    beforeCursor = before
    afterCursor = after
  }
}

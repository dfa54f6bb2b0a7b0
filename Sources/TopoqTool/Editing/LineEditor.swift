// Reads a line at a terminal: arrow keys, earlier lines, and Tab for what can come next.

import TopoqExchange
import TopoqSyntax

/// Keeps one row of the terminal up to date while a line is typed; a longer line slides along it.
struct LineEditor {
  /// The words that may follow at the end of a text, and the place of the word that was begun.
  typealias Completions = (_ text: String) -> (range: SourceRange, words: [String])

  let show: (String) -> Void
  /// The columns of the terminal.
  let width: () -> Int
  let completions: Completions
  private var typed = TypedLines()
  private var decoder = KeyDecoder()

  init(
    show: @escaping (String) -> Void, width: @escaping () -> Int, completions: @escaping Completions
  ) {
    self.show = show
    self.width = width
    self.completions = completions
  }

  /// Reads to the end of a line.
  /// - Parameter before: the lines of the same sentence that were typed already.
  mutating func line(
    prompt: String, after before: String, from input: inout LineInput
  ) -> LineInput.Event {
    var line = EditedLine()
    draw(line, prompt)
    while true {
      let byte: UInt8
      switch input.nextByte() {
      case .byte(let next): byte = next
      case .interrupted: return .interrupted
      case .end: return line.isEmpty ? .end : entered(line, prompt)
      }
      guard let key = decoder.take(byte) else { continue }
      switch key {
      case .enter: return entered(line, prompt)
      case .endOfInput where line.isEmpty: return .end
      // A Tab with more behind it was pasted, not pressed.
      case .tab where input.hasMore: line.insert(" ")
      case .tab: complete(&line, after: before)
      case .up: line = typed.older(than: line.text).map { EditedLine($0) } ?? line
      case .down: line = typed.newer().map { EditedLine($0) } ?? line
      case .clearScreen: show("\u{1b}[H\u{1b}[2J")
      default: line.apply(key)
      }
      if !input.hasMore { draw(line, prompt) }
    }
  }

  private mutating func entered(_ line: EditedLine, _ prompt: String) -> LineInput.Event {
    var whole = line
    whole.moveToEnd()
    draw(whole, prompt)
    show("\n")
    typed.add(line.text)
    return .line(line.text)
  }

  // MARK: Tab

  /// Finishes the word that was begun as far as there is no choice; where nothing can be added, lists
  /// the choices below.
  private func complete(_ line: inout EditedLine, after before: String) {
    let text = (before.isEmpty ? "" : before + "\n") + line.beforeCursor
    let (range, words) = completions(text)
    let begun = text.utf8.count - range.lowerBound
    guard let first = words.first, begun <= line.beforeCursor.utf8.count else { return }
    if words.count == 1 {
      line.replace(lastBytes: begun, with: first + " ")
      return
    }
    let common = words.dropFirst().reduce(first) { LineEditor.commonPrefix($0, $1) }
    if common.utf8.count > begun {
      line.replace(lastBytes: begun, with: common)
    } else {
      show("\n" + LineEditor.columns(words, width: width()))
    }
  }

  /// What two words begin with alike, in any letter case.
  static func commonPrefix(_ one: String, _ other: String) -> String {
    let count = zip(one.lowercased(), other.lowercased()).prefix { $0 == $1 }.count
    return String(one.prefix(count))
  }

  /// Words side by side, as many in a row as there is room for, each row with its line break.
  static func columns(_ words: [String], width: Int) -> String {
    let shown = words.map { DisplayWidth.escaped($0) }
    let cell = (shown.map { DisplayWidth.of($0) }.max() ?? 0) + 2
    let perRow = max(1, width / cell)
    var text = ""
    for (index, word) in shown.enumerated() {
      let isLast = index % perRow == perRow - 1 || index == shown.count - 1
      let gap = String(repeating: " ", count: cell - DisplayWidth.of(word))
      text += isLast ? word + "\n" : word + gap
    }
    return text
  }

  // MARK: Drawing

  /// Writes the row anew: the prompt, as much of the line as fits around the cursor, the cursor.
  private func draw(_ line: EditedLine, _ prompt: String) {
    let room = max(8, width() - DisplayWidth.of(prompt) - 1)
    let before = LineEditor.tail(line.beforeCursor, room)
    let column = DisplayWidth.of(prompt) + DisplayWidth.of(before)
    let after = LineEditor.head(line.afterCursor, room - DisplayWidth.of(before))
    show("\r\(prompt)\(before)\(after)\u{1b}[K\r" + (column > 0 ? "\u{1b}[\(column)C" : ""))
  }

  /// The end of a text that takes at most so many cells.
  private static func tail(_ text: String, _ room: Int) -> String {
    head(String(text.reversed()), room).reversed().map { String($0) }.joined()
  }

  /// The beginning of a text that takes at most so many cells.
  private static func head(_ text: String, _ room: Int) -> String {
    var cells = 0
    let kept = text.prefix { character in
      cells += DisplayWidth.of(String(character))
      return cells <= room
    }
    return String(kept)
  }
}

extension EditedLine {
  /// What a key does that concerns the line alone.
  fileprivate mutating func apply(_ key: Key) {
    switch key {
    case .character(let scalar): insert(scalar)
    case .backspace: deleteBackwards()
    case .delete, .endOfInput: deleteForwards()
    case .left: moveLeft()
    case .right: moveRight()
    case .wordLeft: moveWordLeft()
    case .wordRight: moveWordRight()
    case .home: moveToStart()
    case .end: moveToEnd()
    case .cutToEnd: cutToEnd()
    case .cutToStart: cutToStart()
    case .cutWord: cutWord()
    case .enter, .tab, .up, .down, .clearScreen: break
    }
  }
}

// Keys at the prompt: what a line becomes, and what Tab offers.

import Testing
import TopoqSyntax

@testable import TopoqTool

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct LineEditorTests {
  private static let words = ["customers", "customer", "closures", "splitter", "splitters"]

  /// Words that begin like the last one typed.
  private static func completions(_ text: String) -> (range: SourceRange, words: [String]) {
    let begun = text.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
    return (
      SourceRange(text.utf8.count - begun.utf8.count, text.utf8.count),
      words.filter { $0.hasPrefix(begun) }
    )
  }

  /// What is read of the keys, each group of which arrives at once, and all that was shown.
  private func typing(_ keys: String, lines: Int = 1) -> (events: [LineInput.Event], shown: String)
  {
    var ends: [Int32] = [-1, -1]
    #expect(pipe(&ends) == 0)
    let bytes = Array(keys.utf8)
    #expect(write(ends[1], bytes, bytes.count) == bytes.count)
    close(ends[1])
    defer { close(ends[0]) }
    var shown = ""
    var editor = LineEditor(
      show: { shown += $0 }, width: { 40 }, completions: Self.completions)
    var input = LineInput(descriptor: ends[0])
    let events = (0..<lines).map { _ in editor.line(prompt: "> ", after: "", from: &input) }
    return (events, shown)
  }

  @Test(arguments: [
    ("abc\r", "abc"),
    ("ac\u{1b}[Db\r", "abc"),
    ("bc\u{1}a\r", "abc"),
    ("bc\u{1b}[Ha\u{1b}[Fd\r", "abcd"),
    ("abx\u{7f}c\r", "abc"),
    ("abxc\u{1b}[D\u{1b}[D\u{1b}[3~\r", "abc"),
    ("one two\u{17}three\r", "one three"),
    ("one two\u{1b}[1;5D\u{b}three\r", "one three"),
    ("one two\u{15}three\r", "three"),
    ("h\u{e4}\u{7f}\u{e9}\u{5149}\r", "h\u{e9}\u{5149}"),
    ("a\u{1b}[200~b\u{1b}[25;80Rc\u{1b}xd\r", "abcd"),
    ("a\tb\r", "a b"),
  ])
  func keysEditTheLine(_ keys: String, _ line: String) {
    #expect(typing(keys).events == [.line(line)])
  }

  @Test func brokenBytesAreNoCharacters() {
    var decoder = KeyDecoder()
    let keys = [0xC3, 0x41, 0xFF, 0x80, 0xE2, 0x82, 0xAC, 0x00].compactMap { decoder.take($0) }
    #expect(keys == [.character("A"), .character("\u{20ac}")])
  }

  @Test func everyByteIsTaken() {
    var random = SystemRandomNumberGenerator()
    var decoder = KeyDecoder()
    var line = EditedLine()
    for _ in 0..<100_000 {
      guard let key = decoder.take(UInt8.random(in: 0...255, using: &random)) else { continue }
      if case .character(let scalar) = key {
        #expect(scalar.value >= 0x20 && scalar.value != 0x7F)
        line.insert(scalar)
      }
      if key == .left { line.moveLeft() }
      if key == .backspace { line.deleteBackwards() }
      if key == .wordRight { line.moveWordRight() }
    }
    #expect(line.text == line.beforeCursor + line.afterCursor)
  }

  @Test func arrowsBringEarlierLines() {
    let up = "\u{1b}[A"
    let down = "\u{1b}[B"
    let typed = typing(
      "one\rtwo\r\(up)\(up)\r\(up)\(up)\(up)\(down)x\rdraft\(up)\(down)\r", lines: 5)
    #expect(
      typed.events == [
        .line("one"), .line("two"), .line("one"), .line("twox"), .line("draft"),
      ])
  }

  @Test func endsAndInterrupts() {
    #expect(typing("\u{4}").events == [.end])
    #expect(typing("ab\u{1}\u{4}\r").events == [.line("b")])
    #expect(typing("left over", lines: 2).events == [.line("left over"), .end])
  }

  @Test func tabFinishesAWordOrListsTheChoices() {
    #expect(completed("cl") == "closures ")
    #expect(completed("spl") == "splitter")
    #expect(completed("splitter") == "splitter")
    #expect(completed("zz") == "zz")
    #expect(
      LineEditor.columns(["customers", "customer", "closures"], width: 24)
        == "customers  customer\nclosures\n")
    #expect(LineEditor.commonPrefix("OLT1", "olt12") == "OLT1")
  }

  /// The line after one Tab that came by itself.
  private func completed(_ begun: String) -> String {
    var ends: [Int32] = [-1, -1]
    #expect(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    var waiting = [Array((begun + "\t").utf8), Array("\r".utf8)][...]
    func send() {
      guard let bytes = waiting.popFirst() else { return }
      _ = write(ends[1], bytes, bytes.count)
    }
    send()
    var editor = LineEditor(
      show: { _ in }, width: { 40 },
      completions: { text in
        send()
        return Self.completions(text)
      })
    var input = LineInput(descriptor: ends[0])
    guard case .line(let line) = editor.line(prompt: "> ", after: "", from: &input) else {
      return "no line"
    }
    return line
  }

  @Test func aLongLineSlidesAlongItsRow() {
    let long = String(repeating: "x", count: 100) + "end"
    let shown = typing(long + "\r").shown
    let rows = shown.split(separator: "\r")
    #expect(rows.contains { $0.hasPrefix("> ") && $0.contains("end\u{1b}[K") })
    #expect(rows.allSatisfy { $0.filter { $0 == "x" }.count <= 37 })
  }
}

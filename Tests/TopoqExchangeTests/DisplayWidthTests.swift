// Widths on a terminal: East Asian letters, accents, emoji, and texts cut to fit.

import TestSupport
import Testing
import TopoqExchange

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("abc", 3), ("", 0), ("光", 2), ("e\u{301}", 1), ("한글", 4), ("👩‍👩‍👧", 2), ("🇮🇳", 2), ("नेटवर्क", 5),
    ("👍🏽", 2), ("☎\u{FE0F}", 2), ("☎", 1), ("Straße", 6), ("ｆ", 2), ("a\u{200B}b", 2),
  ])
  func widthsAreThoseOfTerminals(_ text: String, _ width: Int) {
    #expect(DisplayWidth.of(text) == width, "\(text)")
  }

  @Test func cutTextsFit() {
    var random = SeededGenerator(seed: 11)
    let alphabet: [Character] = ["a", "Z", " ", "光", "e\u{301}", "👩‍👩‍👧", "é", "क", "…"]
    for _ in 0..<500 {
      let count = Int.random(in: 0...20, using: &random)
      let text = String((0..<count).map { _ in alphabet.randomElement(using: &random)! })
      let width = Int.random(in: 1...12, using: &random)
      let cut = DisplayWidth.cut(text, to: width)
      #expect(DisplayWidth.of(cut) <= width)
      #expect((cut == text) == (DisplayWidth.of(text) <= width))
      if cut != text { #expect(cut.hasSuffix("…") && text.hasPrefix(cut.dropLast())) }
    }
  }
}

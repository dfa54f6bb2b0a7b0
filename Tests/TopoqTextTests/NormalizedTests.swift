// One spelling for each text.

import Testing
import TopoqText

@Suite struct NormalizedTests {
  @Test func composesWhatIsDecomposed() {
    #expect(Array("Cafe\u{301}".normalized.utf8) == Array("Caf\u{E9}".utf8))
    #expect(Array("\u{212B}".normalized.utf8) == Array("\u{C5}".utf8))
    #expect(Array("\u{1100}\u{1161}".normalized.utf8) == Array("\u{AC00}".utf8))
    #expect("plain".normalized == "plain")
    #expect(Array("\u{E9}".normalized.utf8) == Array("\u{E9}".utf8))
  }

  @Test func everyScalarBelowThreeHundredIsItsOwnForm() {
    for value in UInt32(1)..<0x300 {
      let text = String(Unicode.Scalar(value)!)
      #expect(Array(text.normalized.unicodeScalars) == Array(text.unicodeScalars))
    }
  }
}

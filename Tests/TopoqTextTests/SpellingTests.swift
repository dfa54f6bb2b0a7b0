// Names that are one person's, and names that are not.

import Testing
import TopoqText

@Suite("Spelling") struct SpellingTests {
  @Test(arguments: [
    ("Joseph Mwangi", "Josef Mwangi"), ("Asha Rao", "Rao, Asha"), ("Iyer Rekha", "Rehka Iyer"),
    ("IMRAN SHEIKH", "imran shiekh"),
  ])
  func areAlike(_ names: (String, String)) {
    #expect(Spelling.areAlike(names.0, names.1))
    #expect(Spelling.areAlike(names.1, names.0))
  }

  @Test(arguments: [
    ("Joseph Mwangi", "Grace Wanjiru"), ("Ann", "Ana"), ("", ""), ("Asha Rao", "Usha Rana"),
  ])
  func areNot(_ names: (String, String)) {
    #expect(!Spelling.areAlike(names.0, names.1))
  }

  @Test func countsEdits() {
    func edits(_ left: String, _ right: String) -> Int {
      Spelling.edits(between: Array(left.unicodeScalars), and: Array(right.unicodeScalars))
    }
    #expect(edits("", "abc") == 3)
    #expect(edits("biled", "billed") == 1)
    #expect(edits("acb", "abc") == 1)
    #expect(edits("kitten", "sitting") == 3)
  }
}

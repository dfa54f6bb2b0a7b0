// Sessions: what is typed at a shell and what comes back, as the pages under Sessions show it.

import Testing
import TopoqText

@Suite struct SessionTests {
  @Test(arguments: SessionPage.all)
  func theToolAnswersAsWritten(_ page: SessionPage) throws {
    guard let tool = SessionPage.toolPath else {
      Issue.record("the program `topoq` lies beside the tests; build it first")
      return
    }
    let folder = try SessionFolder(tool: tool)
    for step in try page.steps() {
      let shown = folder.run(step.command)
      #expect(
        step.matches(shown),
        """
        \(page.name):\(step.line): $ \(step.command)
        --- expected
        \(step.expected.joined(separator: "\n"))
        --- shown
        \(shown.joined(separator: "\n"))
        """)
    }
  }

  @Test func threeDotsStandForAnyLines() {
    func step(_ lines: String...) -> SessionStep {
      SessionStep(line: 1, command: "", expected: lines)
    }
    #expect(step("a", "...", "z").matches(["a", "b", "c", "z"]))
    #expect(step("...").matches([]))
    #expect(step("a", "...").matches(["a"]))
    #expect(!step("a", "...", "z").matches(["a", "b"]))
    #expect(!step("a").matches(["a", "b"]))
    #expect(!step("a", "b").matches(["a"]))
  }
}

// Conversations at the prompt: lines in, prompts and runs out.

import Testing

@testable import TopoqTool

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct PromptTests {
  /// What is shown and what is run, in order; a text that ends in `where` wants more.
  private func conversation(_ events: [LineInput.Event]) -> [String] {
    var log: [String] = []
    var rest = events[...]
    Prompt(
      nextLine: { prompt, _ in
        log.append(prompt)
        return rest.popFirst() ?? .end
      }, show: { log.append($0) },
      isComplete: { !$0.hasSuffix("where") }, answer: { log.append("run <\($0)>") }
    ).run()
    return log
  }

  @Test func aSentenceMayTakeSeveralLines() {
    #expect(
      conversation([.line("customers where"), .line("vip"), .line("quit")]) == [
        "topoq> ", "  ...> ", "run <customers where\nvip>", "topoq> ",
      ])
  }

  @Test func anEmptyLineEndsWhatIsUnfinished() {
    #expect(
      conversation([.line("a where"), .line(" "), .end]) == [
        "topoq> ", "  ...> ", "run <a where\n >", "topoq> ", "\n",
      ])
  }

  @Test func interruptThrowsTheLinesAway() {
    #expect(
      conversation([.line("a where"), .interrupted, .line("b"), .line("\\q")]) == [
        "topoq> ", "  ...> ", "\n", "topoq> ", "run <b>", "topoq> ",
      ])
  }

  @Test(arguments: ["quit", "\\q", " exit; ", "quit;"])
  func wordsEndIt(_ word: String) {
    #expect(conversation([.line(""), .line(word)]) == ["topoq> ", "topoq> "])
  }

  @Test func linesAreReadFromAPipe() {
    var ends: [Int32] = [-1, -1]
    #expect(pipe(&ends) == 0)
    let bytes = Array("customers\r\n\nlast \u{e9}".utf8)
    #expect(write(ends[1], bytes, bytes.count) == bytes.count)
    close(ends[1])
    defer { close(ends[0]) }
    var input = LineInput(descriptor: ends[0])
    var events: [LineInput.Event] = []
    repeat { events.append(input.next()) } while events.last != .end
    #expect(events == [.line("customers"), .line(""), .line("last \u{e9}"), .end])
  }

  @Test func aWakeInterruptsTheLine() {
    var lines: [Int32] = [-1, -1]
    var wakes: [Int32] = [-1, -1]
    #expect(pipe(&lines) == 0 && pipe(&wakes) == 0)
    defer { for end in lines + wakes { close(end) } }
    var byte: UInt8 = 1
    #expect(write(wakes[1], &byte, 1) == 1)
    var input = LineInput(descriptor: lines[0], wakeDescriptor: wakes[0])
    #expect(input.next() == .interrupted)
  }
}

// The README of the Grammar folder cannot lie: what it shows as sentences parses.
import TestSupport
import Testing
import TopoqSyntax

struct GrammarReadmeTests {
  @Test func itsSentencesParse() {
    let text = GrammarFolder.text("README.md") ?? ""
    let sentences = text.split(separator: "\n").filter {
      $0.hasPrefix("    ") && !$0.contains("|") && !$0.contains("error[") && !$0.contains("= try:")
        && !$0.contains("= help:")
    }.map { String($0.dropFirst(4)) }
    #expect(sentences.count > 25)
    for sentence in sentences {
      let messages = parsed(sentence).diagnostics.map { $0.rendered(source: sentence) }
      #expect(messages.isEmpty, "\(messages)")
    }
  }

  @Test func itsMessageIsTheParsers() {
    let text = GrammarFolder.text("README.md") ?? ""
    let sentence = "offline customers on splitter S12"
    let message = parsed(sentence).diagnostics.first?.rendered(source: sentence) ?? ""
    let indented = message.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
    #expect(text.contains(indented))
  }
}

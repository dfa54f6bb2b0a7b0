// The conformance corpus: valid sentences with their trees, wrong ones with their codes.
import TestSupport
import Testing
import TopoqSyntax

struct ConformanceTests {
  @Test func theCorpusIsThere() {
    #expect(GrammarFolder.validSentences.count > 150)
    #expect(GrammarFolder.wrongSentences.count > 80)
  }

  @Test func validSentencesParse() {
    for sentence in GrammarFolder.validSentences {
      let parsed = parsed(sentence)
      #expect(
        parsed.diagnostics.isEmpty,
        "\(parsed.diagnostics.map { $0.rendered(source: sentence) })")
      #expect(parsed.isComplete)
    }
  }

  @Test func treesAreAsRecorded() {
    let trees = GrammarFolder.validSentences.map { sentence in
      let trees = parsed(sentence).statements.map { SyntaxDump.text($0) }
      return "> \(sentence)\n" + trees.map { $0 + "\n" }.joined()
    }
    expect(trees.joined(separator: "\n"), isRecordedIn: "conformance/syntax.snapshot.txt")
  }

  @Test func messagesAreAsRecorded() {
    let messages = GrammarFolder.wrongSentences.filter(\.isSyntax).map { _, _, sentence in
      let messages = parsed(sentence).diagnostics.map { $0.rendered(source: sentence) + "\n" }
      return "> \(sentence)\n" + messages.joined()
    }
    expect(messages.joined(separator: "\n"), isRecordedIn: "conformance/wrong.snapshot.txt")
  }

  private func expect(_ snapshot: String, isRecordedIn name: String) {
    if GrammarFolder.isRecording {
      #expect(GrammarFolder.write(snapshot, to: name))
    } else {
      #expect(GrammarFolder.text(name) == snapshot, "TOPOQ_RECORD=1 records \(name) anew")
    }
  }

  @Test func wrongSentencesHaveTheirCode() {
    for (code, isSyntax, sentence) in GrammarFolder.wrongSentences {
      let parsed = parsed(sentence)
      guard isSyntax else {
        #expect(parsed.diagnostics.isEmpty, "syntax alone cannot tell: \(sentence)")
        continue
      }
      let codes = parsed.diagnostics.compactMap { $0.code?.rawValue }
      #expect(
        codes.first == code,
        "\(sentence) gives \(codes) \(parsed.diagnostics.map { $0.rendered(source: sentence) })")
    }
  }

  @Test func wrongSentencesSayWhatPutsThemRight() {
    for (_, isSyntax, sentence) in GrammarFolder.wrongSentences where isSyntax {
      for diagnostic in parsed(sentence).diagnostics {
        let isHelpful =
          diagnostic.attempt != nil || diagnostic.help != nil
          || !diagnostic.expected.isEmpty || !diagnostic.didYouMean.isEmpty
        #expect(isHelpful || diagnostic.code == .badDate, "no way out of: \(sentence)")
        guard let attempt = diagnostic.attempt else { continue }
        #expect(parsed(attempt).diagnostics.isEmpty, "\(attempt) does not parse")
      }
    }
  }

  @Test func printedSentencesReadTheSame() {
    for sentence in GrammarFolder.validSentences { expectPrintedReadsTheSame(sentence) }
    var generator = SentenceGenerator(GrammarTests.grammar, seed: 7)
    for _ in 0..<2_000 { expectPrintedReadsTheSame(generator.sentence(of: "statement")) }
  }

  private func expectPrintedReadsTheSame(_ sentence: String) {
    for statement in Parser.parse(sentence, lexicon: .anyFormat).statements {
      let again = Parser.parse(statement.printed, lexicon: .anyFormat)
      #expect(again.diagnostics.isEmpty, "\(sentence) prints as \(statement.printed)")
      #expect(again.statements.count == 1)
      guard let second = again.statements.first else { return }
      #expect(SyntaxDump.text(second) == SyntaxDump.text(statement), "\(sentence)")
      #expect(second.printed == statement.printed)
    }
  }
}

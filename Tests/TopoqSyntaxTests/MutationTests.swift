// Sentences gone wrong at every byte: always a tree or a located diagnostic, never a crash.
import TestSupport
import Testing
import TopoqSyntax

struct MutationTests {
  /// Every byte dropped, doubled, swapped with the next, and the text cut there.
  private static func mutations(of sentence: String) -> [String] {
    let bytes = Array(sentence.utf8)
    var found: [String] = []
    for offset in bytes.indices {
      var dropped = bytes
      dropped.remove(at: offset)
      var doubled = bytes
      doubled.insert(bytes[offset], at: offset)
      var swapped = bytes
      if offset + 1 < bytes.count { swapped.swapAt(offset, offset + 1) }
      for variant in [dropped, doubled, swapped, Array(bytes[..<offset])] {
        found.append(String(decoding: variant, as: UTF8.self))
      }
    }
    return found
  }

  @Test func everyMutationIsReadOrLocated() {
    let sentences =
      GrammarFolder.validSentences
      + GrammarFolder.wrongSentences.map { _, _, text in text }
    var count = 0
    for sentence in sentences {
      for mutation in Self.mutations(of: sentence) {
        count += 1
        expectReadOrLocated(mutation)
      }
    }
    #expect(count > 20_000)
  }

  /// The parser takes no more than the grammar, and no less.
  @Test func theParserAgreesWithTheGrammar() {
    var random = SeededGenerator(seed: 11)
    var (accepted, refused) = (0, 0)
    for sentence in GrammarFolder.validSentences {
      for mutation in Self.mutations(of: sentence) {
        guard Int.random(in: 0..<8, using: &random) == 0 else { continue }
        let diagnostics = Parser.parse(mutation, lexicon: .anyFormat).diagnostics
        // `splitters were in area North` could be of a splitter named `were`, and is not.
        guard diagnostics.first?.code != .otherLanguage else { continue }
        if diagnostics.isEmpty {
          accepted += 1
          var lenient = Recogniser(GrammarTests.grammar, mutation, isLenient: true)
          #expect(lenient.rulesUsed() != nil, "the grammar does not read: \(mutation)")
        } else {
          refused += 1
          var strict = Recogniser(GrammarTests.grammar, mutation)
          #expect(strict.rulesUsed() == nil, "the parser does not read: \(mutation)")
        }
      }
    }
    #expect(accepted > 300 && refused > 300)
  }

  @Test(arguments: [1, 2, 3])
  func generatedSentencesShuffledAreReadOrLocated(seed: UInt64) {
    var generator = SentenceGenerator(GrammarTests.grammar, seed: seed &+ 100)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<1_000 {
      var words = generator.sentence().split(separator: " ").map { String($0) }
      guard words.count > 1 else { continue }
      for _ in 0..<3 {
        let first = Int.random(in: 0..<words.count, using: &random)
        let second = Int.random(in: 0..<words.count, using: &random)
        words.swapAt(first, second)
      }
      expectReadOrLocated(words.joined(separator: " "))
    }
  }

  @Test func bytesOfNoLanguageAreReadOrLocated() {
    var random = SeededGenerator(seed: 5)
    let odd: [Unicode.Scalar] = [
      "\0", "\u{1}", "\u{7F}", "\u{85}", "\u{A0}", "\u{200B}", "\u{202E}", "\u{FEFF}", "\u{FFFD}",
      "“", "”", "é", "e", "\u{301}", "山", "𝔘", "🏠", "ß", "İ", "ﷺ", "\"", "'", "\\", "(", ")", ";",
      ",", "@", "$", "-", ".", "%", "#", " ", "\n", "\t", "1", "9", "a", "Z", "*", "=", "!", "<",
    ]
    for _ in 0..<4_000 {
      var view = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 1..<24, using: &random) {
        view.append(odd[Int.random(in: 0..<odd.count, using: &random)])
      }
      expectReadOrLocated(String(view))
      expectReadOrLocated("customers where " + String(view))
    }
  }

  private func expectReadOrLocated(_ text: String) {
    if let fault = fault(text) { Issue.record("\(text): \(fault)") }
  }

  /// What is wrong with what the parser says of a text, or nil.
  private func fault(_ text: String) -> String? {
    let parsed = parsed(text)
    let length = text.utf8.count
    for (number, diagnostic) in parsed.diagnostics.enumerated() {
      guard let range = diagnostic.range, diagnostic.code != nil else { return "not located" }
      if range.upperBound > length { return "located outside" }
      if number == 0, diagnostic.rendered(source: text).isEmpty { return "no message" }
      if let attempt = diagnostic.attempt,
        !Parser.parse(attempt, lexicon: .contract).diagnostics.isEmpty
      {
        return "`\(attempt)` is wrong as well"
      }
    }
    let stopsEarly = parsed.diagnostics.contains { $0.code == .stopsTooEarly }
    return parsed.isComplete || stopsEarly ? nil : "incomplete without saying so"
  }
}

// The grammar as a text: whole, readable with one word of foresight, and the same as the parser's.
import TestSupport
import Testing
import TopoqSyntax

struct GrammarTests {
  static let grammar = Grammar(GrammarFolder.text("topoq.ebnf") ?? "")
  static let analysis = GrammarAnalysis(grammar)

  @Test func everyRuleIsDefinedAndUsed() {
    let grammar = Self.grammar
    #expect(grammar.order.count == 52)
    #expect(grammar.usedRules.subtracting(grammar.rules.keys).isEmpty)
    #expect(Set(grammar.rules.keys).subtracting(grammar.usedRules) == ["script"])
  }

  @Test func everyTokenIsDefined() {
    let lexical = GrammarFolder.text("lexical.ebnf") ?? ""
    let registered: Set = ["NOUN", "MEASURE", "VERB", "ARGUMENT", "REPORT", "KEYWORD"]
    for token in Self.grammar.tokens.subtracting(registered) {
      let isDefined = lexical.split(separator: "\n").contains {
        $0.hasPrefix(token) && $0.contains("::=")
      }
      #expect(isDefined, "\(token) has no lexical rule")
    }
  }

  @Test func oneWordOfForesightIsEnough() {
    #expect(Self.analysis.conflicts.isEmpty)
  }

  @Test func keywordsAreTheLexers() {
    #expect(Self.grammar.keywords == Set(Keyword.allCases.map(\.spelling)))
  }

  @Test func reservedWordsAreThoseThatCompeteWithACode() {
    let reserved = Keyword.reserved.map(\.spelling).sorted()
    #expect(Self.analysis.competing.sorted() == reserved)
    let listed = (GrammarFolder.text("reserved.txt") ?? "").split(separator: "\n")
      .filter { !$0.hasPrefix("#") }.map { String($0) }
    #expect(listed == reserved)
  }

  @Test func editorsKnowEveryKeyword() {
    let grammar = GrammarFolder.text("topoq.tmLanguage.json") ?? ""
    for keyword in Keyword.allCases {
      let isListed =
        grammar.contains("|\(keyword.spelling)|") || grammar.contains("(\(keyword.spelling)|")
        || grammar.contains("|\(keyword.spelling))")
      #expect(isListed, "\(keyword.spelling) is missing from topoq.tmLanguage.json")
    }
  }

  @Test func theCorpusUsesEveryRule() {
    var used: Set<String> = []
    for sentence in GrammarFolder.validSentences {
      var recogniser = Recogniser(Self.grammar, sentence)
      let rules =
        recogniser.rulesUsed()
        ?? {
          var lenient = Recogniser(Self.grammar, sentence, isLenient: true)
          return lenient.rulesUsed()
        }()
      #expect(rules != nil, "the grammar does not read: \(sentence)")
      used.formUnion(rules ?? [])
    }
    #expect(Set(Self.grammar.order).subtracting(used).isEmpty)
  }

  @Test(arguments: [1, 2, 3, 4])
  func generatedSentencesParse(seed: UInt64) {
    var generator = SentenceGenerator(Self.grammar, seed: seed)
    var wrong = 0
    for number in 0..<1_500 {
      let rule = number % 3 == 0 ? "script" : number % 3 == 1 ? "statement" : "inquiry"
      let sentence = generator.sentence(of: rule)
      let parsed = Parser.parse(sentence, lexicon: .anyFormat)
      if parsed.diagnostics.isEmpty { continue }
      wrong += 1
      guard wrong <= 5 else { continue }
      let message = parsed.diagnostics[0].rendered(source: sentence)
      Issue.record("seed \(seed), sentence \(number): \(sentence)\n\(message)")
    }
    #expect(wrong == 0)
  }
}

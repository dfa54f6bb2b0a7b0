// Help: every word of the language and the vocabulary is found, and every example can be typed.

import Testing
import Topoq
import TopoqSyntax
import TopoqVocabulary

@Suite("Help")
struct HelpTests {
  private static let topics = [
    "nouns", "places", "operators", "literals", "units", "figures", "questions", "formats", "names",
    "parameters", "verbs", "reports", "errors",
  ]

  @Test("every example parses, and answers where a loaded module can")
  func examples() throws {
    let network = try TestNetwork.village()
    let file = try network.open(.asNeeded)
    var examples: Set<String> = []
    let words = Self.topics + Keyword.allCases.map(\.spelling) + ["lit", "mrr", "fill", "plan"]
    for sentence in ["help"] + words.map({ "help \($0)" }) {
      let answer = try file.answer(sentence)
      guard answer.columns.contains("example") else { continue }
      examples.formUnion(answer.column("example").filter { !$0.isEmpty })
    }
    #expect(examples.count > 120)
    for example in examples.sorted() {
      let parsed = file.parse(example).parsed
      #expect(parsed.diagnostics.isEmpty, "\(example): \(parsed.diagnostics.map(\.message))")
      guard case .inquiry? = parsed.statements.first else { continue }
      let codes = file.errors(example)
      // What is understood and answered by no loaded module says so itself; a report's example may
      // name a thing that the village lacks.
      #expect(codes.isEmpty || codes == ["E609"] || codes == ["E401"], "\(example): \(codes)")
    }
  }

  @Test("words of other trades lead to the topic, unless they are words here")
  func elsewhere() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    for (word, topic) in [
      "map": "formats", "export": "formats", "fields": "nouns", "dates": "literals",
      "redundancy": "questions", "null": "operators", "delete": "verbs",
    ] {
      let found = try file.answer("help \(word)").column("word")
      #expect(try found == file.answer("help \(topic)").column("word"), "\(word)")
    }
  }

  @Test("every word is found")
  func words() throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    for keyword in Keyword.allCases {
      let answer = try file.answer("help \(keyword.spelling)")
      #expect(answer.column("word").first == keyword.spelling)
      #expect(answer.column("example").first?.isEmpty == false, "\(keyword.spelling)")
    }
    let vocabulary = file.vocabulary
    for noun in vocabulary.allNouns {
      #expect(try file.answer("describe \(noun.plural)").column("word").first == noun.name)
      let fields = vocabulary.fields(of: noun).map(\.name)
      for word in fields + vocabulary.conditions(of: noun).map(\.name) {
        #expect(file.errors("help \(word)") == [], "\(word)")
      }
    }
    for word in file.lexicon.verbs.union(file.lexicon.reports).union(file.lexicon.formats) {
      #expect(file.errors("help \(word)") == [], "\(word)")
    }
    for code in DiagnosticCode.allCases {
      let line = try file.answer("help \(code.rawValue)").column("meaning")[0]
      // What it means, and what to do.
      #expect(line.split(separator: ".").count > 1, "\(code.rawValue): \(line)")
    }
  }

  @Test("what has a name of its own is listed and described")
  func names() throws {
    let network = try TestNetwork.village()
    let file = try network.open(.write)
    _ = try file.answer(
      "let late = customers where not billed; save heads = count customers by olt")
    _ = try file.answer("alias cable = route; set $s = S12; let tardy = (late where vip)")
    let names = try file.answer("help names")
    #expect(
      zip(names.column("word"), names.column("example")).suffix(5).map { "\($0) = \($1)" } == [
        "heads = count customers by olt", "late = customers where not billed",
        "tardy = (late where vip)", "cable = route",
        "$s = set $s = S12",
      ])
    #expect(try file.answer("describe tardy").column("meaning")[0].contains("describe customer"))
    #expect(try file.answer("help late").column("example") == ["customers where not billed"])
    #expect(try file.answer("describe cables").column("word").prefix(2) == ["route", "cable"])
    #expect(try file.answer("help cable").column("word").first == "route")
  }

  @Test(
    "what is not found is said with what is near",
    arguments: [
      ("help splitterr", "E307", "help splitter"), ("help wher", "E307", "help where"),
      ("describe alarm", "E305", nil), ("help core", "E307", "describe strand"),
      ("help plces", "E307", "help places"),
    ] as [(String, String, String?)])
  func missing(sentence: String, code: String, attempt: String?) throws {
    let network = try TestNetwork.village()
    let file = try network.open()
    #expect(file.errors(sentence) == [code])
    #expect(file.attempts(sentence).first == attempt)
  }
}

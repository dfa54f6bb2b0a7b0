// `help` and `describe`: every word can be found.

internal import TopoqSyntax
internal import TopoqVocabulary

/// Answers what can be asked, from the vocabulary itself.
struct Help {
  let words: Words

  init(_ words: Words) { self.words = words }

  /// The sentence shape and the nouns; or what one word is; or what a code of an error means.
  func help(_ word: String?, _ range: SourceRange) throws -> TextTable {
    guard let word else { return overview() }
    if let code = DiagnosticCode(rawValue: word.uppercased()) {
      return TextTable(
        columns: ["code", "meaning"],
        rows: [[code.rawValue, DiagnosticCatalogue.explanation(of: code)]])
    }
    if word.lowercased() == "errors" {
      return TextTable(
        columns: ["code", "meaning"],
        rows: DiagnosticCode.allCases.map {
          [$0.rawValue, DiagnosticCatalogue.explanation(of: $0)]
        })
    }
    if let topic = topic(word.lowercased()) { return topic }
    if let noun = words.vocabulary.noun(word) { return describe(noun) }
    if let change = change(word.lowercased()) { return change }
    let found = uses(of: word.lowercased())
    guard found.isEmpty else {
      return TextTable(columns: ["word", "what", "of", "doc"], rows: found)
    }
    throw WrongSentence([
      Diagnostic(
        .unknownTopic, "there is no help on `\(word)`", at: range,
        didYouMean: Suggestions.nearest(to: word, among: allWords),
        help: "`help` alone lists the nouns")
    ])
  }

  /// Lists that messages point to.
  private func topic(_ word: String) -> TextTable? {
    switch word {
    case "nouns", "things":
      return TextTable(
        columns: ["word", "module", "doc"],
        rows: words.vocabulary.allNouns.map {
          [$0.plural, words.vocabulary.owner(of: $0), $0.doc]
        })
    case "formats":
      return TextTable(
        columns: ["format", "example"],
        rows: words.lexicon.formats.sorted().map { [$0, "customers as \($0) into \"answer\""] })
    case "verbs", "changes": return verbs
    case "reports": return reports
    case "units":
      return TextTable(
        columns: ["code", "meaning"],
        rows: [["E502", DiagnosticCatalogue.explanation(of: .unknownUnit)]])
    default: return nil
    }
  }

  func describe(_ word: Word) throws -> TextTable {
    try help(word.text, word.range)
  }

  private var allWords: [String] {
    let vocabulary = words.vocabulary
    var all = vocabulary.allVerbs.map(\.name) + vocabulary.allReports.map(\.name)
    for noun in vocabulary.allNouns {
      all.append(noun.name)
      all += vocabulary.fields(of: noun).map(\.name)
      all += vocabulary.conditions(of: noun).map(\.name)
      all += vocabulary.measures(of: noun).map(\.name)
    }
    return all
  }

  private func overview() -> TextTable {
    var rows = [
      [
        "sentence",
        "[count of] THINGS places where CONDITION by FIELDS show FIELDS order by ... limit N",
      ],
      ["example", "customers on splitter S12 where not billed"],
      [
        "places",
        "on, directly on, upstream of, at, in AREA, crossing AREA, near, within 300 m of, with, without; any with not",
      ],
      ["targets", "splitter S12, port OLT1:3, strand F7#3, @12.97,77.59, (splitters where full)"],
      ["one thing", "splitter S12: a card with all that is known"],
      ["trace", "trace upstream from customer C1001, trace downstream from splitter S12"],
      ["explain", "explain customers on splitter S12: every stage, SQL and plan"],
      ["change", "move customer C1001 to splitter S13 port 4; undo; help verbs lists them"],
      ["what if", "what if cut route F7 then count customers where dark"],
      ["history", "history of customer C1001: who did what when"],
      ["describe", "describe customer: its fields, conditions and measures"],
      ["help", "help splitter, help lit, help E401, help errors"],
    ]
    for noun in words.vocabulary.allNouns {
      rows.append([noun.plural, "\(noun.doc) (\(words.vocabulary.owner(of: noun)))"])
    }
    return TextTable(columns: ["word", "doc"], rows: rows)
  }

  private func describe(_ noun: TopoqVocabulary.Noun) -> TextTable {
    let vocabulary = words.vocabulary
    func row(_ word: String, _ what: String, _ doc: String) -> [String] {
      [word, what, vocabulary.owner(ofWord: word, of: noun) ?? "", doc]
    }
    var rows = [[noun.name, "noun", vocabulary.owner(of: noun), noun.doc]]
    rows += vocabulary.fields(of: noun).map { row($0.name, "field, \($0.type.word)", $0.doc) }
    rows += vocabulary.conditions(of: noun).map { row($0.name, "condition", $0.doc) }
    rows += vocabulary.verbs(of: noun).map { [$0.name, "verb", vocabulary.owner(of: $0), $0.doc] }
    rows += vocabulary.measures(of: noun).map { row($0.name, "measure, \($0.type.word)", $0.doc) }
    return TextTable(columns: ["word", "what", "module", "doc"], rows: rows)
  }

  private func uses(of word: String) -> [[String]] {
    var rows: [[String]] = []
    for noun in words.vocabulary.allNouns {
      if let field = words.vocabulary.field(word, of: noun) {
        rows.append([word, "field, \(field.type.word)", noun.plural, field.doc])
      }
      if let condition = words.vocabulary.condition(word, of: noun) {
        rows.append([word, "condition", noun.plural, condition.doc])
      }
      if let measure = words.vocabulary.measure(word, of: noun) {
        rows.append([word, "measure, \(measure.type.word)", noun.plural, measure.doc])
      }
    }
    return rows
  }
}

extension ValueType {
  fileprivate var word: String {
    switch self {
    case .text: "text"
    case .integer: "whole number"
    case .number: "number"
    case .boolean: "true or false"
    case .day: "day"
    case .days: "number of days"
    case .metres: "metres"
    case .decibels: "dB"
    case .percent: "percent"
    case .money: "money"
    }
  }
}

// `help` and `describe`: every word can be found.

internal import TopoqQuery
internal import TopoqSyntax
internal import TopoqVocabulary

/// Answers what can be asked, from the vocabulary, the names and the language itself.
struct Help {
  let words: Words
  var vocabulary: Vocabulary { words.vocabulary }

  init(_ words: Words) { self.words = words }

  /// The language and the nouns; or what one word is; or what the code of an error means.
  func help(_ word: String?, _ range: SourceRange) throws -> TextTable {
    guard let word else { return overview() }
    let key = word.lowercased()
    if let code = DiagnosticCode(rawValue: word.uppercased()) { return table(of: [code]) }
    if let topic = topic(key) { return topic }
    if let table = named(key) { return table }
    var lines = Keyword.named(key).flatMap { HelpKeywords.line($0) }.map { [$0] } ?? []
    lines += uses(of: key)
    if lines.isEmpty, let noun = vocabulary.noun(words.lexicon.noun(key) ?? key) {
      return describe(noun, as: key)
    }
    if let noun = vocabulary.noun(key) {
      lines.append(HelpLine(noun.name, noun.doc, "describe \(noun.name)"))
    }
    lines += role(of: key)
    guard lines.isEmpty else { return table(lines) }
    throw WrongSentence([unknown(word, range)])
  }

  /// What can be said of a noun, or what else a word is.
  func describe(_ word: Word) throws -> TextTable {
    let key = word.key
    if let table = named(key) ?? change(key) ?? report(key) { return table }
    if let noun = vocabulary.noun(words.lexicon.noun(key) ?? key) { return describe(noun, as: key) }
    return try help(word.text, word.range)
  }

  /// Examples of words that no loaded module brings are left out.
  func table(_ lines: [HelpLine]) -> TextTable {
    let rows = lines.map { line in
      let isKnown = !Parser.parse(line.example, lexicon: words.lexicon).hasErrors
      return [line.word, line.meaning, isKnown ? line.example : ""]
    }
    return TextTable(columns: HelpLine.columns, rows: rows)
  }

  private func unknown(_ word: String, _ range: SourceRange) -> Diagnostic {
    if let module = words.lexicon.absentWords[word.lowercased()] {
      return Diagnostic(
        .moduleNotLoaded, "`\(word)` belongs to \(module), which is not loaded", at: range,
        help: "`help nouns` lists what can be asked about")
    }
    if let noun = words.lexicon.tradeWords[word.lowercased()] {
      return Diagnostic(
        .unknownTopic, "topoq says `\(noun)` for `\(word)`", at: range, didYouMean: [noun],
        help: "`alias \(word) = \(noun)` makes it a word of this file", attempt: "describe \(noun)")
    }
    let near = Suggestions.nearest(to: word, among: allWords)
    return Diagnostic(
      .unknownTopic, "there is no help on `\(word)`", at: range, didYouMean: near,
      help: "`help` alone shows what there is", attempt: near.first.map { "help \($0)" })
  }

  private var allWords: [String] {
    let nouns = vocabulary.allNouns.flatMap { noun in
      [noun.name] + vocabulary.fields(of: noun).map(\.name)
        + vocabulary.conditions(of: noun).map(\.name) + vocabulary.measures(of: noun).map(\.name)
    }
    let lexicon = words.lexicon
    return nouns + Self.topics + Keyword.allCases.map(\.spelling) + lexicon.verbs + lexicon.reports
      + words.definitions.questions.map(\.key) + words.definitions.aliases.map(\.key)
  }

  private func overview() -> TextTable {
    table(HelpTopics.overview + nounLines)
  }

  var nounLines: [HelpLine] {
    vocabulary.allNouns.map { noun in
      HelpLine(noun.plural, "\(noun.doc) (\(vocabulary.owner(of: noun)))", "describe \(noun.name)")
    }
  }

  // MARK: A noun

  private func describe(_ noun: TopoqVocabulary.Noun, as word: String) -> TextTable {
    func row(_ word: String, _ what: String, _ doc: String) -> [String] {
      [word, what, vocabulary.owner(ofWord: word, of: noun) ?? "", doc]
    }
    var rows = [[noun.name, "noun", vocabulary.owner(of: noun), noun.doc]]
    for alias in words.definitions.aliases where alias.noun == noun.name {
      rows.append([alias.word, "another word for it", "", "in this file"])
    }
    rows += vocabulary.fields(of: noun).map {
      row($0.name, "field, \($0.type.word)", $0.doc + (noun.shown.contains($0.name) ? " *" : ""))
    }
    rows += vocabulary.conditions(of: noun).map { row($0.name, "condition", $0.doc) }
    rows += vocabulary.measures(of: noun).map { row($0.name, "figure, \($0.type.word)", $0.doc) }
    rows.append(["*", "", "", "shown unless `show` says otherwise"])
    return TextTable(columns: ["word", "what", "module", "doc"], rows: rows)
  }

  /// What a name of somebody's own stands for.
  private func named(_ key: String) -> TextTable? {
    guard let question = words.definitions.question(key), vocabulary.noun(key) == nil else {
      return nil
    }
    let noun = words.definitions.noun(behind: key, vocabulary, words.lexicon)
    let more = noun.map { "`describe \($0.name)` lists what can be asked of them" }
    return table([
      HelpLine(
        question.name,
        (question.isSaved ? "a question of this file" : "a question of this session")
          + (more.map { "; " + $0 } ?? ""), question.text)
    ])
  }

  // MARK: Words of nouns

  /// What a word says of which nouns, with the nouns of one meaning together.
  private func uses(of word: String) -> [HelpLine] {
    var lines: [(what: String, doc: String, example: String, nouns: [String])] = []
    func add(
      _ what: String, _ doc: String, _ noun: TopoqVocabulary.Noun, _ example: String
    ) {
      if let index = lines.firstIndex(where: { $0.what == what && $0.doc == doc }) {
        lines[index].nouns.append(noun.plural)
      } else {
        lines.append((what, doc, example, [noun.plural]))
      }
    }
    for noun in vocabulary.allNouns {
      if let field = vocabulary.field(word, of: noun) {
        add("field (\(field.type.word))", field.doc, noun, "\(noun.plural) show \(word)")
      }
      if let condition = vocabulary.condition(word, of: noun) {
        add("condition", condition.doc, noun, "\(noun.plural) where \(word)")
      }
      if let measure = vocabulary.measure(word, of: noun) {
        add("figure (\(measure.type.word))", measure.doc, noun, "\(word) of \(noun.plural)")
      }
    }
    return lines.map {
      HelpLine(word, "\($0.what) of \($0.nouns.joined(separator: ", ")): \($0.doc)", $0.example)
    }
  }

  /// What the parser takes a word for, where the vocabulary has no more to say of it.
  private func role(of key: String) -> [HelpLine] {
    if words.lexicon.verbs.contains(key) {
      return [verbLine(key)]
    }
    if words.lexicon.reports.contains(key) { return [reportLine(key)] }
    if words.lexicon.formats.contains(key) {
      return [HelpLine(key, "a form of the answer", "customers as \(key)")]
    }
    if words.lexicon.arguments.contains(key) {
      return [HelpLine(key, "goes with a change; `help verbs` lists them")]
    }
    return []
  }
}

extension ValueType {
  var word: String {
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

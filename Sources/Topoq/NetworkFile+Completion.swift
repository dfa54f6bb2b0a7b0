// What could be typed next: the words themselves, of the language, the vocabulary, the names and the file.

internal import TopoqQuery
internal import TopoqSQLite
public import TopoqSyntax
internal import TopoqVocabulary

extension NetworkFile {
  /// The words that may follow at the end of a text, those that begin like the word that has been
  /// begun, and the place that a chosen one goes to. Codes are looked up in the file.
  public func completions(atEndOf text: String) -> (range: SourceRange, words: [String]) {
    withSession { connection, words in
      let completion = Parser.completion(atEndOf: text, lexicon: words.lexicon)
      let choices = Choices(completion, words, connection)
      return (completion.range, choices.words)
    }
  }
}

/// The words behind what the parser expects.
private struct Choices {
  private static let most = 100

  private let completion: Completion
  private let known: Words
  private let connection: ConnectionHandle
  private var vocabulary: Vocabulary { known.vocabulary }

  init(_ completion: Completion, _ known: Words, _ connection: ConnectionHandle) {
    self.completion = completion
    self.known = known
    self.connection = connection
  }

  /// In the order in which they are expected, each once.
  var words: [String] {
    let prefix = completion.prefix.lowercased()
    var seen: Set<String> = []
    return completion.expected.flatMap { words(of: $0) }.filter {
      $0.lowercased().hasPrefix(prefix) && seen.insert($0).inserted
    }.prefix(Self.most).map { $0 }
  }

  private func words(of expectation: Expectation) -> [String] {
    switch expectation {
    case .keyword(let keyword): [keyword.spelling]
    case .noun: nouns
    case .code: codes
    case .field: subject.map { vocabulary.fields(of: $0).map(\.name) } ?? []
    case .condition: subject.map { vocabulary.conditions(of: $0).map(\.name) } ?? []
    case .measure: known.lexicon.measures.sorted()
    case .verb: known.lexicon.verbs.sorted()
    case .argument: known.lexicon.arguments.sorted()
    case .report: known.lexicon.reports.sorted()
    case .format: known.lexicon.formats.sorted()
    case .parameter: known.definitions.values.keys.sorted().map { "$" + $0 }
    case .word:
      Help.topics + known.definitions.questions.map(\.name) + known.definitions.aliases.map(\.word)
    case .value, .number, .unit, .string, .date, .point, .comma, .open, .close, .equals,
      .comparison, .semicolon:
      []
    }
  }

  /// The noun that is asked about; behind a name, that of its question.
  private var subject: TopoqVocabulary.Noun? {
    completion.subject.flatMap { known.definitions.noun(behind: $0, vocabulary, known.lexicon) }
  }

  private var nouns: [String] {
    vocabulary.allNouns.flatMap { $0.plural == $0.name ? [$0.name] : [$0.plural, $0.name] }
      + known.definitions.questions.map(\.name) + known.definitions.aliases.map(\.word)
  }

  private var codes: [String] {
    guard !completion.prefix.isEmpty,
      let word = completion.nounOfCode,
      let noun = known.definitions.noun(behind: word, vocabulary, known.lexicon)
    else { return [] }
    let binder = known.binder(connection, "")
    return (try? binder.codes(of: noun, from: completion.prefix)) ?? []
  }
}

// Names that somebody gave to questions, to nouns and to values: those of the file and of the session.

public import TopoqSyntax
public import TopoqVocabulary

/// What `let`, `save`, `alias` and `set` have defined.
public struct Definitions: Sendable {
  /// A question under a name of its own; the name serves as a noun.
  public struct NamedQuestion: Sendable {
    /// As it was written.
    public let name: String
    /// True where it lasts with the file, false where it lasts with the session.
    public let isSaved: Bool
    /// The question as a sentence, without its name.
    public let text: String

    public init(name: String, isSaved: Bool, text: String) {
      self.name = name
      self.isSaved = isSaved
      self.text = text
    }

    public var key: String { name.lowercased() }
  }

  /// Another word for a kind of thing.
  public struct NamedNoun: Sendable {
    public let word: String
    /// The canonical singular.
    public let noun: String

    public init(word: String, noun: String) {
      self.word = word
      self.noun = noun
    }

    public var key: String { word.lowercased() }
    /// The word for several, as the language makes it of an unknown word.
    public var plural: String { key.hasSuffix("s") ? key : key + "s" }
  }

  private var questionsByKey: [String: NamedQuestion] = [:]
  private var aliasesByKey: [String: NamedNoun] = [:]
  /// Values of parameters by lower-cased name.
  public private(set) var values: [String: TopoqSyntax.Value] = [:]

  public init() {}

  /// In the order of names.
  public var questions: [NamedQuestion] { questionsByKey.values.sorted { $0.key < $1.key } }
  public var aliases: [NamedNoun] { aliasesByKey.values.sorted { $0.key < $1.key } }

  public func question(_ word: String) -> NamedQuestion? { questionsByKey[word.lowercased()] }
  /// The alias that a word, in either number, is.
  public func alias(_ word: String) -> NamedNoun? {
    let word = word.lowercased()
    return aliasesByKey[word] ?? aliasesByKey.values.first { $0.plural == word }
  }

  public mutating func add(_ question: NamedQuestion) { questionsByKey[question.key] = question }
  public mutating func add(_ alias: NamedNoun) { aliasesByKey[alias.key] = alias }
  public mutating func set(_ parameter: String, to value: TopoqSyntax.Value?) {
    values[parameter.lowercased()] = value
  }
  public mutating func removeQuestion(_ word: String) { questionsByKey[word.lowercased()] = nil }

  /// Forgets what the file keeps, so that it can be read anew.
  public mutating func removeSaved() {
    questionsByKey = questionsByKey.filter { !$0.value.isSaved }
    aliasesByKey = [:]
  }

  /// The words of `base` with the names that are defined here; a word of a module goes before.
  public func lexicon(over base: Lexicon) -> Lexicon {
    var lexicon = base
    for alias in aliasesByKey.values {
      for word in [alias.key, alias.plural] where base.noun(word) == nil {
        lexicon.addAlias(word, for: alias.noun)
      }
    }
    for question in questionsByKey.values where base.noun(question.key) == nil {
      lexicon.addAlias(question.key, for: question.key)
    }
    return lexicon
  }
}

extension Definitions {
  /// The kind of thing that a name stands for in the end, or nil where it stands for none.
  public func noun(
    behind word: String, _ vocabulary: Vocabulary, _ lexicon: Lexicon
  ) -> TopoqVocabulary.Noun? {
    var key = lexicon.noun(word.lowercased()) ?? word.lowercased()
    for _ in 0...questions.count {
      if let noun = vocabulary.noun(key) { return noun }
      guard let definition = question(key),
        case .inquiry(let inquiry)? = Parser.parse(definition.text, lexicon: lexicon).statements
          .first, case .question(let question) = inquiry.asked
      else { return nil }
      key = question.things.noun.canonical
    }
    return nil
  }
}

extension Things {
  /// The noun that is asked about, however deep it stands in parentheses.
  fileprivate var noun: TopoqSyntax.Noun {
    switch self {
    case .noun(let named): named.noun
    case .question(let question, _): question.things.noun
    }
  }
}

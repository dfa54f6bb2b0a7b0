/// The vocabulary that the parser is handed: which words are nouns, figures, verbs and so on. It
/// knows no other. All words are kept and looked up in lower case.
public struct Lexicon: Sendable {
  /// Singular, plural and alias to the canonical singular.
  public private(set) var nouns: [String: String] = [:]
  /// Canonical singular to plural.
  public private(set) var plurals: [String: String] = [:]
  /// Registered figures such as `mrr`.
  public var measures: Set<String>
  public var verbs: Set<String>
  /// Words that arguments of changes begin with; they may be keywords, such as `to` and `at`.
  public var arguments: Set<String>
  public var reports: Set<String>
  /// Output formats; where empty, any word is taken for one.
  public var formats: Set<String>
  /// ISO 4217 codes, in capitals.
  public var currencies: Set<String>
  /// Words that trades use for nouns that have another name here: `cable` for `route`.
  public var tradeWords: [String: String]
  /// Words of modules that exist but are not loaded, with the module's name.
  public var absentWords: [String: String] = [:]

  public init(
    measures: Set<String> = [], verbs: Set<String> = [], arguments: Set<String> = [],
    reports: Set<String> = [], formats: Set<String> = [],
    currencies: Set<String> = Unit.isoCurrencies, tradeWords: [String: String] = [:]
  ) {
    self.measures = measures
    self.verbs = verbs
    self.arguments = arguments
    self.reports = reports
    self.formats = formats
    self.currencies = currencies
    self.tradeWords = tradeWords
  }

  /// Registers a noun in both numbers.
  public mutating func addNoun(_ singular: String, plural: String) {
    nouns[singular.lowercased()] = singular.lowercased()
    nouns[plural.lowercased()] = singular.lowercased()
    plurals[singular.lowercased()] = plural.lowercased()
  }

  /// Registers another word for a noun, or one that stands for itself (`let late = ...`).
  public mutating func addAlias(_ word: String, for canonical: String) {
    nouns[word.lowercased()] = canonical.lowercased()
  }

  /// Learns what a sentence defines, so that the next one may use it.
  mutating func learn(_ statement: Statement) {
    switch statement {
    case .define(let definition):
      let word = definition.name.key
      if nouns[word] == nil { addAlias(word, for: word) }
    case .alias(let alias):
      let word = alias.word.key
      for word in [word, word.hasSuffix("s") ? word : word + "s"] where nouns[word] == nil {
        addAlias(word, for: alias.noun.canonical)
      }
    case .forget(let word, _):
      for word in [word.key, word.key + "s"] {
        guard let canonical = nouns[word], canonical != word || plurals[word] == nil,
          plurals[canonical] != word
        else { continue }
        nouns[word] = nil
      }
    case .inquiry, .explain, .change, .set, .edit, .help, .describe, .language: break
    }
  }

  /// The canonical singular of a lower-cased word, or nil where it is no noun.
  public func noun(_ word: String) -> String? { nouns[word] }

  /// The plural of a canonical singular; where none is known, the word itself.
  public func plural(of canonical: String) -> String { plurals[canonical] ?? canonical }

  /// The nouns near a mistyped word, in the number that was meant.
  public func nounsNear(_ word: String) -> [String] {
    if let meant = tradeNoun(word.lowercased()) { return [meant] }
    return Suggestions.nearest(to: word, among: nouns.keys)
  }

  /// The noun for a trade's word, in the same number.
  func tradeNoun(_ word: String) -> String? {
    if let canonical = tradeWords[word] { return canonical }
    guard word.hasSuffix("s") else { return nil }
    return tradeWords[String(word.dropLast())].map { plural(of: $0) }
  }
}

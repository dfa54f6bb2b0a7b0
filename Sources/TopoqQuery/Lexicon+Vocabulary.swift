// The words that the parser is handed: those of the loaded modules, and those that are known to
// belong to modules that are not loaded.

public import TopoqSyntax
public import TopoqVocabulary

extension Lexicon {
  /// The lexicon of a vocabulary, with the words that output formats answer to.
  public init(_ vocabulary: Vocabulary, formats: [String]) {
    let absent = AbsentWords(vocabulary)
    let verbs = vocabulary.allVerbs
    self.init(
      measures: Set(vocabulary.allNouns.flatMap { vocabulary.measures(of: $0) }.map(\.name)),
      // `set` is a word of the language itself.
      verbs: Set(verbs.map(\.name)).union(absent.verbs.keys).subtracting(["set"]),
      arguments: Set(verbs.flatMap { vocabulary.arguments(of: $0) }.map(\.name)).union(
        AbsentWords.arguments),
      reports: Set(vocabulary.allReports.map(\.name)).union(absent.reports.keys),
      formats: Set(formats),
      tradeWords: ["cable": "route", "core": "strand", "fibre": "strand", "fat": "terminal"])
    for noun in vocabulary.allNouns { addNoun(noun.name, plural: noun.plural) }
    for (word, module) in AbsentWords.nouns where noun(word) == nil { absentWords[word] = module }
    absentWords.merge(absent.verbs) { $1 }
    absentWords.merge(absent.reports) { $1 }
  }
}

/// Words of the language whose module is not loaded: they parse, and say whose they are.
public struct AbsentWords {
  /// The modules that bring verbs and reports, by the word.
  public let verbs: [String: String]
  public let reports: [String: String]

  public init(_ vocabulary: Vocabulary) {
    verbs = Self.verbsElsewhere.filter { vocabulary.verbs(named: $0.key).isEmpty }
    reports = Self.reportsElsewhere.filter { vocabulary.report($0.key) == nil }
  }

  private static let verbsElsewhere = [
    "activate": "crm", "suspend": "crm", "cease": "crm", "pay": "billing",
  ]
  private static let reportsElsewhere = [
    "splice_plan": "fieldwork", "feasible": "fieldwork", "critical_routes": "resilience",
    "funnel": "crm", "audit": "assurance", "reconcile": "assurance", "diff": "history",
  ]
  /// Words that arguments of those verbs begin with.
  static let arguments: Set<String> = ["on", "until", "reason", "amount"]

  static let nouns: [String: String] = {
    let words = [
      "crm": ["customer", "customers", "lead", "leads", "visit", "visits", "stage"],
      "billing": [
        "plan", "plans", "charge", "charges", "service", "services", "invoice", "invoices",
        "payment", "payments", "discount", "discounts", "arrears",
      ],
      "telemetry": ["ont", "onts", "sighting", "sightings", "alarm", "alarms"],
      "assurance": ["finding", "findings", "lost_per_month"],
    ]
    return Dictionary(
      words.flatMap { module, words in words.map { ($0, module) } }, uniquingKeysWith: { $1 })
  }()
}

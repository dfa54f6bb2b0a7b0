// The words that the parser is handed: those of the loaded modules, and those that are known to
// belong to modules that are not loaded.

public import TopoqSyntax
public import TopoqVocabulary

extension Lexicon {
  /// The lexicon of a vocabulary, with the words that output formats answer to.
  public init(_ vocabulary: Vocabulary, formats: [String]) {
    self.init(
      measures: Set(vocabulary.allNouns.flatMap { vocabulary.measures(of: $0) }.map(\.name)),
      verbs: Lexicon.coreVerbs, arguments: Lexicon.coreArguments, reports: Lexicon.coreReports,
      formats: Set(formats),
      tradeWords: ["cable": "route", "core": "strand", "fibre": "strand", "fat": "terminal"])
    for noun in vocabulary.allNouns { addNoun(noun.name, plural: noun.plural) }
    for (module, words) in Lexicon.knownElsewhere {
      for word in words where noun(word) == nil { absentWords[word] = module }
    }
  }

  /// Verbs of the language, so that a change is recognised for what it is.
  private static let coreVerbs: Set<String> = [
    "add", "remove", "rename", "move", "connect", "disconnect", "splice", "unsplice", "cut",
    "restore", "reserve", "activate", "suspend", "cease", "pay", "undo",
  ]
  private static let coreArguments: Set<String> = [
    "to", "from", "at", "on", "port", "ports", "loss", "amount", "until", "reason", "as", "with",
    "name", "kind", "state", "strand", "code", "in",
  ]
  private static let coreReports: Set<String> = [
    "history", "splice_plan", "feasible", "critical_routes", "funnel", "audit", "diff",
    "reconcile",
  ]
  private static let knownElsewhere: [String: [String]] = [
    "crm": ["customer", "customers"], "billing": ["plan", "plans", "charge", "charges"],
    "sales": ["lead", "leads", "visit", "visits", "stage"],
    "services": ["service", "services"],
    "invoicing": [
      "invoice", "invoices", "payment", "payments", "discount", "discounts", "arrears",
    ],
    "telemetry": ["ont", "onts", "sighting", "sightings", "alarm", "alarms"],
    "assurance": ["finding", "findings", "lost_per_month"],
  ]
}

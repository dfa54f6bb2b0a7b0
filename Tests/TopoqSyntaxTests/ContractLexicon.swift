// The vocabulary that the conformance corpus uses, whole, as if all modules were loaded.
import TopoqSyntax

extension Lexicon {
  static let contract: Lexicon = {
    var lexicon = Lexicon(
      measures: ["mrr", "arrears", "take_rate", "lost_per_month", "traffic"],
      verbs: [
        "activate", "move", "splice", "cut", "pay", "undo", "reserve", "suspend", "add", "connect",
        "restore", "rename", "remove", "invoice", "disconnect", "unsplice", "release",
      ],
      arguments: [
        "to", "at", "on", "loss", "amount", "port", "ports", "strand", "state", "from", "in", "by",
        "name", "kind", "strands", "length", "trench", "technology", "units",
      ],
      reports: [
        "history", "splice_plan", "feasible", "critical_routes", "funnel", "audit", "diff",
        "reconcile",
      ],
      formats: ["csv", "json", "jsonl", "geojson", "markdown", "table"],
      tradeWords: ["cable": "route", "core": "strand", "fat": "terminal"])
    let nouns = [
      ("node", "nodes"), ("splitter", "splitters"), ("olt", "olts"), ("port", "ports"),
      ("route", "routes"), ("strand", "strands"), ("joint", "joints"), ("area", "areas"),
      ("customer", "customers"), ("lead", "leads"), ("premises", "premises"), ("pole", "poles"),
      ("drop", "drops"), ("closure", "closures"), ("cabinet", "cabinets"),
      ("terminal", "terminals"), ("service", "services"), ("finding", "findings"),
      ("invoice", "invoices"), ("payment", "payments"), ("plan", "plans"), ("month", "months"),
      ("session", "sessions"), ("provision", "provisions"),
    ]
    for (singular, plural) in nouns { lexicon.addNoun(singular, plural: plural) }
    for name in ["late", "unpaid"] { lexicon.addAlias(name, for: name) }
    return lexicon
  }()

  /// The same, taking any word for a format, as the grammar does.
  static let anyFormat: Lexicon = {
    var lexicon = contract
    lexicon.formats = []
    return lexicon
  }()
}

/// Reads a text with the contract's vocabulary.
func parsed(_ text: String) -> Parsed { Parser.parse(text, lexicon: .contract) }

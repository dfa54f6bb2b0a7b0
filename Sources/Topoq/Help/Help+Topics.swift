// The topics of `help`: of the language, and of what is loaded and defined.

internal import TopoqQuery
internal import TopoqSyntax
internal import TopoqVocabulary

extension Help {
  /// What `help` alone and messages point to.
  static let topics = [
    "nouns", "places", "operators", "literals", "figures", "questions", "formats", "names",
    "parameters", "verbs", "reports", "errors",
  ]

  func topic(_ word: String) -> TextTable? {
    if let topic = Self.elsewhere[word], !isWord(word) { return self.topic(topic) }
    return switch word {
    case "nouns", "things": table(nounLines)
    case "places": table(HelpTopics.places)
    case "operators", "conditions": table(HelpTopics.operators)
    case "literals", "values", "units": table(HelpTopics.literals + units(word))
    case "figures", "measures": table(HelpTopics.figures + measures)
    case "questions": table(HelpTopics.questions)
    case "parameters": table(HelpTopics.parameters)
    case "names", "definitions": table(HelpTopics.naming + defined)
    case "formats": table(formats)
    case "verbs", "changes": table(words.lexicon.verbs.sorted().map { verbLine($0) })
    case "reports": table(words.lexicon.reports.sorted().map { reportLine($0) })
    case "errors": table(of: DiagnosticCode.allCases)
    default: nil
    }
  }

  /// Words that people look for, with the topic that says how it is said here.
  private static let elsewhere = [
    "map": "formats", "layer": "formats", "export": "formats", "file": "formats",
    "output": "formats", "excel": "formats", "qgis": "formats", "download": "formats",
    "date": "literals", "dates": "literals", "days": "literals", "number": "literals",
    "numbers": "literals", "text": "literals", "point": "literals", "points": "literals",
    "coordinates": "literals", "quotes": "literals", "money": "literals",
    "field": "nouns", "fields": "nouns", "columns": "nouns", "tables": "nouns",
    "filter": "operators", "compare": "operators", "null": "operators",
    "group": "figures", "total": "figures", "aggregate": "figures", "statistics": "figures",
    "distance": "places", "nearby": "places", "join": "places", "location": "places",
    "fails": "questions", "outage": "questions", "redundancy": "questions",
    "ring": "questions", "way": "questions", "simulate": "questions",
    "variable": "parameters", "variables": "parameters", "view": "names", "views": "names",
    "delete": "verbs", "update": "verbs", "edit": "verbs", "insert": "verbs", "write": "verbs",
    "commands": "questions", "examples": "questions",
  ]

  /// Whether the vocabulary or a name of somebody's own says something of it itself.
  private func isWord(_ word: String) -> Bool {
    vocabulary.noun(word) != nil || words.definitions.question(word) != nil
      || words.definitions.aliases.contains { $0.key == word }
      || vocabulary.allNouns.contains {
        vocabulary.field(word, of: $0) != nil || vocabulary.condition(word, of: $0) != nil
          || vocabulary.measure(word, of: $0) != nil
      }
  }

  /// Codes of errors: what is wrong, and what puts it right.
  func table(of codes: [DiagnosticCode]) -> TextTable {
    TextTable(
      columns: ["code", "meaning"],
      rows: codes.map { [$0.rawValue, DiagnosticCatalogue.explanation(of: $0)] })
  }

  /// `units` is a field as well.
  private func units(_ word: String) -> [HelpLine] {
    guard word == "units", let noun = vocabulary.noun("building"),
      let field = vocabulary.field(word, of: noun)
    else { return [] }
    return [HelpLine(word, "field of \(noun.plural): \(field.doc)", "\(noun.plural) show \(word)")]
  }

  /// The figures that modules bring, each once.
  private var measures: [HelpLine] {
    var known: Set<String> = []
    return vocabulary.allNouns.flatMap { noun in
      vocabulary.measures(of: noun).filter { known.insert($0.name + $0.doc).inserted }.map {
        HelpLine($0.name, "of \(noun.plural): \($0.doc)", "\($0.name) of \(noun.plural)")
      }
    }
  }

  private var formats: [HelpLine] {
    let meanings = [
      "table": "columns for people to read", "csv": "a header, then a line a row",
      "json": "one array of objects", "jsonl": "an object a line",
      "geojson": "a map layer, opens in QGIS and in map viewers",
      "markdown": "a table for documents",
    ]
    return words.lexicon.formats.sorted().map {
      HelpLine($0, meanings[$0] ?? "a form of the answer", "customers as \($0)")
    } + [
      HelpLine(
        "into \"file\"", "writes the answer into a file; its name tells the form",
        "customers on splitter S12 into \"s12.geojson\"")
    ]
  }

  /// What has a name of its own at the moment.
  private var defined: [HelpLine] {
    let definitions = words.definitions
    return definitions.questions.map {
      HelpLine($0.name, $0.isSaved ? "saved in this file" : "for this session", $0.text)
    } + definitions.aliases.map { HelpLine($0.word, "an alias in this file", $0.noun) }
      + definitions.values.sorted { $0.key < $1.key }.map {
        HelpLine("$\($0.key)", "for this session", "set $\($0.key) = \($0.value.printed)")
      }
  }

  // MARK: Changes and reports

  /// A change as `help verbs` says it.
  func verbLine(_ name: String) -> HelpLine {
    guard let verb = verbs(name).first else {
      return HelpLine(name, "a change; no loaded module makes it yet (E609)")
    }
    return HelpLine(name, verb.doc, verb.example)
  }

  func reportLine(_ name: String) -> HelpLine {
    guard let report = reports(name).first else {
      return HelpLine(name, "a report; no loaded module answers it yet (E609)")
    }
    return HelpLine(name, report.doc, report.example)
  }

  private func verbs(_ name: String) -> [Verb] {
    vocabulary.modules.flatMap(\.verbs).filter { $0.name == name }
  }

  private func reports(_ name: String) -> [TopoqVocabulary.Report] {
    vocabulary.modules.flatMap(\.reports).filter { $0.name == name }
  }

  /// What a verb does to which things, and the words it takes; nil where no module brings it.
  func change(_ name: String) -> TextTable? {
    let verbs = verbs(name)
    guard !verbs.isEmpty else { return nil }
    let lines = verbs.flatMap { verb in
      [HelpLine(name, "a change of \(things(verb.scopes)): \(verb.doc)", verb.example)]
        + vocabulary.arguments(of: verb).map {
          HelpLine("... \($0.name)", $0.doc + ($0.isRequired ? "; must be said" : ""))
        }
    }
    return table(lines)
  }

  /// What a report lists, of which things; nil where no module brings it.
  func report(_ name: String) -> TextTable? {
    let reports = reports(name)
    guard !reports.isEmpty else { return nil }
    return table(
      reports.map { report in
        let target = report.scopes.isEmpty ? "" : " of \(things(report.scopes))"
        let rows = vocabulary.noun(report.noun)?.plural ?? report.noun
        return HelpLine(name, "a report\(target), listing \(rows): \(report.doc)", report.example)
      })
  }

  private func things(_ scopes: [Scope]) -> String {
    let nouns = vocabulary.allNouns.filter { noun in scopes.contains { noun.isIn($0) } }
    return nouns.isEmpty ? "the network" : nouns.map(\.plural).joined(separator: ", ")
  }
}

// What `help` and `describe` say of verbs and reports.

internal import TopoqQuery
internal import TopoqSyntax
internal import TopoqVocabulary

extension Help {
  /// The verbs, by what they are done to.
  var verbs: TextTable {
    let vocabulary = words.vocabulary
    var rows = vocabulary.allVerbs.map { verb in
      [verb.name, takers(of: verb), verb.doc, verb.example]
    }
    rows += AbsentWords(vocabulary).verbs.sorted { $0.key < $1.key }.map {
      [$0.key, "", "waits for the module \($0.value)", ""]
    }
    return TextTable(columns: ["verb", "of", "doc", "example"], rows: rows)
  }

  var reports: TextTable {
    let vocabulary = words.vocabulary
    var rows = vocabulary.allReports.map { report in
      [report.name, vocabulary.noun(report.noun)?.plural ?? "", report.doc, report.example]
    }
    rows += AbsentWords(vocabulary).reports.sorted { $0.key < $1.key }.map {
      [$0.key, "", "waits for the module \($0.value)", ""]
    }
    return TextTable(columns: ["report", "lists", "doc", "example"], rows: rows)
  }

  /// A verb with its arguments, or a report; nil where the word is neither.
  func change(_ word: String) -> TextTable? {
    var rows: [[String]] = []
    for verb in words.vocabulary.verbs(named: word) {
      rows.append([verb.name, "verb", takers(of: verb), verb.doc])
      for argument in verb.arguments {
        let need = argument.isRequired ? "" : ", may be left out"
        rows.append([argument.name, "argument\(need)", argument.phrase, argument.doc])
      }
      rows.append([verb.name, "example", "", verb.example])
      if let irrevocable = verb.irrevocable { rows.append([verb.name, "undo", "", irrevocable]) }
    }
    if let report = words.vocabulary.report(word) {
      let noun = words.vocabulary.noun(report.noun)?.plural ?? report.noun
      rows.append([report.name, "report", "lists \(noun)", report.doc])
      rows.append([report.name, "example", "", report.example])
    }
    let absent = AbsentWords(words.vocabulary)
    if let module = absent.verbs[word] ?? absent.reports[word] {
      rows.append([word, "verb or report", "", "waits for the module \(module)"])
    }
    return rows.isEmpty ? nil : TextTable(columns: ["word", "what", "of", "doc"], rows: rows)
  }

  /// The nouns that a verb is done to; of all kinds of node, `node` alone.
  private func takers(of verb: Verb) -> String {
    let nouns = words.vocabulary.nouns(of: verb)
    let tables = Set(nouns.filter { $0.filter == nil }.map(\.table))
    return nouns.filter { $0.filter == nil || !tables.contains($0.table) }.map(\.plural)
      .joined(separator: ", ")
  }
}

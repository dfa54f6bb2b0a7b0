// Reports: questions about a noun, with the report's own test of its rows.

internal import TopoqSQLite
internal import TopoqSyntax
internal import TopoqVocabulary

/// What a report asks of each row, beside what its sentence says.
public struct BoundReport: Sendable {
  /// The report's fragment, its holes for the target and the days unfilled.
  let sql: String
  /// What stands in those holes: bound where the statement is written.
  let holes: [String: SQLiteValue]

  static let holeNames = [
    "target", "target_number", "target_table", "target_node", "target_party", "from", "to",
  ]
}

extension Binder {
  /// The question that a report is, or nil with a diagnostic.
  mutating func bind(_ report: TopoqSyntax.Report) throws -> BoundQuestion? {
    guard let form = vocabulary.report(report.word.text) else {
      reportAbsent(report)
      return nil
    }
    guard let noun = vocabulary.noun(form.noun) else {
      refuse("this report", report.word.range)
      return nil
    }
    let before = diagnostics.count
    let holes = try holes(of: report, form)
    let word = report.word
    let question = Question(
      heading: form.heading(at: word.range),
      things: .noun(
        NamedThings(
          noun: TopoqSyntax.Noun(text: noun.plural, canonical: noun.name, range: word.range),
          names: [], range: word.range)),
      places: report.places, filter: report.filter,
      tail: form.tail(report.tail, at: word.range), range: report.range)
    guard var bound = try bind(question), diagnostics.count == before else { return nil }
    bound.report = BoundReport(sql: form.sql, holes: holes)
    guard !bound.isGrouped else { return bound }
    if report.tail.shown.isEmpty, !form.shown.isEmpty {
      bound.shown = form.shown.compactMap { vocabulary.field($0, of: noun).map { .field($0) } }
    }
    if report.tail.ordering.isEmpty {
      bound.ordering = form.ordering.compactMap { key in
        vocabulary.field(key.field, of: noun).map {
          (key: .field(.field($0)), isDescending: key.isDescending)
        }
      }
    }
    return bound
  }

  private mutating func reportAbsent(_ report: TopoqSyntax.Report) {
    let word = report.word
    guard let module = lexicon.absentWords[word.key] else {
      refuse("this report", word.range)
      return
    }
    self.report(
      Diagnostic(
        .unknownWord, "`\(word.text)` belongs to \(module), which is not loaded",
        at: word.range, help: "`help reports` lists those that are"))
  }

  /// The target and the days of a report, as its fragment wants them.
  private mutating func holes(
    of report: TopoqSyntax.Report, _ form: TopoqVocabulary.Report
  ) throws -> [String: SQLiteValue] {
    var holes: [String: SQLiteValue] = [:]
    guard form.days.contains(report.dates.count) else {
      self.report(
        Diagnostic(
          .doesNotApply, "`\(form.name)` takes \(form.days.phrase)",
          at: report.dates.last?.range ?? report.word.range,
          help: "for example `\(form.example)`"))
      return holes
    }
    for (hole, date) in zip(["from", "to"], report.dates) { holes[hole] = .text(date.text) }
    guard let target = report.target else {
      if form.isTargetRequired, !form.scopes.isEmpty {
        self.report(
          Diagnostic(
            .missingName, "`\(form.name)` does not say of what", at: report.word.range,
            help: "for example `\(form.example)`"))
      }
      return holes
    }
    guard let bound = try bind(target) else { return holes }
    guard case .things(let things) = bound, things.count == 1,
      things[0].noun.isIn(anyOf: form.scopes)
    else {
      reportUnfit(target, bound, form)
      return holes
    }
    let thing = try changed(things[0])
    holes["target"] = .integer(thing.id)
    holes["target_number"] = .integer(thing.number)
    holes["target_table"] = .text(thing.noun.sort)
    holes["target_node"] = thing.node.map { .integer($0) } ?? .null
    holes["target_party"] = thing.party.map { .integer($0) } ?? .null
    return holes
  }

  private mutating func reportUnfit(
    _ target: Target, _ bound: BoundTarget, _ form: TopoqVocabulary.Report
  ) {
    let nouns = vocabulary.allNouns.filter { $0.isIn(anyOf: form.scopes) }.map(\.name)
    var message = "`\(form.name)` is of one thing"
    if case .things(let things) = bound, things.count == 1 {
      message = "`\(form.name)` is not of \(things[0].noun.plural)"
    }
    report(
      Diagnostic(
        .doesNotApply, nouns.isEmpty ? "`\(form.name)` is of nothing" : message,
        at: target.range, expected: nouns, help: "for example `\(form.example)`"))
  }
}

extension TopoqVocabulary.Report {
  /// The figures that it asks for, as if they stood in the sentence.
  fileprivate func heading(at range: SourceRange) -> Heading? {
    guard !figures.isEmpty else { return nil }
    let measures = figures.map { figure in
      figure == "count"
        ? TopoqSyntax.Measure.count(range) : .named(Word(text: figure, range: range))
    }
    return Heading(measures: measures, range: range)
  }

  /// What stands at the end of the sentence, with the fields by which the report always groups.
  fileprivate func tail(_ tail: Tail, at range: SourceRange) -> Tail {
    let names = grouping + (tail.grouping.isEmpty ? usualGrouping : [])
    let always = names.map {
      TopoqSyntax.Field(path: [Word(text: $0, range: range)], range: range)
    }
    return Tail(
      grouping: always + tail.grouping, having: tail.having, shown: tail.shown,
      ordering: tail.ordering, limit: tail.limit)
  }
}

extension ClosedRange<Int> {
  /// How many days, for a message.
  fileprivate var phrase: String {
    switch (lowerBound, upperBound) {
    case (_, 0): "no day"
    case (1, 1): "one day"
    case let (low, high) where low == high: "\(high) days"
    case let (low, high): "\(low) to \(high) days"
    }
  }
}

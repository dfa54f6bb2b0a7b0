// Fields, conditions and figures: words of a noun.

internal import TopoqSQLite
public import TopoqSyntax
internal import TopoqVocabulary

extension Binder {
  /// The field that a word names, or nil with a diagnostic.
  mutating func bind(_ field: TopoqSyntax.Field, _ scope: WordScope) -> BoundField? {
    let word = field.text.lowercased()
    let brought = BroughtField(rawValue: word)
    if let brought, scope.brought.contains(brought) { return .brought(brought) }
    if field.path.count == 1, let found = vocabulary.field(word, of: scope.noun) {
      return .field(found)
    }
    if field.path.count > 1 {
      return bindDotted(field, scope)
    }
    if vocabulary.condition(word, of: scope.noun) != nil {
      report(
        Diagnostic(
          .compared(field), "`\(field.text)` is a condition, not a field: it holds or it does not",
          at: field.range, help: "write `where \(word)` or `where not \(word)`"))
      return nil
    }
    if let attribute = attribute(field.text, of: scope.noun) { return .attribute(attribute) }
    if let absence = brought?.absence {
      report(
        Diagnostic(.unknownWord, absence.message, at: field.range, help: absence.help))
      return nil
    }
    reportUnknown(field, scope, role: "field")
    return nil
  }

  /// Relations chain with dots; `customer.splitter` of a customer is its own splitter. A day has
  /// a `month` and a `year`.
  private mutating func bindDotted(
    _ field: TopoqSyntax.Field, _ scope: WordScope
  ) -> BoundField? {
    var path = field.path.map { $0.text.lowercased() }
    if path[0] == scope.noun.name, vocabulary.field(path[0], of: scope.noun) == nil {
      path.removeFirst()
    }
    guard let found = chained(path[...], from: scope.noun) else {
      reportUnknown(field, scope, role: "field")
      return nil
    }
    return .field(
      TopoqVocabulary.Field(
        field.text.lowercased(), found.type, of: found.scope, sql: found.sql,
        relation: found.relation, doc: found.doc))
  }

  private static let longestChain = 8

  private func chained(
    _ path: ArraySlice<String>, from noun: TopoqVocabulary.Noun
  ) -> TopoqVocabulary.Field? {
    guard let first = path.first, let field = vocabulary.field(first, of: noun) else { return nil }
    guard path.count > 1 else { return field }
    guard path.count <= Self.longestChain else { return nil }
    if field.type == .day, path.count == 2,
      let length = ["month": 7, "year": 4][path[path.startIndex + 1]]
    {
      return TopoqVocabulary.Field(
        first, .text, of: field.scope, sql: "substr(\(field.sql), 1, \(length))", doc: field.doc)
    }
    guard let next = field.relation.flatMap({ vocabulary.noun($0) }),
      let found = chained(path.dropFirst(), from: next),
      let sql = throughCode(field, to: next, found, as: "via\(path.count)")
    else { return nil }
    return TopoqVocabulary.Field(
      found.name, found.type, of: found.scope, sql: sql, relation: found.relation, doc: found.doc)
  }

  /// A field of the thing whose code another field shows.
  private func throughCode(
    _ relation: TopoqVocabulary.Field, to noun: TopoqVocabulary.Noun,
    _ field: TopoqVocabulary.Field, as row: String
  ) -> String? {
    guard noun.code == "{row}.code" else { return nil }
    let inner = Fragment.expand(field.sql, row: row, noun: noun, keep: ["today", "currency"])
    // The index on codes ignores letter case, and codes may differ in nothing else. The limit keeps
    // SQLite from working the code out twice.
    let code = "\(row)_code"
    return """
      (SELECT \(inner) FROM (SELECT \(relation.sql) AS text LIMIT 1) AS \(code)
        CROSS JOIN \(noun.table) AS \(row)
          ON \(row).code = \(code).text COLLATE NOCASE AND \(row).code = \(code).text)
      """
  }

  /// About how many rows are looked at for a column of an import.
  private static let sampledRows = 4000

  /// A column of an import that topoq has no word for, where rows of the noun carry one so named.
  ///
  /// Of a large table rows are looked at here and there: a file's columns stand in most of them.
  func attribute(_ word: String, of noun: TopoqVocabulary.Noun) -> String? {
    guard ["node", "route", "area"].contains(noun.table) || noun.table.contains("_") else {
      return nil
    }
    let found = try? connection.first(
      """
      WITH RECURSIVE
        last(id) AS (SELECT max(rowid) FROM \(noun.table)),
        step(id) AS (
          SELECT 1
          UNION ALL
          SELECT step.id + max(1, last.id / \(Self.sampledRows))
          FROM step CROSS JOIN last WHERE step.id < last.id)
      SELECT j.key
      FROM step CROSS JOIN \(noun.table) AS t ON t.rowid = step.id
        CROSS JOIN json_each(t.attributes) AS j
      WHERE t.attributes IS NOT NULL AND lower(j.key) = lower(?) LIMIT 1
      """, [.text(word)])
    return found?.text
  }

  mutating func reportUnknown(
    _ field: TopoqSyntax.Field, _ scope: WordScope, role: String
  ) {
    let noun = scope.noun
    let words =
      vocabulary.fields(of: noun).map(\.name) + vocabulary.conditions(of: noun).map(\.name)
      + vocabulary.measures(of: noun).map(\.name)
    let known = words.filter { $0 != field.text.lowercased() }
    let near =
      negated(field.text, noun).map { [$0] } ?? Suggestions.nearest(to: field.text, among: known)
    if near.isEmpty, let module = Self.waitingWords[field.text.lowercased()] {
      report(
        Diagnostic(
          .unknownWord, "`\(field.text)` belongs to \(module), which is not loaded",
          at: field.range, help: "`describe \(noun.name)` lists what can be asked"))
      return
    }
    report(
      Diagnostic(
        .unknownWord, "`\(field.text)` is no condition or field of \(noun.plural)",
        at: field.range, didYouMean: near,
        help: relationHelp(field.text) ?? "`describe \(noun.name)` lists them",
        attempt: near.first.map { replacing(field.range, with: $0) }))
  }

  /// Where the last word before a place in the sentence stands.
  func wordBefore(_ range: SourceRange) -> SourceRange {
    let bytes = Array(source.utf8.prefix(range.lowerBound))
    let isBlank: (UInt8) -> Bool = { $0 <= 0x20 }
    let end = bytes.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? 0
    let start = bytes[..<end].lastIndex(where: isBlank).map { $0 + 1 } ?? 0
    return SourceRange(start, end)
  }

  /// The sentence with one span replaced; of a script, the sentence that the span stands in.
  public func replacing(_ range: SourceRange, with text: String) -> String {
    let statements = Parser.parse(source, lexicon: lexicon).statements
    let holding = statements.first {
      $0.range.lowerBound <= range.lowerBound && range.upperBound <= $0.range.upperBound
    }
    let bytes = Array(source.utf8)
    let part = statements.count > 1 ? holding?.range : nil
    return TextEdit.apply(
      [TextEdit(range, text)], to: bytes, within: part ?? SourceRange(0, bytes.count))
  }

  /// `unbilled` is `not billed`, and nothing else that is spelled alike.
  private func negated(_ word: String, _ noun: TopoqVocabulary.Noun) -> String? {
    for prefix in ["un", "not_", "not-", "non-", "non", "in"] {
      guard word.lowercased().hasPrefix(prefix) else { continue }
      let rest = String(word.lowercased().dropFirst(prefix.count))
      if vocabulary.condition(rest, of: noun) != nil { return "not \(rest)" }
    }
    return nil
  }

  private func relationHelp(_ word: String) -> String? {
    vocabulary.noun(word).map { "what is related is a place: `with at least 3 \($0.plural)`" }
  }

  /// Words of the language that belong to modules which may not be loaded.
  private static let waitingWords: [String: String] = {
    let words = [
      "telemetry": ["online", "offline", "unknown", "rx_power", "tx_power", "seen", "last_seen"],
      "billing": ["overdue", "balance", "disputed", "promised", "arrears", "last_payment"],
      "crm": ["stage", "qualified", "waiting", "address"],
      "assurance": ["lost_per_month"],
    ]
    return Dictionary(
      words.flatMap { module, words in words.map { ($0, module) } }, uniquingKeysWith: { $1 })
  }()

  /// The figure that a measure before `of` asks for.
  mutating func bind(_ measure: TopoqSyntax.Measure, _ scope: WordScope) -> BoundFigure? {
    switch measure {
    case .count: return .count
    case .named(let word):
      if let found = vocabulary.measure(word.key, of: scope.noun) { return .measure(found) }
      if let module = Self.waitingWords[word.key] {
        report(
          Diagnostic(
            .unknownMeasure, "`\(word.text)` belongs to \(module), which is not loaded",
            at: word.range, help: "`describe \(scope.noun.name)` lists the figures there are"))
        return nil
      }
      report(
        Diagnostic(
          .unknownMeasure, "\(scope.noun.plural) have no figure `\(word.text)`", at: word.range,
          didYouMean: Suggestions.nearest(
            to: word.text, among: vocabulary.measures(of: scope.noun).map(\.name)),
          expected: ["count"] + vocabulary.measures(of: scope.noun).map(\.name)))
      return nil
    case .aggregate(let function, let field, let range):
      guard let bound = bind(field, scope) else { return nil }
      switch bound.type {
      case .text, .boolean:
        report(
          Diagnostic(
            .typeMismatch, "`\(field.text)` is no number, so it has no \(function.rawValue)",
            at: range, help: "`count` counts things; `by \(field.text)` groups them"))
        return nil
      case .day where function == .sum || function == .average:
        report(
          Diagnostic(
            .typeMismatch, "`\(field.text)` is a day, so it has no \(function.rawValue)",
            at: range, help: "min and max give the first and the last day"))
        return nil
      default: return .aggregate(function.rawValue, bound)
      }
    }
  }
}

extension DiagnosticCode {
  /// A condition in a field's place.
  fileprivate static func compared(_ field: TopoqSyntax.Field) -> DiagnosticCode {
    .comparedCondition
  }
}

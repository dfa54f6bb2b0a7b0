// Codes and names: which row does `S12` mean.

internal import TopoqSQLite
internal import TopoqSyntax
internal import TopoqText
internal import TopoqVocabulary

extension Binder {
  /// The thing of `noun` that a name means, or nil with a diagnostic.
  mutating func thing(_ name: Name, _ noun: TopoqVocabulary.Noun) throws -> BoundThing? {
    var text = name.text.normalized
    if name.kind == .parameter {
      guard let value = parameterText(name.text) else {
        report(
          Diagnostic(
            .parameterNotSet, "`$\(name.text)` is not set", at: name.range,
            help: "end the sentence with `using \(name.text) = ...`"))
        return nil
      }
      text = value
    }
    let found = try things(coded: text, noun)
    if found.count == 1 { return found[0] }
    if let exact = found.first(where: { $0.code == text }) { return exact }
    if found.count > 1 {
      report(
        Diagnostic(
          .ambiguousCode, "several \(noun.plural) bear `\(text)`", at: name.range,
          expected: found.prefix(6).map(\.code), help: "write the code in its own letter case"))
      return nil
    }
    try reportUnknown(text, noun, name.range)
    return nil
  }

  private func parameterText(_ name: String) -> String? {
    switch parameters[name.lowercased()] {
    case .word(let word)?: word.text
    case .string(let string)?: string.text
    case .noun(let noun)?: noun.text
    case .quantity(let quantity)?: quantity.number.text + (quantity.unit?.text ?? "")
    case .date(let date)?: date.text
    default: nil
    }
  }

  /// Rows of `noun` whose code is `text` in any letter case; else those whose name it is.
  func things(coded text: String, _ noun: TopoqVocabulary.Noun) throws -> [BoundThing] {
    switch noun.placement {
    case .port: return try numbered(text, noun, separator: ":", table: "node")
    case .strand: return try numbered(text, noun, separator: "#", table: "route")
    default: break
    }
    let row = "r"
    func expand(_ fragment: String) -> String { Fragment.expand(fragment, row: row, noun: noun) }
    let key = expand(noun.key)
    let filter = noun.filter.map { " AND " + expand($0) } ?? ""
    let find =
      noun.find.map { Fragment.replace(expand($0), "value", with: "?1") }
      ?? "\(expand(noun.code)) = ?1 COLLATE NOCASE"
    var rows = try connection.rows(
      "SELECT \(key), \(expand(noun.code)) FROM \(noun.table) AS \(row) WHERE \(find)\(filter) LIMIT 10",
      [.text(text)])
    if rows.isEmpty, let title = noun.title {
      rows = try connection.rows(
        """
        SELECT \(key), \(expand(noun.code)) FROM \(noun.table) AS \(row)
        WHERE \(expand(title)) = ?1 COLLATE NOCASE\(filter) LIMIT 10
        """, [.text(text)])
    }
    return rows.compactMap { row in
      guard let id = row[0].integer else { return nil }
      let code = row[1].text ?? row[1].integer.map { String($0) } ?? ""
      return BoundThing(noun: noun, id: id, number: 0, code: code)
    }
  }

  /// `OLT1:3` and `F7#3`: the code of a node or route, and a number in it.
  private func numbered(
    _ text: String, _ noun: TopoqVocabulary.Noun, separator: Character, table: String
  ) throws -> [BoundThing] {
    guard let mark = text.lastIndex(of: separator),
      let number = Int64(text[text.index(after: mark)...]), number > 0
    else { return [] }
    let rows = try connection.rows(
      "SELECT id, code, \(table == "node" ? "ports" : "strands") FROM \(table) "
        + "WHERE code = ? COLLATE NOCASE LIMIT 2", [.text(String(text[..<mark]))])
    return rows.compactMap { row in
      guard let id = row[0].integer, let code = row[1].text, number <= row[2].integer ?? .max else {
        return nil
      }
      return BoundThing(noun: noun, id: id, number: number, code: "\(code)\(separator)\(number)")
    }
  }

  private mutating func reportUnknown(
    _ text: String, _ noun: TopoqVocabulary.Noun, _ range: SourceRange
  ) throws {
    let near = try codesNear(text, noun)
    let other = try otherKind(of: text, than: noun)
    report(
      Diagnostic(
        .unknownCode, "no \(noun.name) bears `\(text)`", at: range, didYouMean: near,
        help: other.map {
          "`\(text)` is \(article($0.noun.name)) \($0.noun.name): write `\($0.noun.name) \(text)`"
        },
        attempt: near.first.map { replacing(range, with: $0) }))
  }

  func article(_ word: String) -> String {
    "aeio".contains(word.first ?? "x") ? "an" : "a"
  }

  private func otherKind(of text: String, than noun: TopoqVocabulary.Noun) throws -> BoundThing? {
    try bearers(of: text).first { $0.noun.name != noun.name }
  }

  /// Codes of `noun` that look like `text`.
  private func codesNear(_ text: String, _ noun: TopoqVocabulary.Noun) throws -> [String] {
    guard noun.placement != .port, noun.placement != .strand, noun.code == "{row}.code" else {
      return []
    }
    let filter = noun.filter.map { " AND " + Fragment.expand($0, row: "r", noun: noun) } ?? ""
    let stem = String(text.prefix(1))
    let rows = try connection.rows(
      """
      SELECT r.code FROM \(noun.table) AS r
      WHERE r.code >= ?1 COLLATE NOCASE AND r.code < ?1 || char(1114111) COLLATE NOCASE\(filter)
      LIMIT 3000
      """, [.text(stem)])
    return Suggestions.nearest(to: text, among: rows.compactMap { $0[0].text })
  }

  /// Everything that bears a bare code, of whatever noun; exact matches before others.
  func bearers(of text: String) throws -> [BoundThing] {
    var found: [BoundThing] = []
    for noun in vocabulary.allNouns {
      switch noun.placement {
      case .node(let kind?):
        found += try things(coded: text, noun).filter { _ in !kind.isEmpty }
      case .node(nil), .route(.some), .nowhere: continue
      case .route(nil), .area, .port, .strand: found += try things(coded: text, noun)
      case .attached where noun.name != "joint": found += try things(coded: text, noun)
      case .attached: continue
      }
    }
    let exact = found.filter { $0.code == text }
    return exact.isEmpty ? found : exact
  }
}

// Codes and names: which row does `S12` mean.

internal import TopoqNetwork
internal import TopoqSQLite
internal import TopoqSyntax
internal import TopoqText
public import TopoqVocabulary

extension Binder {
  /// The thing of `noun` that a name means, or nil with a diagnostic.
  mutating func thing(_ name: Name, _ noun: TopoqVocabulary.Noun) throws -> BoundThing? {
    guard diagnostics.count < Self.mostDiagnostics else { return nil }
    var text = name.text.normalized
    if name.kind == .parameter {
      guard let value = parameterText(name.text) else {
        report(
          Diagnostic(
            .parameterNotSet, "`$\(name.text)` is not set", at: name.range,
            help: parameterHelp(name.text)))
        return nil
      }
      text = value
    }
    let coded = try things(coded: text, noun)
    let found = coded.isEmpty ? try things(titled: text, noun) : coded
    if found.count == 1 { return found[0] }
    if let exact = found.first(where: { $0.code == text }) { return exact }
    if found.count > 1 {
      let first = found[0].code
      report(
        Diagnostic(
          .ambiguousCode, "several \(noun.plural) bear `\(text)`", at: name.range,
          expected: found.prefix(6).map(\.code),
          help: coded.isEmpty
            ? "say which by its code" : "write the code in its own letter case",
          attempt: replacing(name.range, with: first.asName)))
      return nil
    }
    try reportUnknown(text, noun, name.range)
    return nil
  }

  /// More is not said about one sentence.
  private static let mostDiagnostics = 20

  /// The value of a parameter, which may itself be given by another; nil where none is set.
  func value(ofParameter name: String) -> TopoqSyntax.Value? {
    var found = parameters[name.lowercased()]
    for _ in parameters {
      guard case .parameter(let next)? = found else { break }
      found = parameters[next.name.lowercased()]
    }
    if case .parameter? = found { return nil }
    return found
  }

  /// The value of a parameter as if it stood where the parameter does, so that what is wrong with
  /// it is shown there; one of the sentence itself stands where it was written.
  func placed(_ value: TopoqSyntax.Value, for parameter: Parameter) -> TopoqSyntax.Value {
    var key = parameter.name.lowercased()
    for _ in parameters {
      guard case .parameter(let next)? = parameters[key] else { break }
      key = next.name.lowercased()
    }
    return givenParameters.contains(key) ? value : value.moved(to: parameter.range)
  }

  func parameterHelp(_ name: String) -> String {
    "say it with `set $\(name) = ...`, or end the sentence with `using \(name) = ...`"
  }

  func parameterText(_ name: String) -> String? {
    switch value(ofParameter: name) {
    case .word(let word)?: word.text
    case .string(let string)?: string.text
    case .noun(let noun)?: noun.text
    case .quantity(let quantity)?: quantity.number.text + (quantity.unit?.text ?? "")
    case .date(let date)?: date.text
    default: nil
    }
  }

  /// Rows of `noun` whose code is `text`, in any letter case.
  func things(coded text: String, _ noun: TopoqVocabulary.Noun) throws -> [BoundThing] {
    switch noun.placement {
    case .port: return try numbered(text, noun, separator: ":", table: "node")
    case .strand: return try numbered(text, noun, separator: "#", table: "route")
    default: break
    }
    let code = Fragment.expand(noun.code, row: "r", noun: noun)
    let find = noun.find.map {
      Fragment.replace(Fragment.expand($0, row: "r", noun: noun), "value", with: "?1")
    }
    let found = try things(where: find ?? "\(code) = ?1 COLLATE NOCASE", text, noun)
    if !found.isEmpty || text.utf8.allSatisfy({ $0 < 0x80 }) { return found }
    return try things(spelled: text, in: code, noun)
  }

  /// Rows of `noun` whose name is `text`, in any letter case.
  func things(titled text: String, _ noun: TopoqVocabulary.Noun) throws -> [BoundThing] {
    guard let title = noun.title else { return [] }
    let column = Fragment.expand(title, row: "r", noun: noun)
    let found = try things(where: "\(column) = ?1 COLLATE NOCASE", text, noun)
    if !found.isEmpty || text.utf8.allSatisfy({ $0 < 0x80 }) { return found }
    return try things(spelled: text, in: column, noun)
  }

  private func things(
    where test: String, _ text: String, _ noun: TopoqVocabulary.Noun
  ) throws -> [BoundThing] {
    func expand(_ fragment: String) -> String { Fragment.expand(fragment, row: "r", noun: noun) }
    // Found by code or name; the kind then tests what was found.
    let filter = filter(of: noun).map { " AND (\($0)) IS TRUE" } ?? ""
    let rows = try connection.kept(
      """
      SELECT \(expand(noun.key)), \(expand(noun.code)) FROM \(noun.table) AS r
      WHERE \(test)\(filter) LIMIT 10
      """
    ).rows([.text(text)])
    return rows.compactMap { row in
      guard let id = row[0].integer else { return nil }
      let code = row[1].text ?? row[1].integer.map { String($0) } ?? ""
      return BoundThing(noun: noun, id: id, number: 0, code: code)
    }
  }

  /// The test that singles the rows of `noun` out of its table, under the alias `r`.
  private func filter(of noun: TopoqVocabulary.Noun) -> String? {
    noun.filter.map { filter in
      Fragment.replace(
        Fragment.expand(filter, row: "r", noun: noun), "today", with: "'\(today.description)'")
    }
  }

  /// SQLite ignores the case of Latin letters only: the others stand for any letter in what it
  /// looks for, and are compared here.
  private func things(
    spelled text: String, in column: String, _ noun: TopoqVocabulary.Noun
  ) throws -> [BoundThing] {
    var pattern = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%", "_", "\\": pattern += "\\" + String(scalar)
      case _ where scalar.isASCII: pattern.unicodeScalars.append(scalar)
      default: pattern += "_"
      }
    }
    guard pattern.utf8.count < 1000 else { return [] }
    let filter = filter(of: noun).map { " AND \($0)" } ?? ""
    let rows = try connection.rows(
      """
      SELECT \(column) FROM \(noun.table) AS r
      WHERE \(column) LIKE ?1 ESCAPE '\\'\(filter) LIMIT 1000
      """, [.text(pattern)])
    let wanted = text.lowercased()
    let spellings = Set(rows.compactMap { $0[0].text }.filter { $0.lowercased() == wanted })
    return try spellings.flatMap { try things(where: "\(column) = ?1", $0, noun) }
  }

  /// `OLT1:3` and `F7#3`: the code of a node or route, and a number in it; in a change also an input
  /// (`S12:in`) and a range (`F7#1-12`).
  private func numbered(
    _ text: String, _ noun: TopoqVocabulary.Noun, separator: Character, table: String
  ) throws -> [BoundThing] {
    guard let mark = text.lastIndex(of: separator),
      let numbers = numbers(text[text.index(after: mark)...], isPort: table == "node")
    else { return [] }
    let rows = try connection.kept(
      "SELECT id, code, \(table == "node" ? "ports" : "strands") FROM \(table) "
        + "WHERE code = ? COLLATE NOCASE LIMIT 2"
    ).rows([.text(String(text[..<mark]))])
    return rows.compactMap { row in
      guard let id = row[0].integer, let code = row[1].text,
        numbers.upperBound <= row[2].integer ?? .max
      else { return nil }
      let (first, last) = (numbers.lowerBound, numbers.upperBound)
      let written =
        first < 0
        ? PortNumber(Int32(clamping: first)).written : "\(first)" + (last > first ? "-\(last)" : "")
      return BoundThing(
        noun: noun, id: id, number: first, code: "\(code)\(separator)\(written)",
        last: last > first ? last : nil)
    }
  }

  private func numbers(_ text: Substring, isPort: Bool) -> ClosedRange<Int64>? {
    if let number = Int64(text), number > 0 { return number...number }
    guard namesEnds else { return nil }
    if isPort {
      return PortNumber(written: text).map { Int64($0.value)...Int64($0.value) }
    }
    let bounds = text.split(separator: "-", omittingEmptySubsequences: false)
    guard bounds.count == 2, let first = Int64(bounds[0]), let last = Int64(bounds[1]), first > 0,
      last >= first
    else { return nil }
    return first...last
  }

  /// How many ports or strands there are, where a number is beyond them.
  private func extent(of text: String, _ noun: TopoqVocabulary.Noun) throws -> String? {
    let isPort = noun.placement == .port
    guard isPort || noun.placement == .strand,
      let mark = text.lastIndex(of: isPort ? ":" : "#")
    else { return nil }
    let many = isPort ? "ports" : "strands"
    let row = try connection.rows(
      "SELECT code, \(many) FROM \(isPort ? "node" : "route") WHERE code = ? COLLATE NOCASE LIMIT 1",
      [.text(String(text[..<mark]))]
    ).first
    guard let code = row?[0].text else {
      return "\(many) are written as \(isPort ? "node:number" : "route#number")"
    }
    return row?[1].integer.map { "\(code) has \(many) 1 to \($0)" }
  }

  private mutating func reportUnknown(
    _ text: String, _ noun: TopoqVocabulary.Noun, _ range: SourceRange
  ) throws {
    let near = try codesNear(text, noun)
    let other = try otherKind(of: text, than: noun)
    report(
      Diagnostic(
        .unknownCode, "no \(noun.name) bears `\(text.shortened)`", at: range, didYouMean: near,
        help: try other.map {
          "`\(text.shortened)` is \(article($0.noun.name)) \($0.noun.name): write `\($0.noun.name) \($0.code.asName)`"
        } ?? extent(of: text, noun) ?? (near.isEmpty ? examples(of: noun) : nil),
        attempt: near.first.map { replacing(range, with: $0.asName) }))
  }

  func article(_ word: String) -> String {
    "aeio".contains(word.first ?? "x") ? "an" : "a"
  }

  private func otherKind(of text: String, than noun: TopoqVocabulary.Noun) throws -> BoundThing? {
    try bearers(of: text).first { $0.noun.name != noun.name }
  }

  /// Codes of `noun` that look like `text`, else names.
  private func codesNear(_ text: String, _ noun: TopoqVocabulary.Noun) throws -> [String] {
    let stem = String(text.prefix(1))
    let near = Suggestions.nearest(to: text, among: try codes(of: noun, from: stem))
    guard near.isEmpty, let title = noun.title else { return near }
    let column = Fragment.expand(title, row: "r", noun: noun)
    return Suggestions.nearest(to: text, among: try texts(column, of: noun, from: stem))
  }

  /// What codes of `noun` look like, for who has never seen one.
  private func examples(of noun: TopoqVocabulary.Noun) throws -> String? {
    let first = try codes(of: noun, from: "", limit: 3)
    guard !first.isEmpty else { return nil }
    let codes = first.map(\.asName).joined(separator: ", ")
    return "codes of \(noun.plural) are such as \(codes); `\(noun.plural) show code` lists them"
  }

  /// Some codes of `noun` that begin with `stem`, in any letter case; none where a code is made of
  /// others.
  public func codes(
    of noun: TopoqVocabulary.Noun, from stem: String, limit: Int = 3000
  ) throws -> [String] {
    guard noun.placement != .port, noun.placement != .strand, noun.code == "{row}.code" else {
      return []
    }
    return try texts("r.code", of: noun, from: stem, limit: limit)
  }

  private func texts(
    _ column: String, of noun: TopoqVocabulary.Noun, from stem: String, limit: Int = 3000
  ) throws -> [String] {
    let filter = filter(of: noun).map { " AND \($0)" } ?? ""
    let rows = try connection.rows(
      """
      SELECT \(column) FROM \(noun.table) AS r
      WHERE \(column) >= ?1 COLLATE NOCASE
        AND \(column) < ?1 || char(1114111) COLLATE NOCASE\(filter)
      LIMIT \(limit)
      """, [.text(stem)])
    return rows.compactMap { $0[0].text }
  }

  /// Everything that bears a bare code, of whatever noun; where nothing does, a bare name. Exact
  /// matches go before others.
  func bearers(of text: String) throws -> [BoundThing] {
    var found = try bearers { try things(coded: text, $0) }
    if found.isEmpty { found = try bearers { try things(titled: text, $0) } }
    let exact = found.filter { $0.code == text }
    return exact.isEmpty ? found : exact
  }

  private func bearers(
    _ look: (TopoqVocabulary.Noun) throws -> [BoundThing]
  ) throws -> [BoundThing] {
    var found: [BoundThing] = []
    for noun in vocabulary.allNouns {
      switch noun.placement {
      case .node(nil): found += try look(noun).map { try ofOwnKind($0) }
      case .node(.some), .route(.some), .nowhere: continue
      case .attached where noun.code == "{row}.id": continue
      case .route(nil), .area, .port, .strand, .attached: found += try look(noun)
      }
    }
    return found
  }

  /// A node as the noun of its kind: splitter S12 rather than node S12.
  func ofOwnKind(_ thing: BoundThing) throws -> BoundThing {
    guard let kind = vocabulary.field("kind", of: thing.noun) else { return thing }
    let value = Fragment.expand(kind.sql, row: "r", noun: thing.noun)
    let key = Fragment.expand(thing.noun.key, row: "r", noun: thing.noun)
    let word = try connection.kept(
      "SELECT \(value) FROM \(thing.noun.table) AS r WHERE \(key) = ?"
    ).first([.integer(thing.id)])?.text
    guard let noun = word.flatMap({ vocabulary.noun($0) }) else { return thing }
    return BoundThing(noun: noun, id: thing.id, number: 0, code: thing.code)
  }
}

extension String {
  /// For a message: cut where it is long.
  var shortened: String {
    guard unicodeScalars.count > 60 else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.prefix(59))) + "…"
  }

  /// As it is typed after a noun: in quotes where it is no plain code.
  var asName: String {
    let isPlain = utf8.allSatisfy {
      switch $0 {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: "_-/:#".utf8.contains($0)
      }
    }
    let isCode = isPlain && utf8.contains { $0 >= 0x41 && $0 <= 0x7A && $0 != 0x5F }
    if isCode, let first = utf8.first, !"_-/:#".utf8.contains(first),
      Keyword.named(lowercased())?.isReserved != true
    {
      return self
    }
    return "\"" + map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined() + "\""
  }
}

// What goes wrong with numbers, units and figures.
extension SentenceParser {
  /// `5,000`: taken as one number. In a list a comma is lawful, but no number begins with 0 there.
  mutating func numberWithThousands(inList: Bool) -> NumberLiteral? {
    var last = index
    var digits = text(token)
    while last + 2 < tokens.count, tokens[last + 1].kind == .comma,
      tokens[last + 1].range.lowerBound == tokens[last].range.upperBound,
      tokens[last + 2].kind == .number,
      tokens[last + 2].range.lowerBound == tokens[last + 1].range.upperBound
    {
      let group = text(tokens[last + 2])
      let isGroup =
        group.utf8.count == 3
        || group.utf8.count > 4 && Array(group.utf8)[3] == UInt8(ascii: ".")
      let isNumber = group.utf8.first != UInt8(ascii: "-")
      guard isGroup, isNumber, !inList || group.utf8.first == UInt8(ascii: "0") else { break }
      digits += group
      last += 2
      if group.utf8.count > 3 { break }
    }
    guard last > index, let value = Double(digits), value.isFinite else { return nil }
    let range = token.range.through(tokens[last].range)
    report(
      .thousandsSeparator, "a number has no thousands separator", range,
      help: "write \(digits)", edits: [TextEdit(range, digits)])
    while index <= last { advance() }
    return NumberLiteral(text: digits, value: value, range: range)
  }

  /// A number whose place demands a unit. A wrong word after it is the better thing to name.
  mutating func missingUnit(_ number: NumberLiteral, usual: Unit) -> Failure {
    if token.kind == .end || token.kind == .semicolon { return fail() }
    if token.kind == .word, !(token.keyword?.isReserved ?? false), token.keyword != .of,
      token.keyword != .from
    {
      return unknownUnit(token.range, among: Self.lengths)
    }
    let written = number.text
    report(
      .missingUnit, "a distance needs a unit: \(written) what?", number.range,
      expected: Self.lengths,
      edits: [TextEdit(at: number.range.upperBound, " \(usual.spelling)")])
    return Failure()
  }

  static let lengths = ["m", "km", "hops", "ft", "mi", "cm"]
  private static let units = [
    "s", "min", "h", "days", "weeks", "months", "years", "mm", "cm", "m", "km", "ft", "mi", "hops",
    "dB", "dBm", "kbps", "Mbps", "Gbps", "%",
  ]

  /// `30 dys`: after a number a word can only be a unit.
  mutating func refuseUnknownUnit() throws(Failure) {
    guard isPlainWord(token), token.keyword == nil, noun(token) == nil else { return }
    if isInChange, isArgument(token) { return }
    throw unknownUnit(token.range, among: Self.units)
  }

  /// `30dys`, `300mtr`: a number and what was meant as its unit, glued together.
  mutating func refuseGluedUnit() throws(Failure) {
    let start = token.range.lowerBound
    guard token.kind == .word, bytes[start] &- UInt8(ascii: "0") < 10 else { return }
    let end = token.range.upperBound
    let digits = bytes[start..<end].prefix { $0 &- UInt8(ascii: "0") < 10 }.count
    let unit = SourceRange(start + digits, end)
    guard !meantUnits(unit, among: Self.units).isEmpty else { return }
    throw unknownUnit(unit, among: Self.units)
  }

  private func meantUnits(_ range: SourceRange, among units: [String]) -> [String] {
    let word = String(decoding: bytes[range.lowerBound..<range.upperBound], as: UTF8.self)
    if let meant = Unit.otherSpellings[word.lowercased()] { return [meant] }
    if lexicon.currencies.contains(word.uppercased()) { return [word.uppercased()] }
    return Suggestions.nearest(to: word, among: units + ["day", "week", "month", "year"])
  }

  private mutating func unknownUnit(_ range: SourceRange, among units: [String]) -> Failure {
    let near = meantUnits(range, among: units)
    let word = String(decoding: bytes[range.lowerBound..<range.upperBound], as: UTF8.self)
    let edits = near.first.map { [TextEdit(range, $0)] } ?? []
    // Three capitals are meant as a currency.
    if near.isEmpty, word.utf8.count == 3, word.utf8.allSatisfy({ (0x41...0x5a).contains($0) }) {
      report(
        .unknownUnit, "`\(word)` is no currency", range,
        help: "write the ISO 4217 code of one that is in use, such as INR, EUR or USD")
    } else {
      report(
        .unknownUnit, "`\(word.prefix(40))` is no unit", range, didYouMean: near,
        expected: near.isEmpty ? units : [], help: "`help E502` lists the units", edits: edits)
    }
    return Failure()
  }

  // MARK: Figures

  /// `sum customers`, `sum of customers`: sum of what?
  mutating func refuseAggregateWithoutField(
    _ aggregate: Aggregate, at start: Int
  ) throws(Failure) {
    let next = peek(1)
    let isThing = noun(token) != nil && next.keyword != .of && next.kind != .comma
    guard isThing || token.keyword == .of else { return }
    let word = tokens[start].range
    report(
      .aggregateWithoutField,
      "`\(aggregate.rawValue)` needs a field: \(aggregate.rawValue) of what?", word,
      expected: ["a field"], help: "as in `sum balance of customers`",
      edits: [TextEdit(word, "count")])
    throw Failure()
  }

  /// After a comma in the heading only a figure may follow.
  mutating func unknownMeasure() -> Failure {
    guard isPlainWord(token) else { return fail() }
    let aggregates = ["count"] + Aggregate.allCases.map(\.rawValue)
    let near = Suggestions.nearest(
      to: text(token), among: Array(lexicon.measures) + aggregates)
    report(
      .unknownMeasure, "topoq knows no figure \(quote(token))", token.range, didYouMean: near,
      expected: near.isEmpty ? aggregates + ["a measure"] : [],
      edits: near.first.map { [TextEdit(token.range, $0)] } ?? [])
    return Failure()
  }

  /// `sum balance customers`
  mutating func missingOf() -> Failure {
    guard noun(token) != nil else { return fail() }
    report(
      .unexpected, "`of` is missing between the figures and the things", token.range,
      expected: ["`of`", "`,`"], edits: [TextEdit(at: token.range.lowerBound, "of ")])
    return Failure()
  }
}

// Literals, values, fields and names.
extension SentenceParser {
  mutating func number(inList: Bool = false) throws(Failure) -> NumberLiteral {
    guard token.kind == .number else {
      note(.number)
      throw fail()
    }
    if let joined = numberWithThousands(inList: inList) { return joined }
    let number = numberLiteral(token.range)
    advance()
    return number
  }

  private func numberLiteral(_ range: SourceRange) -> NumberLiteral {
    let text = String(decoding: bytes[range.lowerBound..<range.upperBound], as: UTF8.self)
    return NumberLiteral(text: text, value: Double(text) ?? 0, range: range)
  }

  /// A whole number that is not negative, as a limit or an amount is.
  mutating func count() throws(Failure) -> Int {
    let number = try number()
    if let count = number.integer, count >= 0 { return count }
    report(.badNumber, "`\(number.text)` is no count", number.range, help: "a count is whole")
    throw Failure()
  }

  /// A number that must have a unit; the unit given is what the corrected sentence shows.
  mutating func measured(_ usual: Unit) throws(Failure) -> Quantity {
    let start = index
    try refuseGluedUnit()
    let number = try number()
    note(.unit)
    guard isUnit(token) else { throw missingUnit(number, usual: usual) }
    let unit = unit()
    return Quantity(number: number, unit: unit, isAgo: false, range: range(from: start))
  }

  private mutating func unit() -> UnitWord {
    let text = text(token)
    let unit = Unit.named(text, currencies: lexicon.currencies) ?? .percent
    defer { advance() }
    return UnitWord(unit: unit, text: text, range: token.range)
  }

  private mutating func quantity(inList: Bool) throws(Failure) -> Quantity {
    let start = index
    let number = try number(inList: inList)
    var unit: UnitWord?
    var isAgo = false
    if isUnit(token) {
      unit = self.unit()
      isAgo = take(.ago)
    } else {
      note(.unit)
      try refuseUnknownUnit()
    }
    return Quantity(number: number, unit: unit, isAgo: isAgo, range: range(from: start))
  }

  mutating func value(inList: Bool = false) throws(Failure) -> Value {
    let start = token
    switch start.kind {
    case .number: return .quantity(try quantity(inList: inList))
    case .string: return .string(try string())
    case .date: return .date(date())
    case .parameter: return .parameter(parameter())
    case .word: break
    default:
      note(.value)
      throw fail()
    }
    if take(.today) { return .today(start.range) }
    if take(.yesterday) { return .yesterday(start.range) }
    guard isPlainWord(start) else {
      note(.value)
      throw fail()
    }
    advance()
    if let quoted = try quotedValue(from: start) { return .string(quoted) }
    if let canonical = noun(start) {
      return .noun(Noun(text: text(start), canonical: canonical, range: start.range))
    }
    return .word(Word(text: text(start), range: start.range))
  }

  mutating func string() throws(Failure) -> StringLiteral {
    guard token.kind == .string else {
      note(.string)
      throw fail()
    }
    let literal = StringLiteral(text: stringText(token), range: token.range)
    advance()
    return literal
  }

  /// What a string token means; one without quotes is a code that the lexer took for a string.
  private func stringText(_ token: Token) -> String {
    let slice = bytes[token.range.lowerBound..<token.range.upperBound]
    guard let first = slice.first else { return "" }
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      return unescapedText(slice.dropFirst().dropLast())
    }
    guard first >= 0x80 else { return String(decoding: slice, as: UTF8.self) }
    let curly: Set<Unicode.Scalar> = ["“", "”", "„", "‟", "‘", "’", "‚", "‛", "«", "»", "\""]
    var scalars = Substring.UnicodeScalarView(text(token).unicodeScalars).dropFirst()
    if let last = scalars.last, curly.contains(last) { scalars.removeLast() }
    return String(String.UnicodeScalarView(scalars))
  }

  mutating func date() -> DateLiteral {
    defer { advance() }
    let text = text(token)
    let parts = text.split { $0 == "-" || $0 == "/" }.map { Int($0) ?? 0 }
    let isYearFirst = text.utf8.prefix(4).allSatisfy { $0 != UInt8(ascii: "-") }
    let ordered = isYearFirst ? parts : parts.reversed()
    return DateLiteral(
      year: ordered[0], month: ordered[1], day: ordered[2], text: text, range: token.range)
  }

  mutating func parameter() -> Parameter {
    defer { advance() }
    return Parameter(name: String(text(token).dropFirst()), range: token.range)
  }

  mutating func point() -> PointLiteral {
    defer { advance() }
    let range = token.range
    let comma =
      bytes[range.lowerBound..<range.upperBound].firstIndex(of: UInt8(ascii: ","))
      ?? range.upperBound
    var second = min(comma + 1, range.upperBound)
    while second < range.upperBound, bytes[second] == 0x20 { second += 1 }
    return PointLiteral(
      latitude: numberLiteral(SourceRange(range.lowerBound + 1, comma)),
      longitude: numberLiteral(SourceRange(second, range.upperBound)), range: range)
  }

  // MARK: Fields

  mutating func field() throws(Failure) -> Field {
    note(.field)
    guard isPlainWord(token) || token.keyword == .count else { throw fail() }
    let range = token.range
    var path: [Word] = []
    var start = range.lowerBound
    for part in text(token).split(separator: ".") {
      let end = start + part.utf8.count
      path.append(Word(text: String(part), range: SourceRange(start, end)))
      start = end + 1
    }
    advance()
    return Field(path: path, range: range)
  }

  mutating func fields() throws(Failure) -> [Field] {
    var fields = [try field()]
    while take(.comma, .comma) { fields.append(try field()) }
    return fields
  }

  // MARK: Nouns and names

  mutating func noun() throws(Failure) -> Noun {
    note(.noun)
    guard let canonical = noun(token) else { throw unknownNoun() }
    defer { advance() }
    return Noun(text: text(token), canonical: canonical, range: token.range)
  }

  /// A noun with at least one name.
  mutating func namedThings() throws(Failure) -> NamedThings {
    let start = index
    let noun = try noun()
    note(.code, noun: noun.canonical)
    guard startsName else { throw missingName(noun) }
    let names = try names(of: noun)
    return NamedThings(noun: noun, names: names, range: range(from: start))
  }

  /// A noun that may stand alone.
  mutating func nounAndNames() throws(Failure) -> NamedThings {
    let start = index
    let noun = try noun()
    note(.code, noun: noun.canonical)
    let names = startsName ? try names(of: noun) : []
    return NamedThings(noun: noun, names: names, range: range(from: start))
  }

  var startsName: Bool {
    switch token.kind {
    case .number, .string, .date, .parameter: true
    case .word:
      isPlainWord(token) && noun(token) == nil && !(isInChange && isArgument(token))
        && !startsForeignClause && !startsForeignPlace && !startsFiller()
    default: false
    }
  }

  private mutating func names(of noun: Noun) throws(Failure) -> [Name] {
    var names = [try name()]
    while take(.comma, .comma) {
      note(.code, noun: noun.canonical)
      dropRepeated(noun)
      guard startsName else { throw fail() }
      names.append(try name())
    }
    return names
  }

  private mutating func name() throws(Failure) -> Name {
    let start = token
    switch start.kind {
    case .string:
      let string = try string()
      return Name(kind: .string, text: string.text, range: string.range)
    case .date:
      advance()
      return Name(kind: .date, text: text(start), range: start.range)
    case .parameter:
      let parameter = parameter()
      return Name(kind: .parameter, text: parameter.name, range: parameter.range)
    case .number:
      let first = index
      advance()
      var code = text(start)
      if isUnit(token), !(isInChange && isArgument(token)) {
        code += text(token)
        advance()
      }
      return Name(kind: .number, text: code, range: range(from: first))
    default: break
    }
    advance()
    if let quoted = try quotedName(from: start) { return quoted }
    return Name(kind: .word, text: text(start), range: start.range)
  }
}

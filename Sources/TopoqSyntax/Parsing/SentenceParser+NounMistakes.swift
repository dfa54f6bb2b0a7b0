// What goes wrong with nouns and names, and what was probably meant.
extension SentenceParser {
  /// A word that should have been a noun.
  mutating func unknownNoun(opensQuestion: Bool = false) -> Failure {
    note(.noun)
    guard token.kind == .word else { return fail() }
    if opensQuestion, lexicon.verbs.contains(text(token).lowercased()) {
      report(
        .unexpected, "\(quote(token)) is a change, and a question is wanted here", token.range,
        expected: ["a noun"], help: "`what if` tries a change out and takes it back")
      return Failure()
    }
    if let dotted = dottedNoun() { return dotted }
    if opensQuestion, let ahead = nounAhead() {
      if Self.orders.contains(text(token).lowercased()) { return order(before: ahead) }
      let near = text(token).utf8.count > 3 ? nearStarts() : []
      if near.isEmpty, !isNamed(ahead) { return conditionBeforeNoun(ahead) }
    } else if opensQuestion, Self.orders.contains(text(token).lowercased()) {
      report(
        .otherLanguage, "a question begins with the things themselves", token.range,
        help: "as in `customers on splitter S12`; `help nouns` lists what can be asked about")
      return Failure()
    }
    guard isPlainWord(token) else { return fail() }
    let word = text(token)
    let range = token.range
    if let module = lexicon.absentWords[word.lowercased()] {
      report(
        .unknownNoun, "\(quote(token)) belongs to \(module), which is not loaded", range,
        help: "`help nouns` lists what can be asked about")
      return Failure()
    }
    if let meant = lexicon.tradeNoun(word.lowercased()) {
      report(
        .unknownNoun, "topoq says `\(meant)` for `\(word)`", range, didYouMean: [meant],
        help: lexicon.tradeWords[word.lowercased()].map {
          "`alias \(word.lowercased()) = \($0)` makes it a word of this file"
        }, edits: [TextEdit(range, meant)])
      return Failure()
    }
    let near = opensQuestion ? nearStarts() : lexicon.nounsNear(word)
    report(
      .unknownNoun, "topoq knows no \(quote(token))", range, didYouMean: near,
      expected: near.isEmpty ? ["a noun"] : [],
      help: near.isEmpty ? "`help nouns` lists what can be asked about" : nil,
      edits: near.first.map { [TextEdit(range, $0)] } ?? [])
    return Failure()
  }

  /// `customers.name`: fields of things are shown.
  private mutating func dottedNoun() -> Failure? {
    let parts = text(token).split(separator: ".", maxSplits: 1).map { String($0) }
    guard parts.count == 2, lexicon.noun(parts[0].lowercased()) != nil else { return nil }
    report(
      .otherLanguage, "a field of things comes after `show`", token.range,
      edits: [TextEdit(token.range, "\(parts[0]) show \(parts[1])")])
    return Failure()
  }

  /// What a sentence may begin with that is near the current word.
  private func nearStarts() -> [String] {
    let word = text(token)
    let nouns = lexicon.nounsNear(word)
    var others = lexicon.verbs.union(lexicon.measures).union(lexicon.reports)
    let keywords: [Keyword] = [
      .trace, .path, .impact, .locate, .explain, .describe, .help, .count, .sum, .average,
      .alias, .forget,
    ]
    for keyword in keywords { others.insert(keyword.spelling) }
    let isFollowedByOf = peek(1).keyword == .of
    return isFollowedByOf
      ? Suggestions.nearest(to: word, among: others) + nouns
      : nouns + Suggestions.nearest(to: word, among: others)
  }

  /// How far ahead the noun is that the words here stand before, if one is near.
  private func nounAhead() -> Int? {
    for distance in 1...5 {
      let next = peek(distance)
      if noun(next) != nil { return distance }
      let isAmount = next.keyword == .of && distance == 1 && text(token).lowercased() == "number"
      let isWord = isPlainWord(next) || isAmount || [.not, .and, .or].contains(next.keyword)
      if !isWord { return nil }
    }
    return nil
  }

  private static let orders: Set<String> = [
    "show", "list", "find", "get", "give", "display", "print", "all", "every", "each", "any",
    "which", "who", "whose", "what", "where", "how", "number", "fetch", "the", "select", "please",
  ]

  /// Whether a noun some tokens ahead is followed by a code: then no condition stands before it.
  private func isNamed(_ ahead: Int) -> Bool {
    let next = peek(ahead + 1)
    return next.kind == .string || next.kind == .parameter || isPlainWord(next) && hasDigit(next)
  }

  /// `show customers`: a question begins with the things.
  private mutating func order(before ahead: Int) -> Failure {
    let first = token.range
    let words = SourceRange(first.lowerBound, peek(ahead - 1).range.upperBound)
    let isCount = (0..<ahead).contains {
      ["many", "number"].contains(text(peek($0)).lowercased())
    }
    let edit = TextEdit(
      SourceRange(first.lowerBound, peek(ahead).range.lowerBound), isCount ? "count " : "")
    var edits = [edit]
    let after = peek(ahead + 1)
    if ["are", "is"].contains(text(after).lowercased()) {
      let next = peek(ahead + 2)
      let isPlace = next.keyword?.startsSpot ?? false
      edits.append(
        TextEdit(
          SourceRange(after.range.lowerBound, next.range.lowerBound), isPlace ? "" : "where "))
    }
    report(
      .otherLanguage, "a question begins with the things themselves", words,
      help: "what to show comes after: `customers show name, phone`", edits: edits)
    return Failure()
  }

  /// `offline customers`: a condition goes after `where`.
  private mutating func conditionBeforeNoun(_ ahead: Int) -> Failure {
    let words = SourceRange(token.range.lowerBound, peek(ahead - 1).range.upperBound)
    let written = (0..<ahead).map { peek($0) }
    var condition = ""
    for (offset, word) in written.enumerated() {
      let isJoint = word.keyword == .and || word.keyword == .or
      if offset > 0 {
        let previous = written[offset - 1].keyword
        let isJoined = isJoint || [.and, .or, .not].contains(previous)
        condition += isJoined ? " " : " and "
      }
      condition += text(word)
    }
    let removal = TextEdit(
      SourceRange(words.lowerBound, peek(ahead).range.lowerBound), "")
    report(
      .misplacedCondition, "a condition goes after `where`", words,
      help: condition.hasPrefix("un") ? nil : "as in `\(text(peek(ahead))) where \(condition)`",
      edits: [removal, filterEdit(condition, from: ahead)])
    return Failure()
  }

  /// The edit that adds a condition to the question whose noun stands some tokens ahead.
  func filterEdit(_ condition: String, from ahead: Int) -> TextEdit {
    var depth = 0
    var distance = ahead
    while true {
      let next = peek(distance)
      switch next.kind {
      case .open: depth += 1
      case .close where depth > 0: depth -= 1
      case .close, .semicolon, .end:
        return TextEdit(at: peek(distance - 1).range.upperBound, " where \(condition)")
      default: break
      }
      if depth == 0 {
        switch next.keyword {
        case .where:
          return TextEdit(at: peek(distance + 1).range.lowerBound, "\(condition) and ")
        case .by where peek(distance - 1).keyword != .affected && !isUnit(peek(distance - 1)),
          .show, .order, .limit, .using, .as, .into:
          return TextEdit(at: peek(distance - 1).range.upperBound, " where \(condition)")
        default: break
        }
      }
      distance += 1
    }
  }

  /// A noun with nothing after it that says which one.
  mutating func missingName(_ noun: Noun) -> Failure {
    switch token.kind {
    case .end, .semicolon, .bad: return fail()
    default: break
    }
    report(
      .missingName, "which \(noun.canonical)? a noun alone is no target", noun.range,
      help: "put its code after it, or mean several with a question in parentheses",
      edits: [TextEdit(noun.range, "(\(lexicon.plural(of: noun.canonical)))")])
    return Failure()
  }

  /// `on spliter S12`: the first word was meant as a noun.
  mutating func refuseUnknownNounInTarget() throws(Failure) {
    let word = text(token)
    let next = peek(1)
    let isCode: Bool
    switch next.kind {
    case .number, .string, .parameter: isCode = true
    case .word where isPlainWord(next) && noun(next) == nil:
      if isInChange, isArgument(next) { return }
      isCode = hasDigit(next)
    default: return
    }
    let isNoun = lexicon.tradeNoun(word.lowercased()) != nil || !lexicon.nounsNear(word).isEmpty
    if isNoun || isCode && !hasDigit(token) { throw unknownNoun() }
  }

  /// `area Moi Estate`: words in a row after a name, taken together as one in quotes.
  mutating func quotedName(from first: Token) throws(Failure) -> Name? {
    guard !hasDigit(first), startsNameTail else { return nil }
    for word in [first, token] {
      guard let meant = misspeltKeyword(word) else { continue }
      reportMisspelt(word, meant)
      throw Failure()
    }
    let start = index - 1
    while startsNameTail { advance() }
    let range = range(from: start)
    let name = (start..<index).map { text(tokens[$0]) }.joined(separator: " ")
    report(
      .unquotedName, "a name with a space in it needs quotes", range,
      help: "if the last word is a condition, `where` goes before it",
      edits: [TextEdit(range, quotedText(name))])
    return Name(kind: .string, text: name, range: range)
  }

  /// `plan = Home 50`: words in a row after a comparison, taken together as one text in quotes.
  mutating func quotedValue(from first: Token) throws(Failure) -> StringLiteral? {
    func continues() -> Bool {
      startsNameTail && token.keyword != .having || token.kind == .number
    }
    guard !isInChange, !hasDigit(first), continues() else { return nil }
    for word in [first, token] {
      guard let meant = misspeltKeyword(word) else { continue }
      reportMisspelt(word, meant)
      throw Failure()
    }
    let start = index - 1
    while continues() { advance() }
    let range = range(from: start)
    let text = (start..<index).map { self.text(tokens[$0]) }.joined(separator: " ")
    report(
      .unquotedName, "a text with a space in it needs quotes", range,
      help: "if the last word is a condition, `and` goes before it",
      edits: [TextEdit(range, quotedText(text))])
    return StringLiteral(text: text, range: range)
  }

  private var startsNameTail: Bool { token.kind == .word && startsName }

  func hasDigit(_ token: Token) -> Bool {
    bytes[token.range.lowerBound..<token.range.upperBound].contains {
      $0 &- UInt8(ascii: "0") < 10
    }
  }

  /// `splitter S12, splitter S13`: the noun is said once.
  mutating func dropRepeated(_ noun: Noun) {
    guard let again = self.noun(token), again == noun.canonical else { return }
    let next = peek(1).range.lowerBound
    report(
      .joinedPlaces, "the noun of a list is said once", token.range,
      edits: [TextEdit(SourceRange(token.range.lowerBound, next), "")])
    advance()
  }
}

// Sentences in free English, and words that were left out.
extension SentenceParser {
  /// `who are`, `that`, `which have`: English between the things and what is said of them.
  func startsFiller(at distance: Int = 0) -> Bool {
    guard isFiller(peek(distance)) else { return false }
    let next = peek(distance + 1)
    return isPlainWord(next) || next.keyword == .not || isFiller(next)
      || isBeing(peek(distance)) && (next.keyword?.startsSpot ?? false)
  }

  private func isFiller(_ token: Token) -> Bool {
    isPlainWord(token)
      && ["who", "that", "which", "whose", "are", "is", "have", "has", "were", "being"]
        .contains(text(token).lowercased())
  }

  private func isBeing(_ token: Token) -> Bool {
    ["are", "is", "were"].contains(text(token).lowercased())
  }

  /// What to write for the filler here: `where`, or nothing before a place.
  mutating func fillerBeforeCondition() -> Failure {
    var last = index
    while isFiller(tokens[last + 1]) { last += 1 }
    let range = token.range.through(tokens[last].range)
    let next = tokens[last + 1]
    let isPlace = next.keyword?.startsSpot ?? false
    let whole = SourceRange(range.lowerBound, next.range.lowerBound)
    report(
      .otherLanguage, "what is said of the things goes after `where`, places before it", range,
      edits: [TextEdit(whole, isPlace ? "" : "where ")])
    return Failure()
  }

  /// `more than 30 days`: comparisons have signs.
  mutating func refuseWordedComparison() throws(Failure) {
    guard isPlainWord(token), let sign = Self.signs[text(token).lowercased()] else { return }
    let hasThan = text(peek(1)).lowercased() == "than"
    let value = peek(hasThan ? 2 : 1)
    guard value.kind == .number || value.kind == .date else { return }
    let range = hasThan ? token.range.through(peek(1).range) : token.range
    report(
      .otherLanguage, "this is written `\(sign)` here", range, edits: [TextEdit(range, sign)])
    throw Failure()
  }

  private static let signs = [
    "more": ">", "greater": ">", "over": ">", "above": ">", "after": ">", "longer": ">",
    "less": "<", "under": "<", "below": "<", "fewer": "<", "before": "<", "smaller": "<",
    "equals": "=", "equal": "=",
  ]

  /// `with more than 2 customers`: amounts are `at least`, `at most` and `exactly`.
  mutating func refuseWordedAmount() throws(Failure) {
    let isWord = isPlainWord(token) && text(peek(1)).lowercased() == "than"
    let sign = isWord ? Self.signs[text(token).lowercased()] : text(token)
    let number = peek(isWord ? 2 : 1)
    guard let sign, number.kind == .number, let count = Int(text(number)) else { return }
    let meant: String
    switch sign {
    case ">": meant = "at least \(count &+ 1)"
    case ">=": meant = "at least \(count)"
    case "<": meant = "at most \(max(0, count &- 1))"
    case "<=": meant = "at most \(count)"
    case "=": meant = "exactly \(count)"
    default: return
    }
    let range = token.range.through(number.range)
    report(
      .otherLanguage, "this is written `\(meant)` here", range, edits: [TextEdit(range, meant)])
    throw Failure()
  }

  /// The edit that adds the one word which was probably left out before the current token, or
  /// quotes it where only text in quotes fits.
  func missingWord(among expected: [Expectation]) -> [TextEdit] {
    guard !expected.isEmpty, expected.count <= 4 else { return [] }
    if expected == [.string], token.kind == .word {
      return [TextEdit(token.range, quotedText(text(token)))]
    }
    let likely: [Expectation] = [
      .keyword(.from), .keyword(.of), .keyword(.to), .keyword(.then), .keyword(.into),
      .keyword(.by), .equals,
    ]
    guard let missing = likely.first(where: { expected.contains($0) }) else { return [] }
    let word = missing.wording.filter { $0 != "`" }
    return [TextEdit(at: token.range.lowerBound, "\(word) ")]
  }

  /// `cut route F7 and route F8`, `cut route F7 and cut route F8` outside of a what-if.
  mutating func joinedChanges(_ target: Target?) -> Failure {
    let next = peek(1)
    var edits: [TextEdit] = []
    let end = tokens[index - 1].range.upperBound
    if isVerb(at: 1) {
      edits = [TextEdit(SourceRange(end, next.range.lowerBound), "; ")]
    } else if case .things(let things)? = target, let canonical = noun(next),
      canonical == things.noun.canonical, things.range.upperBound == end
    {
      edits = [TextEdit(SourceRange(end, peek(2).range.lowerBound), ", ")]
    }
    report(
      .joinedPlaces, "one change a sentence", token.range,
      help: "several of one kind are a list: route F7, F8; other changes follow after `;`",
      edits: edits)
    return Failure()
  }

  /// A noun where a place should begin: what stands before it may explain it.
  mutating func strayNoun() -> Failure? {
    guard index > 0 else { return nil }
    let before = tokens[index - 1]
    guard isPlainWord(before), noun(before) == nil else { return nil }
    let word = text(before).lowercased()
    let both = before.range.through(token.range)
    if ["all", "every", "each", "any", "some", "the"].contains(word), let canonical = noun(token) {
      let set = "(\(lexicon.plural(of: canonical)))"
      report(
        .missingName, "several things are a question in parentheses", both,
        edits: [TextEdit(both, set)])
      return Failure()
    }
    guard !hasDigit(before) else { return nil }
    if startsName(after: 1) {
      let spots = Keyword.allCases.filter(\.startsSpot).map(\.spelling)
      let near = Suggestions.nearest(to: word, among: spots)
      guard let meant = near.first.flatMap({ Keyword.named($0) }) else { return nil }
      reportMisspelt(before, meant)
      return Failure()
    }
    report(
      .unexpected, "the noun stands before the code", both,
      edits: [TextEdit(both, "\(text(token)) \(text(before))")])
    return Failure()
  }

  private func startsName(after distance: Int) -> Bool {
    let next = peek(distance)
    switch next.kind {
    case .number, .string, .date, .parameter: return true
    default: return isPlainWord(next) && noun(next) == nil
    }
  }
}

// What goes wrong with the order of a question's parts, and with what joins them.
extension SentenceParser {
  /// What stands after the end of a question and is none of what may follow one.
  mutating func refuseRest(
    _ parts: [QuestionPart], things: Things?, places: [Place]
  ) throws(Failure) {
    let hasFilter = parts.contains { $0.kind == .filter }
    let lastKind = parts.last?.kind ?? .head
    let isOpen = !hasFilter && (lastKind == .head || lastKind == .places)
    if startsForeignClause { throw foreignClause() }
    if isOpen, startsForeignPlace { throw foreignPlace() }
    if isOpen, startsFiller() { throw fillerBeforeCondition() }
    switch token.keyword {
    case .using, .as, .into: return
    case .and where isOpen, .or where isOpen: throw joinedPlaces(things, places)
    case .where, .by, .show, .order, .limit: return try reorder(parts)
    case .not where isOpen && !startsPlace: throw conditionWithoutWhere()
    default: break
    }
    if startsPlace { return try reorder(parts) }
    if parts.last?.kind == .filter, token.kind == .comma { throw commaBetweenConditions() }
    guard isPlainWord(token) else { return }
    if isOpen {
      try refuseListWithoutComma()
      throw noun(token) == nil ? conditionWithoutWhere() : placeWithoutWord()
    }
    if parts.last?.kind == .filter, !isInChange { throw missingAnd() }
  }

  /// `group by`, `sort by`: how other languages say it.
  var startsForeignClause: Bool {
    guard token.kind == .word, peek(1).keyword == .by else { return false }
    return Self.foreignClauses[text(token).lowercased()] != nil
  }

  private static let foreignClauses = [
    "group": "by", "grouped": "by", "sort": "order by", "sorted": "order by",
    "ordered": "order by",
  ]

  private mutating func foreignClause() -> Failure {
    let range = token.range.through(peek(1).range)
    let meant = Self.foreignClauses[text(token).lowercased()] ?? "by"
    report(
      .otherLanguage, "this is written `\(meant)` here", range, edits: [TextEdit(range, meant)])
    return Failure()
  }

  /// `customers on splitter S12 active`
  private mutating func conditionWithoutWhere() -> Failure {
    for word in [token, tokens[index - 1]] {
      guard let meant = misspeltKeyword(word) else { continue }
      reportMisspelt(word, meant)
      return Failure()
    }
    report(
      .misplacedCondition, "a condition goes after `where`", token.range,
      expected: ["a place such as `on` or `in`", "`where`"],
      edits: [TextEdit(at: token.range.lowerBound, "where ")])
    return Failure()
  }

  /// `customers splitter S12`
  private mutating func placeWithoutWord() -> Failure {
    if let failure = strayNoun() { return failure }
    report(
      .unexpected, "how does \(quote(token)) belong here? a place begins with a word", token.range,
      expected: ["a place such as `on` or `in`", "`where`"],
      help: "`on` is fed through it, `at` housed in it, `near` close to it",
      edits: [TextEdit(at: token.range.lowerBound, "on ")])
    return Failure()
  }

  /// `where active vip`
  private mutating func missingAnd() -> Failure {
    if let meant = misspeltKeyword(token) {
      reportMisspelt(token, meant)
      return Failure()
    }
    if let related = relatedAmount() { return related }
    if hasDigit(token), noun(token) == nil {
      report(
        .bareField, "\(quote(tokens[index - 1])) needs an operator before its value", token.range,
        expected: ["a comparison such as `=` or `>`"],
        edits: [TextEdit(at: token.range.lowerBound, "= ")])
      return Failure()
    }
    report(
      .unexpected, "\(quote(token)) does not fit here: conditions are joined with `and` or `or`",
      token.range, expected: expectedHere,
      edits: [TextEdit(at: token.range.lowerBound, "and ")])
    return Failure()
  }

  /// `where count customers > 2`: what is related is a place.
  private mutating func relatedAmount() -> Failure? {
    guard tokens[index - 1].keyword == .count, noun(token) != nil else { return nil }
    let word = SourceRange(tokens[index - 1].range.lowerBound, token.range.upperBound)
    let isFirst = tokens[index - 2].keyword == .where
    var edits: [TextEdit] = []
    if peek(1).kind == .greater, peek(2).kind == .number, let count = Int(text(peek(2))), isFirst {
      edits = [
        TextEdit(
          tokens[index - 2].range.through(peek(2).range),
          "with at least \(count &+ 1) \(text(token))")
      ]
    }
    report(
      .unexpected, "how many are related is asked with `with`", word,
      help: "as in `with at least 3 \(text(token))`", edits: edits)
    return Failure()
  }

  /// `where active, vip`
  private mutating func commaBetweenConditions() -> Failure {
    let next = peek(1).range.lowerBound
    report(
      .unexpected, "conditions are joined with `and` or `or`, not with a comma", token.range,
      expected: ["`and`", "`or`"],
      edits: [
        TextEdit(SourceRange(tokens[index - 1].range.upperBound, next), " and ")
      ])
    return Failure()
  }

  // MARK: Parts that come too late

  private mutating func reorder(_ parts: [QuestionPart]) throws(Failure) {
    let late = token
    let name = startsPlace ? "a place" : "`\(text(late).lowercased())`"
    var all = parts
    while true {
      let before = all.count
      if startsPlace {
        _ = try places(&all)
      } else {
        _ = try filter(&all)
        _ = try tail(&all)
      }
      if all.count == before { break }
    }
    let kind = all[parts.count].kind
    var message = "\(name) comes too late"
    if parts.contains(where: { $0.kind == kind }), kind != .places {
      message = "a question has one \(name)"
    } else if let later = parts.first(where: { $0.kind.rawValue > kind.rawValue }) {
      message += ": it stands before `\(firstWord(of: later))`"
    }
    report(
      .clauseTooLate, message, late.range,
      help: "the order is: things, places, where, by, show, order by, limit",
      edits: orderedText(all).map { [$0] } ?? [])
  }

  private func firstWord(of part: QuestionPart) -> String {
    let word = partText(part).prefix { $0 != " " && $0 != "\n" && $0 != "\t" }
    return word == "order" ? "order by" : String(word)
  }

  private func partText(_ part: QuestionPart) -> String {
    String(decoding: bytes[part.range.lowerBound..<part.range.upperBound], as: UTF8.self)
  }

  /// The parts in their order, conditions joined; nil where another part is there twice.
  private func orderedText(_ parts: [QuestionPart]) -> TextEdit? {
    guard let first = parts.first, let last = parts.last else { return nil }
    var texts: [String] = []
    for rank in QuestionPart.Kind.head.rawValue...QuestionPart.Kind.limit.rawValue {
      let same = parts.filter { $0.kind.rawValue == rank }
      guard same.count > 1 else {
        texts += same.map(partText)
        continue
      }
      if rank == QuestionPart.Kind.places.rawValue {
        texts += same.map(partText)
      } else if rank == QuestionPart.Kind.filter.rawValue {
        texts.append("where " + same.map(conditionText).joined(separator: " and "))
      } else {
        return nil
      }
    }
    return TextEdit(first.range.through(last.range), texts.joined(separator: " "))
  }

  private func conditionText(_ part: QuestionPart) -> String {
    let text = String(partText(part).dropFirst("where".count).drop { $0 == " " || $0 == "\n" })
    if case .or = part.condition { return "(\(text))" }
    return text
  }

  // MARK: `and` between places

  private mutating func joinedPlaces(_ things: Things?, _ places: [Place]) -> Failure {
    let joint = token
    let next = peek(1)
    var edits: [TextEdit] = []
    var message = "`\(text(joint).lowercased())` joins conditions, not places"
    var help: String? = "places follow each other without a word between; they all hold"
    let isPlaceNext = startsSpot(at: 1) || next.keyword == .not && startsSpot(at: 2)
    if isPlaceNext {
      edits = placeEdits(joint, next, places)
      if joint.keyword == .or { help = "after `where` a place is a condition, and `or` joins it" }
    } else if noun(next) != nil || next.kind != .word || hasDigit(next) {
      help = "several of one kind are a list: splitter S12, S13"
      edits = listEdits(joint, next, things, places)
      if places.isEmpty, edits.isEmpty {
        message = "a question is about one kind of thing"
        help = "ask two questions, with `;` between them"
      }
    } else if next.kind == .word {
      message = "a condition goes after `where`"
      help = nil
      edits = [TextEdit(joint.range, "where")]
    }
    report(.joinedPlaces, message, joint.range, help: help, edits: edits)
    return Failure()
  }

  private func placeEdits(_ joint: Token, _ next: Token, _ places: [Place]) -> [TextEdit] {
    if joint.keyword == .and {
      return [TextEdit(SourceRange(joint.range.lowerBound, next.range.lowerBound), "")]
    }
    return places.last.map { [TextEdit(at: $0.range.lowerBound, "where ")] } ?? []
  }

  /// `on splitter S12 and splitter S13`, `on splitter S12 and S13`, `on splitter S12 and olt OLT1`.
  private func listEdits(
    _ joint: Token, _ next: Token, _ things: Things?, _ places: [Place]
  ) -> [TextEdit] {
    var named: NamedThings?
    if let place = places.last {
      if case .things(let things)? = place.spot.target { named = things }
    } else if case .noun(let things)? = things, !things.names.isEmpty {
      named = things
    }
    guard let named, let last = named.names.last else { return [] }
    let end = last.range.upperBound
    guard let canonical = noun(next) else {
      return [TextEdit(SourceRange(end, next.range.lowerBound), ", ")]
    }
    if canonical == named.noun.canonical {
      return [TextEdit(SourceRange(end, peek(2).range.lowerBound), ", ")]
    }
    guard let place = places.last else { return [] }
    let word = bytes[place.range.lowerBound..<named.range.lowerBound]
    let preposition = String(decoding: word, as: UTF8.self)
    return [TextEdit(SourceRange(joint.range.lowerBound, next.range.lowerBound), preposition)]
  }
}

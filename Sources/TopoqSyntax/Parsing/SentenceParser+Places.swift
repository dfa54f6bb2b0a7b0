// Places and targets: section 3 of the grammar.
extension SentenceParser {
  /// Whether a place begins some tokens ahead.
  func startsSpot(at distance: Int = 0) -> Bool { peek(distance).keyword?.startsSpot ?? false }

  mutating func places(_ parts: inout [QuestionPart]) throws(Failure) -> [Place] {
    let start = index
    var places: [Place] = []
    while startsPlace { places.append(try place()) }
    noteSpots()
    note(.keyword(.not))
    if index > start { parts.append(QuestionPart(.places, range(from: start))) }
    return places
  }

  var startsPlace: Bool {
    startsSpot() || token.keyword == .not && startsSpot(at: 1)
  }

  mutating func noteSpots() {
    for keyword in Self.spots { note(.keyword(keyword)) }
  }

  private static let spots = Keyword.allCases.filter(\.startsSpot)

  mutating func place() throws(Failure) -> Place {
    let start = index
    let isNegated = take(.not)
    let spot = try spot()
    return Place(isNegated: isNegated, spot: spot, range: range(from: start))
  }

  mutating func spot() throws(Failure) -> Spot {
    let keyword = token.keyword
    switch keyword {
    case .directly:
      advance()
      if take(.upstream) {
        try require(.of)
        return .upstream(try target(), isDirect: true)
      }
      return try fed(isDirect: true)
    case .on, .downstream: return try fed(isDirect: false)
    case .with, .without: return .related(try relation())
    case .within: return try within()
    default: break
    }
    guard startsSpot() else {
      noteSpots()
      throw fail()
    }
    advance()
    switch keyword {
    case .upstream:
      try require(.of)
      return .upstream(try target(), isDirect: false)
    case .connected:
      try require(.to)
      return .connected(try target())
    case .affected:
      try require(.by)
      return .affected(try target())
    case .between:
      let first = try target()
      try require(.and)
      return .between(first, try target())
    case .at: return .at(try target())
    case .in: return .inside(try target())
    case .near: return .near(try target())
    case .along: return .along(try target())
    default: return .crossing(try target())
    }
  }

  private mutating func fed(isDirect: Bool) throws(Failure) -> Spot {
    if take(.on) { return .fed(try target(), isDirect: isDirect) }
    try require(.downstream)
    try require(.of)
    return .fed(try target(), isDirect: isDirect)
  }

  private mutating func within() throws(Failure) -> Spot {
    advance()
    let distance = try measured(.metres)
    let byFibre = take(.by)
    if byFibre { try require(.fibre) }
    try require(.of)
    return .within(distance, byFibre: byFibre, try target())
  }

  private mutating func relation() throws(Failure) -> Relation {
    let start = index
    let isPresent = token.keyword == .with
    advance()
    let amount = try amount()
    let related: Related
    if token.kind == .open {
      let open = index
      let question = try nestedQuestion()
      related = .question(question, range(from: open))
    } else {
      note(.open)
      related = .noun(try noun())
    }
    return Relation(
      isPresent: isPresent, amount: amount, related: related, range: range(from: start))
  }

  private mutating func amount() throws(Failure) -> Amount? {
    let start = index
    let comparison: Amount.Comparison
    if take(.exactly) {
      comparison = .exactly
    } else if take(.at) {
      if take(.least) {
        comparison = .atLeast
      } else if take(.most) {
        comparison = .atMost
      } else {
        throw fail()
      }
    } else {
      try refuseWordedAmount()
      try refuseBareAmount()
      return nil
    }
    let count = try count()
    return Amount(comparison: comparison, count: count, range: range(from: start))
  }

  // MARK: Targets

  mutating func noteTargetStarts() {
    for role in [Expectation.noun, .code, .string, .parameter, .point, .open] { note(role) }
  }

  mutating func target() throws(Failure) -> Target {
    let start = index
    let first = token
    switch first.kind {
    case .string: return .string(try string())
    case .parameter: return .parameter(parameter())
    case .point: return .point(point())
    case .open:
      advance()
      note(.keyword(.path))
      if token.keyword == .path, peek(1).keyword == .from {
        let path = try nestedPath()
        return .path(path, range(from: start))
      }
      let question = try question()
      try require(.close, .close)
      return .question(question, range(from: start))
    default: break
    }
    if noun(first) != nil { return .things(try namedThings()) }
    noteTargetStarts()
    try refuseBarePoint()
    guard isPlainWord(first) else { throw fail() }
    try refuseUnknownNounInTarget()
    advance()
    if let name = try quotedName(from: first) {
      return .string(StringLiteral(text: name.text, range: name.range))
    }
    return .word(Word(text: text(first), range: first.range))
  }

  private mutating func nestedPath() throws(Failure) -> Path {
    let wasInChange = isInChange
    isInChange = false
    defer { isInChange = wasInChange }
    let path = try path()
    try require(.close, .close)
    return path
  }
}

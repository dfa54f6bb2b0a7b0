// Traces, paths, impacts, faults, what-ifs and reports: section 5 of the grammar.
extension SentenceParser {
  mutating func asked() throws(Failure) -> Asked {
    noteAskedStarts()
    switch token.keyword {
    case .locate: return .locate(try locate())
    case .what: return .whatIf(try whatIf())
    default:
      if isReport { return .report(try report()) }
      return try plainAsked()
    }
  }

  private mutating func noteAskedStarts() {
    for keyword in [Keyword.trace, .path, .impact, .locate, .what] { note(.keyword(keyword)) }
    note(.report)
    noteQuestionStarts()
  }

  /// What may also stand after `then`.
  private mutating func plainAsked() throws(Failure) -> Asked {
    switch token.keyword {
    case .trace: return .trace(try trace())
    case .path: return .path(try path())
    case .impact: return .impact(try impact())
    default: return .question(try question())
    }
  }

  /// A word may be a noun and a report; then `of` after it tells.
  private var isReport: Bool {
    guard token.kind == .word, lexicon.reports.contains(text(token).lowercased()) else {
      return false
    }
    return noun(token) == nil || peek(1).keyword == .of
  }

  private mutating func trace() throws(Failure) -> Trace {
    let start = index
    advance()
    let direction: Trace.Direction
    if take(.upstream) {
      direction = .upstream
    } else if take(.downstream) {
      direction = .downstream
    } else {
      throw missingDirection()
    }
    try require(.from)
    let origin = try target()
    var destination: NamedThings?
    if take(.to) { destination = try nounAndNames() }
    let avoiding = take(.avoiding) ? try target() : nil
    let shown = try shown()
    return Trace(
      direction: direction, origin: origin, destination: destination, avoiding: avoiding,
      shown: shown, range: range(from: start))
  }

  mutating func path() throws(Failure) -> Path {
    let start = index
    try descend()
    defer { ascend() }
    advance()
    try require(.from)
    let origin = try target()
    try require(.to)
    let destination = try target()
    var waypoints: [Target] = []
    var avoiding: [Target] = []
    while true {
      if take(.via) {
        waypoints.append(try target())
      } else if take(.avoiding) {
        avoiding.append(try target())
      } else {
        break
      }
    }
    var cost: Path.Cost?
    if take(.by) {
      if take(.length) {
        cost = .length
      } else if take(.loss) {
        cost = .loss
      } else if take(.hops) {
        cost = .hops
      } else {
        throw fail()
      }
    }
    let shown = try shown()
    return Path(
      origin: origin, destination: destination, waypoints: waypoints, avoiding: avoiding,
      cost: cost, shown: shown, range: range(from: start))
  }

  private mutating func impact() throws(Failure) -> Impact {
    let start = index
    advance()
    try require(.of)
    let target = try target()
    let distance = take(.at) ? try measured(.metres) : nil
    var parts: [QuestionPart] = []
    let tail = try tail(&parts)
    return Impact(target: target, distance: distance, tail: tail, range: range(from: start))
  }

  private mutating func locate() throws(Failure) -> Locate {
    let start = index
    advance()
    if take(.fault) {
      try require(.of)
      let question = try question()
      return Locate(evidence: .symptoms(question), range: range(from: start))
    }
    let distance = try measured(.kilometres)
    try require(.from)
    let origin = try target()
    let towards = take(.towards) ? try target() : nil
    return Locate(
      evidence: .distance(distance, from: origin, towards: towards), range: range(from: start))
  }

  private mutating func whatIf() throws(Failure) -> WhatIf {
    let start = index
    advance()
    try require(.if)
    var changes = [try tried()]
    while take(.and) { changes.append(try tried()) }
    try require(.then)
    isInChange = false
    for keyword in [Keyword.trace, .path, .impact] { note(.keyword(keyword)) }
    let asked = try plainAsked()
    return WhatIf(changes: changes, asked: asked, range: range(from: start))
  }

  /// A change to be tried out; `set` is a verb like any other here.
  private mutating func tried() throws(Failure) -> Change {
    guard token.keyword == .set else {
      note(.keyword(.set))
      return try change()
    }
    let start = index
    let verb = Word(text: text(token), range: token.range)
    leadingWord = verb.key
    advance()
    let edit = try edit(from: start)
    isInChange = false
    return Change(
      verb: verb, target: .things(edit.things), arguments: edit.arguments, range: edit.range)
  }

  private mutating func report() throws(Failure) -> Report {
    let start = index
    let word = Word(text: text(token), range: token.range)
    leadingWord = word.key
    advance()
    let target = take(.of) ? try target() : nil
    var dates: [DateLiteral] = []
    while token.kind == .date { dates.append(date()) }
    note(.date)
    var parts = [QuestionPart(.head, range(from: start))]
    let places = try places(&parts)
    let filter = try filter(&parts)
    let tail = try tail(&parts)
    let range = range(from: start)
    try refuseRest(parts, things: nil, places: places)
    return Report(
      word: word, target: target, dates: dates, places: places, filter: filter, tail: tail,
      range: range)
  }
}

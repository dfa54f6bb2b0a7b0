// The one sentence shape: section 2 of the grammar.
extension SentenceParser {
  mutating func noteQuestionStarts() {
    for keyword in [Keyword.count, .sum, .average, .min, .max] { note(.keyword(keyword)) }
    note(.measure)
    note(.noun)
    note(.open)
  }

  mutating func question() throws(Failure) -> Question {
    try descend()
    let (outerSubject, wasInChange) = (subject, isInChange)
    isInChange = false
    defer {
      (subject, isInChange) = (outerSubject, wasInChange)
      ascend()
    }
    let start = index
    let heading = try heading()
    let things = try things()
    var parts = [QuestionPart(.head, range(from: start))]
    let places = try places(&parts)
    let filter = try filter(&parts)
    let tail = try tail(&parts)
    let range = range(from: start)
    try refuseRest(parts, things: things, places: places)
    return Question(
      heading: heading, things: things, places: places, filter: filter, tail: tail, range: range)
  }

  // MARK: Figures

  private mutating func heading() throws(Failure) -> Heading? {
    noteQuestionStarts()
    let start = index
    guard startsMeasure else { return nil }
    let isCount = token.keyword == .count
    var measures = [try measure()]
    while take(.comma, .comma) { measures.append(try measure()) }
    let range = range(from: start)
    if isCount, measures.count == 1 {
      _ = take(.of)
    } else if !take(.of) {
      throw missingOf()
    }
    return Heading(measures: measures, range: range)
  }

  /// A word may be a noun and a figure; then `of` or a comma after it tells.
  private var startsMeasure: Bool {
    switch token.keyword {
    case .count, .sum, .average, .min, .max: return true
    default: break
    }
    guard isPlainWord(token), lexicon.measures.contains(text(token).lowercased()) else {
      return false
    }
    let next = peek(1)
    return noun(token) == nil || next.keyword == .of || next.kind == .comma
  }

  private mutating func measure() throws(Failure) -> Measure {
    let start = index
    for keyword in [Keyword.count, .sum, .average, .min, .max] { note(.keyword(keyword)) }
    note(.measure)
    let aggregate: Aggregate
    switch token.keyword {
    case .count:
      defer { advance() }
      return .count(token.range)
    case .sum: aggregate = .sum
    case .average: aggregate = .average
    case .min: aggregate = .min
    case .max: aggregate = .max
    default:
      guard startsMeasure else { throw unknownMeasure() }
      defer { advance() }
      return .named(Word(text: text(token), range: token.range))
    }
    advance()
    try refuseAggregateWithoutField(aggregate, at: start)
    let field = try field()
    return .aggregate(aggregate, field, range(from: start))
  }

  // MARK: Things

  private mutating func things() throws(Failure) -> Things {
    if token.kind == .open {
      let start = index
      let question = try nestedQuestion()
      return .question(question, range(from: start))
    }
    note(.open)
    note(.noun)
    if noun(token) == nil { throw unknownNoun(opensQuestion: true) }
    let named = try nounAndNames()
    subject = named.noun.canonical
    return .noun(named)
  }

  /// A question with its parentheses.
  mutating func nestedQuestion() throws(Failure) -> Question {
    try require(.open, .open)
    let question = try question()
    try require(.close, .close)
    return question
  }

  // MARK: Clauses

  mutating func filter(_ parts: inout [QuestionPart]) throws(Failure) -> Condition? {
    let start = index
    guard take(.where) else { return nil }
    let condition = try condition()
    parts.append(QuestionPart(.filter, range(from: start), condition: condition))
    return condition
  }

  /// `by`, `having`, `show`, `order by`, `limit`, each where it is there.
  mutating func tail(_ parts: inout [QuestionPart]) throws(Failure) -> Tail {
    var grouping: [Field] = []
    var having: Condition?
    var start = index
    if take(.by) {
      grouping = try fields()
      if take(.having) { having = try condition() }
      parts.append(QuestionPart(.grouping, range(from: start)))
    }
    start = index
    let shown = try shown()
    if index > start { parts.append(QuestionPart(.shown, range(from: start))) }
    start = index
    let ordering = try ordering()
    if index > start { parts.append(QuestionPart(.ordering, range(from: start))) }
    start = index
    let limit = try limit()
    if index > start { parts.append(QuestionPart(.limit, range(from: start))) }
    return Tail(
      grouping: grouping, having: having, shown: shown, ordering: ordering, limit: limit)
  }

  mutating func shown() throws(Failure) -> [Field] {
    take(.show) ? try fields() : []
  }

  private mutating func ordering() throws(Failure) -> [SortKey] {
    guard take(.order) else { return [] }
    try require(.by)
    var keys: [SortKey] = []
    repeat {
      let start = index
      let field = try field()
      let isDescending = take(.desc)
      if !isDescending { _ = take(.asc) }
      keys.append(SortKey(field: field, isDescending: isDescending, range: range(from: start)))
    } while take(.comma, .comma)
    return keys
  }

  private mutating func limit() throws(Failure) -> Limit? {
    let start = index
    guard take(.limit) else { return nil }
    let count = try count()
    return Limit(count: count, range: range(from: start))
  }
}

// Changes and their arguments: section 6 of the grammar.
extension SentenceParser {
  /// A word may be a noun and a verb (`invoice`); then what it is done to follows the verb.
  func isVerb(at distance: Int) -> Bool {
    let word = peek(distance)
    guard word.kind == .word, lexicon.verbs.contains(text(word).lowercased()) else {
      return false
    }
    guard noun(word) != nil else { return true }
    let next = peek(distance + 1)
    return noun(next) != nil || next.kind == .open
  }

  mutating func change() throws(Failure) -> Change {
    let start = index
    note(.verb)
    guard isVerb(at: 0) else { throw unknownVerb() }
    isInChange = true
    defer { isInChange = false }
    let verb = Word(text: text(token), range: token.range)
    leadingWord = verb.key
    advance()
    let target = startsTarget ? try target() : nil
    if target == nil { noteTargetStarts() }
    var arguments: [Argument] = []
    while isArgument(token) { arguments.append(try argument()) }
    note(.argument)
    try refuseUnknownArgument()
    return Change(
      verb: verb, target: target, arguments: arguments, range: range(from: start))
  }

  /// Right after a verb, a word that is a noun and an argument is a noun where a name follows it.
  private var startsTarget: Bool {
    switch token.kind {
    case .string, .parameter, .point, .open: return true
    case .word: break
    default: return false
    }
    guard isArgument(token) else { return isPlainWord(token) }
    let next = peek(1)
    return noun(token) != nil && next.kind != .point && noun(next) == nil
  }

  mutating func argument() throws(Failure) -> Argument {
    let start = index
    note(.argument)
    guard isArgument(token) else {
      try refuseUnknownArgument()
      throw fail()
    }
    let word = Word(text: text(token), range: token.range)
    advance()
    let content: Argument.Content
    if noun(token) != nil {
      content = .things(try nounAndNames())
    } else if token.kind == .point {
      content = .point(point())
    } else {
      note(.noun)
      note(.point)
      if isArgument(token) { throw fail() }
      content = .value(try value())
    }
    return Argument(word: word, content: content, range: range(from: start))
  }

  /// After the last argument only the end of the change may follow.
  mutating func refuseUnknownArgument() throws(Failure) {
    if token.kind == .number { throw valueWithoutArgument() }
    guard isPlainWord(token), noun(token) == nil else { return }
    let near = Suggestions.nearest(to: text(token), among: lexicon.arguments)
    report(
      .unknownArgument, "\(quote(token)) is no argument of a change", token.range,
      didYouMean: near, expected: near.isEmpty ? lexicon.arguments.sorted() : [],
      help: leadingWord.map { "`describe \($0)` lists what it takes" },
      edits: near.first.map { [TextEdit(token.range, $0)] } ?? [])
    throw Failure()
  }

  /// `cut route F7 1.2 km`: what is the value?
  private mutating func valueWithoutArgument() -> Failure {
    let isLength = Self.lengths.contains(text(peek(1)).lowercased())
    report(
      .unexpected, "what is \(quote(token))? a word stands before each value", token.range,
      expected: ["an argument"],
      help: leadingWord.map { "`help \($0)` lists what it takes" },
      edits: isLength ? [TextEdit(at: token.range.lowerBound, "at ")] : [])
    return Failure()
  }

  private mutating func unknownVerb() -> Failure {
    guard token.kind == .word else { return fail() }
    let near = Suggestions.nearest(to: text(token), among: lexicon.verbs)
    report(
      .unexpected, "\(quote(token)) is no change", token.range, didYouMean: near,
      expected: near.isEmpty ? ["a verb"] : [], help: "`help verbs` lists the changes",
      edits: near.first.map { [TextEdit(token.range, $0)] } ?? [])
    return Failure()
  }
}

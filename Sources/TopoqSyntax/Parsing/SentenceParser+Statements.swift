// Statements, definitions and discovery: sections 1 and 7 of the grammar.
extension SentenceParser {
  mutating func noteStatementStarts() {
    for keyword in Self.statementStarts { note(.keyword(keyword)) }
    note(.verb)
    note(.report)
    noteQuestionStarts()
  }

  static let statementStarts: [Keyword] = [
    .explain, .language, .let, .save, .alias, .forget, .set, .help, .describe, .trace, .path,
    .impact, .locate, .what,
  ]

  mutating func statement() throws(Failure) -> Statement {
    let start = index
    noteStatementStarts()
    switch token.keyword {
    case .explain:
      advance()
      let inquiry = try inquiry()
      return .explain(inquiry, range(from: start))
    case .language:
      advance()
      let version = try number()
      return .language(version, range(from: start))
    case .let, .save: return .define(try definition())
    case .alias: return .alias(try alias())
    case .forget:
      advance()
      let word = try ownWord()
      return .forget(word, range(from: start))
    case .set: return try setting()
    case .help, .describe: return try discovery()
    default:
      try refuseOtherLanguage()
      if isVerb(at: 0) {
        let change = try change()
        if token.keyword == .and { throw joinedChanges(change.target) }
        return .change(change)
      }
      return .inquiry(try inquiry())
    }
  }

  private mutating func definition() throws(Failure) -> Definition {
    let start = index
    let isSaved = token.keyword == .save
    advance()
    let name = try ownWord()
    try require(.equal, .equals)
    let question = try question()
    return Definition(
      isSaved: isSaved, name: name, question: question, range: range(from: start))
  }

  private mutating func alias() throws(Failure) -> Alias {
    let start = index
    advance()
    let word = try ownWord()
    try require(.equal, .equals)
    let noun = try noun()
    return Alias(word: word, noun: noun, range: range(from: start))
  }

  /// A word that the asker defines or forgets; it may be a noun already.
  private mutating func ownWord() throws(Failure) -> Word {
    let word = token
    guard word.kind == .word else {
      note(.word)
      throw fail()
    }
    guard isPlainWord(word) else {
      report(
        .reservedWord, "\(quote(word)) is a word of the language itself", word.range,
        help: "choose another name")
      throw Failure()
    }
    advance()
    return Word(text: text(word), range: word.range)
  }

  private mutating func setting() throws(Failure) -> Statement {
    let start = index
    advance()
    if token.kind == .parameter {
      let parameter = parameter()
      try require(.equal, .equals)
      let value = try value()
      return .set(Setting(parameter: parameter, value: value, range: range(from: start)))
    }
    note(.parameter)
    if isPlainWord(token), peek(1).kind == .equal {
      report(
        .unexpected, "a parameter begins with a dollar sign", token.range,
        edits: [TextEdit(at: token.range.lowerBound, "$")])
      throw Failure()
    }
    return .edit(try edit(from: start))
  }

  /// What follows `set`: named things, and their fields.
  mutating func edit(from start: Int) throws(Failure) -> Edit {
    isInChange = true
    let things = try namedThings()
    var arguments = [try argument()]
    while isArgument(token) { arguments.append(try argument()) }
    note(.argument)
    try refuseUnknownArgument()
    return Edit(things: things, arguments: arguments, range: range(from: start))
  }

  private mutating func discovery() throws(Failure) -> Statement {
    let start = index
    let isHelp = token.keyword == .help
    advance()
    var topic: Word?
    if token.kind == .word {
      topic = Word(text: text(token), range: token.range)
      advance()
      try refuseSecondTopic()
    } else {
      note(.word)
      note(.noun)
    }
    let range = range(from: start)
    if isHelp { return .help(topic, range) }
    guard let topic else { throw fail() }
    return .describe(topic, range)
  }

  /// `help what if`
  private mutating func refuseSecondTopic() throws(Failure) {
    guard token.kind == .word else { return }
    let first = index
    while token.kind == .word { advance() }
    let rest = range(from: first)
    report(
      .unexpected, "one word at a time is explained", rest, help: "`help` alone lists the topics",
      edits: [TextEdit(SourceRange(tokens[first - 1].range.upperBound, rest.upperBound), "")])
    throw Failure()
  }

  // MARK: What is asked, and in which form

  mutating func inquiry() throws(Failure) -> Inquiry {
    let start = index
    let asked = try asked()
    var parameters: [ParameterBinding] = []
    if take(.using) {
      repeat { parameters.append(try binding()) } while take(.comma, .comma)
    }
    var asOf: Value?
    var format: Word?
    var file: StringLiteral?
    if take(.as) {
      if take(.of) {
        asOf = try value()
        if take(.as) {
          (format, file) = try self.format()
        } else if take(.into) {
          file = try string()
        }
      } else {
        (format, file) = try self.format()
      }
    } else if take(.into) {
      file = try string()
    }
    return Inquiry(
      asked: asked, parameters: parameters, asOf: asOf, format: format, file: file,
      range: range(from: start))
  }

  private mutating func binding() throws(Failure) -> ParameterBinding {
    let start = index
    if token.kind == .parameter {
      let range = token.range
      let dollar = SourceRange(range.lowerBound, range.lowerBound + 1)
      report(
        .unexpected, "the name of a parameter stands without its dollar sign here", range,
        edits: [TextEdit(dollar, "")])
      throw Failure()
    }
    guard isPlainWord(token) else {
      note(.word)
      throw fail()
    }
    let name = Word(text: text(token), range: token.range)
    advance()
    try require(.equal, .equals)
    let value = try value()
    return ParameterBinding(name: name, value: value, range: range(from: start))
  }

  private mutating func format() throws(Failure) -> (Word, StringLiteral?) {
    guard isPlainWord(token) else {
      note(.format)
      throw fail()
    }
    let word = Word(text: text(token), range: token.range)
    if !lexicon.formats.isEmpty, !lexicon.formats.contains(word.key) {
      let near = Suggestions.nearest(to: word.text, among: lexicon.formats)
      let listed = near.isEmpty ? lexicon.formats.sorted() : []
      report(
        .unknownFormat, "\(quote(token)) is no output format", token.range, didYouMean: near,
        expected: listed, edits: near.first.map { [TextEdit(token.range, $0)] } ?? [])
    }
    advance()
    let file = take(.into) ? try string() : nil
    return (word, file)
  }
}

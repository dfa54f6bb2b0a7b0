/// A hand-written parser of one statement at a time, one function a rule of the grammar, one token
/// of foresight but where a mistake is being explained. Detection of mistakes stands in the
/// `+...Mistakes` files, apart from the rules.
struct SentenceParser {
  /// The statement cannot be followed any further; a diagnostic has been made.
  struct Failure: Error {}

  let bytes: [UInt8]
  let tokens: [Token]
  /// Grows with what the sentences before have defined.
  var lexicon: Lexicon
  private(set) var index = 0
  private var problems: [Problem] = []

  /// Whether the current statement is in another language, so that its signs are no errors.
  var forgivesCharacters = false
  /// Whether the text only stopped too early.
  private(set) var isCutShort = false

  /// Whether the words of arguments end a list of names.
  var isInChange = false
  /// The canonical noun the innermost question is about.
  var subject: String?
  /// The verb or report of the statement.
  var leadingWord: String?
  private var depth = 0
  private static let deepest = 128

  private var farthestIndex = 0
  private var expected = ExpectationSet()
  private var nounOfCode: String?
  private var farthestSubject: String?

  init(bytes: [UInt8], tokens: [Token], lexicon: Lexicon) {
    precondition(tokens.last?.kind == .end, "the tokens end with the end")
    self.bytes = bytes
    self.tokens = tokens
    self.lexicon = lexicon
  }

  /// Whether a text is right in all that syntax can see.
  static func accepts(_ text: String, lexicon: Lexicon) -> Bool {
    var lexer = Lexer(Array(text.utf8), currencies: lexicon.currencies)
    lexer.run()
    guard lexer.problems.isEmpty, !lexer.isCut else { return false }
    var parser = SentenceParser(bytes: lexer.bytes, tokens: lexer.tokens, lexicon: lexicon)
    while true {
      let statement = parser.wholeStatement()
      if statement == nil, !parser.isAtEndOfStatement { return false }
      if let statement { parser.lexicon.learn(statement) }
      guard parser.problems.isEmpty else { return false }
      guard parser.token.kind == .semicolon else { return parser.token.kind == .end }
      parser.advance()
    }
  }

  /// The statement here, or nil where there is none or its end could not be reached.
  mutating func wholeStatement() -> Statement? {
    (isInChange, subject, leadingWord, depth) = (false, nil, nil, 0)
    forgivesCharacters = false
    guard !isAtEndOfStatement else {
      noteStatementStarts()
      return nil
    }
    do {
      let statement = try statement()
      guard isAtEndOfStatement else { throw fail() }
      return statement
    } catch {
      return nil
    }
  }

  mutating func skipToSemicolon() {
    while !isAtEndOfStatement { index += 1 }
  }

  mutating func takeProblems() -> [Problem] {
    defer { problems = [] }
    return problems
  }

  var farthest: Parsed.Farthest {
    Parsed.Farthest(
      offset: tokens[farthestIndex].range.lowerBound, expected: expected.all,
      nounOfCode: nounOfCode, subject: farthestSubject, verb: leadingWord,
      isAtEnd: farthestIndex == tokens.count - 1)
  }

  // MARK: Looking

  var token: Token { tokens[index] }

  func peek(_ distance: Int) -> Token { tokens[min(index + distance, tokens.count - 1)] }

  var isAtEndOfStatement: Bool { token.kind == .end || token.kind == .semicolon }

  func text(_ token: Token) -> String {
    String(decoding: bytes[token.range.lowerBound..<token.range.upperBound], as: UTF8.self)
  }

  /// A token as messages quote it.
  func quote(_ token: Token) -> String {
    let text = text(token)
    return text.utf8.count > 40 ? "`\(text.prefix(36))…`" : "`\(text)`"
  }

  /// From the token at an index up to, not including, the current one.
  func range(from start: Int) -> SourceRange {
    precondition(start < index, "a node has at least one token")
    return SourceRange(tokens[start].range.lowerBound, tokens[index - 1].range.upperBound)
  }

  /// Whether a token is a word that may be a code or a field.
  func isPlainWord(_ token: Token) -> Bool {
    token.kind == .word && !(token.keyword?.isReserved ?? false)
  }

  /// The canonical noun that a token is, if it is one.
  func noun(_ token: Token) -> String? {
    guard isPlainWord(token) else { return nil }
    return lexicon.noun(text(token).lowercased())
  }

  func isArgument(_ token: Token) -> Bool {
    token.kind == .word && lexicon.arguments.contains(text(token).lowercased())
  }

  func isUnit(_ token: Token) -> Bool {
    if token.kind == .percent { return true }
    return token.kind == .word && Unit.named(text(token), currencies: lexicon.currencies) != nil
  }

  // MARK: Taking

  mutating func advance() {
    if token.kind != .end { index += 1 }
  }

  mutating func take(_ keyword: Keyword) -> Bool {
    guard token.keyword == keyword else {
      note(.keyword(keyword))
      return false
    }
    index += 1
    return true
  }

  mutating func take(_ kind: Token.Kind, _ expectation: Expectation) -> Bool {
    guard token.kind == kind else {
      note(expectation)
      return false
    }
    index += 1
    return true
  }

  mutating func require(_ keyword: Keyword) throws(Failure) {
    if !take(keyword) { throw fail() }
  }

  mutating func require(_ kind: Token.Kind, _ expectation: Expectation) throws(Failure) {
    if !take(kind, expectation) { throw fail() }
  }

  /// Remembers what would have been taken here.
  mutating func note(_ expectation: Expectation, noun: String? = nil) {
    if index > farthestIndex {
      farthestIndex = index
      expected = ExpectationSet()
      nounOfCode = nil
      farthestSubject = nil
    }
    guard index == farthestIndex else { return }
    expected.insert(expectation)
    if let noun { nounOfCode = noun }
    if farthestSubject == nil { farthestSubject = subject }
  }

  /// Goes one level of nesting deeper; what calls it comes back up by itself.
  mutating func descend() throws(Failure) {
    guard depth < Self.deepest else {
      report(.tooDeep, "this is nested more than \(Self.deepest) deep", token.range)
      throw Failure()
    }
    depth += 1
  }

  mutating func ascend() { depth -= 1 }

  // MARK: Telling

  /// The keyword that a word was probably meant as, where it has been taken for a code.
  func misspeltKeyword(_ token: Token) -> Keyword? {
    guard isPlainWord(token), token.keyword == nil, token.range.length >= 4, !hasDigit(token)
    else { return nil }
    let near = Suggestions.nearest(to: text(token), among: Self.longKeywords)
    return near.first.flatMap { Keyword.named($0) }
  }

  private static let longKeywords = Keyword.reserved.map(\.spelling).filter { $0.utf8.count > 3 }

  mutating func reportMisspelt(_ token: Token, _ meant: Keyword) {
    report(
      .unexpected, "\(quote(token)) does not fit here", token.range,
      didYouMean: [meant.spelling], edits: [TextEdit(token.range, meant.spelling)])
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, _ range: SourceRange, didYouMean: [String] = [],
    expected: [String] = [], help: String? = nil, edits: [TextEdit] = []
  ) {
    guard problems.count < 50 else { return }
    problems.append(
      Problem(
        diagnostic: Diagnostic(
          code, message, at: range, didYouMean: didYouMean, expected: expected, help: help),
        edits: edits))
  }

  /// What is wrong where nothing better is known: the current token, and what could stand there.
  mutating func fail() -> Failure {
    let wordings = expectedHere
    switch token.kind {
    case .bad: break
    case .end, .semicolon:
      let end = index > 0 ? tokens[index - 1].range.upperBound : 0
      isCutShort = token.kind == .end
      report(
        .stopsTooEarly, "the sentence stops too early", SourceRange(end, end),
        expected: wordings)
    default: reportUnexpected(wordings)
    }
    return Failure()
  }

  /// What could stand at the current token, worded.
  var expectedHere: [String] { index == farthestIndex ? expected.wordings : [] }

  private mutating func reportUnexpected(_ wordings: [String]) {
    if index > 0, let meant = misspeltKeyword(tokens[index - 1]) {
      return reportMisspelt(tokens[index - 1], meant)
    }
    if token.kind == .close, depth == 0 {
      report(
        .unexpected, "nothing was opened that `)` could close", token.range,
        edits: [TextEdit(token.range, "")])
      return
    }
    var near: [String] = []
    if token.kind == .word {
      let keywords = expected.all.compactMap { expectation in
        if case .keyword(let keyword) = expectation { keyword.spelling } else { nil }
      }
      near = Suggestions.nearest(to: text(token), among: keywords)
      let long = ["ascending": "asc", "descending": "desc"]
      if let short = long[text(token).lowercased()], keywords.contains(short) { near = [short] }
    }
    let edits = near.first.map { [TextEdit(token.range, $0)] }
    report(
      .unexpected, "\(quote(token)) does not fit here", token.range, didYouMean: near,
      expected: wordings,
      edits: edits ?? (wordings.isEmpty ? [] : missingWord(among: expected.all)))
  }
}

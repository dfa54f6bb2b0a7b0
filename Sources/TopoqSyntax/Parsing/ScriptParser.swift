/// Reads one statement after the other, goes on after the next semicolon where one is wrong, and
/// finds corrected sentences for what was wrong.
struct ScriptParser {
  private var parser: SentenceParser
  private let lexicalProblems: [Problem]
  private var nextLexicalProblem = 0
  private var statements: [Statement] = []
  private var diagnostics: [Diagnostic] = []

  /// Then the rest of the text is not read.
  private static let mostDiagnostics = 100
  /// Longer statements get no corrected sentence.
  private static let longestAttempt = 2_000
  private static let mostSingleAttempts = 3

  init(lexer: Lexer, lexicon: Lexicon) {
    parser = SentenceParser(bytes: lexer.bytes, tokens: lexer.tokens, lexicon: lexicon)
    lexicalProblems = lexer.problems
  }

  mutating func run() -> Parsed {
    while true {
      readStatement()
      guard parser.token.kind == .semicolon, diagnostics.count < Self.mostDiagnostics else { break }
      parser.advance()
    }
    return Parsed(
      statements: statements, diagnostics: diagnostics, isComplete: !parser.isCutShort,
      farthest: parser.farthest)
  }

  private mutating func readStatement() {
    let start = parser.index
    var pending: Statement?
    if let statement = parser.wholeStatement() {
      statements.append(statement)
      pending = statement
    }
    defer { pending.map { parser.lexicon.learn($0) } }
    parser.skipToSemicolon()
    let end = parser.index
    let upper = parser.tokens[end].range.lowerBound
    var problems = parser.takeProblems()
    while nextLexicalProblem < lexicalProblems.count {
      let problem = lexicalProblems[nextLexicalProblem]
      guard (problem.diagnostic.range?.lowerBound ?? 0) < max(upper, 1) || end == start else {
        break
      }
      if !parser.forgivesCharacters { problems.append(problem) }
      nextLexicalProblem += 1
    }
    guard !problems.isEmpty else { return }
    let lower = { (problem: Problem) in problem.diagnostic.range?.lowerBound ?? 0 }
    problems.sort { lower($0) < lower($1) }
    var part = SourceRange(0, 0)
    if end > start {
      part = SourceRange(
        parser.tokens[start].range.lowerBound, parser.tokens[end - 1].range.upperBound)
    }
    diagnostics += withAttempts(problems, part: part)
      .prefix(Self.mostDiagnostics - diagnostics.count)
  }

  /// All corrections at once make the sentence that is offered; where that does not parse, each
  /// alone is tried.
  private func withAttempts(_ problems: [Problem], part: SourceRange) -> [Diagnostic] {
    let edits = problems.flatMap(\.edits)
    guard !edits.isEmpty, part.length > 0, part.length <= Self.longestAttempt else {
      return problems.map(\.diagnostic)
    }
    if problems.allSatisfy({ !$0.edits.isEmpty }), let attempt = attempt(edits, part) {
      return problems.map { $0.diagnostic.trying(attempt) }
    }
    guard problems.count > 1 else { return problems.map(\.diagnostic) }
    return problems.enumerated().map { offset, problem in
      guard offset < Self.mostSingleAttempts, !problem.edits.isEmpty else {
        return problem.diagnostic
      }
      return problem.diagnostic.trying(attempt(problem.edits, part))
    }
  }

  /// The corrected statement, if it parses.
  private func attempt(_ edits: [TextEdit], _ part: SourceRange) -> String? {
    let text = TextEdit.apply(edits, to: parser.bytes, within: part)
    guard text.contains(where: { !$0.isWhitespace }) else { return nil }
    let isRight = SentenceParser.accepts(text, lexicon: parser.lexicon)
    return isRight ? text : nil
  }
}

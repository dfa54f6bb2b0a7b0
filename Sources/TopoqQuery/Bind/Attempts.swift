// Corrected sentences that are offered: each is bound before it is shown, so that it runs.

public import TopoqSQLite
public import TopoqSyntax
public import TopoqText
public import TopoqVocabulary

/// Tries corrected sentences against a vocabulary and a file.
public struct Attempts {
  let vocabulary: Vocabulary
  let lexicon: Lexicon
  let connection: ConnectionHandle
  let today: Day

  /// A sentence with more that is wrong than this is not corrected to its end.
  private static let mostRounds = 4
  /// More diagnostics than this get no corrected sentence.
  private static let mostDiagnostics = 8

  public init(
    _ vocabulary: Vocabulary, _ lexicon: Lexicon, _ connection: ConnectionHandle, today: Day
  ) {
    self.vocabulary = vocabulary
    self.lexicon = lexicon
    self.connection = connection
    self.today = today
  }

  /// The same diagnostics, where each corrected sentence can be run as it stands: what else was
  /// wrong with it is put right too, and one that cannot be is left out.
  public func verified(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    verified(diagnostics, round: 0)
  }

  func verified(_ diagnostics: [Diagnostic], round: Int) -> [Diagnostic] {
    var known: [String: String?] = [:]
    return diagnostics.enumerated().map { index, diagnostic in
      guard let attempt = diagnostic.attempt else { return diagnostic }
      guard index < Self.mostDiagnostics else { return diagnostic.trying(nil) }
      let right = known[attempt] ?? runnable(attempt, round: round)
      known[attempt] = right
      return diagnostic.trying(right)
    }
  }

  private func runnable(_ text: String, round: Int) -> String? {
    guard round < Self.mostRounds else { return nil }
    let parsed = Parser.parse(text, lexicon: lexicon)
    guard !parsed.hasErrors else {
      return parsed.diagnostics.lazy.compactMap(\.attempt).first.flatMap {
        runnable($0, round: round + 1)
      }
    }
    for statement in parsed.statements {
      switch statement {
      case .inquiry(let inquiry), .explain(let inquiry, _):
        guard inquiry.asOf == nil else { return nil }
        let verdict = attempt(text, inquiry.parameters, round) {
          try $0.bind(inquiry.asked) != nil
        }
        if case .wrong(let instead) = verdict { return instead }
      case .change(let change):
        let verdict = attempt(text, [], round) { try $0.bind(change) != nil }
        if case .wrong(let instead) = verdict { return instead }
      case .edit(let edit):
        let verdict = attempt(text, [], round) { try $0.bind(edit) != nil }
        if case .wrong(let instead) = verdict { return instead }
      case .help, .describe, .language: continue
      case .define, .alias, .forget, .set: return nil
      }
    }
    return text
  }

  private enum Verdict {
    case runs
    /// What would run instead, if anything: the binder has put it to the test already.
    case wrong(instead: String?)
  }

  private func attempt(
    _ text: String, _ parameters: [ParameterBinding], _ round: Int,
    _ bind: (inout Binder) throws -> Bool
  ) -> Verdict {
    var binder = Binder(
      vocabulary, lexicon, connection, today: today, source: text, parameters: parameters,
      round: round + 1)
    let isBound = (try? bind(&binder)) == true
    guard isBound, binder.diagnostics.isEmpty else {
      return .wrong(instead: binder.diagnostics.lazy.compactMap(\.attempt).first)
    }
    return .runs
  }
}

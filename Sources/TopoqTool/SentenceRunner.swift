// Runs texts on an open file: each answer to its place, each error to the asker.

import Topoq
import TopoqExchange
import TopoqSQLite
import TopoqStore
import TopoqSyntax
import TopoqText

/// Runs what was asked, sentence by sentence, and stops at the first that is wrong.
struct SentenceRunner {
  let file: NetworkFile
  /// `--format`, where it was given.
  let format: AnswerFormat?
  let console: Console
  let report: ErrorReport
  let showsTiming: Bool
  /// Whether an empty line stands between one table and the next.
  let separatesTables: Bool
  /// The rows of all answers so far.
  private(set) var rowCount = 0
  private var answerCount = 0

  init(
    file: NetworkFile, format: AnswerFormat?, console: Console, report: ErrorReport,
    showsTiming: Bool = false, separatesTables: Bool = false
  ) {
    self.file = file
    self.format = format
    self.console = console
    self.report = report
    self.showsTiming = showsTiming
    self.separatesTables = separatesTables
  }

  /// Whether a text can be run as it is, or only stops too early.
  func isComplete(_ text: String) -> Bool { file.parse(text).parsed.isComplete }

  /// Runs a text; nil where all went well, else why it stopped, which has been said.
  mutating func run(_ text: String) -> ExitStatus? {
    let (parsed, microseconds) = file.parse(text)
    for diagnostic in parsed.diagnostics { report.say(diagnostic, in: text) }
    if parsed.hasErrors { return .refused }
    for (index, statement) in parsed.statements.enumerated() {
      if Interruption.shared.hasCome { return interrupted() }
      do {
        try run(statement, of: text, parse: index == 0 ? microseconds : 0)
      } catch {
        return explain(error, in: text)
      }
    }
    return nil
  }

  private mutating func run(
    _ statement: TopoqSyntax.Statement, of text: String, parse: Double
  ) throws {
    let destination = try AnswerDestination(statement, format: format, console: console)
    if statement.isAnswered {
      if separatesTables && destination.isTable && answerCount > 0 { try console.print("\n") }
      answerCount += 1
    }
    if let path = destination.path { try FilePlace(file.path).refuseAsOutput(path) }
    var writer = try destination.writer()
    let outcome = try file.run(statement, of: text, into: &writer)
    rowCount += outcome.rows
    for note in outcome.notes { report.say(note, in: text) }
    if let path = destination.path {
      console.say("\(path): \(RowCount(outcome.rows, of: "rows").text)")
    }
    if showsTiming {
      let timing = TimingLine(
        parse: parse, plan: outcome.planMicroseconds, run: outcome.runMicroseconds,
        rows: outcome.rows)
      console.say(timing.text)
    }
  }

  /// Says what went wrong, and how the tool ends for it.
  private func explain(_ error: any Error, in text: String) -> ExitStatus {
    if let wrong = error as? WrongSentence {
      for diagnostic in wrong.diagnostics { report.say(diagnostic, in: text) }
      return .refused
    }
    if Interruption.shared.hasCome || (error as? SQLiteError)?.isInterrupt == true {
      return interrupted()
    }
    return Tool.explain(error, report)
  }

  private func interrupted() -> ExitStatus {
    report.note("interrupted")
    return .interrupted
  }
}

extension TopoqSyntax.Statement {
  /// Whether rows come of it.
  fileprivate var isAnswered: Bool {
    switch self {
    case .inquiry, .explain, .help, .describe: true
    case .change, .define, .alias, .forget, .set, .edit, .language: false
    }
  }
}

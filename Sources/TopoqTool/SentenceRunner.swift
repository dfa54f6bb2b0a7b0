// Runs texts on an open file: each answer to its place, each error to the asker.

import Topoq
import TopoqExchange
import TopoqSQLite
import TopoqStore
import TopoqSyntax
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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
  /// Whether a change of several things may be made without asking.
  let isConfirmed: Bool
  /// Asks whether such a change may be made; nil where nobody can be asked.
  let confirm: (() -> Bool)?
  /// The rows of all answers so far.
  private(set) var rowCount = 0
  private var answerCount = 0

  init(
    file: NetworkFile, format: AnswerFormat?, console: Console, report: ErrorReport,
    showsTiming: Bool = false, separatesTables: Bool = false, isConfirmed: Bool = false,
    confirm: (() -> Bool)? = nil
  ) {
    self.file = file
    self.format = format
    self.console = console
    self.report = report
    self.showsTiming = showsTiming
    self.separatesTables = separatesTables
    self.isConfirmed = isConfirmed
    self.confirm = confirm
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
      let parse = index == 0 ? microseconds : 0
      do {
        if statement.isChange {
          try change(statement, of: text)
        } else {
          try run(statement, of: text, parse: parse)
        }
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
    if separatesTables && destination.isTable && answerCount > 0 { try console.print("\n") }
    answerCount += 1
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

  // MARK: Changes

  /// Makes a change and says what was done; as a row of an answer where a format is asked for.
  private mutating func change(_ statement: TopoqSyntax.Statement, of text: String) throws {
    let outcome: Outcome
    do {
      outcome = try change(statement, of: text, isConfirmed: isConfirmed)
    } catch let wrong as WrongSentence {
      guard let question = wrong.diagnostics.first(where: { $0.code == .needsConfirmation }),
        let confirm
      else { throw wrong }
      console.show(question.message + ". Do it? [y/N] ")
      guard confirm() else {
        report.note("nothing was changed")
        return
      }
      outcome = try change(statement, of: text, isConfirmed: true)
    }
    for note in outcome.notes { report.say(note, in: text) }
    if let line = outcome.change?.line { console.say(DisplayWidth.escaped(line)) }
  }

  private mutating func change(
    _ statement: TopoqSyntax.Statement, of text: String, isConfirmed: Bool
  ) throws -> Outcome {
    guard let format else {
      var silent = SilentWriter()
      return try file.run(statement, of: text, into: &silent, isConfirmed: isConfirmed)
    }
    var writer = format.writer(
      into: ByteSink(descriptor: STDOUT_FILENO), layout: console.layout)
    return try file.run(statement, of: text, into: &writer, isConfirmed: isConfirmed)
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

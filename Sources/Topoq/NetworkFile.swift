// The network file: open it, ask it, close it. What an embedder imports.

public import TopoqQuery
internal import TopoqSQLite
public import TopoqStore
public import TopoqSyntax
public import TopoqText
public import TopoqVocabulary

internal import Synchronization

/// An open network file.
///
/// Threads: one sentence runs at a time. The session, with its connection, stands inside a mutex;
/// nothing of it leaves, but for the interrupt, which may come from anywhere at any time.
public final class NetworkFile: Sendable {
  public enum Mode: Sendable {
    /// Whatever changes the file is refused.
    case read
    case write
    /// Reads until a sentence changes something, then writes.
    case asNeeded
  }

  /// What a format is called after `as` and `--format`.
  public static let formats = ["table", "csv", "json", "jsonl", "geojson", "markdown"]

  public let path: String
  public let today: Day
  /// Who changes things, by the journal.
  public let author: String
  public let vocabulary: Vocabulary
  private let session: Mutex<Session>
  private let stop: Mutex<Interrupt>

  /// Opens a topoq file.
  ///
  /// - Throws: `FileFormat.Refusal` where the file is none of ours, too new, or cannot be upgraded;
  ///   `SQLiteError` where it cannot be opened; `Vocabulary.Conflict` where two modules collide.
  public init(
    _ path: String, mode: Mode = .read, modules: [Module] = [], today: Day = .today(),
    author: String = "somebody"
  ) throws {
    let all = [Plant.module] + modules
    self.path = path
    self.today = today
    self.author = author
    vocabulary = try Vocabulary(all)
    let session = try Session(
      path: path, mode: mode, modules: all,
      lexicon: Lexicon(vocabulary, formats: NetworkFile.formats))
    stop = Mutex(session.connection.handle.interrupt)
    self.session = Mutex(session)
  }

  // MARK: Asking

  /// The words as the parser wants them: those of the loaded modules, and the names that the file
  /// and this session have defined.
  public var lexicon: Lexicon { words.lexicon }

  private var words: Words { session.withLock { words(of: &$0) } }

  /// The connection and the words of this moment, for as long as `body` runs.
  func withSession<Result: Sendable>(
    _ body: @Sendable (ConnectionHandle, Words) throws -> Result
  ) rethrows -> Result {
    try session.withLock { session in
      let words = words(of: &session)
      return try body(session.connection.handle, words)
    }
  }

  private func words(
    of session: inout Session, author: String? = nil, today: Day? = nil
  ) -> Words {
    let names = session.currentNames()
    return Words(
      vocabulary: vocabulary, lexicon: names.lexicon, today: today ?? self.today,
      definitions: names.definitions, author: author ?? self.author)
  }

  /// What a sentence is, and what is wrong with it; how long that took, in microseconds.
  public func parse(_ text: String) -> (parsed: Parsed, microseconds: Double) {
    let words = words
    let start = Stopwatch.now
    let parsed = Parser.parse(text, lexicon: words.lexicon)
    let microseconds = Stopwatch.microseconds(since: start)
    guard parsed.hasErrors else { return (parsed, microseconds) }
    let diagnostics = session.withLock { session in
      words.binder(session.connection.handle, text).attempts.verified(parsed.diagnostics)
    }
    return (parsed.saying(diagnostics), microseconds)
  }

  /// Runs one statement of `source` and hands its rows to `writer`.
  ///
  /// - Parameter isConfirmed: whether a change of several things may be made.
  /// - Throws: `WrongSentence` with diagnostics, E603 where a change wants to be confirmed;
  ///   `SQLiteError`, an interrupt among them; what the writer throws.
  public func run<Writer: AnswerWriter & ~Copyable>(
    _ statement: TopoqSyntax.Statement, of source: String, into writer: inout Writer,
    isConfirmed: Bool = false
  ) throws -> Outcome {
    try session.withLock { session in
      let isPrepared = Session.preparation(statement, vocabulary) != nil
      if isPrepared || session.writes(statement) { try beginWriting(&session, statement.range) }
      let words = words(of: &session)
      guard statement.isChange else {
        let remarks = try session.prepare(statement, words)
        return try session.run(statement, source, words, &writer).noting(remarks)
      }
      let order = ChangeOrder(
        statement: statement, source: source, isConfirmed: isConfirmed, line: nil)
      guard let change = try session.change(order, words) else {
        preconditionFailure("only a crew's line is applied once")
      }
      try change.write(into: &writer)
      return Outcome(
        rows: change.count, notes: change.remarks, planMicroseconds: 0, runMicroseconds: 0,
        change: change)
    }
  }

  // MARK: Changing

  /// Makes one change.
  ///
  /// - Parameter isConfirmed: whether it may be made to several things.
  /// - Throws: `WrongSentence` where it is none, or refused; nothing is altered then.
  @discardableResult
  public func change(_ sentence: String, isConfirmed: Bool = false) throws -> ChangeOutcome {
    let statement = try changeStatement(sentence)
    return try session.withLock { session in
      try beginWriting(&session, statement.range)
      let order = ChangeOrder(
        statement: statement, source: sentence, isConfirmed: isConfirmed, line: nil)
      guard let change = try session.change(order, words(of: &session)) else {
        preconditionFailure("only a crew's line is applied once")
      }
      return change
    }
  }

  /// Makes the change that a line of a field crew's file records, once; nil where it was applied
  /// before.
  ///
  /// - Throws: `WrongSentence` where its sentence is no change, or refused; nothing is altered then.
  public func apply(_ line: CrewLine, isConfirmed: Bool = false) throws -> ChangeOutcome? {
    let statement = try changeStatement(line.sentence)
    return try session.withLock { session in
      try beginWriting(&session, statement.range)
      let order = ChangeOrder(
        statement: statement, source: line.sentence, isConfirmed: isConfirmed,
        line: line.identity)
      return try session.change(
        order, words(of: &session, author: line.author, today: line.time.day))
    }
  }

  /// The one change that a text is.
  private func changeStatement(_ text: String) throws -> TopoqSyntax.Statement {
    let parsed = parse(text).parsed
    guard !parsed.hasErrors else { throw WrongSentence(parsed.diagnostics) }
    guard parsed.statements.count == 1, parsed.statements[0].isChange else {
      throw WrongSentence([
        Diagnostic(
          .doesNotApply, "this is no change", at: parsed.statements.first?.range,
          help: "`help verbs` lists the changes; one stands on a line")
      ])
    }
    return parsed.statements[0]
  }

  /// Makes the session one that writes, or says why it may not.
  private func beginWriting(_ session: inout Session, _ range: SourceRange) throws {
    guard session.mode != .read else {
      throw WrongSentence([
        Diagnostic(
          .readOnly, "the file is open for reading only", at: range,
          help: "open it without --read-only to change it, or to try changes out")
      ])
    }
    try session.beginWriting { interrupt in stop.withLock { $0 = interrupt } }
  }

  /// Stops the sentence that runs; callable from any thread.
  public func interrupt() { stop.withLock { $0() } }

  /// Recomputes everything derived, compares it, and lists every contradiction.
  public func check() throws -> [Finding] {
    let modules = vocabulary.modules
    return try session.withLock { session in
      try session.explaining {
        try FileCheck(session.connection.handle, modules: modules).findings()
      }
    }
  }
}

/// A sentence that is wrong: at least one error, and what else was noticed.
public struct WrongSentence: Error, Sendable {
  public let diagnostics: [Diagnostic]
  public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}

/// What running a sentence came to.
public struct Outcome: Sendable {
  public let rows: Int
  /// What the answer rests on, and what helps where it is empty.
  public let notes: [Diagnostic]
  /// Binding, generating and preparing, in microseconds.
  public let planMicroseconds: Double
  /// Stepping through the rows, without writing them out: engine time, in microseconds.
  public let runMicroseconds: Double
  /// What came of a change; nil where something was asked.
  public var change: ChangeOutcome?

  /// The same with other remarks before its own.
  func noting(_ remarks: [Diagnostic]) -> Outcome {
    Outcome(
      rows: rows, notes: remarks + notes, planMicroseconds: planMicroseconds,
      runMicroseconds: runMicroseconds, change: change)
  }
}

extension TopoqSyntax.Statement {
  /// Whether the statement is a change of its own.
  public var isChange: Bool {
    switch self {
    case .change, .edit: true
    default: false
    }
  }
}

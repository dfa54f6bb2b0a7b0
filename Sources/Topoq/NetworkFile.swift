// The network file: open it, ask it, close it. What an embedder imports.

public import TopoqQuery
public import TopoqSQLite
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
    case read
    case write
    /// Reads, and opens the file for writing for as long as a sentence needs that keeps something
    /// in it.
    case writeOnDemand
  }

  /// What a format is called after `as` and `--format`.
  public static let formats = ["table", "csv", "json", "jsonl", "geojson", "markdown"]

  public let path: String
  public let today: Day
  public let vocabulary: Vocabulary
  private let session: Mutex<Session>
  private let stop: Interrupt

  /// Opens a topoq file.
  ///
  /// - Throws: `FileFormat.Refusal` where the file is none of ours, too new, or cannot be upgraded;
  ///   `SQLiteError` where it cannot be opened; `Vocabulary.Conflict` where two modules collide.
  public init(
    _ path: String, mode: Mode = .read, modules: [Module] = [], today: Day = .today()
  ) throws {
    let all = [Plant.module] + modules
    self.path = path
    self.today = today
    vocabulary = try Vocabulary(all)
    let session = try Session(
      path: path, mode: mode, modules: all,
      lexicon: Lexicon(vocabulary, formats: NetworkFile.formats))
    stop = session.connection.handle.interrupt
    self.session = Mutex(session)
  }

  // MARK: Asking

  /// The words as the parser wants them: those of the loaded modules, and the names that the file
  /// and this session have defined.
  public var lexicon: Lexicon { words.lexicon }

  private var words: Words { session.withLock { words(of: &$0) } }

  private func words(of session: inout Session) -> Words {
    let names = session.currentNames()
    return Words(
      vocabulary: vocabulary, lexicon: names.lexicon, today: today,
      definitions: names.definitions)
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
  /// - Throws: `WrongSentence` with diagnostics; `SQLiteError`, an interrupt among them; what the
  ///   writer throws.
  public func run<Writer: AnswerWriter & ~Copyable>(
    _ statement: TopoqSyntax.Statement, of source: String, into writer: inout Writer
  ) throws -> Outcome {
    try session.withLock { session in
      try session.run(statement, source, words(of: &session), &writer)
    }
  }

  /// Stops the sentence that runs; callable from any thread.
  public func interrupt() { stop() }
  /// The same as a value, for a signal handler.
  public var interruption: Interrupt { stop }

  /// Re-homes the drop of `premises` to a port of a splitter: the drop's near end is taken from
  /// where it was joined, and light below both ports is brought up to date, in one durable
  /// transaction.
  ///
  /// - Throws: `ChangeRefusal` where a code is unknown or the port is taken; nothing is altered.
  public func rehome(premises: String, to splitter: String, port: Int) throws {
    try edit { handle, edit in
      let node = try NetworkFile.id(of: premises, in: "node", handle)
      let target = try NetworkFile.id(of: splitter, in: "node", handle)
      try edit.rehome(node: node, to: target, port: Int32(port))
    }
  }

  /// Records a cut of a route, at a distance from its beginning where that is known: light below
  /// goes dark, its rows stay.
  public func cut(route: String, atMetres metres: Double? = nil) throws {
    let day = today.description
    try edit { handle, edit in
      try edit.cut(
        route: NetworkFile.id(of: route, in: "route", handle), atMetres: metres, day: day)
    }
  }

  /// Takes the cuts of a route off the record.
  public func restore(route: String) throws {
    try edit { handle, edit in
      try edit.restore(route: NetworkFile.id(of: route, in: "route", handle))
    }
  }

  private func edit(
    _ body: @Sendable (ConnectionHandle, inout PlantEdit) throws -> Void
  ) throws {
    try session.withLock { session in try session.edit(body) }
  }

  private static func id(
    of code: String, in table: String, _ handle: ConnectionHandle
  ) throws -> Int32 {
    guard
      let id = try handle.first(
        "SELECT id FROM \(table) WHERE code = ?1 COLLATE NOCASE ORDER BY code <> ?1",
        [.text(code)])?.integer
    else { throw ChangeRefusal("no \(table) bears `\(code)`") }
    return Int32(id)
  }

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
}

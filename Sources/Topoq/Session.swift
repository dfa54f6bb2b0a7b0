// One connection at work: a sentence from tree to rows.

internal import TopoqQuery
internal import TopoqSQLite
internal import TopoqStore
internal import TopoqSyntax
internal import TopoqText
internal import TopoqVocabulary

/// What a sentence is understood with.
struct Words {
  let vocabulary: Vocabulary
  let lexicon: Lexicon
  let today: Day
  let definitions: Definitions
  /// Who changes things.
  let author: String

  func binder(
    _ connection: ConnectionHandle, _ source: String, _ parameters: [ParameterBinding] = []
  ) -> Binder {
    Binder(
      vocabulary, lexicon, connection, today: today, source: source, definitions: definitions,
      parameters: parameters)
  }
}

/// The connection and what lives on it.
struct Session: ~Copyable {
  private(set) var connection: Connection
  private(set) var functions: StoreFunctions
  let mode: NetworkFile.Mode
  let path: String
  let modules: [Module]
  /// What the file and this session have given names to.
  var names: Names
  /// Whether the connection may write: from the start, or since the first change.
  private(set) var isWriting: Bool
  /// The tables whose rows the journal can take back; known once the connection may write.
  private(set) var journalledTables: [String]
  /// How the file looked when it was opened without locks, or nil.
  private var frozen: FilePlace.State?
  private var commits = 0
  /// True once the disk failed a commit: what SQLite then believes to be written may not be.
  private(set) var isBroken = false

  /// Opens the file, which is upgraded where it is opened for writing.
  init(
    path: String, mode: NetworkFile.Mode, modules: [Module], lexicon: Lexicon
  ) throws {
    let place = FilePlace(path)
    try place.refuseUnfit()
    let state = place.state
    let isWriting = mode == .write
    let connection = try Session.explaining(path) {
      try Session.connect(path, modules, isWriting: isWriting)
    }
    let functions = try Session.explaining(path) {
      try StoreFunctions(connection.handle, modules: modules)
    }
    self.path = path
    self.mode = mode
    self.isWriting = isWriting
    journalledTables = isWriting ? modules.flatMap(\.journalledTables) : []
    self.functions = functions
    self.modules = modules
    names = Names(lexicon)
    frozen = connection.isFrozen ? state : nil
    self.connection = connection
  }

  private static func connect(
    _ path: String, _ modules: [Module], isWriting: Bool
  ) throws -> Connection {
    var connection =
      isWriting
      ? try Connection(path: path, mode: .write) : try FilePlace(path).openForReading()
    let handle = connection.handle
    try FileFormat.recognise(handle, path: path, modules: modules)
    try handle.execute(
      """
      PRAGMA cell_size_check = ON;
      PRAGMA cache_size = -16000;
      PRAGMA foreign_keys = ON
      """)
    if isWriting {
      connection.settleWhenClosing()
      try handle.execute("PRAGMA synchronous = FULL")
      let lock = try FileLock(of: path)
      try FileFormat.upgrade(handle, path: path, modules: modules)
      _ = consume lock
    } else if let first = try FileFormat.missing(modules, handle).first {
      throw FileFormat.Refusal.older(path, first.module, from: first.from)
    }
    return connection
  }

  /// Opens the file for writing where it was not: the new connection takes the place of the old
  /// one, once `announce` has told of it.
  mutating func beginWriting(_ announce: (Interrupt) -> Void) throws {
    guard !isWriting else { return }
    let connection = try Session.explaining(path) {
      try Session.connect(path, modules, isWriting: true)
    }
    let functions = try Session.explaining(path) {
      try StoreFunctions(connection.handle, modules: modules)
    }
    announce(connection.handle.interrupt)
    self.functions.close()
    self.functions = functions
    self.connection = connection
    frozen = nil
    isWriting = true
    journalledTables = modules.flatMap(\.journalledTables)
  }

  /// The connection then closes, and what was committed goes into the file itself.
  deinit { functions.close() }

  /// Says what SQLite refuses on this file in words that say what to do about it.
  func explaining<Result: ~Copyable>(_ body: () throws -> Result) throws -> Result {
    try Session.explaining(path, body)
  }

  private static func explaining<Result: ~Copyable>(
    _ path: String, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch let error as SQLiteError {
      throw FileFormat.Refusal.explaining(error, path: path)
    }
  }

  /// A file that is read without locks must not change meanwhile.
  private func refuseChanged() throws {
    guard let frozen, FilePlace(path).state != frozen else { return }
    throw FileFormat.Refusal("\(path) was changed while it was read: open it again")
  }

  /// Runs one statement in one read transaction, so that names and rows are of one moment.
  mutating func run<Writer: AnswerWriter & ~Copyable>(
    _ statement: TopoqSyntax.Statement, _ source: String, _ words: Words, _ writer: inout Writer
  ) throws -> Outcome {
    let handle = connection.handle
    functions.beginSentence()
    try refuseChanged()
    if let outcome = try define(statement, source, words) { return outcome }
    if case .inquiry(let inquiry) = statement, case .whatIf(let whatIf) = inquiry.asked {
      return try tryOut(whatIf, of: inquiry, source, words, &writer, isExplained: false)
    }
    if case .explain(let inquiry, _) = statement, case .whatIf(let whatIf) = inquiry.asked {
      return try tryOut(whatIf, of: inquiry, source, words, &writer, isExplained: true)
    }
    let outcome = try explaining {
      try handle.reading { try answer(statement, source, words, &writer) }
    }
    try refuseChanged()
    return outcome
  }

  private func answer<Writer: AnswerWriter & ~Copyable>(
    _ statement: TopoqSyntax.Statement, _ source: String, _ words: Words, _ writer: inout Writer
  ) throws -> Outcome {
    switch statement {
    case .inquiry(let inquiry):
      return try ask(inquiry, source, words, &writer, isExplained: false)
    case .explain(let inquiry, _):
      return try ask(inquiry, source, words, &writer, isExplained: true)
    case .help(let word, let range):
      return try write(try Help(words).help(word?.text, range), &writer)
    case .describe(let word, _):
      return try write(try Help(words).describe(word), &writer)
    case .language(let number, let range):
      guard number.text == "1" else {
        throw WrongSentence([
          Diagnostic(
            .languageVersion, "this topoq speaks language 1, not \(number.text)", at: range)
        ])
      }
      return Outcome(rows: 0, notes: [], planMicroseconds: 0, runMicroseconds: 0)
    case .define, .alias, .forget, .set: preconditionFailure("defined before")
    case .change, .edit: preconditionFailure("a change runs in a transaction of its own")
    }
  }

  // MARK: Changes

  /// The write-ahead log is moved into the file after so many commits, or when the file closes.
  private static let commitsBeforeCheckpoint = 500

  /// Runs a change in one transaction, under the lock that checkpoints take too.
  mutating func writing<Result>(_ body: () throws -> Result) throws -> Result {
    guard !isBroken else {
      throw FileFormat.Refusal(
        "the disk failed an earlier change: close the file and open it again")
    }
    let handle = connection.handle
    let lock = try FileLock(of: path)
    let result: Result
    do {
      result = try handle.writing(body)
    } catch let error as SQLiteError {
      isBroken = error.isInputOutput
      throw FileFormat.Refusal.explaining(error, path: path)
    }
    commits += 1
    if commits % Session.commitsBeforeCheckpoint == 0 { handle.checkpoint() }
    _ = consume lock
    return result
  }

  // MARK: Questions

  func ask<Writer: AnswerWriter & ~Copyable>(
    _ inquiry: Inquiry, _ source: String, _ words: Words, _ writer: inout Writer,
    isExplained: Bool
  ) throws -> Outcome {
    let start = Stopwatch.now
    let handle = connection.handle
    var binder = words.binder(handle, source, inquiry.parameters)
    binder.refuseAnotherDay(inquiry)
    let bound = try binder.bind(inquiry.asked)
    guard let bound, binder.diagnostics.isEmpty else {
      throw WrongSentence(binder.diagnostics)
    }
    var generator = try Generator(
      handle, words.vocabulary, today: words.today, isExplained: isExplained)
    let compiled = try generator.compile(bound, wantsGeometry: writer.wantsGeometry)
    if writer.wantsGeometry && !compiled.hasGeometry && !isExplained {
      throw WrongSentence([
        Diagnostic(
          .noPositions, "this answer has no place on the map, so it makes no layer",
          at: inquiry.format?.range ?? inquiry.range,
          help: "groups, figures and plain rows go into csv or json",
          attempt: inquiry.file == nil
            ? inquiry.format.map { binder.replacing($0.range, with: "csv") } : nil)
      ])
    }
    if isExplained {
      let text = try explanation(inquiry, bound, compiled)
      return try write(text, &writer)
    }
    let statement = try prepare(compiled.sql, inquiry.range)
    statement.bind(compiled.parameters)
    let planned = Stopwatch.microseconds(since: start)
    let (rows, run) = try step(statement, compiled, &writer)
    var notes = binder.notes
    if rows == 0 { notes += try emptiness(bound, inquiry.asked, source, words) }
    return Outcome(rows: rows, notes: notes, planMicroseconds: planned, runMicroseconds: run)
  }

  /// Hands every row to the writer; the time is that of stepping alone.
  private func step<Writer: AnswerWriter & ~Copyable>(
    _ statement: borrowing TopoqSQLite.Statement, _ compiled: Compiled, _ writer: inout Writer
  ) throws -> (rows: Int, microseconds: Double) {
    try writer.begin(compiled.header)
    let width = Int32(compiled.header.columns.count)
    var rows = 0
    var spent = 0
    var start = Stopwatch.now
    while try statement.step() {
      let values = [SQLiteValue](unsafeUninitializedCapacity: Int(width)) { buffer, count in
        for column in 0..<width {
          (buffer.baseAddress! + Int(column)).initialize(to: statement.value(column))
        }
        count = Int(width)
      }
      var geometry: [UInt8]?
      if compiled.hasGeometry, !statement.isNull(width) {
        geometry = statement.withBlob(width) { Array($0) }
      }
      rows += 1
      spent += Stopwatch.now - start
      try writer.add(values, geometry: geometry)
      start = Stopwatch.now
    }
    spent += Stopwatch.now - start
    try writer.end()
    return (rows, Double(spent) / 1000)
  }

  func write<Writer: AnswerWriter & ~Copyable>(
    _ table: TextTable, _ writer: inout Writer
  ) throws -> Outcome {
    try writer.begin(
      AnswerHeader(
        columns: table.columns.map { AnswerColumn(name: $0, type: .text) }, isCard: false,
        rowName: "lines", identity: nil))
    for row in table.rows { try writer.add(row.map { .text($0) }, geometry: nil) }
    try writer.end()
    return Outcome(rows: table.rows.count, notes: [], planMicroseconds: 0, runMicroseconds: 0)
  }
}

/// A small answer in text.
struct TextTable {
  let columns: [String]
  let rows: [[String]]
}

// What a verb or a report asks within its change, in the file's own words.

internal import TopoqQuery
internal import TopoqSQLite
internal import TopoqStore
internal import TopoqSyntax
internal import TopoqText
internal import TopoqVocabulary

extension Words {
  /// Answers a question of a change: its things, with fields of them.
  func answer(
    _ text: String, showing fields: [String], _ connection: ConnectionHandle
  ) throws -> AskedThings {
    let parsed = Parser.parse(text, lexicon: lexicon)
    if let first = parsed.diagnostics.first(where: { $0.severity == .error }) {
      throw refusal(first, of: text)
    }
    guard parsed.statements.count == 1, case .inquiry(let inquiry) = parsed.statements[0],
      case .question(let question) = inquiry.asked
    else {
      throw ChangeRefusal(
        "`\(text)` is no question about things", help: "such as `customers where dark`")
    }
    var binder = binder(connection, text, inquiry.parameters)
    guard let asked = try binder.ask(question, showing: fields), binder.diagnostics.isEmpty else {
      throw binder.diagnostics.first.map { refusal($0, of: text) }
        ?? ChangeRefusal("`\(text)` cannot be asked")
    }
    return asked
  }

  private func refusal(_ diagnostic: Diagnostic, of text: String) -> ChangeRefusal {
    let place = diagnostic.range.map { ", at letter \($0.lowerBound + 1)" } ?? ""
    return ChangeRefusal(
      "`\(text)`\(place): \(diagnostic.message)",
      help: diagnostic.help ?? diagnostic.attempt.map { "try `\($0)`" })
  }
}

extension Session {
  /// What a report works out before it answers, or nil.
  static func preparation(
    _ statement: TopoqSyntax.Statement, _ words: Vocabulary
  ) -> (@Sendable (ChangeRequest) throws -> Void)? {
    guard case .inquiry(let inquiry) = statement, case .report(let report) = inquiry.asked else {
      return nil
    }
    return words.report(report.word.text)?.prepare
  }

  /// Works out what a report answers from, in a transaction of its own; returns what it says
  /// beside the answer.
  mutating func prepare(
    _ statement: TopoqSyntax.Statement, _ words: Words
  ) throws -> [Diagnostic] {
    guard let prepare = Session.preparation(statement, words.vocabulary) else { return [] }
    functions.beginSentence()
    let (handle, functions) = (connection.handle, functions)
    let tables = modules.flatMap(\.derivedTables).sorted()
    let effects = ChangeEffects { try UnusedNumber(of: $0, handle).next() }
    try writing {
      let recording = try ChangeRecording.begin(handle, tables: tables)
      let request = try Session.request(nil, [:], effects, words, handle)
      do {
        try prepare(request)
      } catch let refusal as ChangeRefusal {
        throw WrongSentence([
          Diagnostic(
            .changeRefused, refusal.description, at: statement.range, help: refusal.help)
        ])
      }
      _ = try functions.settle(recording.changeset())
    }
    return effects.notes.map { Diagnostic(nil, severity: .note, $0, at: nil) }
  }

  /// A request of this moment.
  static func request(
    _ target: ChangedThing?, _ arguments: [String: ArgumentValue], _ effects: ChangeEffects,
    _ words: Words, _ connection: ConnectionHandle
  ) throws -> ChangeRequest {
    let currencies = try connection.kept("SELECT value FROM file WHERE key = 'currencies'").first()?
      .text
    return ChangeRequest(
      connection: connection, today: words.today, instant: Instant.now, author: words.author,
      currency: currencies?.split(separator: ",").first.map { String($0) } ?? "XXX",
      target: target, arguments: arguments, effects: effects,
      answer: { try words.answer($0, showing: $1, connection) })
  }
}

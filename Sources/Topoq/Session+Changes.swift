// One change, from sentence to journal: bound, made, brought into light, written down, committed.

internal import TopoqQuery
internal import TopoqSQLite
internal import TopoqStore
internal import TopoqSyntax
internal import TopoqText
internal import TopoqVocabulary

/// A change as it was asked for.
struct ChangeOrder {
  let statement: TopoqSyntax.Statement
  let source: String
  /// Whether a change of many things was confirmed.
  let isConfirmed: Bool
  /// The line of a field crew's file that it is, or nil.
  var line: String?
}

/// Where a change is made: the connection in its transaction, and what follows its rows.
private struct ChangePlace {
  let connection: ConnectionHandle
  let functions: StoreFunctions
  /// The tables that are recorded.
  let tables: [String]
}

/// What the verbs of one change did.
private struct MadeChange {
  let things: [ChangedThing]
  let recorded: RecordedRows
  let notes: [String]
}

extension Session {
  /// How many times over modules may react to each other's events.
  private static let mostRounds = 16
  /// How many codes a question for confirmation names.
  private static let namedCodes = 5

  /// Makes a change in a transaction of its own; nil where it is a crew's line that was applied
  /// before.
  mutating func change(_ order: ChangeOrder, _ words: Words) throws -> ChangeOutcome? {
    functions.beginSentence()
    let place = ChangePlace(
      connection: connection.handle, functions: functions, tables: journalledTables)
    let outcome = try writing { try Session.change(order, words, place) }
    try names.refresh(place.connection, isForced: true)
    return outcome
  }

  /// Writes rows that no verb writes, in a transaction and with a line in the journal of their own.
  mutating func record(
    _ order: ChangeOrder, _ words: Words, _ body: (ConnectionHandle) throws -> Void
  ) throws {
    let (connection, functions, tables) = (connection.handle, functions, journalledTables)
    try writing {
      let recording = try ChangeRecording.begin(connection, tables: tables)
      try body(connection)
      let recorded = try functions.settle(recording.changeset())
      guard !recorded.isEmpty else { return }
      _ = try Journal(connection).write(
        JournalEntry(
          instant: Instant.now, day: words.today, author: words.author,
          sentence: Session.sentence(order.statement.range, order.source), irrevocable: nil,
          line: nil),
        recorded, naming: [])
    }
    try names.refresh(connection, isForced: true)
  }

  private static func change(
    _ order: ChangeOrder, _ words: Words, _ place: ChangePlace
  ) throws -> ChangeOutcome? {
    let connection = place.connection
    let journal = Journal(connection)
    if let line = order.line, try journal.holds(line: line) { return nil }
    var binder = words.binder(connection, order.source)
    let bound: BoundChange? =
      switch order.statement {
      case .change(let change): try binder.bind(change)
      case .edit(let edit): try binder.bind(edit)
      default: preconditionFailure("only a change is made")
      }
    guard let bound, binder.diagnostics.isEmpty else { throw WrongSentence(binder.diagnostics) }
    let things = try binder.things(of: bound)
    if !order.isConfirmed { try askFirst(bound, things, words, connection) }
    let made = try make(bound, things, words, place)
    var number: Int64?
    if !made.recorded.isEmpty || order.line != nil {
      number = try journal.write(
        JournalEntry(
          instant: Instant.now, day: words.today, author: words.author,
          sentence: sentence(bound.range, order.source), irrevocable: bound.verb.irrevocable,
          line: order.line),
        made.recorded, naming: made.things)
    }
    return outcome(bound, made, number)
  }

  /// The sentence on one line, as it was written.
  private static func sentence(_ range: SourceRange, _ source: String) -> String {
    let bytes = Array(source.utf8)[range.lowerBound..<range.upperBound]
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      .map { $0.drop { $0 == " " || $0 == "\t" } }.joined(separator: " ")
  }

  private static func outcome(
    _ bound: BoundChange, _ made: MadeChange, _ number: Int64?
  ) -> ChangeOutcome {
    var notes = made.notes
    var summary = ChangeWording.past(of: bound.verb.name)
    if let thing = made.things.first {
      summary +=
        made.things.count == 1
        ? " \(thing.noun.name) \(thing.code)" : " \(made.things.count) \(thing.noun.plural)"
    }
    // What an undo took back is told by its note.
    if bound.verb.name == "undo", !notes.isEmpty { summary = notes.removeFirst() }
    return ChangeOutcome(
      number: number, verb: bound.verb.name, count: max(1, made.things.count), summary: summary,
      notes: notes, isRevocable: bound.verb.irrevocable == nil && bound.verb.name != "undo")
  }

  /// A change of several things wants to be confirmed; one of none is refused.
  private static func askFirst(
    _ bound: BoundChange, _ things: [ChangedThing], _ words: Words, _ connection: ConnectionHandle
  ) throws {
    switch bound.target {
    case .none, .new: return
    case .things(let named): if named.count == 1 { return }
    case .set: break
    }
    guard let first = things.first else {
      throw WrongSentence([
        Diagnostic(
          .changeRefused, "no such thing is there, so nothing was changed", at: bound.targetRange)
      ])
    }
    let codes = things.prefix(namedCodes).map(\.code).joined(separator: ", ")
    let more = things.count > namedCodes ? ", ..." : ""
    let noun = things.count == 1 ? first.noun.name : first.noun.plural
    let weighed = try weighed(bound, things, words, connection).map { "; \($0)" } ?? ""
    throw WrongSentence([
      Diagnostic(
        .needsConfirmation, "this changes \(things.count) \(noun): \(codes)\(more)\(weighed)",
        at: bound.targetRange, help: "nothing was changed yet; --yes confirms")
    ])
  }

  // MARK: Making it

  /// Runs the verb on each thing, then what modules do about it, and brings light up to date.
  private static func make(
    _ bound: BoundChange, _ things: [ChangedThing], _ words: Words, _ place: ChangePlace
  ) throws -> MadeChange {
    let connection = place.connection
    let recording = try ChangeRecording.begin(connection, tables: place.tables)
    let effects = ChangeEffects { try UnusedNumber(of: $0, connection).next() }
    let weighing = try performAll(bound, things, words, connection, effects)
    let recorded = try place.functions.settle(recording.changeset())
    let weighed = things.count > 1 ? weighing?.text : nil
    return MadeChange(
      things: things, recorded: recorded, notes: effects.notes + (weighed.map { [$0] } ?? []))
  }

  /// What a change of several things comes to, tried out: the caller's transaction takes it back.
  private static func weighed(
    _ bound: BoundChange, _ things: [ChangedThing], _ words: Words, _ connection: ConnectionHandle
  ) throws -> String? {
    guard bound.verb.weight != nil else { return nil }
    let effects = ChangeEffects { try UnusedNumber(of: $0, connection).next() }
    return try performAll(bound, things, words, connection, effects)?.text
  }

  /// Runs the verb on each thing, and what modules do about it, and weighs it where it has a weight.
  private static func performAll(
    _ bound: BoundChange, _ things: [ChangedThing], _ words: Words, _ connection: ConnectionHandle,
    _ effects: ChangeEffects
  ) throws -> Weighing? {
    var weighing = bound.verb.weight.map { Weighing($0) }
    let targets: [ChangedThing?] = things.isEmpty && bound.takesNothing ? [nil] : things
    for target in targets {
      let request = try Session.request(target, bound.arguments, effects, words, connection)
      let before = try weighing?.measure(request)
      try refusing(bound, things.count > 1 ? target : nil) { try bound.verb.perform(request) }
      try refusing(bound, nil) { try react(to: effects, request, words) }
      if let before { try weighing?.add(before, request) }
    }
    return weighing
  }

  /// Lets modules react to what happened, and to what their reactions bring about.
  private static func react(
    to effects: ChangeEffects, _ request: ChangeRequest, _ words: Words
  ) throws {
    var rounds = 0
    while !effects.events.isEmpty {
      rounds += 1
      guard rounds <= mostRounds else {
        let names = Set(effects.events.map(\.name)).sorted().joined(separator: ", ")
        throw ChangeRefusal(
          "the modules' reactions to `\(names)` call for each other without end",
          help: "this is a fault of a module, not of the sentence")
      }
      let events = effects.events
      effects.events = []
      for event in events {
        for module in words.vocabulary.modules {
          for reaction in module.reactions where reaction.event == event.name {
            try reaction.perform(event, request)
          }
        }
      }
    }
  }

  /// Says what is refused at the place of the argument that is wrong, else at that of the target.
  private static func refusing(
    _ bound: BoundChange, _ thing: ChangedThing?, _ body: () throws -> Void
  ) throws {
    let which = thing.map { "\($0.noun.name) \($0.code): " } ?? ""
    do {
      try body()
    } catch let refusal as ChangeRefusal {
      throw WrongSentence([
        Diagnostic(
          refusal.isTaken ? .portTaken : .changeRefused, which + refusal.description,
          at: refusal.argument.flatMap { bound.argumentRanges[$0] } ?? bound.targetRange,
          help: refusal.help)
      ])
    } catch let refusal as UndoRefusal {
      throw WrongSentence([
        Diagnostic(
          .undoBlocked, which + refusal.description, at: bound.targetRange, help: refusal.help)
      ])
    } catch let error as SQLiteError {
      guard error.isConstraint else { throw error }
      throw WrongSentence([
        Diagnostic(
          .changeRefused, which + "the records would contradict each other: \(error.message)",
          at: bound.targetRange)
      ])
    }
  }

  // MARK: What if

  /// Makes changes, answers, and takes all of it back.
  mutating func tryOut<Writer: AnswerWriter & ~Copyable>(
    _ whatIf: WhatIf, of inquiry: Inquiry, _ source: String, _ words: Words,
    _ writer: inout Writer, isExplained: Bool
  ) throws -> Outcome {
    let handle = connection.handle
    let place = ChangePlace(connection: handle, functions: functions, tables: journalledTables)
    var held = HeldAnswer(wantsGeometry: writer.wantsGeometry)
    var remarks: [Diagnostic] = []
    let lock = try FileLock(of: path)
    defer { functions.beginSentence() }
    let outcome = try explaining {
      try handle.tryingOut {
        for change in whatIf.changes {
          var binder = words.binder(handle, source, inquiry.parameters)
          guard let bound = try binder.bind(change), binder.diagnostics.isEmpty else {
            throw WrongSentence(binder.diagnostics)
          }
          let things = try binder.things(of: bound)
          let made = try Session.make(bound, things, words, place)
          remarks += made.notes.map { Diagnostic(nil, severity: .note, $0, at: nil) }
          functions.beginSentence()
        }
        let asked = Inquiry(
          asked: whatIf.asked, parameters: inquiry.parameters, asOf: inquiry.asOf,
          format: inquiry.format, file: inquiry.file, range: inquiry.range)
        return try ask(asked, source, words, &held, isExplained: isExplained)
      }
    }
    _ = consume lock
    try held.write(into: &writer)
    return outcome.noting(remarks)
  }
}

extension BoundChange {
  fileprivate var takesNothing: Bool {
    if case .none = target { true } else { false }
  }
}

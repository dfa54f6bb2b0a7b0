// One change as a verb sees it: who, when, what is changed, and with which arguments.

public import TopoqSQLite
public import TopoqText

/// A thing that a change names.
public struct ChangedThing: Sendable {
  public let noun: Noun
  /// The row's key; for a port its node, for a strand its route.
  public let id: Int64
  /// The port's or strand's number, else 0.
  public let number: Int64
  /// The last number of a range of strands, as in F7#1-12; else `number`.
  public let last: Int64
  public let code: String
  /// The node that it is or hangs on.
  public let node: Int64?
  public let party: Int64?

  public init(
    noun: Noun, id: Int64, number: Int64 = 0, last: Int64? = nil, code: String,
    node: Int64? = nil, party: Int64? = nil
  ) {
    self.noun = noun
    self.id = id
    self.number = number
    self.last = last ?? number
    self.code = code
    self.node = node
    self.party = party
  }
}

/// What an argument was given, bound.
public enum ArgumentValue: Sendable {
  case thing(ChangedThing)
  /// As the type's column holds it; money in minor units of `currency`.
  case value(SQLiteValue, currency: String?)
  case point(longitude: Double, latitude: Double)
}

/// A change in progress, inside the engine's write transaction.
public struct ChangeRequest {
  public let connection: ConnectionHandle
  public let today: Day
  /// When the change is recorded, UTC.
  public let instant: Instant
  public let author: String
  /// The file's first currency.
  public let currency: String
  /// The thing changed; for a new thing its noun and code, with id 0.
  public let target: ChangedThing?
  public let arguments: [String: ArgumentValue]
  private let effects: ChangeEffects
  private let answer: (String, [String]) throws -> AskedThings

  public init(
    connection: ConnectionHandle, today: Day, instant: Instant, author: String, currency: String,
    target: ChangedThing?, arguments: [String: ArgumentValue], effects: ChangeEffects,
    answer: @escaping (String, [String]) throws -> AskedThings = { question, _ in
      throw ChangeRefusal("nothing can be asked here: `\(question)`")
    }
  ) {
    self.connection = connection
    self.today = today
    self.instant = instant
    self.author = author
    self.currency = currency
    self.target = target
    self.arguments = arguments
    self.effects = effects
    self.answer = answer
  }

  /// Asks a question in the file's own words, within the change: its things, with the values of
  /// fields that are named.
  ///
  /// - Throws: `ChangeRefusal` where the question is wrong, with the place and what is wrong there.
  public func ask(_ question: String, showing fields: [String] = []) throws -> AskedThings {
    try answer(question, fields)
  }

  // MARK: What was asked

  public func thing(_ argument: String) -> ChangedThing? {
    if case .thing(let thing)? = arguments[argument] { thing } else { nil }
  }

  public func value(_ argument: String) -> SQLiteValue? {
    if case .value(let value, _)? = arguments[argument] { value } else { nil }
  }

  public func integer(_ argument: String) -> Int64? { value(argument)?.integer }
  public func real(_ argument: String) -> Double? {
    switch value(argument) {
    case .real(let number)?: number
    case .integer(let number)?: Double(number)
    default: nil
    }
  }
  public func text(_ argument: String) -> String? { value(argument)?.text }

  /// The day an argument names, or today.
  public func day(_ argument: String) -> String { text(argument) ?? today.description }

  // MARK: What it does

  /// Tells the other modules, in the same transaction, once the verb has done its part.
  public func announce(_ event: Event) { effects.events.append(event) }
  /// A number for a new row of a table: one that no row bears, nor ever bore, so that what an undo
  /// took away is not mistaken for what came after it.
  public func newNumber(of table: String) throws -> Int64 { try effects.newNumber(table) }
  /// Says something beside the answer.
  public func note(_ text: String) { effects.notes.append(text) }
}

/// What a change brings about beside its rows. A class, as verbs and reactions share it.
public final class ChangeEffects {
  public var events: [Event] = []
  public var notes: [String] = []
  fileprivate let newNumber: (String) throws -> Int64

  /// - Parameter newNumber: a number for a new row of the table of that name.
  public init(newNumber: @escaping (String) throws -> Int64) { self.newNumber = newNumber }
}

/// Something that happened to a thing, to which modules react without knowing each other.
public struct Event: Sendable {
  /// `activated`, `moved`, `suspended`, ...
  public let name: String
  public let thing: ChangedThing
  /// From which day it holds, ISO 8601.
  public let day: String
  public let details: [String: SQLiteValue]

  public init(
    _ name: String, _ thing: ChangedThing, day: String, details: [String: SQLiteValue] = [:]
  ) {
    self.name = name
    self.thing = thing
    self.day = day
    self.details = details
  }
}

/// What a module does when something happens, in the transaction in which it happens.
public struct Reaction: Sendable {
  /// The event's name.
  public let event: String
  public let doc: String
  /// Arguments that sentences which announce the event may bring for this module.
  public let arguments: [VerbArgument]
  public let perform: @Sendable (Event, ChangeRequest) throws -> Void

  public init(
    to event: String, arguments: [VerbArgument] = [], doc: String,
    perform: @escaping @Sendable (Event, ChangeRequest) throws -> Void
  ) {
    self.event = event
    self.doc = doc
    self.arguments = arguments
    self.perform = perform
  }
}

// Fields, conditions and measures: what can be said of a thing.

/// To which things a word applies.
public enum Scope: Hashable, Sendable {
  /// One noun.
  case noun(String)
  /// Every noun that is, or whose rows name, a node.
  case node
  /// Every noun that is a node of any kind.
  case plantNode
  /// Every noun that is a route of any kind.
  case plantRoute
  /// Every noun whose rows name a party.
  case party
  /// Every noun whose rows each describe one party, such as a customer; not rows that merely name
  /// one, such as a charge.
  case somebody
}

/// What kind of value a field has, and in which unit.
public enum ValueType: Hashable, Sendable {
  case text
  case integer
  case number
  case boolean
  /// An ISO 8601 day.
  case day
  /// A stretch of whole days.
  case days
  case metres
  case decibels
  /// A share of one, shown and written in percent.
  case percent
  /// Minor units; the currency stands in the field's own fragment.
  case money
}

/// A word that is said of nouns: what collisions are told by.
protocol NounWord {
  var name: String { get }
  var scope: Scope { get }
}

extension Field: NounWord {}
extension Condition: NounWord {}
extension Measure: NounWord {}

/// A field: a value of a thing, compared, shown, ordered and grouped by.
///
/// Fragments may use `{row}`, `{node}`, `{party}`, `{today}`, `{since}` for the first day of the
/// noun's term and, for money, `{currency}`.
public struct Field: Sendable {
  public let name: String
  public let doc: String
  public let scope: Scope
  public let type: ValueType
  public let sql: String
  /// The noun whose code the field shows, where it names a thing.
  public let relation: String?

  public init(
    _ name: String, _ type: ValueType, of scope: Scope, sql: String, relation: String? = nil,
    doc: String
  ) {
    self.name = name
    self.doc = doc
    self.scope = scope
    self.type = type
    self.sql = sql
    self.relation = relation
  }
}

/// A condition: true or false of a thing.
public struct Condition: Sendable {
  public let name: String
  public let doc: String
  public let scope: Scope
  public let sql: String
  /// What an answer says where a row that names only a node speaks for whoever is there: a query
  /// that gives one row where that happens in the file, and the note.
  public let footing: (sql: String, note: String)?
  /// The rows that make it hold, where it holds over spans of days: it is then true on the days of
  /// any of them, and on no other. Empty where it is not so.
  public let spans: [Spans]
  /// Whether it holds on the days of a thing's term, and on no other.
  public let isTerm: Bool
  /// Whom it can hold of, where they are few and found without asking everybody.
  public let candidates: Candidates?

  public init(
    _ name: String, of scope: Scope, sql: String, footing: (sql: String, note: String)? = nil,
    spans: [Spans] = [], isTerm: Bool = false, candidates: Candidates? = nil,
    doc: String
  ) {
    self.name = name
    self.doc = doc
    self.scope = scope
    self.sql = sql
    self.footing = footing
    self.spans = spans
    self.isTerm = isTerm
    self.candidates = candidates
  }
}

/// A figure over many things: an aggregate.
public struct Measure: Sendable {
  public let name: String
  public let doc: String
  public let scope: Scope
  public let type: ValueType
  public let sql: String
  /// Whether an impact shows it beside the number of what is served.
  public let isOfImpact: Bool

  public init(
    _ name: String, _ type: ValueType, of scope: Scope, sql: String, isOfImpact: Bool = false,
    doc: String
  ) {
    self.name = name
    self.doc = doc
    self.scope = scope
    self.type = type
    self.sql = sql
    self.isOfImpact = isOfImpact
  }
}

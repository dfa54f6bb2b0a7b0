// What a module is: a value that says everything the engine needs to know of it.

/// A subject that attaches to the network: its tables, its words, its checks.
///
/// The engine knows modules only through these values; modules never name each other. They meet on
/// the node and the party that their rows name.
public struct Module: Sendable {
  public let name: String
  /// One line for `help`.
  public let summary: String
  public let migrations: [Migration]
  public let tables: [ExchangeTable]
  public let nouns: [Noun]
  public let fields: [Field]
  public let conditions: [Condition]
  public let measures: [Measure]
  public let verbs: [Verb]
  public let reports: [Report]
  public let reactions: [Reaction]
  public let checks: [Check]
  /// A query for the currencies in which the module's rows count money, or nil.
  public let currencies: String?
  /// Tables whose rows are worked out from others: the journal keeps nothing of them.
  public let derivedTables: Set<String>

  public init(
    name: String, summary: String, migrations: [Migration] = [], tables: [ExchangeTable] = [],
    nouns: [Noun] = [], fields: [Field] = [], conditions: [Condition] = [],
    measures: [Measure] = [], verbs: [Verb] = [], reports: [Report] = [],
    reactions: [Reaction] = [], checks: [Check] = [], currencies: String? = nil,
    derivedTables: Set<String> = []
  ) {
    self.name = name
    self.summary = summary
    self.migrations = migrations
    self.tables = tables
    self.nouns = nouns
    self.fields = fields
    self.conditions = conditions
    self.measures = measures
    self.verbs = verbs
    self.reports = reports
    self.reactions = reactions
    self.checks = checks
    self.currencies = currencies
    self.derivedTables = derivedTables
  }
}

/// One step of a module's tables, applied once, in the order of versions from 1 on.
public struct Migration: Sendable {
  public let version: Int
  /// Statements that make or widen tables.
  public let sql: String
  /// Statements that make indexes; run after rows are loaded in bulk.
  public let indexes: String
  /// Statements that put rows into the tables; put together only where a file is made or widened.
  public let rows: @Sendable () -> String

  public init(
    version: Int, sql: String, indexes: String = "",
    rows: @autoclosure @escaping @Sendable () -> String = ""
  ) {
    self.version = version
    self.sql = sql
    self.indexes = indexes
    self.rows = rows
  }
}

/// A contradiction that a module can find in its own rows.
public struct Check: Sendable {
  /// What is wrong, as one or two words: `charge without party`.
  public let rule: String
  public let doc: String
  /// A query whose rows are (noun, code, message).
  public let sql: String

  public init(rule: String, doc: String, sql: String) {
    self.rule = rule
    self.doc = doc
    self.sql = sql
  }
}

// Reports: registered questions with a shape of their own.

/// A report: rows of a noun that stand in a relation to a target, or to days.
///
/// What follows it in a sentence (places, `where`, `by`, `show`, `order by`, `limit`) is that of a
/// question about the noun.
public struct Report: Sendable {
  public let name: String
  public let doc: String
  /// A whole sentence, for `describe`.
  public let example: String
  /// Of which things it may be asked; empty where it takes no target.
  public let scopes: [Scope]
  public let isTargetRequired: Bool
  /// How many days it takes.
  public let days: ClosedRange<Int>
  /// The noun whose rows it lists.
  public let noun: String
  /// The test of `{row}`: beside the holes of a field, `{target}` (the row's key, for a port its
  /// node, for a strand its route), `{target_number}`, `{target_table}`, `{target_node}`,
  /// `{target_party}`, `{from}` and `{to}`.
  public let sql: String
  /// Figures, fields and measures, that it asks for; empty for a list.
  public let figures: [String]
  /// Fields by which it always groups; what a sentence adds after `by` comes behind them.
  public let grouping: [String]
  /// Fields by which it groups where a sentence does not say.
  public let usualGrouping: [String]
  /// Fields shown where a sentence does not say which; empty for the noun's own.
  public let shown: [String]
  /// The order where a sentence gives none.
  public let ordering: [(field: String, isDescending: Bool)]
  /// What is worked out first, in a change of its own that no journal keeps; nil for a report that
  /// only reads.
  public let prepare: (@Sendable (ChangeRequest) throws -> Void)?

  public init(
    _ name: String, of scopes: [Scope] = [], isTargetRequired: Bool = true,
    days: ClosedRange<Int> = 0...0, lists noun: String, sql: String, figures: [String] = [],
    grouping: [String] = [], usualGrouping: [String] = [], shown: [String] = [],
    ordering: [(field: String, isDescending: Bool)] = [],
    prepare: (@Sendable (ChangeRequest) throws -> Void)? = nil, doc: String, example: String
  ) {
    self.name = name
    self.doc = doc
    self.example = example
    self.scopes = scopes
    self.isTargetRequired = isTargetRequired
    self.days = days
    self.noun = noun
    self.sql = sql
    self.figures = figures
    self.grouping = grouping
    self.usualGrouping = usualGrouping
    self.shown = shown
    self.ordering = ordering
    self.prepare = prepare
  }
}

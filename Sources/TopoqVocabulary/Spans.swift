// Spans of days: what rows make a condition hold, from when until when.

/// Rows of a table that each make a condition hold from a day up to, and without, another.
///
/// A row that names a party holds for it, at the node that the row names or at every node. A row
/// that names a node and nobody holds for whoever is there. `{span}` stands for the row.
public struct Spans: Sendable {
  public let table: String
  /// A test that singles the rows out of their table, or nil.
  public let filter: String?
  /// The column of the party that a row names.
  public let party: String
  /// The column of the node that a row names, or nil where rows name none.
  public let node: String?
  /// The first day; NULL: ever since.
  public let begins: String
  /// The first day no longer meant; NULL: there is none. Not after `begins`: no day is meant.
  public let ends: String
  /// The index by which the rows of a party are found.
  public let partyIndex: String
  /// The index by which the rows are found that name a node and nobody, or nil.
  public let nodeIndex: String?

  public init(
    _ table: String, filter: String? = nil, party: String = "party", node: String? = "node",
    begins: String, ends: String, partyIndex: String, nodeIndex: String? = nil
  ) {
    self.table = table
    self.filter = filter
    self.party = party
    self.node = node
    self.begins = begins
    self.ends = ends
    self.partyIndex = partyIndex
    self.nodeIndex = nodeIndex
  }
}

/// The days on which a thing takes service: from a day up to, and without, another, but for a pause.
///
/// SQL for each day, with `{row}` for the thing. NULL sets no bound; where an end is not after its
/// beginning, there is no such time.
public struct Term: Sendable {
  public let begins: String
  public let ends: String
  public let pauseBegins: String
  public let pauseEnds: String

  public init(begins: String, ends: String, pauseBegins: String, pauseEnds: String) {
    self.begins = begins
    self.ends = ends
    self.pauseBegins = pauseBegins
    self.pauseEnds = pauseEnds
  }

  public var days: [String] { [begins, ends, pauseBegins, pauseEnds] }
}

/// A condition with spans, of the noun of what is served: the file keeps the days on which it does
/// not hold, so that whoever it does not hold of is found without looking at all the others.
public struct GapWord: Sendable {
  public let noun: Noun
  public let condition: Condition

  /// The word, where the file keeps gaps for it.
  public init?(_ condition: Condition, of noun: Noun) {
    guard noun.isServed, !condition.spans.isEmpty, noun.isIn(condition.scope) else { return nil }
    self.noun = noun
    self.condition = condition
  }

  /// All such words of some modules.
  public static func all(of modules: [Module]) -> [GapWord] {
    guard let noun = modules.lazy.flatMap(\.nouns).first(where: \.isServed) else { return [] }
    return modules.flatMap(\.conditions).compactMap { GapWord($0, of: noun) }
  }

  /// Under which key the file says that it keeps the gaps.
  public var key: String { "gaps of \(condition.name)" }

  /// What the gaps are worked out from: gaps of another definition are not those of this word.
  public var definition: String {
    var parts = [noun.table, noun.key, noun.filter, noun.party, noun.node]
    parts += noun.term?.days ?? []
    for spans in condition.spans {
      parts += [spans.table, spans.filter, spans.party, spans.node, spans.begins, spans.ends]
    }
    return parts.map { $0 ?? "-" }.joined(separator: "; ")
  }
}

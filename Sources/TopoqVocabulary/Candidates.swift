// Whom a condition can hold of at all, listed at once.

/// Queries for the parties, the nodes and the rows of which alone a condition can hold.
///
/// Where all of a noun would else be asked one by one, these are asked instead: the list may be too
/// long, never too short. `{today}` may stand in it, and no row of the noun.
public struct Candidates: Sendable {
  /// A query for parties, or nil where it holds of none for being that party.
  public let parties: String?
  /// A query for nodes, or nil where it holds of nobody for being at that node.
  public let nodes: String?
  /// A query for keys of the noun's own rows, or nil where it is not known which rows it can be.
  public let rows: String?

  public init(parties: String? = nil, nodes: String? = nil, rows: String? = nil) {
    self.parties = parties
    self.nodes = nodes
    self.rows = rows
  }
}

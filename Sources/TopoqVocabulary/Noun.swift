// A kind of thing that sentences speak of.

/// A noun: where its rows are, and how they hang on the network.
///
/// SQL fragments name the noun's row `{row}`; the generator puts the row's alias in its place.
public struct Noun: Sendable {
  /// How the things of a noun sit on the plant.
  public enum Placement: Hashable, Sendable {
    /// They are nodes; nil for all kinds together.
    case node(kind: String?)
    /// They are routes; nil for all kinds together.
    case route(kind: String?)
    /// They are areas on the ground.
    case area
    /// They are ports: of a source or a splitter.
    case port
    /// They are strands of a route.
    case strand
    /// They name a node.
    case attached
    /// They name nothing of the plant.
    case nowhere
  }

  public let name: String
  public let plural: String
  public let doc: String
  public let table: String
  public let placement: Placement
  /// A test that singles the noun's rows out of its table, or nil.
  public let filter: String?
  /// The column that identifies a row.
  public let key: String
  /// What is typed after the noun.
  public let code: String
  /// Finds rows by code: a test with `{value}` for the code; nil: `code = {value}`.
  public let find: String?
  /// The free name, or nil where rows have none.
  public let title: String?
  /// The node that a row names or is, or nil.
  public let node: String?
  /// The party that a row names, or nil.
  public let party: String?
  /// Whether a row that names a node and nobody concerns whoever is there.
  public let isForWhoeverIsThere: Bool
  /// Fields shown where a question does not say which.
  public let shown: [String]
  /// Whether these are what loses service when plant fails: an impact counts them.
  public let isServed: Bool
  /// The days on which a thing takes service, or nil where that is not said.
  public let term: Term?

  public init(
    name: String, plural: String, doc: String, table: String, placement: Placement,
    filter: String? = nil, key: String = "{row}.id", code: String = "{row}.code",
    find: String? = nil, title: String? = nil, node: String? = nil, party: String? = nil,
    isForWhoeverIsThere: Bool = false, shown: [String], isServed: Bool = false, term: Term? = nil
  ) {
    self.name = name
    self.plural = plural
    self.doc = doc
    self.table = table
    self.placement = placement
    self.filter = filter
    self.key = key
    self.code = code
    self.find = find
    self.title = title
    self.node = node
    self.party = party
    self.isForWhoeverIsThere = isForWhoeverIsThere
    self.shown = shown
    self.isServed = isServed
    self.term = term
  }
}

extension Noun {
  /// The code of a row that bears its party's, as an expression. A list of such rows reads the
  /// parties beside them, instead of asking for each.
  public static let codeOfParty = "(SELECT p.code FROM party AS p WHERE p.id = {row}.party)"

  /// The table by which the journal knows things of this noun: a port belongs to its node, a strand
  /// to its route.
  public var sort: String {
    switch placement {
    case .port: "node"
    case .strand: "route"
    default: table
    }
  }
}

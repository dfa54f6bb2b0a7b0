// What comes back: a header, then rows, then notes.

public import TopoqSQLite
public import TopoqVocabulary

/// A column of an answer.
public struct AnswerColumn: Hashable, Sendable {
  public let name: String
  public let type: ValueType
  /// The ISO 4217 code of a money column: its values are minor units of it.
  public let currency: String?

  public init(name: String, type: ValueType, currency: String? = nil) {
    self.name = name
    self.type = type
    self.currency = currency
  }
}

/// What a writer needs to know before the first row.
public struct AnswerHeader: Sendable {
  public let columns: [AnswerColumn]
  /// One thing with all that is known of it: shown down the page rather than across.
  public let isCard: Bool
  /// What a row is, in the plural: `customers`, `hops`.
  public let rowName: String
  /// The column whose text identifies a row, for feature ids; nil where none does.
  public let identity: Int?

  public init(columns: [AnswerColumn], isCard: Bool, rowName: String, identity: Int?) {
    self.columns = columns
    self.isCard = isCard
    self.rowName = rowName
    self.identity = identity
  }
}

/// Takes an answer as it comes, row by row; nothing is kept unless a format needs it.
public protocol AnswerWriter: ~Copyable, Sendable {
  /// Whether rows should bring their geometry: SpatiaLite BLOBs, nil where a row has none.
  var wantsGeometry: Bool { get }
  mutating func begin(_ header: AnswerHeader) throws
  /// Values in the order of the header's columns.
  mutating func add(_ values: [SQLiteValue], geometry: [UInt8]?) throws
  mutating func end() throws
}

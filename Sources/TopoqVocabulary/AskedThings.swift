// What a question answered that was asked within a change: things, and fields of them.

public import TopoqSQLite

/// The things that a question lists, with the values of the fields that were asked for.
public struct AskedThings: Sendable {
  /// One thing, and what its fields hold.
  public struct Row: Sendable {
    public let thing: ChangedThing
    /// In the order of the columns.
    public let values: [SQLiteValue]

    public init(thing: ChangedThing, values: [SQLiteValue]) {
      self.thing = thing
      self.values = values
    }
  }

  public struct Column: Sendable {
    /// The field that it shows.
    public let field: String
    public let type: ValueType
    /// The currency of money, which stands once for each currency of the file.
    public let currency: String?

    public init(field: String, type: ValueType, currency: String?) {
      self.field = field
      self.type = type
      self.currency = currency
    }
  }

  public let columns: [Column]
  public let rows: [Row]

  public init(columns: [Column], rows: [Row]) {
    self.columns = columns
    self.rows = rows
  }
}

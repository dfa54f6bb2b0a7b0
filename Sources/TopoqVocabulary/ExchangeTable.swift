// A module's table as a file of the network folder: which file, which columns.

/// How rows of a module's table are read from and written to a CSV file.
public struct ExchangeTable: Sendable {
  /// What a column of the file holds.
  public enum Content: Hashable, Sendable {
    case text
    case integer
    /// A whole number of a range.
    case number(ClosedRange<Int>)
    /// Whole minor units of money.
    case minorUnits
    /// A part of a whole in hundredths of a percent: at most 10000.
    case share
    case currency
    case day
    /// A moment, kept in UTC.
    case instant
    case boolean
    /// One of a few words.
    case word([String])
    /// The code of a node.
    case node
    /// The code of a party, which is made where it is new.
    case party
    /// The code of a row of another of the module's tables.
    case code(table: String)
  }

  public struct Column: Sendable {
    /// The header in the file.
    public let header: String
    /// The column of the table.
    public let column: String
    public let content: Content
    public let isRequired: Bool
    /// What stands in the table where the file says nothing.
    public let fallback: String?
    /// Other headers by which systems elsewhere know it, in lower case with `_` between words.
    public let also: [String]

    public init(
      _ header: String, as column: String? = nil, _ content: Content, isRequired: Bool = false,
      fallback: String? = nil, also: [String] = []
    ) {
      self.header = header
      self.column = column ?? header
      self.content = content
      self.isRequired = isRequired
      self.fallback = fallback
      self.also = also
    }
  }

  /// The file without its ending: `customers`.
  public let file: String
  public let table: String
  /// The column whose value tells rows apart; a file may name it once. Empty where rows bear no
  /// code: then `keys` tell them apart.
  public let identity: String
  /// Of rows without a code: the terms that the table's unique index is of. A row of the same
  /// values as one before is the same row, and what it says holds.
  public let keys: [String]
  /// Of rows without a code: the headers of which each row fills at least one.
  public let anyOf: [String]
  /// Of rows without a code: true where the file says how things stand, so that rows from before
  /// go.
  public let isState: Bool
  public let columns: [Column]
  /// Pairs of day columns of which the first must not be later than the second.
  public let periods: [(from: String, to: String)]
  /// True where the file is the whole table: rows that it does not name go.
  public let isWhole: Bool
  /// A test that row `{row}` follows from other files and need not stand in its own, or nil.
  public private(set) var following: String?
  /// What of its rows stays once it was posted, or nil.
  public private(set) var posted: PostedColumns?
  /// Which rows cannot be.
  public private(set) var rules: [RowRule] = []
  /// Statements run after all files are loaded, in the order of their files and in the same
  /// transaction; the indexes are there.
  public let afterLoad: String

  public init(
    file: String, table: String, identity: String, columns: [Column],
    periods: [(from: String, to: String)] = [], isWhole: Bool = false, following: String? = nil,
    posted: PostedColumns? = nil, rules: [RowRule] = [], afterLoad: String = ""
  ) {
    self.file = file
    self.table = table
    self.identity = identity
    self.keys = []
    self.anyOf = []
    self.isState = false
    self.columns = columns
    self.periods = periods
    self.isWhole = isWhole
    self.following = following
    self.posted = posted
    self.rules = rules
    self.afterLoad = afterLoad
  }

  /// A table of what was measured or seen elsewhere: rows without codes.
  public init(
    file: String, table: String, keys: [String], anyOf: [String], isState: Bool = false,
    columns: [Column], periods: [(from: String, to: String)] = [], afterLoad: String = ""
  ) {
    self.file = file
    self.table = table
    self.identity = ""
    self.keys = keys
    self.anyOf = anyOf
    self.isState = isState
    self.columns = columns
    self.periods = periods
    self.isWhole = false
    self.following = nil
    self.posted = nil
    self.rules = []
    self.afterLoad = afterLoad
  }

  /// The column that each header of a file names, nil for those that nothing is known of. A column
  /// is named once: by its own header, else by the first of its other ones.
  public func columns(named headers: [String]) -> [Column?] {
    var found: [Column?] = headers.map { header in columns.first { $0.header == header } }
    let folded = headers.map { header in
      String(header.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
    }
    for column in columns where !column.also.isEmpty && !headers.contains(column.header) {
      let index = folded.indices.first { index in
        found[index] == nil
          && (folded[index] == column.header || column.also.contains(folded[index]))
      }
      if let index { found[index] = column }
    }
    return found
  }
}

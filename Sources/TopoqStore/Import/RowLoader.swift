// A module's file while its rows are loaded.

internal import TopoqVocabulary

internal import TopoqSQLite

/// Loads one module's file; made by `PlantImport.loader`, fed by `PlantImport.add`.
public struct RowLoader: ~Copyable {
  /// How a field becomes a value; the column's content without what comes with it.
  enum Reading: UInt8 {
    case text, integer, number, minorUnits, share, currency, day, instant, boolean, word, node,
      party, code, unknown

    init(_ content: ExchangeTable.Content?) {
      switch content {
      case .text: self = .text
      case .integer: self = .integer
      case .number: self = .number
      case .minorUnits: self = .minorUnits
      case .share: self = .share
      case .currency: self = .currency
      case .day: self = .day
      case .instant: self = .instant
      case .boolean: self = .boolean
      case .word: self = .word
      case .node: self = .node
      case .party: self = .party
      case .code: self = .code
      case nil: self = .unknown
      }
    }
  }

  let table: ExchangeTable
  let statement: Statement
  /// The column for each field of the file, nil for those that go into the attributes.
  let columns: [ExchangeTable.Column?]
  let readings: [Reading]
  let headers: [String]
  /// The field that tells rows apart.
  public let identity: Int
  /// Fields that hold the first and last day of a period.
  let periods: [(from: Int, to: Int)]
  let isKeyedByParty: Bool
  let file: String
  /// Fields that stay once their row was posted, and the query for whether it was, and for them;
  /// nil where there are none.
  let postedFields: [Int]
  let postedQuery: String?
  var codes: CodeList
  /// The currency of the row before: nearly always that of the next.
  var currency = ""
  /// Bits for the kinds of node that rows name.
  var kinds: Int64 = 0
  /// The rows that the file named.
  var named = RowNumbers()
  public private(set) var count = 0

  init(
    _ table: ExchangeTable, _ statement: consuming Statement, headers: [String], identity: Int,
    isKeyedByParty: Bool, codes: CodeList, file: String, isFresh: Bool
  ) {
    self.table = table
    self.statement = statement
    self.headers = headers
    self.identity = identity
    self.isKeyedByParty = isKeyedByParty
    self.codes = codes
    self.file = file
    postedFields = headers.indices.filter { table.posted?.headers.contains(headers[$0]) ?? false }
    postedQuery = isFresh ? nil : RowLoader.query(table, headers, postedFields)
    columns = table.columns(named: headers)
    readings = columns.map { Reading($0?.content) }
    periods = table.periods.compactMap { period in
      guard let from = headers.firstIndex(of: period.from),
        let to = headers.firstIndex(of: period.to)
      else { return nil }
      return (from, to)
    }
  }

  private static func query(
    _ table: ExchangeTable, _ headers: [String], _ fields: [Int]
  ) -> String? {
    guard let posted = table.posted, !fields.isEmpty else { return nil }
    let columns = fields.compactMap { field in
      table.columns.first { $0.header == headers[field] }.map { "t.\($0.column)" }
    }
    return "SELECT (\(posted.test.ofRow("t"))) IS TRUE, \(columns.joined(separator: ", ")) "
      + "FROM \(table.table) AS t WHERE t.id = ?"
  }

  mutating func countRow() { count += 1 }
}

extension ExchangeTable.Column {
  /// What a text says as a number, or nil where that may not stand there.
  func number(_ text: String) -> Int? {
    guard let number = Int(text) else { return nil }
    switch content {
    case .share: return (0...10_000).contains(number) ? number : nil
    case .number(let range): return range.contains(number) ? number : nil
    default: return number
    }
  }

  /// What must be written where a number does not fit.
  var wantedNumber: String {
    switch content {
    case .minorUnits: "write whole minor units, such as 59900 for 599.00"
    case .share: "write hundredths of a percent, from 0 to 10000 for all of it"
    case .number(let range):
      "write a whole number from \(range.lowerBound) to \(range.upperBound)"
    default: "it must be a whole number"
    }
  }
}

// A module's file while its rows are loaded.

internal import TopoqVocabulary

internal import TopoqSQLite

/// Loads one module's file; made by `PlantImport.loader`, fed by `PlantImport.add`.
public struct RowLoader: ~Copyable {
  /// How a field becomes a value; the column's content without what comes with it.
  enum Reading: UInt8 {
    case text, integer, minorUnits, share, currency, day, boolean, word, node, party, code, unknown

    init(_ content: ExchangeTable.Content?) {
      switch content {
      case .text: self = .text
      case .integer: self = .integer
      case .minorUnits: self = .minorUnits
      case .share: self = .share
      case .currency: self = .currency
      case .day: self = .day
      case .boolean: self = .boolean
      case .word: self = .word
      case .node: self = .node
      case .party: self = .party
      case .code: self = .code
      case nil: self = .unknown
      }
    }

    /// What a text says as a number, or nil where that may not stand there.
    func number(_ text: String) -> Int? {
      guard let number = Int(text) else { return nil }
      return self == .share && !(0...10_000).contains(number) ? nil : number
    }

    /// What must be written where a number does not fit.
    var wantedNumber: String {
      switch self {
      case .minorUnits: "write whole minor units, such as 59900 for 599.00"
      case .share: "write hundredths of a percent, from 0 to 10000 for all of it"
      default: "it must be a whole number"
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
    isKeyedByParty: Bool, codes: CodeList
  ) {
    self.table = table
    self.statement = statement
    self.headers = headers
    self.identity = identity
    self.isKeyedByParty = isKeyedByParty
    self.codes = codes
    columns = headers.map { header in table.columns.first { $0.header == header } }
    readings = columns.map { Reading($0?.content) }
    periods = table.periods.compactMap { period in
      guard let from = headers.firstIndex(of: period.from),
        let to = headers.firstIndex(of: period.to)
      else { return nil }
      return (from, to)
    }
  }

  mutating func countRow() { count += 1 }
}

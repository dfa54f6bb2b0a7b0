// The columns of an answer as they are written out, money with its currency beside it.

import TopoqQuery
import TopoqSQLite
import TopoqText
import TopoqVocabulary

/// What a writer works out once from the header: unique names, and where currencies stand.
struct AnswerShape {
  let columns: [AnswerColumn]
  /// The columns' names, each once: a second `code` is `code_2`.
  let names: [String]
  /// The last money column and the currency written right after it, for formats whose amounts are
  /// bare numbers. Nil where no column is money, or the answer has a column `currency` of its own.
  let currencyColumn: (after: Int, code: String)?
  let currencyName = "currency"
  /// The answer's own column `currency`, from which amounts without one take theirs.
  private let rowCurrency: Int?

  /// The shape before an answer begins.
  static let none = AnswerShape(
    AnswerHeader(columns: [], isCard: false, rowName: "rows", identity: nil))

  init(_ header: AnswerHeader) {
    columns = header.columns
    var taken: Set<String> = []
    names = header.columns.map { column in
      var name = column.name
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(column.name)_\(number)"
        number += 1
      }
      return name
    }
    let own = header.columns.firstIndex { $0.type == .text && $0.name == "currency" }
    rowCurrency = own
    let last = header.columns.lastIndex { $0.type == .money }
    // Where columns count in several currencies, their names say in which.
    let codes = Set(header.columns.filter { $0.type == .money }.compactMap(\.currency))
    let code = codes.first ?? ""
    currencyColumn = own == nil && codes.count < 2 ? last.map { ($0, code) } : nil
  }

  /// The currency of an amount: its column's, else the row's own.
  func currency(of column: Int, in values: [SQLiteValue]) -> String? {
    columns[column].currency ?? rowCurrency.flatMap { values[$0].text }
  }

  /// How many decimals an amount has; two where its currency is not known.
  func minorDigits(of column: Int, in values: [SQLiteValue]) -> Int {
    currency(of: column, in: values).flatMap(Currency.minorDigits) ?? 2
  }
}

// One row of an answer as the members of a JSON object.

import TopoqSQLite
import TopoqText

/// Appends rows as JSON objects; the keys are escaped once for all rows.
struct JSONMembers {
  private let shape: AnswerShape
  /// `"name":` for each column.
  private let keys: [[UInt8]]
  /// `,"currency":"INR"`, or nothing.
  private let currency: [UInt8]

  init(_ shape: AnswerShape) {
    self.shape = shape
    keys = shape.names.map { name in
      var key: [UInt8] = []
      key.append(jsonString: name)
      key.append(UInt8(ascii: ":"))
      return key
    }
    var currency: [UInt8] = []
    if let column = shape.currencyColumn {
      currency.append(text: ",")
      currency.append(jsonString: shape.currencyName)
      currency.append(text: ":")
      if column.code.isEmpty {
        currency.append(text: "null")
      } else {
        currency.append(jsonString: column.code)
      }
    }
    self.currency = currency
  }

  /// Appends `{"code":"C1001","mrr":499.00,"currency":"INR"}`.
  func append(_ values: [SQLiteValue], to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    for column in values.indices {
      if column > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: keys[column])
      switch PlainValue(values, column, shape) {
      case .empty: bytes.append(text: "null")
      case .text(let text): bytes.append(jsonString: text)
      case .integer(let number): bytes.append(decimal: number)
      case .number(let number): bytes.append(decimal: number)
      case .decimal(let text): bytes.append(text: text)
      case .boolean(let flag): bytes.append(text: flag ? "true" : "false")
      }
      if shape.currencyColumn?.after == column { bytes.append(contentsOf: currency) }
    }
    bytes.append(UInt8(ascii: "}"))
  }
}

// Made-up answers, to be written out and read back.

import TestSupport
import TopoqQuery
import TopoqSQLite
import TopoqText
import TopoqVocabulary

/// An answer of texts, whole numbers and numbers, with awkward characters among them.
struct RandomAnswer {
  let header: AnswerHeader
  let rows: [[SQLiteValue]]

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let types: [ValueType] = (0..<Int.random(in: 1...5, using: &random)).map { _ in
      [ValueType.text, .integer, .number].randomElement(using: &random)!
    }
    header = AnswerHeader(
      columns: types.enumerated().map { AnswerColumn(name: "c\($0)", type: $1) }, isCard: false,
      rowName: "rows", identity: nil)
    var rows: [[SQLiteValue]] = []
    for _ in 0..<Int.random(in: 0...30, using: &random) {
      rows.append(types.map { RandomAnswer.value($0, &random) })
    }
    self.rows = rows
  }

  private static func value(_ type: ValueType, _ random: inout SeededGenerator) -> SQLiteValue {
    if Int.random(in: 0..<8, using: &random) == 0 { return .null }
    switch type {
    case .integer: return .integer(Int64.random(in: -1_000_000_000_000...1_000, using: &random))
    case .number: return .real(Double.random(in: -1e6...1e6, using: &random) / 3)
    default:
      let alphabet: [Character] = [
        "a", "Z", ",", "\"", "\n", "\r", ";", " ", "é", "光", "\\", "\t", "👍",
      ]
      let count = Int.random(in: 1...12, using: &random)
      return .text(String((0..<count).map { _ in alphabet.randomElement(using: &random)! }))
    }
  }

  /// The values of an object that was read back.
  func values(of object: JSONValue) -> [SQLiteValue] {
    header.columns.map { column in
      guard let value = object[column.name], !value.isNull else { return .null }
      switch column.type {
      case .integer: return .integer(Int64(value.int ?? 0))
      case .number: return .real(value.double ?? .nan)
      default: return .text(value.string ?? "")
      }
    }
  }
}

// What an import would do, as an answer in any format.

public import TopoqQuery
import TopoqSQLite
public import TopoqStore
import TopoqVocabulary

/// Differences as rows: file, change, rows, examples. A kind of change without rows is left out.
public struct DifferenceList: Sendable {
  private let differences: [ImportDifference]

  public init(_ differences: [ImportDifference]) { self.differences = differences }

  public func write<Writer: AnswerWriter & ~Copyable>(into writer: inout Writer) throws {
    let columns = [
      AnswerColumn(name: "file", type: .text), AnswerColumn(name: "change", type: .text),
      AnswerColumn(name: "rows", type: .integer), AnswerColumn(name: "examples", type: .text),
    ]
    try writer.begin(
      AnswerHeader(columns: columns, isCard: false, rowName: "lines", identity: nil))
    for difference in differences {
      for kind in ImportDifference.Kind.allCases {
        guard let count = difference.counts[kind] else { continue }
        let examples = difference.examples[kind]?.joined(separator: "; ")
        try writer.add(
          [
            .text(difference.file), .text(kind.rawValue), .integer(Int64(count)),
            examples.map(SQLiteValue.text) ?? .null,
          ], geometry: nil)
      }
    }
    try writer.end()
  }
}

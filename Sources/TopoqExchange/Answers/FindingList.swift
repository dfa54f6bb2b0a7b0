// What a check or an import found, as an answer in any format.

public import TopoqQuery
import TopoqSQLite
public import TopoqStore
import TopoqVocabulary

/// Findings as rows: rule, noun, code, distance, message.
public struct FindingList: Sendable {
  private let findings: [Finding]

  public init(_ findings: [Finding]) { self.findings = findings }

  public func write<Writer: AnswerWriter & ~Copyable>(into writer: inout Writer) throws {
    let columns = [
      AnswerColumn(name: "rule", type: .text), AnswerColumn(name: "noun", type: .text),
      AnswerColumn(name: "code", type: .text), AnswerColumn(name: "distance_m", type: .metres),
      AnswerColumn(name: "message", type: .text),
    ]
    try writer.begin(
      AnswerHeader(columns: columns, isCard: false, rowName: "findings", identity: nil))
    for finding in findings {
      let distance = finding.distanceInMetres.map(SQLiteValue.real) ?? .null
      try writer.add(
        [
          .text(finding.rule), .text(finding.noun), .text(finding.code), distance,
          .text(finding.message),
        ], geometry: nil)
    }
    try writer.end()
  }
}

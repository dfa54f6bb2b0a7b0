// What came of a change: its number in the journal, and what was done to how many things.

internal import TopoqQuery
internal import TopoqSQLite
internal import TopoqSyntax
internal import TopoqVocabulary

/// A change that was made.
public struct ChangeOutcome: Sendable {
  /// Its number in the journal; nil where the records said so already and nothing was altered.
  public let number: Int64?
  public let verb: String
  /// How many things it was done to.
  public let count: Int
  /// In one line: `moved customer C1001`.
  public let summary: String
  /// What was said beside.
  public let notes: [String]
  /// Whether `undo` takes it back.
  public let isRevocable: Bool

  /// As the tool says it: `moved customer C1001 (change 17; undo takes it back)`.
  public var line: String {
    guard let number else { return "nothing was changed: the records say so already" }
    return summary + " (change \(number)" + (isRevocable ? "; undo takes it back)" : ")")
  }
}

extension ChangeOutcome {
  /// The change as a row of an answer, for programs.
  func write<Writer: AnswerWriter & ~Copyable>(into writer: inout Writer) throws {
    try writer.begin(
      AnswerHeader(
        columns: [
          AnswerColumn(name: "change", type: .integer),
          AnswerColumn(name: "things", type: .integer),
          AnswerColumn(name: "done", type: .text),
        ], isCard: false, rowName: "changes", identity: nil))
    if let number {
      try writer.add([.integer(number), .integer(Int64(count)), .text(summary)], geometry: nil)
    }
    try writer.end()
  }

  var remarks: [Diagnostic] {
    notes.map { Diagnostic(nil, severity: .note, $0, at: nil) }
  }
}

/// The words in which a change is told.
enum ChangeWording {
  private static let irregular = [
    "cut": "cut", "set": "set", "pay": "paid", "undo": "took back", "write_off": "wrote off",
    "lose": "lost", "survey": "surveyed",
  ]

  /// `move` as `moved`.
  static func past(of verb: String) -> String {
    if let past = irregular[verb] { return past }
    if verb.hasSuffix("e") { return verb + "d" }
    if verb.hasSuffix("y") { return String(verb.dropLast()) + "ied" }
    return verb + "ed"
  }
}

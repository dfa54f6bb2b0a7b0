// The gaps that the file keeps, worked out anew and compared.

internal import TopoqSQLite
internal import TopoqVocabulary

extension FileCheck {
  /// How many things with wrong gaps are listed one by one.
  private static let listedGaps = 100

  func gaps() throws -> [Finding] {
    try Gaps.all(of: modules, connection).filter { try $0.isKept }.flatMap { try compare($0) }
  }

  private func compare(_ gaps: Gaps) throws -> [Finding] {
    let word = gaps.word
    let stored = try connection.prepare(
      "SELECT begins, ends, is_in_term FROM gap WHERE word = ? AND thing = ?")
    stored.bind(word.condition.name, at: 1)
    var wrong: [Int64] = []
    var count = 0
    try gaps.forEachThing { thing, expected in
      stored.bind(thing, at: 2)
      defer { stored.reset() }
      var found: Set<DayGap> = []
      while try stored.step() {
        found.insert(
          DayGap(
            days: DayStretch(begins: stored.text(0), ends: stored.text(1)),
            isInTerm: stored.integer(2) == 1))
      }
      count += found.count
      if found != Set(expected) { wrong.append(thing) }
    }
    let code = try connection.prepare(
      "SELECT \(gaps.filled(word.noun.code)) FROM \(word.noun.table) AS r "
        + "WHERE \(gaps.filled(word.noun.key)) = ?")
    var findings: [Finding] = []
    for thing in wrong.prefix(FileCheck.listedGaps) {
      code.bind(thing, at: 1)
      defer { code.reset() }
      findings.append(
        finding(
          word.noun.name, try code.step() ? code.text(0) : "\(thing)",
          "when it is not \(word.condition.name) is kept otherwise than its records say"))
    }
    if wrong.count > FileCheck.listedGaps {
      findings.append(
        finding("file", "gap", "and \(wrong.count - FileCheck.listedGaps) more are kept wrongly"))
    }
    let all =
      try connection.first(
        "SELECT count(*) FROM gap WHERE word = ?", [.text(word.condition.name)])?.integer ?? 0
    if Int(all) != count {
      findings.append(
        finding("file", "gap", "\(Int(all) - count) gaps are kept of what is not there"))
    }
    return findings
  }

  private func finding(_ noun: String, _ code: String, _ message: String) -> Finding {
    Finding(rule: "gap differs", noun: noun, code: code, message: message)
  }
}

// Who a condition does not hold of, by the gaps that the file keeps, instead of by asking everybody.

internal import TopoqSQLite
internal import TopoqVocabulary

/// Gaps that drive a question: a test that names their things, and the step that says so.
struct GapRows {
  let test: String
  let step: PlanStep
  /// The part of the filter that they stand for.
  let part: Int
}

extension Generator {
  /// The gaps that drive where nothing narrower does and a part of `parts` says that a word does
  /// not hold; nil where there are none, or the file does not keep them.
  ///
  /// The rows come in the order of their keys, as they do when all are read: SQLite sorts the list.
  mutating func gaps(
    driving question: BoundQuestion, _ parts: [BoundCondition], _ row: String
  ) throws -> GapRows? {
    guard depth == 1, question.things == nil, !parts.contains(where: { $0.namesThings }) else {
      return nil
    }
    for (index, part) in parts.enumerated() {
      guard case .not(.condition(let condition)) = part,
        let word = GapWord(condition, of: question.noun), try isKept(word)
      else { continue }
      // Outside their term are those who have left: they are looked at where they are asked for.
      let isWithinTerm = parts.contains {
        if case .condition(let other) = $0 { other.isWithinTerm } else { false }
      }
      let gap = alias()
      let name = parameter(.text(condition.name))
      let gaps = expand(
        """
        FROM gap AS \(gap)
        WHERE \(gap).word = \(name) AND \(gap).is_in_term \(isWithinTerm ? "= 1" : "IN (0, 1)")
          AND \(gap).ends > {today} AND \(gap).begins <= {today}
        """, question.noun, row)
      let key = expand(question.noun.key, question.noun, row)
      return GapRows(
        test: "\(key) IN (SELECT \(gap).thing \(gaps))",
        step: PlanStep(
          "\(question.noun.plural) not \(condition.name), by the days noted in the file"),
        part: index)
    }
    return nil
  }

  private func isKept(_ word: GapWord) throws -> Bool {
    try connection.kept("SELECT value FROM file WHERE key = ?").first([.text(word.key)])?.text
      == word.definition
  }
}

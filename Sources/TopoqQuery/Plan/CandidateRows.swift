// Whom a condition can hold of at all, asked for at once instead of one by one.

internal import TopoqVocabulary

extension Generator {
  /// A test that a row is among those of whom a part of `parts` can hold, with the step that says
  /// so; nil where no part lists them, or something narrower is asked for.
  ///
  /// The part itself is tested as well. The rows come in the order of their keys, as they do when
  /// all are read: SQLite sorts the list.
  mutating func candidates(
    for question: BoundQuestion, _ parts: [BoundCondition], _ row: String
  ) -> (sql: String, step: PlanStep?)? {
    guard depth == 1, question.things == nil, !parts.contains(where: { $0.namesThings }) else {
      return nil
    }
    let noun = question.noun
    for case .condition(let condition) in parts {
      guard let candidates = condition.candidates else { continue }
      let other = alias()
      let lists = [(noun.party, candidates.parties), (noun.node, candidates.nodes)]
      let arms = lists.compactMap { column, list -> String? in
        guard let column, let list else { return nil }
        return expand(
          """
          SELECT \(noun.key) FROM \(noun.table) AS \(other)
          WHERE \(column) IN (\(list))
          """, noun, other)
      }
      guard !arms.isEmpty || candidates.rows != nil else { continue }
      let rows = candidates.rows.map { [expand($0, noun, other)] } ?? []
      let key = expand(noun.key, noun, row)
      return (
        "\(key) IN (\((arms + rows).joined(separator: "\nUNION ALL\n")))",
        isExplained ? PlanStep("\(noun.plural) that may be \(condition.name), listed at once") : nil
      )
    }
    return nil
  }
}

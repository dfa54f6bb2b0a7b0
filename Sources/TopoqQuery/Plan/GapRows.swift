// Who a condition does not hold of, by the gaps that the file keeps, instead of by asking everybody.

internal import TopoqSQLite
internal import TopoqVocabulary

/// Gaps that drive a question, in the place of some parts of its filter.
struct GapRows {
  /// A query for the things, each once.
  let things: String
  /// The parts of the filter that hold of them.
  let parts: Set<Int>
  /// What they are, in words.
  let text: String
}

extension Generator {
  /// The gaps that drive where nothing narrower does and a part of `parts` says that a word does
  /// not hold; nil where there are none, or the file does not keep them.
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
      let terms = parts.indices.filter {
        if case .condition(let other) = parts[$0] { other.isTerm } else { false }
      }
      let told = (terms + [index]).sorted().map { parts[$0].described() }
      return GapRows(
        things: things(of: word, isInTerm: !terms.isEmpty, question.noun, row),
        parts: Set(terms + [index]),
        text: "\(question.noun.plural) \(told.joined(separator: " and ")), "
          + "by the days noted in the file")
    }
    return nil
  }

  /// The things in whose gaps today lies. Gaps without an end are most of them, and stand in the
  /// order of things: the others are sorted and merged into them where order is asked for.
  private mutating func things(
    of word: GapWord, isInTerm: Bool, _ noun: Noun, _ row: String
  ) -> String {
    let name = parameter(.text(word.condition.name))
    let arms = (isInTerm ? [1] : [1, 0]).flatMap { term in
      ["g.ends = 'never'", "g.ends > {today} AND g.ends < 'never'"].map { ends in
        """
        SELECT g.thing FROM gap AS g INDEXED BY gap_day
        WHERE g.word = \(name) AND g.is_in_term = \(term) AND \(ends) AND g.begins <= {today}
        """
      }
    }
    return expand(arms.joined(separator: "\nUNION ALL\n"), noun, row)
  }

  /// FROM with the gaps in the outer loop and the noun's rows in the inner, in the order in which
  /// they come when all are read. Without LIMIT, SQLite drops the order of a query in FROM.
  mutating func drive(_ gaps: GapRows, _ noun: Noun, _ row: String) -> Source {
    let key = expand(noun.key, noun, row)
    return Source(
      from: """
        FROM (\(gaps.things)
        ORDER BY 1
        LIMIT -1) AS at
        CROSS JOIN \(noun.table) AS \(row) ON \(key) = at.thing
        """)
  }

  /// A test that the file's word holds of a row, by the gaps that it keeps: nil where it keeps none.
  /// One look into a list, where asking would look into several indexes.
  mutating func outsideGaps(
    _ part: BoundCondition, of question: BoundQuestion, _ row: String
  ) throws -> String? {
    guard depth == 1, question.things == nil, case .condition(let condition) = part,
      let word = GapWord(condition, of: question.noun), try isKept(word)
    else { return nil }
    let key = expand(question.noun.key, question.noun, row)
    return "\(key) NOT IN (\(things(of: word, isInTerm: false, question.noun, row)))"
  }

  /// `count customers where active and not billed`: gaps are counted, and no row is read.
  mutating func countGaps(_ question: BoundQuestion) throws -> Compiled? {
    guard question.places.isEmpty, question.report == nil, question.countsOnly else { return nil }
    let parts = question.filter?.testedApart ?? []
    depth += 1
    defer { depth -= 1 }
    guard let gaps = try gaps(driving: question, parts, "r"), gaps.parts.count == parts.count
    else { return nil }
    plan.append(PlanStep("count \(gaps.text), without reading a row"))
    return Compiled(
      sql: "SELECT count(*) FROM (\(gaps.things)) AS at", parameters: parameters,
      header: AnswerHeader(
        columns: [column("count", .integer)], isCard: false, rowName: "figures", identity: nil),
      hasGeometry: false, plan: plan)
  }

  private func isKept(_ word: GapWord) throws -> Bool {
    try connection.kept("SELECT value FROM file WHERE key = ?").first([.text(word.key)])?.text
      == word.definition
  }
}

extension BoundQuestion {
  /// Whether the answer is nothing but how many there are.
  var countsOnly: Bool {
    guard things == nil, grouping.isEmpty, having == nil, figures.count == 1, limit == nil,
      case .count = figures[0]
    else { return false }
    return true
  }
}

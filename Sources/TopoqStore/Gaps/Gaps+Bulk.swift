// The gaps of every thing at once: things and spans are read side by side, in the order of parties.

internal import TopoqSQLite
internal import TopoqVocabulary

extension Gaps {
  /// Works out the gaps of the modules' words anew, and says that they are kept.
  ///
  /// - Complexity: O(things + spans), with one sort for the index.
  static func rebuild(_ modules: [Module], _ connection: ConnectionHandle) throws {
    try connection.execute(
      """
      DROP INDEX IF EXISTS gap_day;
      DELETE FROM gap;
      DELETE FROM file WHERE key GLOB 'gaps of *'
      """)
    for gaps in Gaps.all(of: modules, connection) {
      let insert = try connection.prepare(insertion)
      insert.bind(gaps.word.condition.name, at: 1)
      try gaps.forEachThing { thing, found in
        for gap in found {
          insert.bind(thing, at: 2)
          insert.bind(gap.days.begins, at: 3)
          insert.bind(gap.days.ends, at: 4)
          insert.bind(gap.isInTerm ? 1 : 0, at: 5)
          try insert.run()
        }
      }
      try connection.run(
        "INSERT INTO file (key, value) VALUES (?, ?)",
        [.text(gaps.word.key), .text(gaps.word.definition)])
    }
    try connection.execute(index)
  }

  /// Hands over every thing with its gaps, in the order of parties.
  func forEachThing(_ body: (Int64, [DayGap]) throws -> Void) throws {
    let streams = try word.condition.spans.map { try SpanStream($0, connection) }
    let noun = word.noun
    let things = try connection.prepare(
      "SELECT \(thingColumns) FROM \(noun.table) AS r"
        + (noun.filter.map { " WHERE \(filled($0))" } ?? "")
        + (noun.party.map { " ORDER BY \(filled($0))" } ?? ""))
    var spans: [DayStretch] = []
    while try things.step() {
      spans.removeAll(keepingCapacity: true)
      let party = things.isNull(1) ? nil : things.integer(1)
      let node = things.isNull(2) ? nil : things.integer(2)
      for stream in streams { try stream.take(party: party, node: node, into: &spans) }
      let term = things.days(3).without(things.days(5))
      try body(things.integer(0), DayGap.between(spans, term: term))
    }
  }
}

/// Rows of spans in the order of their parties, read as far as they are wanted. A class, as its
/// place in the rows moves.
private final class SpanStream {
  private let rows: Statement
  /// Looks up what names a node and nobody; nil where no row does.
  private let ofNode: KeptStatement?
  /// The party of the row at which it stands; nil at the end.
  private var next: Int64?
  /// The party whose rows are at hand, and these.
  private var party: Int64?
  private var held: [(node: Int64?, days: DayStretch)] = []

  init(_ spans: Spans, _ connection: ConnectionHandle) throws {
    rows = try connection.prepare(
      """
      SELECT s.\(spans.party), \(spans.node.map { "s.\($0)" } ?? "NULL"),
        \(Gaps.filled(spans, spans.begins)), \(Gaps.filled(spans, spans.ends))
      FROM \(spans.table) AS s INDEXED BY \(spans.partyIndex)
      WHERE s.\(spans.party) IS NOT NULL\(Gaps.condition(spans))
      ORDER BY s.\(spans.party)
      """)
    if let query = Gaps.ofNode(spans), let node = spans.node,
      try connection.first(
        "SELECT 1 FROM \(spans.table) AS s WHERE s.\(spans.party) IS NULL AND s.\(node) IS NOT NULL"
          + Gaps.condition(spans) + " LIMIT 1") != nil
    {
      ofNode = try connection.kept(query)
    } else {
      ofNode = nil
    }
    try advance()
  }

  private func advance() throws { next = try rows.step() ? rows.integer(0) : nil }

  /// Adds the days on which something holds for a party, not less than the last, at a node.
  func take(party wanted: Int64?, node: Int64?, into spans: inout [DayStretch]) throws {
    if let wanted {
      if party != wanted { try hold(wanted) }
      for row in held where row.node == nil || row.node == node { spans.append(row.days) }
    }
    guard let ofNode, let node else { return }
    ofNode.statement.bind(node, at: 1)
    defer { ofNode.statement.reset() }
    while try ofNode.statement.step() { spans.append(ofNode.statement.days(0)) }
  }

  private func hold(_ wanted: Int64) throws {
    held.removeAll(keepingCapacity: true)
    party = wanted
    while let next, next < wanted { try advance() }
    while next == wanted {
      held.append((rows.isNull(1) ? nil : rows.integer(1), rows.days(2)))
      try advance()
    }
  }
}

extension Statement {
  /// The stretch of days whose first and last stand in two columns.
  fileprivate borrowing func days(_ column: Int32) -> DayStretch {
    DayStretch(
      begins: isNull(column) ? DayStretch.ever : text(column),
      ends: isNull(column + 1) ? DayStretch.never : text(column + 1))
  }
}

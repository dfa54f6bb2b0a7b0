// Who is not covered, and when: the gaps that the file keeps of a word such as `billed`.

internal import TopoqSQLite
internal import TopoqVocabulary

/// The gaps of one word: for each thing of the noun that is served, the days on which the word's
/// condition does not hold of it.
///
/// Kept by the last day of each gap, so that those of one day are found by reading nearly nothing
/// else: gaps that ended before it lie at one end of the index, and few begin after it. Those that
/// end on one day stand in the order of things. Gaps within a thing's term stand apart, as whoever
/// has left is a gap for ever.
struct Gaps {
  static let table = """
    -- A word's condition does not hold of a thing from begins up to, and without, ends: '' is before
    -- every day, 'never' after every day. A thing is a row of what is served.
    CREATE TABLE gap (
      word TEXT NOT NULL,
      thing INTEGER NOT NULL,
      begins TEXT NOT NULL,
      ends TEXT NOT NULL,
      is_in_term INTEGER NOT NULL,
      PRIMARY KEY (word, thing, begins)
    ) WITHOUT ROWID;
    """
  static let index = "CREATE INDEX gap_day ON gap (word, is_in_term, ends, thing, begins);"

  let word: GapWord
  let connection: ConnectionHandle
  /// The columns of each table that decide: whatever else changes in a row is no matter.
  private let columns: [String: Set<String>]

  init(_ word: GapWord, _ connection: ConnectionHandle) {
    self.word = word
    self.connection = connection
    var texts: [String: [String?]] = [
      word.noun.table: [
        word.noun.party, word.noun.node, word.noun.filter,
      ] + (word.noun.term?.days ?? [])
    ]
    for spans in word.condition.spans {
      texts[spans.table, default: []] += [
        spans.filter, spans.party, spans.node, spans.begins, spans.ends,
      ]
    }
    columns = texts.mapValues { texts in
      Set(
        texts.compactMap { $0 }.flatMap { text in
          text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map { String($0) }
        })
    }
  }

  static func all(of modules: [Module], _ connection: ConnectionHandle) -> [Gaps] {
    GapWord.all(of: modules).map { Gaps($0, connection) }
  }

  // MARK: Whether the file keeps them

  /// Whether the file keeps the gaps of these modules' words, and of no others.
  static func areKept(of modules: [Module], _ connection: ConnectionHandle) throws -> Bool {
    var wanted: [String: String] = [:]
    for word in GapWord.all(of: modules) { wanted[word.key] = word.definition }
    var known: [String: String] = [:]
    for row in try connection.rows("SELECT key, value FROM file WHERE key GLOB 'gaps of *'") {
      known[row[0].text ?? ""] = row[1].text
    }
    return known == wanted
  }

  var isKept: Bool {
    get throws {
      try connection.kept("SELECT value FROM file WHERE key = ?").first([.text(word.key)])?.text
        == word.definition
    }
  }

  // MARK: After a change

  /// Brings the gaps of whatever changed rows are about up to date.
  ///
  /// - Complexity: O(rows + spans of the things that they are about).
  func follow(_ rows: [NamedRow]) throws {
    let decisive = rows.filter { row in
      columns[row.row.table].map { !$0.isDisjoint(with: row.changedColumns) } ?? false
    }
    guard !decisive.isEmpty, try isKept else { return }
    var things: Set<Int64> = []
    for row in decisive {
      if row.row.table == word.noun.table, let id = row.id { things.insert(id) }
      for spans in word.condition.spans where spans.table == row.row.table {
        things.formUnion(try self.things(of: row, spans))
      }
    }
    for thing in things.sorted() { try update(thing) }
  }

  /// The things that a row of spans is or was about.
  private func things(of row: NamedRow, _ spans: Spans) throws -> Set<Int64> {
    var parties = [row.old(spans.party), row.new(spans.party)].compactMap { $0 }
    var nodes = spans.node.map { [row.old($0), row.new($0)].compactMap { $0 } } ?? []
    if row.row.operation == .updated, let id = row.id {
      let now = try connection.kept(
        "SELECT \(spans.party), \(spans.node ?? "NULL") FROM \(spans.table) WHERE rowid = ?"
      ).row([.integer(id)])
      if let now {
        parties.append(now[0])
        nodes.append(now[1])
      }
    }
    let noun = word.noun
    func named(_ value: SQLiteValue, _ expression: String?) throws -> [Int64] {
      guard let expression, value.integer != nil else { return [] }
      return try connection.kept(
        "SELECT \(filled(noun.key)) FROM \(noun.table) AS r WHERE \(filled(expression)) = ?"
      ).rows([value]).compactMap { $0[0].integer }
    }
    var things: Set<Int64> = []
    for party in parties { things.formUnion(try named(party, noun.party)) }
    // Only what names nobody holds for whoever is at its node.
    guard parties.contains(where: \.isNull) else { return things }
    for node in nodes { things.formUnion(try named(node, noun.node)) }
    return things
  }

  private func update(_ thing: Int64) throws {
    let key: [SQLiteValue] = [.text(word.condition.name), .integer(thing)]
    let now = Set(try gaps(of: thing))
    let before = Set(
      try connection.kept("SELECT begins, ends, is_in_term FROM gap WHERE word = ? AND thing = ?")
        .rows(key).map { row in
          DayGap(
            days: DayStretch(begins: row[0].text ?? "", ends: row[1].text ?? ""),
            isInTerm: row[2].integer == 1)
        })
    for gap in before.subtracting(now) {
      try connection.kept("DELETE FROM gap WHERE word = ? AND thing = ? AND begins = ?")
        .run(key + [.text(gap.days.begins)])
    }
    for gap in now.subtracting(before) {
      try connection.kept(Gaps.insertion).run(key + gap.values)
    }
  }

  static let insertion =
    "INSERT INTO gap (word, thing, begins, ends, is_in_term) VALUES (?, ?, ?, ?, ?)"

  // MARK: One thing

  /// The gaps of one thing by its rows of today; none where it is gone.
  private func gaps(of thing: Int64) throws -> [DayGap] {
    let row = try connection.kept(
      "SELECT \(thingColumns) FROM \(word.noun.table) AS r WHERE \(filled(word.noun.key)) = ?1"
        + (word.noun.filter.map { " AND (\(filled($0)))" } ?? "")
    ).row([.integer(thing)])
    guard let row else { return [] }
    var spans: [DayStretch] = []
    for kind in word.condition.spans {
      spans += try connection.kept(Gaps.ofParty(kind)).rows([row[1], row[2]]).map(Gaps.days)
      guard let query = Gaps.ofNode(kind), !row[2].isNull else { continue }
      spans += try connection.kept(query).rows([row[2]]).map(Gaps.days)
    }
    let term = Gaps.days(Array(row[3...4])).without(Gaps.days(Array(row[5...6])))
    return DayGap.between(spans, term: term)
  }

  /// What is read of each thing: its number, party, node and term.
  var thingColumns: String {
    let noun = word.noun
    let term = noun.term?.days ?? ["NULL", "NULL", "''", "''"]
    return ([noun.key, noun.party ?? "NULL", noun.node ?? "NULL"] + term).map(filled)
      .joined(separator: ", ")
  }

  func filled(_ fragment: String) -> String { fragment.replacing("{row}", with: "r") }

  static func filled(_ spans: Spans, _ fragment: String) -> String {
    fragment.replacing("{span}", with: "s")
  }

  private static func days(_ row: [SQLiteValue]) -> DayStretch {
    DayStretch(begins: row[0].text ?? DayStretch.ever, ends: row[1].text ?? DayStretch.never)
  }

  /// The first and last days of a party's rows, at a node.
  private static func ofParty(_ spans: Spans) -> String {
    """
    SELECT \(filled(spans, spans.begins)), \(filled(spans, spans.ends))
    FROM \(spans.table) AS s INDEXED BY \(spans.partyIndex)
    WHERE s.\(spans.party) = ?1\(condition(spans))
      AND \(spans.node.map { "(s.\($0) IS NULL OR s.\($0) = ?2)" } ?? "?2 IS ?2")
    """
  }

  /// The first and last days of the rows that name a node and nobody.
  static func ofNode(_ spans: Spans) -> String? {
    guard let node = spans.node, let index = spans.nodeIndex else { return nil }
    return """
      SELECT \(filled(spans, spans.begins)), \(filled(spans, spans.ends))
      FROM \(spans.table) AS s INDEXED BY \(index)
      WHERE s.\(spans.party) IS NULL AND s.\(node) = ?1\(condition(spans))
      """
  }

  static func condition(_ spans: Spans) -> String {
    spans.filter.map { " AND (\(filled(spans, $0)))" } ?? ""
  }
}

extension DayGap {
  var values: [SQLiteValue] {
    [.text(days.begins), .text(days.ends), .integer(isInTerm ? 1 : 0)]
  }
}

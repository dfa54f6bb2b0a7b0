// Writes the journal, and takes changes back by it.

public import TopoqSQLite
public import TopoqText
public import TopoqVocabulary

/// What a change is written down as.
public struct JournalEntry: Sendable {
  public let instant: Instant
  public let day: Day
  public let author: String
  public let sentence: String
  public let irrevocable: String?
  /// What tells a line of a field crew's file from all others, or nil.
  public let line: String?

  public init(
    instant: Instant, day: Day, author: String, sentence: String, irrevocable: String? = nil,
    line: String? = nil
  ) {
    self.instant = instant
    self.day = day
    self.author = author
    self.sentence = sentence
    self.irrevocable = irrevocable
    self.line = line
  }
}

/// Why a change was not taken back; nothing was altered.
public struct UndoRefusal: Error, Sendable, CustomStringConvertible {
  public let description: String
  /// What to do instead, or nil.
  public let help: String?
}

/// The journal of one file, on a connection in a write transaction.
public struct Journal {
  private let connection: ConnectionHandle

  public init(_ connection: ConnectionHandle) { self.connection = connection }

  /// The number that the next change will have.
  public func nextNumber() throws -> Int64 {
    try connection.kept("SELECT coalesce(max(id), 0) + 1 FROM change").first()?.integer ?? 1
  }

  /// Whether a field crew's line was recorded already.
  public func holds(line: String) throws -> Bool {
    try connection.kept("SELECT 1 FROM change WHERE line = ?").first([.text(line)]) != nil
  }

  /// Writes a change down, with what it named and altered.
  ///
  /// - Returns: its number.
  public func write(
    _ entry: JournalEntry, _ recorded: RecordedRows, naming named: [ChangedThing]
  ) throws -> Int64 {
    let number = try nextNumber()
    try connection.kept(
      """
      INSERT INTO change (id, at, day, author, sentence, inverse, irrevocable, line)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).run([
      .integer(number), .text(entry.instant.description), .text(entry.day.description),
      .text(entry.author), .text(entry.sentence),
      .blob(try recorded.changeset.inverted().bytes),
      entry.irrevocable.map { .text($0) } ?? .null, entry.line.map { .text($0) } ?? .null,
    ])
    let undone = try connection.kept("SELECT id FROM change WHERE undone_by = ?")
      .first([.integer(number)])
    if let undone {
      try connection.kept("UPDATE change SET undoes = ? WHERE id = ?")
        .run([undone, .integer(number)])
    }
    let insert = try connection.kept(
      "INSERT OR IGNORE INTO change_thing (sort, thing, number, change) VALUES (?, ?, ?, ?)")
    for thing in Set(named.map { TouchedThing($0) }).union(recorded.things) {
      try insert.run([
        .text(thing.sort), .integer(thing.id), .integer(thing.number), .integer(number),
      ])
    }
    return number
  }

  // MARK: Undo

  /// Takes back the asker's newest change that is no undo and not undone.
  func undoNewest(_ request: ChangeRequest) throws {
    guard
      let change = try connection.kept(
        """
        SELECT id FROM change
        WHERE author = ? AND undoes IS NULL AND undone_by IS NULL
        ORDER BY id DESC LIMIT 1
        """
      ).first([.text(request.author)])?.integer
    else {
      throw UndoRefusal(
        description: "\(request.author) has no change that still stands",
        help:
          "`changes where not undone` lists everybody's; `undo change 17` takes back one of them"
      )
    }
    try undo(change, request)
  }

  /// Takes one change back: all of it, or nothing where a later change stands in the way.
  func undo(_ change: Int64, _ request: ChangeRequest) throws {
    guard let entry = try StandingChange(change, connection) else {
      throw UndoRefusal(description: "there is no change \(change)", help: nil)
    }
    if let undo = entry.undoneBy {
      throw UndoRefusal(
        description: "change \(change) was taken back already, by change \(undo)",
        help: "`undo change \(undo)` does it again")
    }
    if let reason = entry.irrevocable {
      throw UndoRefusal(
        description: "change \(change) (\(entry.sentence)) cannot be taken back: \(reason)",
        help: nil)
    }
    guard try entry.inverse.apply(to: connection) else {
      throw try refusal(of: entry)
    }
    let number = try nextNumber()
    try mark(change, undoneBy: number)
    // What it had undone itself stands again, and so on down.
    var (below, above) = (entry.undoes, change)
    var stands = true
    while let current = below {
      try mark(current, undoneBy: stands ? nil : above)
      stands.toggle()
      above = current
      below = try StandingChange(current, connection)?.undoes
    }
    request.note("took back change \(change): \(entry.sentence)")
  }

  private func mark(_ change: Int64, undoneBy number: Int64?) throws {
    try connection.kept("UPDATE change SET undone_by = ? WHERE id = ?")
      .run([number.map { .integer($0) } ?? .null, .integer(change)])
  }

  /// Names the newest change that altered rows which `entry` altered too.
  private func refusal(of entry: StandingChange) throws -> UndoRefusal {
    let later = try connection.rows(
      """
      SELECT DISTINCT c.id FROM change_thing AS mine
        CROSS JOIN change_thing AS other
          ON other.sort = mine.sort AND other.thing = mine.thing AND other.number = mine.number
        CROSS JOIN change AS c ON c.id = other.change
      WHERE mine.change = ?1 AND c.id > ?1 AND c.undone_by IS NULL AND c.undoes IS NULL
      ORDER BY c.id DESC LIMIT 1
      """, [.integer(entry.id)])
    let what = "change \(entry.id) (\(entry.sentence)) cannot be taken back"
    guard let id = later.first?[0].integer, let blocking = try StandingChange(id, connection) else {
      return UndoRefusal(
        description: "\(what): the records have come to say otherwise since",
        help: "make the opposite change instead")
    }
    return UndoRefusal(
      description: "\(what): change \(id) by \(blocking.author) stands in the way: "
        + blocking.sentence,
      help: "`undo change \(id)` first")
  }
}

/// A change of the journal as undo looks at it.
private struct StandingChange {
  let id: Int64
  let author: String
  let sentence: String
  let inverse: Changeset
  let undoes: Int64?
  let undoneBy: Int64?
  let irrevocable: String?

  init?(_ id: Int64, _ connection: ConnectionHandle) throws {
    let row = try connection.kept(
      "SELECT author, sentence, inverse, undone_by, irrevocable, undoes FROM change WHERE id = ?"
    ).row([.integer(id)])
    guard let row else { return nil }
    self.id = id
    author = row[0].text ?? ""
    sentence = row[1].text ?? ""
    if case .blob(let bytes) = row[2] {
      inverse = Changeset(bytes: bytes)
    } else {
      inverse = Changeset(bytes: [])
    }
    undoneBy = row[3].integer
    irrevocable = row[4].text
    undoes = row[5].integer
  }
}

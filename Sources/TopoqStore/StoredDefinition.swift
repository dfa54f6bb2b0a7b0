// The names that a file keeps: questions that somebody saved, and a trade's own words.

public import TopoqSQLite

/// What `save` and `alias` write into the file, for everybody who opens it.
public struct StoredDefinition: Sendable {
  public enum Sort: String, Sendable {
    /// The text is a question.
    case question
    /// The text is the noun that the word stands for.
    case alias
  }

  /// As it was written; names differ in more than letter case.
  public let name: String
  public let sort: Sort
  public let text: String

  public init(name: String, sort: Sort, text: String) {
    self.name = name
    self.sort = sort
    self.text = text
  }

  static let table = """
    -- Questions and nouns under a name of somebody's own; the text is a part of a sentence.
    CREATE TABLE definition (
      name TEXT NOT NULL PRIMARY KEY,
      sort TEXT NOT NULL,
      text TEXT NOT NULL
    );
    """

  /// Everything that the file keeps, in the order of names. What a newer topoq wrote is left out.
  public static func all(_ connection: ConnectionHandle) throws -> [StoredDefinition] {
    let rows = try connection.kept("SELECT name, sort, text FROM definition ORDER BY name").rows()
    return rows.compactMap { row in
      guard let name = row[0].text, let sort = row[1].text.flatMap({ Sort(rawValue: $0) }),
        let text = row[2].text
      else { return nil }
      return StoredDefinition(name: name, sort: sort, text: text)
    }
  }

  /// Writes what `name` stands for from now on, nothing where `definition` is nil. The caller holds
  /// the transaction.
  public static func write(
    _ definition: StoredDefinition?, as name: String, _ connection: ConnectionHandle
  ) throws {
    guard let definition else {
      try connection.run("DELETE FROM definition WHERE name = ?", [.text(name)])
      return
    }
    try connection.run(
      "INSERT OR REPLACE INTO definition (name, sort, text) VALUES (?, ?, ?)",
      [.text(name), .text(definition.sort.rawValue), .text(definition.text)])
  }
}

// The names that are known at the moment, and the words that they make.

internal import TopoqQuery
internal import TopoqSQLite
internal import TopoqStore
internal import TopoqSyntax

/// What the file and the session have defined, with the lexicon that comes of it.
struct Names {
  /// The words of the modules.
  private let base: Lexicon
  private(set) var definitions = Definitions()
  private(set) var lexicon: Lexicon
  /// SQLite's count of other connections' commits when the file was last read.
  private var version: Int64?

  init(_ base: Lexicon) {
    self.base = base
    lexicon = base
  }

  /// Reads what the file keeps, where another connection has written since, or `isForced`.
  mutating func refresh(_ connection: ConnectionHandle, isForced: Bool = false) throws {
    let found = try connection.kept("PRAGMA data_version").first()?.integer
    guard isForced || found != version else { return }
    let rows = try connection.reading { try StoredDefinition.all(connection) }
    version = found
    change { definitions in
      definitions.removeSaved()
      for row in rows {
        switch row.sort {
        case .question:
          definitions.add(Definitions.NamedQuestion(name: row.name, isSaved: true, text: row.text))
        case .alias: definitions.add(Definitions.NamedNoun(word: row.name, noun: row.text))
        }
      }
    }
  }

  mutating func change(_ body: (inout Definitions) -> Void) {
    body(&definitions)
    lexicon = definitions.lexicon(over: base)
  }
}

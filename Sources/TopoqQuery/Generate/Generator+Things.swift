// The things of a set, for a change that is done to each of them.

public import TopoqVocabulary

internal import TopoqSQLite

extension Binder {
  /// The things that a change is done to, in the order named; new ones have no row yet.
  public mutating func things(of change: BoundChange) throws -> [ChangedThing] {
    switch change.target {
    case .none: return []
    case .new(let noun, let codes): return codes.map { ChangedThing(noun: noun, id: 0, code: $0) }
    case .things(let things): return try things.map { try changed($0) }
    case .set(let question):
      var generator = try Generator(connection, vocabulary, today: today)
      let (sql, parameters) = try generator.compileThings(question)
      return try connection.rows(sql, parameters).compactMap { row in
        guard let id = row[0].integer else { return nil }
        return ChangedThing(
          noun: question.noun, id: id, number: row[1].integer ?? 0,
          code: row[2].text ?? row[2].integer.map { String($0) } ?? "", node: row[3].integer,
          party: row[4].integer)
      }
    }
  }
}

extension Generator {
  /// A statement whose rows are (key, number, code, node, party) of a question's things.
  mutating func compileThings(
    _ question: BoundQuestion
  ) throws -> (sql: String, parameters: [SQLiteValue]) {
    let noun = question.noun
    let source = try source(of: question, row: "r")
    let (key, number) =
      switch noun.placement {
      case .port: ("r.node", "r.number")
      case .strand: ("r.route", "r.number")
      default: (expand(noun.key, noun, "r"), "0")
      }
    let node = noun.placement == .strand ? nil : noun.node
    let columns = [
      key, number, expand(noun.code, noun, "r"), node.map { expand($0, noun, "r") } ?? "NULL",
      noun.party.map { expand($0, noun, "r") } ?? "NULL",
    ]
    let sql =
      "SELECT DISTINCT \(columns.joined(separator: ", "))\n\(source.text)"
      + tail(of: question, source, "r")
    return (sql, parameters)
  }
}

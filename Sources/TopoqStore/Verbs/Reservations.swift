// Ports and strands held back for homes to come.

internal import TopoqSQLite
internal import TopoqVocabulary

/// The verbs by which a planner holds capacity back, and the columns that keep it.
///
/// A reservation is a count, not particular ports. It may be larger than what is free: that is how
/// a planner asks what would be full; the answer then says by how much.
enum Reservations {
  /// The columns, from version 2 of the plant on.
  static let tables = """
    ALTER TABLE node ADD COLUMN reserved INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE route ADD COLUMN reserved INTEGER NOT NULL DEFAULT 0;
    """

  static let verbs: [Verb] = [
    reserve(Holding.ports), reserve(Holding.strands), release(Holding.ports),
    release(Holding.strands),
  ]

  /// What is counted, of which things.
  private struct Holding: Sendable {
    let scope: Scope
    let table: String
    let one: String
    let many: String
    let example: String
    /// How many there are and how many are in use.
    let counts: String

    static let ports = Holding(
      scope: .plantNode, table: "node", one: "port", many: "ports", example: "splitter S12 ports 2",
      counts: """
        SELECT ports, reserved,
          (SELECT count(*) FROM strand_end AS u WHERE u.node = node.id AND u.number > 0)
        FROM node WHERE id = ?
        """)
    static let strands = Holding(
      scope: .plantRoute, table: "route", one: "strand", many: "strands",
      example: "route F7 strands 4",
      counts: """
        SELECT strands, reserved,
          (SELECT count(DISTINCT u.number) FROM strand_end AS u WHERE u.route = route.id)
        FROM route WHERE id = ?
        """)

    func store(_ reserved: Int64, _ target: ChangedThing, _ connection: ConnectionHandle) throws {
      try connection.kept("UPDATE \(table) SET reserved = ? WHERE id = ?")
        .run([.integer(reserved), .integer(target.id)])
    }

    func count(_ number: Int64) -> String { counted(Int(number), one, many) }
  }

  private static func reserve(_ holding: Holding) -> Verb {
    Verb(
      "reserve", .thing, of: [holding.scope],
      arguments: [
        VerbArgument(
          holding.many, .value(.integer), isRequired: true,
          doc: "how many more are held back")
      ],
      doc: "holds \(holding.many) back: they count as taken", example: "reserve \(holding.example)"
    ) { request in
      let target = try request.changed()
      let row = try request.connection.kept(holding.counts).row([.integer(target.id)]) ?? []
      let wanted = request.integer(holding.many) ?? 0
      guard wanted > 0, wanted <= 1_000_000 else {
        throw ChangeRefusal("at least one \(holding.one) can be reserved, not \(wanted)")
      }
      guard row.count == 3, let all = row[0].integer, let used = row[2].integer else {
        throw ChangeRefusal(
          "\(target.called) does not say how many \(holding.many) it has",
          help: "`set \(target.called) \(holding.many) 8` does")
      }
      let reserved = row[1].integer ?? 0
      let free = max(0, all - used - reserved)
      if wanted > free {
        request.note(
          "\(target.called) has \(holding.count(free)) free: \(wanted - free) more "
            + "\(wanted - free == 1 ? "is" : "are") reserved than it has")
      }
      try holding.store(reserved + wanted, target, request.connection)
    }
  }

  private static func release(_ holding: Holding) -> Verb {
    Verb(
      "release", .thing, of: [holding.scope],
      arguments: [
        VerbArgument(
          holding.many, .value(.integer),
          doc: "how many are given free; without it all that are held")
      ],
      doc: "gives reserved \(holding.many) free", example: "release \(holding.example)"
    ) { request in
      let target = try request.changed()
      let row = try request.connection.kept(holding.counts).row([.integer(target.id)]) ?? []
      let reserved = row.count == 3 ? row[1].integer ?? 0 : 0
      let given = request.integer(holding.many) ?? reserved
      guard reserved > 0 else {
        throw ChangeRefusal(
          "nothing is reserved on \(target.called)",
          help: "`\(target.noun.plural) where reserved > 0` lists what is")
      }
      guard given > 0, given <= reserved else {
        throw ChangeRefusal(
          "\(target.called) holds \(holding.count(reserved)), not \(given)",
          help: "leave out `\(holding.many)` to release all")
      }
      try holding.store(reserved - given, target, request.connection)
    }
  }

  /// What is free there is held back for others.
  static func held(_ thing: String, _ reserved: Int, _ one: String) -> ChangeRefusal {
    ChangeRefusal(
      "what is free on \(thing) is reserved (\(counted(reserved, one, one + "s")))",
      help: "`release \(thing) \(one)s 1` gives one of them free", isTaken: true)
  }
}

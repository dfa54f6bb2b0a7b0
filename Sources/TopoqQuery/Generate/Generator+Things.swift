// The things of a set, for a change that is done to each of them.

internal import TopoqSQLite
public import TopoqSyntax
public import TopoqVocabulary

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
        return ChangedThing(noun: question.noun, id: id, row: row)
      }
    }
  }

  /// The things of a question with fields of them, for a verb that asks; nil where `diagnostics`
  /// says what is wrong.
  public mutating func ask(
    _ question: Question, showing names: [String]
  ) throws -> AskedThings? {
    guard let bound = try bind(question), diagnostics.isEmpty else { return nil }
    guard !bound.isGrouped else {
      report(
        Diagnostic(
          .doesNotApply, "this lists figures, not things", at: question.range,
          help: "ask for the things themselves, such as `customers where dark`"))
      return nil
    }
    var generator = try Generator(connection, vocabulary, today: today)
    var fields: [BoundField] = []
    var columns: [AskedThings.Column] = []
    for name in names {
      guard let field = vocabulary.field(name, of: bound.noun) else {
        report(
          Diagnostic(
            .unknownWord, "\(bound.noun.plural) have no field `\(name)`", at: question.range,
            help: "`help \(bound.noun.plural)` lists their fields"))
        return nil
      }
      for counted in generator.inEachCurrency(.field(field)) {
        fields.append(counted)
        var currency = field.type == .money ? generator.currencies.first : nil
        if case .money(_, let code) = counted { currency = code }
        columns.append(AskedThings.Column(field: name, type: field.type, currency: currency))
      }
    }
    let (sql, parameters) = try generator.compileThings(bound, showing: fields, isPlaced: true)
    let rows = try connection.rows(sql, parameters).compactMap { row -> AskedThings.Row? in
      guard let id = row[0].integer else { return nil }
      return AskedThings.Row(
        thing: ChangedThing(noun: bound.noun, id: id, row: row), values: Array(row[5...]))
    }
    return AskedThings(columns: columns, rows: rows)
  }
}

extension ChangedThing {
  /// From a row of (key, number, code, node, party).
  fileprivate init(noun: TopoqVocabulary.Noun, id: Int64, row: [SQLiteValue]) {
    self.init(
      noun: noun, id: id, number: row[1].integer ?? 0,
      code: row[2].text ?? row[2].integer.map { String($0) } ?? "", node: row[3].integer,
      party: row[4].integer)
  }
}

extension Generator {
  /// A statement whose rows are (key, number, code, node, party) of a question's things.
  mutating func compileThings(
    _ question: BoundQuestion, showing fields: [BoundField] = [], isPlaced: Bool = false
  ) throws -> (sql: String, parameters: [SQLiteValue]) {
    let noun = question.noun
    let source = try source(of: question, row: "r")
    let (key, number) =
      switch noun.placement {
      case .port: ("r.node", "r.number")
      case .strand: ("r.route", "r.number")
      default: (expand(noun.key, noun, "r"), "0")
      }
    let party = noun.party.map { expand($0, noun, "r") } ?? "NULL"
    let node = placed(noun, party, isPlaced)
    let columns =
      [key, number, expand(noun.code, noun, "r"), node, party]
      + fields.map { expression($0, noun, "r", source) }
    let sql =
      "SELECT DISTINCT \(columns.joined(separator: ", "))\n\(source.text)"
      + tail(of: question, source, "r")
    return (sql, parameters)
  }

  /// The node of a row. Of one that names somebody and no place, such as a discount, a verb that asks
  /// is told where that somebody is served.
  private mutating func placed(
    _ noun: TopoqVocabulary.Noun, _ party: String, _ isPlaced: Bool
  ) -> String {
    guard noun.placement != .strand else { return "NULL" }
    let own = noun.node.map { expand($0, noun, "r") }
    guard isPlaced, noun.party != nil, let served = vocabulary.served, served.name != noun.name,
      let home = served.node, let whose = served.party
    else { return own ?? "NULL" }
    let there = """
      (SELECT \(expand(home, served, "h")) FROM \(served.table) AS h
      WHERE \(expand(whose, served, "h")) = \(party)
      LIMIT 1)
      """
    return own.map { "coalesce(\($0), \(there))" } ?? there
  }
}

// Writes one SQL statement for a bound question. Literals are bound, never spliced in.

internal import TopoqNetwork
public import TopoqSQLite
public import TopoqText
public import TopoqVocabulary

/// Generates SQL; parameters are numbered in the order in which they are first needed.
public struct Generator {
  let connection: ConnectionHandle
  let vocabulary: Vocabulary
  private let today: Day
  var parameters: [SQLiteValue] = []
  var plan: [PlanStep] = []
  /// Whether the plan is wanted: steps that nobody reads are not written down.
  let isExplained: Bool
  /// How many questions deep the planning is: 1 for what is asked.
  var depth = 0
  private var todayParameter: String?
  private var currencyParameter: String?
  private var aliases = 0
  /// The currencies of the file, by what was recorded when rows were loaded.
  let currencies: [String]

  public init(
    _ connection: ConnectionHandle, _ vocabulary: Vocabulary, today: Day, isExplained: Bool = false
  ) throws {
    self.isExplained = isExplained
    self.connection = connection
    self.vocabulary = vocabulary
    self.today = today
    let recorded = try connection.kept("SELECT value FROM file WHERE key = 'currencies'").first()?
      .text
    currencies = recorded?.split(separator: ",").map { String($0) } ?? []
  }

  mutating func parameter(_ value: SQLiteValue) -> String {
    parameters.append(value)
    return "?\(parameters.count)"
  }

  mutating func parameter(_ value: Int64) -> String { parameter(.integer(value)) }

  mutating func alias() -> String {
    aliases += 1
    return "x\(aliases)"
  }

  /// A fragment of the vocabulary with its holes filled for the row of `noun` that `row` names.
  mutating func expand(_ sql: String, _ noun: Noun, _ row: String) -> String {
    var text = Fragment.expand(sql, row: row, noun: noun)
    if text.mentions("{today}") {
      let day = todayParameter ?? parameter(.text(today.description))
      todayParameter = day
      text = Fragment.replace(text, "today", with: day)
    }
    if text.mentions("{currency}") {
      let code = currencyParameter ?? parameter(.text(currencies.first ?? "XXX"))
      currencyParameter = code
      text = Fragment.replace(text, "currency", with: code)
    }
    return text
  }

  /// From here on money is counted in the currency that the SQL expression gives.
  mutating func countMoney(in expression: String) { currencyParameter = expression }

  mutating func expression(
    _ field: BoundField, _ noun: Noun, _ row: String, _ source: Source
  ) -> String {
    switch field {
    case .field(let field): return expand(field.sql, noun, row)
    case .money(let field, let currency):
      let code = parameter(.text(currency))
      return expand(Fragment.replace(field.sql, "currency", with: code), noun, row)
    case .attribute(let name):
      let path = parameter(.text("$.\"" + name + "\""))
      return "json_extract(\(row).attributes, \(path))"
    case .brought(let field): return source.brought[field] ?? "NULL"
    }
  }

  // MARK: A question

  /// Compiles a question for an answer; `wantsGeometry` adds the rows' geometry as a last column.
  public mutating func compile(_ question: BoundQuestion, wantsGeometry: Bool) throws -> Compiled {
    if let compiled = try countStraight(question) ?? countGaps(question) { return compiled }
    let source = try source(of: question, row: "r")
    return question.isGrouped
      ? try compileFigures(question, source) : try compileList(question, source, wantsGeometry)
  }

  private mutating func compileList(
    _ question: BoundQuestion, _ source: Source, _ wantsGeometry: Bool
  ) throws -> Compiled {
    let noun = question.noun
    var source = source
    var columns: [AnswerColumn] = []
    var selected: [String] = []
    for field in question.shown.flatMap({ inEachCurrency($0) }) {
      let code = partysCode(field, &source)
      selected.append(code ?? expression(field, noun, "r", source))
      columns.append(column(field))
    }
    if question.isCard { try addHanging(to: question, &selected, &columns) }
    let geometry = wantsGeometry ? self.geometry(of: noun, "r") : nil
    if let geometry { selected.append(geometry) }
    var sql = "SELECT " + selected.joined(separator: ",\n  ") + "\n" + source.text
    if source.isNear, !question.ordering.isEmpty {
      sql = nearestOrdered(question, source, selected)
    } else {
      let keys = keys(question, source, "r")
      if !keys.isEmpty { sql += "\nORDER BY " + keys.joined(separator: ", ") }
      sql += limit(question, source)
    }
    return Compiled(
      sql: sql, parameters: parameters,
      header: AnswerHeader(
        columns: columns, isCard: question.isCard, rowName: noun.plural,
        identity: columns.firstIndex { $0.name == "code" }),
      hasGeometry: geometry != nil, plan: plan)
  }

  /// The column of a code that stands with the row's party, which is joined for it; or nil. A look-up
  /// for each row would begin anew at the root of the table of parties.
  private func partysCode(_ field: BoundField, _ source: inout Source) -> String? {
    guard case .field(let field) = field, field.sql == Noun.codeOfParty, !source.isNear else {
      return nil
    }
    let join = "\nLEFT JOIN party AS bearer ON bearer.id = r.party"
    if !source.from.hasSuffix(join) { source.from += join }
    return "bearer.code"
  }

  /// The expressions by which a question orders its things.
  mutating func keys(_ question: BoundQuestion, _ source: Source, _ row: String) -> [String] {
    if question.ordering.isEmpty, let order = source.order { return [order] }
    return question.ordering.flatMap { key -> [String] in
      guard case .field(let field) = key.key else { return [] }
      return inEachCurrency(field).map {
        expression($0, question.noun, row, source)
          + (key.isDescending ? " DESC" : "") + " NULLS LAST"
      }
    }
  }

  /// Amounts of several currencies are never mixed: in a list a field of money stands once for each
  /// currency of the file.
  func inEachCurrency(_ field: BoundField) -> [BoundField] {
    guard currencies.count > 1, case .field(let money) = field, money.type == .money else {
      return [field]
    }
    return currencies.map { .money(money, currency: $0) }
  }

  private func column(_ field: BoundField) -> AnswerColumn {
    guard case .money(let money, let code) = field else { return column(field.name, field.type) }
    return AnswerColumn(name: "\(money.name)_\(code)", type: .money, currency: code)
  }

  /// The nearest first, as many as are asked for; then these in their order.
  private mutating func nearestOrdered(
    _ question: BoundQuestion, _ source: Source, _ selected: [String]
  ) -> String {
    var inner = selected.enumerated().map { "\($1) AS c\($0)" }
    var keys: [String] = []
    for key in question.ordering {
      guard case .field(let field) = key.key else { continue }
      for field in inEachCurrency(field) {
        let name = "k\(keys.count)"
        inner.append("\(expression(field, question.noun, "r", source)) AS \(name)")
        keys.append(name + (key.isDescending ? " DESC" : "") + " NULLS LAST")
      }
    }
    let columns = selected.indices.map { "c\($0)" }.joined(separator: ", ")
    return """
      WITH nearest AS MATERIALIZED (
      SELECT \(inner.joined(separator: ",\n  "))
      \(source.text)\(limit(question, source)))
      SELECT \(columns) FROM nearest
      ORDER BY \(keys.joined(separator: ", "))
      """
  }

  /// On a card: how many of what hangs on the network hang here.
  private mutating func addHanging(
    to question: BoundQuestion, _ selected: inout [String], _ columns: inout [AnswerColumn]
  ) throws {
    guard question.noun.isPlantNode || question.noun.isRoute else { return }
    let steps = plan
    for noun in vocabulary.allNouns
    where noun.placement == .attached && noun.table.contains("_") {
      let related = BoundQuestion(noun: noun)
      selected.append(try relatedCount(related, of: question.noun, row: "r"))
      columns.append(AnswerColumn(name: noun.plural, type: .integer))
    }
    plan = steps + [PlanStep("then count what hangs there")]
  }

  /// `near` without a limit gives the ten nearest.
  private mutating func limit(_ question: BoundQuestion, _ source: Source) -> String {
    let count = question.limit ?? (source.isNear ? Self.nearest : nil)
    return count.map { "\nLIMIT " + parameter(Int64($0)) } ?? ""
  }

  func column(_ name: String, _ type: ValueType) -> AnswerColumn {
    AnswerColumn(name: name, type: type, currency: type == .money ? currencies.first : nil)
  }

  func geometry(of noun: Noun, _ row: String) -> String? {
    switch noun.placement {
    case .node, .route, .area: return "\(row).geom"
    case .attached, .port:
      guard let node = noun.node else { return nil }
      let place = Fragment.expand(node, row: row, noun: noun)
      return "(SELECT g.geom FROM node AS g WHERE g.id = \(place))"
    case .strand: return "(SELECT g.geom FROM route AS g WHERE g.id = \(row).route)"
    case .nowhere: return nil
    }
  }

  // MARK: Figures

  private mutating func compileFigures(
    _ question: BoundQuestion, _ source: Source
  ) throws -> Compiled {
    let noun = question.noun
    var source = source
    // Sums over several currencies are grouped, never added.
    let isMixed = currencies.count > 1 && question.figures.contains { $0.type == .money }
    if isMixed {
      let codes = currencies.map { "SELECT \(parameter(.text($0))) AS code" }
      source.from += "\nCROSS JOIN (\(codes.joined(separator: " UNION ALL "))) AS money"
      countMoney(in: "money.code")
    }
    var columns = question.grouping.map { column($0.name, $0.type) }
    var groups = question.grouping.map { expression($0, noun, "r", source) }
    var selected = groups
    for figure in question.figures {
      selected.append(figureSQL(figure, noun, source))
      columns.append(column(figure.name, figure.type))
    }
    if isMixed {
      groups.append("money.code")
      selected.append("money.code")
      // Each row says in which currency it counts.
      columns = columns.map { AnswerColumn(name: $0.name, type: $0.type) }
      columns.append(AnswerColumn(name: "currency", type: .text))
    }
    var sql = "SELECT " + selected.joined(separator: ",\n  ") + "\n" + source.text
    if !groups.isEmpty {
      sql += "\nGROUP BY " + groups.joined(separator: ", ")
    }
    if let having = question.having {
      sql += "\nHAVING " + (try condition(having, noun, "r", source))
    }
    // Groups in their own order; of one group, the currencies.
    let ordered = Array(1...max(1, columns.count)).filter {
      $0 <= question.grouping.count || isMixed && $0 == columns.count
    }
    sql += order(question, source, ordered)
    sql += question.limit.map { "\nLIMIT " + parameter(Int64($0)) } ?? ""
    return Compiled(
      sql: sql, parameters: parameters,
      header: AnswerHeader(
        columns: columns, isCard: false, rowName: question.grouping.isEmpty ? "figures" : "groups",
        identity: nil), hasGeometry: false, plan: plan)
  }

  private mutating func order(
    _ question: BoundQuestion, _ source: Source, _ ordered: [Int]
  ) -> String {
    var keys = question.ordering.map { key in
      let expression =
        switch key.key {
        case .field(let field): self.expression(field, question.noun, "r", source)
        case .figure(let figure): figureSQL(figure, question.noun, source)
        }
      return expression + (key.isDescending ? " DESC" : "") + " NULLS LAST"
    }
    keys += ordered.map { "\($0) NULLS LAST" }
    return keys.isEmpty ? "" : "\nORDER BY " + keys.joined(separator: ", ")
  }

  mutating func figureSQL(_ figure: BoundFigure, _ noun: Noun, _ source: Source) -> String {
    switch figure {
    case .count: return "count(*)"
    case .measure(let measure): return expand(measure.sql, noun, "r")
    case .aggregate(let function, let field):
      let name = function == "average" ? "avg" : function
      return "\(name)(\(expression(field, noun, "r", source)))"
    }
  }

  /// `count premises on olt OLT1`: what is counted stands in the light itself, so no row is read.
  private mutating func countStraight(_ question: BoundQuestion) throws -> Compiled? {
    guard case .node(let kind) = question.noun.placement, question.countsOnly,
      question.filter == nil, question.places.count == 1,
      !question.places[0].isNegated,
      case .fed(.things(let things), let isDirect) = question.places[0].spot, things.count == 1,
      let call = try litArguments(things[0], verb: isDirect ? "directly below" : "below"),
      try !houses(things[0])
    else { return nil }
    let kinds: Int64 = kind.flatMap { NodeKind(word: $0) }.map { 1 << Int64($0.rawValue) } ?? ~0
    plan.append("count \(question.noun.plural) in the light \(call.text), without reading a row")
    return Compiled(
      sql: "SELECT lit_count(\(call.arguments), \(parameter(kinds)))", parameters: parameters,
      header: AnswerHeader(
        columns: [column("count", .integer)], isCard: false, rowName: "figures", identity: nil),
      hasGeometry: false, plan: plan)
  }
}

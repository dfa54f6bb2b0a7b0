// Where the rows of a question come from: one place drives, the others test.

internal import TopoqNetwork
internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

/// FROM and WHERE of a question, and what the driving place brings.
struct Source {
  /// FROM and its joins.
  var from: String
  /// What rows must meet besides; all of it holds.
  var tests: [String] = []
  /// The expressions that give a row's fields of the answer, where places bring some.
  var brought: [BroughtField: String] = [:]
  /// True where rows come nearest first.
  var isNear = false
  /// The expression that orders rows where the question does not say how.
  var order: String?
  /// True where only rows of the noun's own kind come, so that their kind need not be tested.
  var tellsKind = false
  /// The node (for routes: the route) that the driving place gives for each row, or nil.
  var subject: String?

  var text: String {
    tests.isEmpty ? from : from + "\nWHERE " + tests.joined(separator: "\n  AND ")
  }
}

extension Generator {
  /// Plans how to reach the rows of `question`, under the alias `row`.
  ///
  /// The rarest comes first: `near`, named things, light, then the ground. Everything else tests
  /// the places that arrive, before rows are joined to them where it can; CROSS JOIN keeps SQLite
  /// from changing the order.
  mutating func source(of question: BoundQuestion, row: String) throws -> Source {
    let noun = question.noun
    let outer = plan
    plan = []
    depth += 1
    defer { depth -= 1 }
    var tests: [(sql: String, step: PlanStep?)] = []
    var source = Source(from: "FROM \(noun.table) AS \(row)")
    let driver = driver(among: question)
    if let driver { source = try drive(question.places[driver], noun, row) }
    let parts = question.filter?.testedApart ?? []
    let gaps = driver == nil ? try gaps(driving: question, parts, row) : nil
    if let gaps { source = drive(gaps, noun, row) }
    let list = driver == nil && gaps == nil ? candidates(for: question, parts, row) : nil
    if let list { tests.append(list) }
    if let things = question.things {
      let text = "\(driver == nil ? "" : "then test ")\(noun.plural) by name"
      tests.append((try names(things, noun, row), PlanStep(text, estimate: .rows(things.count))))
    }
    // A port that is named may be a splitter's; those that are listed are sources'.
    let isNamedPort = noun.placement == .port && question.things != nil
    if let filter = noun.filter, !source.tellsKind, !isNamedPort {
      // Where a code or name is asked for, its index serves, and not that of kinds.
      let test = expand(filter, noun, row)
      tests.append((question.filter?.namesThings == true ? "(\(test)) IS TRUE" : test, nil))
    }
    for (index, place) in question.places.enumerated() where index != driver {
      guard try !measure(place, question, row, &source) else { continue }
      let sql = try test(place, noun, row, source.subject)
      tests.append((sql, isExplained ? PlanStep(testing: place) : nil))
    }
    if !source.isNear, question.places.contains(where: { $0.brings == .chainage }) {
      source.order = source.brought[.chainage]
    }
    if let report = question.report {
      let sql = test(report, noun, row)
      tests.append((sql, isExplained ? PlanStep("then test the report") : nil))
    }
    for (index, part) in parts.enumerated() where gaps?.parts.contains(index) != true {
      let short = driver == nil && list == nil ? try outsideGaps(part, of: question, row) : nil
      let sql = try short ?? condition(part, noun, row, source)
      tests.append((sql, isExplained ? PlanStep(testing: part) : nil))
    }
    if isExplained {
      let inner = plan.map(\.inner)
      let first =
        try gaps.map { PlanStep($0.text) }
        ?? (list == nil ? firstStep(question, driver, source) : nil)
      plan = outer + counted(first, tests, source) + inner
    }
    source.tests = tests.map(\.sql)
    return source
  }

  /// The steps with the statement that counts what each leaves: that of the answer up to there. What
  /// comes nearest first has no end, and is not counted.
  private func counted(
    _ first: PlanStep?, _ tests: [(sql: String, step: PlanStep?)], _ source: Source
  ) -> [PlanStep] {
    var steps = first.map { [$0] } ?? []
    guard depth == 1, !source.isNear else { return steps + tests.compactMap(\.step) }
    var sql = "SELECT count(*) " + source.text
    if !steps.isEmpty { steps[0].counting = sql }
    var joiner = "\nWHERE "
    for test in tests {
      sql += joiner + test.sql
      joiner = "\n  AND "
      if let step = test.step { steps.append(step) }
      if !steps.isEmpty { steps[steps.count - 1].counting = sql }
    }
    return steps
  }

  /// Where the rows come from; nil where they are named.
  private func firstStep(
    _ question: BoundQuestion, _ driver: Int?, _ source: Source
  ) throws -> PlanStep? {
    let noun = question.noun
    if let driver { return try drivingStep(question.places[driver], noun, source) }
    // All of a noun inside another question are reached from what they are asked of.
    guard question.things == nil, depth == 1 || question.places.count > 0 || question.filter != nil
    else { return nil }
    return PlanStep(
      "all \(noun.plural)", estimate: .counted("SELECT max(rowid) FROM \(noun.table)", []))
  }

  /// The step of the place that drives, with what an index knows of it.
  private func drivingStep(
    _ place: BoundPlace, _ noun: Noun, _ source: Source
  ) throws -> PlanStep {
    var step = PlanStep("\(place.described) drives")
    var apart = self
    apart.parameters = []
    switch place.spot {
    case .fed(.things(let things), let isDirect) where things.count == 1 && !noun.isRoute:
      let verb = isDirect ? "directly below" : "below"
      guard let call = try apart.litArguments(things[0], verb: verb) else { break }
      let kinds = apart.parameter(try self.kinds(of: noun))
      step.estimate = .counted(
        "SELECT lit_count(\(call.arguments), \(kinds))", apart.parameters)
    case .inside(.things(let things)) where things.count == 1 && !noun.isRoute:
      step.estimate = .counted(
        """
        SELECT count(*) FROM idx_area_geom AS a CROSS JOIN idx_node_geom AS n
          ON n.xmin <= a.xmax AND n.xmax >= a.xmin AND n.ymin <= a.ymax AND n.ymax >= a.ymin
        WHERE a.pkid = ?1
        """, [.integer(things[0].id)])
    default: break
    }
    return step
  }

  /// Joins a place that measures what the answer shows beside what the driving place does.
  private mutating func measure(
    _ place: BoundPlace, _ question: BoundQuestion, _ row: String, _ source: inout Source
  ) throws -> Bool {
    guard let field = place.brings, source.brought[field] == nil, question.uses(field) else {
      return false
    }
    let noun = question.noun
    let rows = try rows(of: place.spot, noun)
    guard let brings = rows.brings else { return false }
    let other = alias()
    source.from +=
      "\nCROSS JOIN \(rows.from) AS \(other) ON \(other).node = "
      + (source.subject ?? subject(noun, row))
    source.brought[field] = "\(other).\(brings.column)"
    return true
  }

  /// The node of a row (for routes: the route), by which places know it.
  private mutating func subject(_ noun: Noun, _ row: String) -> String {
    noun.isPlantNode || noun.isRoute ? "\(row).id" : expand(noun.node ?? "NULL", noun, row)
  }

  private mutating func names(_ things: [BoundThing], _ noun: Noun, _ row: String) throws -> String
  {
    if noun.placement == .port || noun.placement == .strand {
      let column = noun.placement == .port ? "node" : "route"
      return "("
        + things.map {
          "(\(row).\(column) = \(parameter($0.id)) AND \(row).number = \(parameter($0.number)))"
        }.joined(separator: " OR ") + ")"
    }
    let ids = things.map { parameter($0.id) }.joined(separator: ", ")
    return "\(expand(noun.key, noun, row)) IN (\(ids))"
  }

  /// The place that should drive, or nil where rows are reached by name or all of them are read.
  private func driver(among question: BoundQuestion) -> Int? {
    func first(_ matches: (BoundSpot) -> Bool) -> Int? {
      question.places.firstIndex { !$0.isNegated && matches($0.spot) }
    }
    guard question.noun.node != nil || question.noun.isRoute else { return nil }
    let measuring =
      first { if case .near = $0 { true } else { false } }
      ?? question.places.firstIndex { $0.brings.map { question.uses($0) } ?? false }
    guard measuring == nil, question.things == nil else { return measuring }
    let drivers = question.places.indices.compactMap { index in
      question.places[index].isNegated
        ? nil : question.places[index].spot.breadth.map { (breadth: $0, index: index) }
    }
    return drivers.min { ($0.breadth, $0.index) < ($1.breadth, $1.index) }?.index
  }

  /// FROM clause with `place` in the outer loop and the noun's rows in the inner.
  private mutating func drive(
    _ place: BoundPlace, _ noun: Noun, _ row: String
  ) throws -> Source {
    let rows = try rows(of: place.spot, noun)
    let join: String
    if noun.isPlantNode || noun.isRoute {
      join = "\(row).id = at.node"
    } else if rows.isOfKey {
      join = "\(expand(noun.key, noun, row)) = at.node"
    } else {
      join = "\(expand(noun.node!, noun, row)) = at.node"
    }
    return Source(
      from: "FROM \(rows.from) AS at\nCROSS JOIN \(noun.table) AS \(row) ON \(join)",
      brought: rows.brings.map { [$0.field: "at.\($0.column)"] } ?? [:], isNear: place.isNear,
      tellsKind: rows.tellsKind, subject: rows.isOfKey ? nil : "at.node")
  }

  /// A place as a test of `row`, or of the node (for routes: the route) that `subject` gives.
  private mutating func test(
    _ place: BoundPlace, _ noun: Noun, _ row: String, _ subject: String? = nil
  ) throws -> String {
    if case .related = place.spot {
      return (place.isNegated ? "NOT " : "") + (try related(place.spot, noun, row))
    }
    if case .among(let set) = place.spot { return try among(set, row) }
    let rows = try rows(of: place.spot, noun)
    let subject = rows.isOfKey ? expand(noun.key, noun, row) : subject ?? self.subject(noun, row)
    let inside = "\(subject) IN (SELECT w.node FROM \(rows.from) AS w)"
    return place.isNegated ? "(\(inside)) IS NOT TRUE" : inside
  }

  /// A report's own test of `row`, its target and days bound; what it was not given is NULL.
  private mutating func test(_ report: BoundReport, _ noun: Noun, _ row: String) -> String {
    var sql = report.sql
    for hole in BoundReport.holeNames where sql.contains("{\(hole)}") {
      sql = Fragment.replace(sql, hole, with: parameter(report.holes[hole] ?? .null))
    }
    return "(\(expand(sql, noun, row)))"
  }

  /// A test that `row` is one of a question's things, of which only so many count.
  private mutating func among(_ set: BoundQuestion, _ row: String) throws -> String {
    let noun = set.noun
    let other = alias()
    let source = try source(of: set, row: other)
    let key: (String) -> String
    switch noun.placement {
    case .port: key = { "\($0).node, \($0).number" }
    case .strand: key = { "\($0).route, \($0).number" }
    default: key = { Fragment.expand(noun.key, row: $0, noun: noun) }
    }
    return "(\(key(row))) IN (SELECT \(key(other)) \(source.text)\(tail(of: set, source, other)))"
  }

  /// ORDER BY and LIMIT of a set of which only so many count; nothing where all do.
  mutating func tail(of set: BoundQuestion, _ source: Source, _ row: String) -> String {
    guard let limit = set.limit ?? (source.isNear ? Self.nearest : nil) else { return "" }
    let keys = source.isNear ? [] : keys(set, source, row)
    return (keys.isEmpty ? "" : "\nORDER BY " + keys.joined(separator: ", "))
      + "\nLIMIT " + parameter(Int64(limit))
  }

  /// How many `near` gives where nothing else is said.
  static let nearest = 10

  /// A place as a test under `where`.
  mutating func condition(_ place: BoundPlace, _ noun: Noun, _ row: String) throws -> String {
    try test(place, noun, row)
  }
}

extension BoundSpot {
  /// Which place drives where several could: the narrowest. Nil where it gives no rows.
  fileprivate var breadth: Int? {
    switch self {
    case .near, .way: 0
    case .between: 1
    case .fed: 2
    case .upstream: 3
    case .affected, .failing: 4
    case .at: 5
    case .reached: 6
    case .along: 7
    case .within: 8
    case .connected: 9
    case .inside: 10
    case .crossing: 11
    case .related, .among: nil
    }
  }
}

extension BoundQuestion {
  /// Whether the answer shows, tests or orders by a field that a place brings.
  func uses(_ brought: BroughtField) -> Bool {
    func uses(_ field: BoundField) -> Bool {
      if case .brought(brought) = field { true } else { false }
    }
    func tests(_ condition: BoundCondition) -> Bool {
      switch condition {
      case .and(let parts), .or(let parts): parts.contains(where: tests)
      case .not(let inner): tests(inner)
      case .compare(let field, _, _), .empty(let field, _), .among(let field, _),
        .between(let field, _, _), .like(let field, _):
        uses(field)
      case .compareFields(let field, _, let other): uses(field) || uses(other)
      case .place, .condition, .figure: false
      }
    }
    let orders = ordering.contains {
      if case .field(let field) = $0.key { uses(field) } else { false }
    }
    let counts = figures.contains {
      if case .aggregate(_, let field) = $0 { uses(field) } else { false }
    }
    return shown.contains(where: uses) || grouping.contains(where: uses) || orders || counts
      || filter.map(tests) ?? false
  }
}

extension BoundCondition {
  /// Chains of more are one test: the planner has no use for their parts.
  private static let mostApart = 8

  /// The tests that all must hold, each apart.
  var testedApart: [BoundCondition] {
    if case .and(let parts) = self, parts.count <= Self.mostApart {
      return parts.flatMap(\.testedApart)
    }
    return [self]
  }

  /// Whether only things of one code or name meet the condition.
  var namesThings: Bool {
    switch self {
    case .and(let parts): parts.contains { $0.namesThings }
    case .compare(.field(let field), "=", _): field.name == "code" || field.name == "name"
    default: false
    }
  }
}

// Where the rows of a question come from: one place drives, the others test.

internal import TopoqNetwork
internal import TopoqSQLite
internal import TopoqVocabulary

/// FROM and WHERE of a question, and what the driving place brings.
struct Source {
  var text: String
  /// The expression that gives a row's distance, where a place measures one.
  var distance: String?
  /// True where rows come nearest first.
  var isNear = false
  /// True where only rows of the noun's own kind come, so that their kind need not be tested.
  var tellsKind = false
}

extension Generator {
  /// Plans how to reach the rows of `question`, under the alias `row`.
  ///
  /// The rarest comes first: `near`, named things, light, then the ground. Everything else tests
  /// the places that arrive, before rows are joined to them where it can; CROSS JOIN keeps SQLite
  /// from changing the order.
  mutating func source(of question: BoundQuestion, row: String) throws -> Source {
    let noun = question.noun
    var tests: [String] = []
    var source = Source(text: "FROM \(noun.table) AS \(row)")
    let driver = driver(among: question)
    if let driver { source = try drive(question.places[driver], noun, row) }
    if let things = question.things {
      tests.append(try names(things, noun, row))
      plan.append("\(driver == nil ? "" : "then test ")\(noun.plural) by name")
    } else if driver == nil {
      plan.append("all \(noun.plural)")
    }
    // A port that is named may be a splitter's; those that are listed are sources'.
    let isNamedPort = noun.placement == .port && question.things != nil
    if let filter = noun.filter, !source.tellsKind, !isNamedPort {
      // Where a code or name is asked for, its index serves, and not that of kinds.
      let test = expand(filter, noun, row)
      tests.append(question.filter?.namesThings == true ? "(\(test)) IS TRUE" : test)
    }
    for (index, place) in question.places.enumerated() where index != driver {
      tests.append(try test(place, noun, row, driver == nil ? nil : "at.node"))
      plan.append("then test \(describe(place))")
    }
    if let report = question.report {
      tests.append(test(report, noun, row))
      plan.append("then test the report")
    }
    if let filter = question.filter {
      tests.append(try condition(filter, noun, row, source))
    }
    if !tests.isEmpty { source.text += "\nWHERE " + tests.joined(separator: "\n  AND ") }
    return source
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
      ?? (question.usesDistance ? first { if case .within = $0 { true } else { false } } : nil)
    guard measuring == nil, question.things == nil else { return measuring }
    return first { if case .fed = $0 { true } else { false } }
      ?? first { if case .upstream = $0 { true } else { false } }
      ?? first { if case .at = $0 { true } else { false } }
      ?? first { if case .within = $0 { true } else { false } }
      ?? first { if case .inside = $0 { true } else { false } }
      ?? first { if case .crossing = $0 { true } else { false } }
  }

  /// FROM clause with `place` in the outer loop and the noun's rows in the inner.
  private mutating func drive(
    _ place: BoundPlace, _ noun: Noun, _ row: String
  ) throws -> Source {
    let rows = try rows(of: place.spot, noun)
    plan.append("\(describe(place)) drives")
    let join: String
    if noun.isPlantNode || noun.isRoute {
      join = "\(row).id = at.node"
    } else {
      join = "\(expand(noun.node!, noun, row)) = at.node"
    }
    return Source(
      text: "FROM \(rows.from) AS at\nCROSS JOIN \(noun.table) AS \(row) ON \(join)",
      distance: rows.hasMetres ? "at.metres" : nil, isNear: place.isNear,
      tellsKind: rows.tellsKind)
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
    let subject =
      subject
      ?? (noun.isPlantNode || noun.isRoute ? "\(row).id" : expand(noun.node ?? "NULL", noun, row))
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

  func describe(_ place: BoundPlace) -> String {
    let word =
      switch place.spot {
      case .fed(_, let isDirect): isDirect ? "directly on" : "on"
      case .upstream: "upstream of"
      case .at: "at"
      case .inside: "in"
      case .crossing: "crossing"
      case .near: "near"
      case .within(let metres, _): "within \(metres) m of"
      case .related(let isPresent, _, let related):
        (isPresent ? "with " : "without ") + related.noun.plural
      case .among(let set): "one of \(set.limit ?? Self.nearest) \(set.noun.plural)"
      }
    return (place.isNegated ? "not " : "") + word + " " + describeTarget(place.spot)
  }

  private func describeTarget(_ spot: BoundSpot) -> String {
    switch spot {
    case .fed(let target, _), .upstream(let target), .at(let target), .inside(let target),
      .crossing(let target), .near(let target), .within(_, let target):
      switch target {
      case .things(let things):
        return things.map { "\($0.noun.name) \($0.code)" }.joined(separator: ", ")
      case .point(let longitude, let latitude): return "@\(latitude),\(longitude)"
      case .set(let question): return "a set of \(question.noun.plural)"
      }
    case .related, .among: return ""
    }
  }
}

extension BoundQuestion {
  /// Whether the answer shows, tests or orders by a distance.
  var usesDistance: Bool {
    func uses(_ field: BoundField) -> Bool {
      if case .distance = field { true } else { false }
    }
    func tests(_ condition: BoundCondition) -> Bool {
      switch condition {
      case .and(let parts), .or(let parts): parts.contains(where: tests)
      case .not(let inner): tests(inner)
      case .compare(let field, _, _), .empty(let field, _), .among(let field, _),
        .between(let field, _, _), .like(let field, _):
        uses(field)
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
  /// Whether only things of one code or name meet the condition.
  fileprivate var namesThings: Bool {
    switch self {
    case .and(let parts): parts.contains { $0.namesThings }
    case .compare(.field(let field), "=", _): field.name == "code" || field.name == "name"
    default: false
    }
  }
}

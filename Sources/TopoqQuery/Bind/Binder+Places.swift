// Places: what a target means, and whether the noun can be there.

internal import TopoqSQLite
internal import TopoqSyntax
internal import TopoqText
internal import TopoqVocabulary

extension Binder {
  mutating func bind(_ place: Place, of noun: TopoqVocabulary.Noun) throws -> BoundPlace? {
    if case .related(let relation) = place.spot {
      return try bind(relation, of: noun).map { BoundPlace(isNegated: place.isNegated, spot: $0) }
    }
    guard noun.placement != .nowhere else {
      report(
        Diagnostic(
          .doesNotApply, "\(noun.plural) are nowhere on the network", at: place.range,
          help: "ask for what hangs on it instead"))
      return nil
    }
    guard noun.node != nil || noun.isRoute else {
      let relation =
        noun.placement == .strand ? "ask for its routes, or with what hangs on it" : nil
      report(
        Diagnostic(
          .doesNotApply, "\(noun.plural) cannot be asked for by place", at: place.range,
          help: relation))
      return nil
    }
    guard let spot = try bind(place.spot, place.range) else { return nil }
    guard fits(spot, noun, place) else { return nil }
    if place.isNegated, case .near = spot {
      report(
        Diagnostic(
          .doesNotApply, "`not near` has no end: everything else is there", at: place.range,
          help: "write `not within 300 m of ...`"))
      return nil
    }
    if spot.isOnGround { try noteUnlocated() }
    return BoundPlace(isNegated: place.isNegated, spot: spot)
  }

  /// Nodes without a location are on no map: an answer about the ground says how many there are.
  private mutating func noteUnlocated() throws {
    guard
      let count = try connection.kept(
        "SELECT value FROM file WHERE key = 'nodes without location'"
      ).first()?.text,
      count != "0"
    else { return }
    let text =
      "\(count) \(count == "1" ? "node has" : "nodes have") no location in this file: "
      + "questions about the ground do not find them"
    guard !notes.contains(where: { $0.message == text }) else { return }
    notes.append(Diagnostic(nil, severity: .note, text, at: nil))
  }

  private mutating func bind(_ spot: Spot, _ range: SourceRange) throws -> BoundSpot? {
    switch spot {
    case .fed(let target, let isDirect):
      return try network(target).map { .fed($0, isDirect: isDirect) }
    case .upstream(let target, let isDirect):
      return try network(target).map { .upstream($0, isDirect: isDirect) }
    case .affected(let target): return try failing(target).map { .affected($0) }
    case .connected(let target): return try network(target).map { .connected($0) }
    case .along(let target): return try line(target, range).map { .along($0) }
    case .at(let target): return try housing(target).map { .at($0) }
    case .inside(let target): return try area(target).map { .inside($0) }
    case .crossing(let target): return try area(target).map { .crossing($0) }
    case .near(let target): return try ground(target).map { .near($0) }
    case .between(let first, let second): return try between(first, second)
    case .within(let quantity, let byFibre, let target)
    where byFibre || quantity.unit?.unit == .hops:
      return try reach(quantity, byFibre: byFibre, target)
    case .within(let quantity, _, let target):
      guard let metres = quantity.unit?.unit.inMetres else {
        report(
          Diagnostic(
            .unitMismatch, "`\(quantity.unit?.text ?? "")` is no distance over the ground",
            at: quantity.range,
            attempt: replacing(quantity.range, with: "\(quantity.number.text) m")))
        return nil
      }
      guard quantity.number.value >= 0 else {
        report(
          Diagnostic(
            .typeMismatch, "a distance is not below zero", at: quantity.range,
            attempt: replacing(
              quantity.range,
              with: String(quantity.number.text.dropFirst()) + " " + (quantity.unit?.text ?? "m"))))
        return nil
      }
      return try ground(target).map {
        .within(metres: quantity.number.value * metres, $0)
      }
    default:
      report(notAnswered("this place", range))
      return nil
    }
  }

  func notAnswered(_ what: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .notAnswered, "topoq understands \(what), but no loaded module answers it", at: range,
      help: "`help` lists what can be asked")
  }

  /// A target on the network: nodes, routes, strands, ports, or what hangs on a node.
  mutating func network(_ target: Target) throws -> BoundTarget? {
    guard let bound = try bind(target) else { return nil }
    let noun: TopoqVocabulary.Noun
    switch bound {
    case .point:
      report(
        Diagnostic(
          .doesNotApply, "a point on the map is no place on the network", at: target.range,
          help: "write `near` or `within 300 m of` before a point"))
      return nil
    case .things(let things): noun = things[0].noun
    case .set(let question): noun = question.noun
    }
    switch noun.placement {
    case .node, .route, .port, .strand, .attached: return bound
    case .area, .nowhere:
      report(
        Diagnostic(
          .doesNotApply, "\(article(noun.name)) \(noun.name) feeds nothing", at: target.range,
          help: noun.placement == .area ? "write `in` before an area" : nil,
          attempt: noun.placement == .area
            ? replacing(wordBefore(target.range), with: "in") : nil))
      return nil
    }
  }

  /// A target that can house: a node, or where something hangs.
  private mutating func housing(_ target: Target) throws -> BoundTarget? {
    guard let bound = try network(target) else { return nil }
    let noun = bound.noun
    guard let noun, noun.node != nil else {
      report(
        Diagnostic(
          .doesNotApply,
          "nothing is housed in \(noun.map { "\(article($0.name)) \($0.name)" } ?? "it")",
          at: target.range, help: "write `on` before a route or a strand"))
      return nil
    }
    return bound
  }

  private mutating func area(_ target: Target) throws -> BoundTarget? {
    if case .word(let word) = target, let noun = vocabulary.noun("area") {
      let text = word.text.normalized
      let coded = try things(coded: text, noun)
      let found = coded.isEmpty ? try things(titled: text, noun) : coded
      if found.count == 1 { return .things(found) }
    }
    guard let bound = try bind(target) else { return nil }
    let noun = bound.noun
    guard noun?.placement == .area else {
      report(
        Diagnostic(
          .doesNotApply, "`in` and `crossing` take an area", at: target.range,
          help: noun?.node != nil ? "write `on`, `at` or `near` before a thing" : nil,
          attempt: noun?.node != nil ? replacing(wordBefore(target.range), with: "on") : nil))
      return nil
    }
    return bound
  }

  private mutating func ground(_ target: Target) throws -> BoundTarget? {
    guard let bound = try bind(target) else { return nil }
    if case .things(let things) = bound {
      switch things[0].noun.placement {
      case .node, .route, .area, .attached, .port: break
      case .strand, .nowhere:
        report(
          Diagnostic(
            .doesNotApply, "a \(things[0].noun.name) has no place on the map", at: target.range))
        return nil
      }
    }
    return bound
  }

  /// What a target names, of whatever kind.
  mutating func bind(_ target: Target) throws -> BoundTarget? {
    switch target {
    case .things(let named):
      if let definition = definition(of: named.noun) {
        return try set(definition, named).map { .set($0) }
      }
      guard let noun = noun(named.noun) else { return nil }
      let found = try named.names.compactMap { try thing($0, noun) }
      return found.count == named.names.count ? .things(found) : nil
    case .word(let word): return try bare(word.text, target.range)
    case .string(let string): return try bare(string.text, target.range)
    case .parameter(let parameter):
      guard let thing = try parameterThing(parameter) else { return nil }
      return .things([thing])
    case .point(let point): return try bind(point)
    case .question(let question, let range):
      guard let bound = try bind(question) else { return nil }
      guard !bound.isGrouped else {
        report(Diagnostic(.doesNotApply, "figures are no place", at: range))
        return nil
      }
      return .set(bound)
    case .path(let path, _): return try routes(of: path)
    }
  }

  private mutating func parameterThing(_ parameter: Parameter) throws -> BoundThing? {
    let value = value(ofParameter: parameter.name)
    let text: String? =
      switch value {
      case .word(let word)?: word.text
      case .string(let string)?: string.text
      default: nil
      }
    guard let text else {
      report(
        Diagnostic(
          .parameterNotSet, "`$\(parameter.name)` is not set to a code", at: parameter.range,
          help: "say it with `set $\(parameter.name) = S12`, or end the sentence with "
            + "`using \(parameter.name) = S12`"))
      return nil
    }
    guard case .things(let things)? = try bare(text, parameter.range) else { return nil }
    return things.first
  }

  /// A bare code is a target where only one thing bears it.
  private mutating func bare(_ written: String, _ range: SourceRange) throws -> BoundTarget? {
    let text = written.normalized
    let found = try bearers(of: text)
    if found.count == 1 { return .things(found) }
    if found.isEmpty {
      report(
        Diagnostic(
          .unknownCode, "nothing bears the code or name `\(text.shortened)`", at: range,
          help: "say which kind of thing it is, as in `splitter \(text.shortened)`"))
    } else {
      let kinds = found.prefix(6).map { "\($0.noun.name) \($0.code.asName)" }
      report(
        Diagnostic(
          .ambiguousCode, kinds.joined(separator: " or ") + "? say which kind", at: range,
          expected: Array(kinds), attempt: replacing(range, with: kinds[0])))
    }
    return nil
  }

  private mutating func bind(_ point: PointLiteral) throws -> BoundTarget? {
    let (longitude, latitude) = (point.longitude.value, point.latitude.value)
    let swapped = "@\(point.longitude.text),\(point.latitude.text)"
    let isOnEarth = abs(latitude) <= 90 && abs(longitude) <= 180
    let isFar =
      try !isOnEarth
      || connection.first(
        "SELECT is_far_from_network(?, ?)", [.real(longitude), .real(latitude)]) == .integer(1)
    guard isFar else { return .point(longitude: longitude, latitude: latitude) }
    let isSwappedNear =
      try abs(longitude) <= 90
      && connection.first(
        "SELECT is_far_from_network(?, ?)", [.real(latitude), .real(longitude)]) == .integer(0)
    report(
      Diagnostic(
        .pointElsewhere,
        isOnEarth
          ? "this point lies more than 100 km outside the network"
          : "there is no such point: latitude is -90 to 90, longitude -180 to 180",
        at: point.range, help: "a point is latitude first, as in map links",
        attempt: isSwappedNear ? replacing(point.range, with: swapped) : nil))
    return nil
  }

  private mutating func bind(
    _ relation: Relation, of noun: TopoqVocabulary.Noun
  ) throws -> BoundSpot? {
    var related: BoundQuestion?
    switch relation.related {
    case .noun(let word): related = try set(word)
    case .question(let question, _):
      related = try bind(question)
      if let bound = related, bound.isGrouped {
        report(Diagnostic(.doesNotApply, "figures are no things", at: question.range))
        return nil
      }
      related = related?.asSet
    }
    guard let related else { return nil }
    let joinsParty = noun.party != nil && related.noun.party != nil
    let joinsNode =
      related.noun.node != nil && (noun.node != nil || noun.isRoute || noun.placement == .strand)
    guard joinsParty || joinsNode else {
      report(
        Diagnostic(
          .doesNotApply, "\(noun.plural) have no \(related.noun.plural)", at: relation.range))
      return nil
    }
    let amount = relation.amount.map { amount in
      switch amount.comparison {
      case .atLeast: (">=", amount.count)
      case .atMost: ("<=", amount.count)
      case .exactly: ("=", amount.count)
      }
    }
    return .related(isPresent: relation.isPresent, amount: amount, related)
  }
}

extension BoundSpot {
  /// Whether the place is one on the map.
  fileprivate var isOnGround: Bool {
    switch self {
    case .inside, .crossing, .near, .within, .along: true
    case .fed, .upstream, .affected, .failing, .connected, .reached, .between, .way, .at, .related,
      .among:
      false
    }
  }
}

extension TopoqVocabulary.Noun {
  var isRoute: Bool {
    if case .route = placement { true } else { false }
  }
  var isPlantNode: Bool {
    if case .node = placement { true } else { false }
  }
}

// Paths, traces, and what lies on a way or within reach over the network.

internal import TopoqSQLite
internal import TopoqSyntax
internal import TopoqText
internal import TopoqVocabulary

extension Binder {
  // MARK: Paths

  /// A path, or nil with a diagnostic.
  mutating func bind(_ path: Path) throws -> BoundWay? {
    let origin = try wayStop(path.origin, "begins at")
    let destination = try wayStop(path.destination, "ends at")
    var waypoints: [BoundThing] = []
    for target in path.waypoints {
      guard let stops = try wayStops(target) else { return nil }
      if let end = stops.first(where: { stop in
        [origin, destination].contains { $0?.isSame(as: stop) == true }
      }) {
        report(
          Diagnostic(
            .doesNotApply, "the path begins or ends at \(end.noun.name) \(end.code) as it is",
            at: target.range, help: "leave out this `via`", attempt: without(.via, target.range)))
      }
      waypoints += stops
    }
    let passed = [origin, destination].compactMap { $0 } + waypoints
    var avoided: [BoundTarget] = []
    for target in path.avoiding {
      guard let bound = try avoidable(target) else { return nil }
      refuseBoth(bound, passed, target.range)
      avoided.append(bound)
    }
    let shown = shown(path.shown, inTrace: false)
    guard let origin, let destination, let shown else { return nil }
    guard !origin.isSame(as: destination) else {
      report(
        Diagnostic(
          .doesNotApply, "a path from \(origin.noun.name) \(origin.code) to itself has no hops",
          at: path.destination.range, help: "name another thing after `to`"))
      return nil
    }
    return BoundWay(
      origin: origin, destination: destination, waypoints: waypoints, avoided: avoided,
      cost: path.cost ?? .length, shown: shown)
  }

  /// What is to be passed cannot be avoided as well.
  private mutating func refuseBoth(
    _ avoided: BoundTarget, _ passed: [BoundThing], _ range: SourceRange
  ) {
    guard case .things(let things) = avoided,
      let both = things.first(where: { thing in passed.contains { $0.isSame(as: thing) } })
    else { return }
    report(
      Diagnostic(
        .doesNotApply, "the way is to pass \(both.noun.name) \(both.code), and cannot avoid it",
        at: range, help: "leave out this `avoiding`", attempt: without(.avoiding, range)))
  }

  /// The sentence without a target and the keyword before it.
  private func without(_ keyword: Keyword, _ range: SourceRange) -> String? {
    let before = Array(source.utf8)[..<range.lowerBound]
    guard let end = before.lastIndex(where: { $0 > 0x20 }) else { return nil }
    let start = end + 1 - keyword.spelling.utf8.count
    guard start > 0,
      String(decoding: before[start...end], as: UTF8.self).lowercased() == keyword.spelling
    else { return nil }
    // With what follows goes the space before.
    return replacing(SourceRange(start - 1, range.upperBound), with: "")
  }

  /// One thing on the network, where a way begins or ends.
  private mutating func wayStop(_ target: Target, _ verb: String) throws -> BoundThing? {
    guard let bound = try plant(target, "a way \(verb) plant") else { return nil }
    guard case .things(let things) = bound, things.count == 1 else {
      report(
        Diagnostic(
          .doesNotApply, "a way \(verb) one thing", at: target.range,
          help: "name one, as in `path from olt OLT1 to customer C1001`"))
      return nil
    }
    return things[0]
  }

  /// A target on the network, for what is measured over it.
  private mutating func plant(_ target: Target, _ message: String) throws -> BoundTarget? {
    guard let bound = try bind(target) else { return nil }
    switch bound {
    case .point:
      report(
        Diagnostic(
          .doesNotApply, "\(message), and a point on the map is none", at: target.range,
          help: "`nodes near` the point `limit 1` says what stands there"))
      return nil
    case .things, .set:
      let things: [BoundThing]? = if case .things(let things) = bound { things } else { nil }
      let set: BoundQuestion? = if case .set(let set) = bound { set } else { nil }
      guard let noun = things?.first?.noun ?? set?.noun else { return nil }
      guard noun.placement == .area || noun.placement == .nowhere else { return bound }
      let area = noun.placement == .area ? things?.first?.code.asName : nil
      report(
        Diagnostic(
          .doesNotApply, "\(message), and \(article(noun.name)) \(noun.name) is none",
          at: target.range,
          help: area.map { "`(nodes in area \($0))` is the plant in it" }))
      return nil
    }
  }

  /// What a way is to pass: things by name, in their order.
  private mutating func wayStops(_ target: Target) throws -> [BoundThing]? {
    guard let bound = try plant(target, "a way passes plant") else { return nil }
    guard case .things(let things) = bound else {
      report(
        Diagnostic(
          .doesNotApply, "a way passes things in an order, and a set has none", at: target.range,
          help: "name what is to be passed, each after its own `via`"))
      return nil
    }
    return refusesPort(things[0].noun, target.range, "passes") ? nil : things
  }

  /// What a way or a trace is to keep away from.
  mutating func avoidable(_ target: Target) throws -> BoundTarget? {
    guard let bound = try bind(target) else { return nil }
    let noun: TopoqVocabulary.Noun
    switch bound {
    case .point:
      report(
        Diagnostic(
          .doesNotApply, "a point has no size, so nothing leads through it", at: target.range,
          help: "write `avoiding (nodes within 300 m of ...)`"))
      return nil
    case .things(let things): noun = things[0].noun
    case .set(let set): noun = set.noun
    }
    guard noun.placement != .nowhere else {
      report(
        Diagnostic(
          .doesNotApply, "\(noun.plural) are nowhere on the network", at: target.range))
      return nil
    }
    return refusesPort(noun, target.range, "avoids") ? nil : bound
  }

  private mutating func refusesPort(
    _ noun: TopoqVocabulary.Noun, _ range: SourceRange, _ verb: String
  ) -> Bool {
    guard noun.placement == .port else { return false }
    report(
      Diagnostic(
        .doesNotApply, "a way \(verb) nodes, routes and strands, and no ports", at: range,
        help: "name the node, or the route on that port"))
    return true
  }

  /// What is shown of each hop: all columns where nothing is said.
  mutating func shown(_ fields: [TopoqSyntax.Field], inTrace: Bool) -> [HopField]? {
    guard !fields.isEmpty else { return inTrace ? HopField.ofTrace : HopField.ofPath }
    let node = vocabulary.noun("node")
    var shown: [HopField] = []
    for field in fields {
      let word = field.text.lowercased()
      if let own = HopField.named(word, inTrace: inTrace) {
        shown.append(own)
      } else if let node, let found = vocabulary.field(word, of: node) {
        let sql = Fragment.expand(found.sql, row: "n", noun: node, keep: ["today", "currency"])
        shown.append(HopField(word, found.type, sql))
      } else {
        let columns = inTrace ? HopField.ofTrace : HopField.ofPath
        let words = columns.map(\.name) + (node.map { vocabulary.fields(of: $0).map(\.name) } ?? [])
        let near = Suggestions.nearest(to: field.text, among: words)
        report(
          Diagnostic(
            .unknownWord, "a hop has no `\(field.text)`", at: field.range, didYouMean: near,
            help: "it has \(columns.map(\.name).joined(separator: ", ")), and the fields of its "
              + "node: `describe node` lists them",
            attempt: near.first.map { replacing(field.range, with: $0) }))
      }
    }
    return shown.count == fields.count ? shown : nil
  }

  // MARK: Paths and reaches as places

  /// All along a way: the set of its routes.
  mutating func routes(of path: Path) throws -> BoundTarget? {
    guard let noun = vocabulary.noun("route"), let way = try bind(path) else { return nil }
    if let field = path.shown.first {
      report(
        Diagnostic(
          .doesNotApply, "`show` lists hops, and here the path is a place", at: field.range,
          help: "leave out `show` in the parentheses"))
      return nil
    }
    var routes = BoundQuestion(noun: noun)
    routes.places = [BoundPlace(isNegated: false, spot: .way(way))]
    return .set(routes)
  }

  /// `between A and B`.
  mutating func between(_ first: Target, _ second: Target) throws -> BoundSpot? {
    guard let from = try network(first), let to = try network(second) else { return nil }
    if case .things(let one) = from, case .things(let other) = to, one.count == 1,
      other.count == 1, one[0].isSame(as: other[0])
    {
      report(
        Diagnostic(
          .doesNotApply, "nothing lies between \(one[0].noun.name) \(one[0].code) and itself",
          at: second.range, help: "name another thing after `and`"))
      return nil
    }
    return .between(from, to)
  }

  /// `within 3 hops of X`, `within 2 km by fibre of X`.
  mutating func reach(_ quantity: Quantity, byFibre: Bool, _ target: Target) throws -> BoundSpot? {
    guard let reach = extent(quantity, byFibre: byFibre, target) else { return nil }
    return try plant(target, "fibre and hops are measured from plant").map { .reached(reach, $0) }
  }

  private mutating func extent(
    _ quantity: Quantity, byFibre: Bool, _ target: Target
  ) -> BoundReach? {
    let number = quantity.number
    let unit = quantity.unit?.text ?? ""
    guard number.value >= 0 else {
      report(
        Diagnostic(
          .typeMismatch, "a distance is not below zero", at: quantity.range,
          attempt: replacing(
            quantity.range, with: String(number.text.dropFirst()) + " " + unit)))
      return nil
    }
    if quantity.unit?.unit == .hops {
      guard !byFibre else {
        let words = SourceRange(quantity.range.lowerBound, target.range.lowerBound)
        report(
          Diagnostic(
            .unitMismatch, "hops are counted, and fibre is measured in metres",
            at: quantity.range, help: "write `within 2 km by fibre of` for a length",
            attempt: replacing(words, with: "\(number.text) \(unit) of ")))
        return nil
      }
      guard let hops = number.integer else {
        report(
          Diagnostic(
            .typeMismatch, "hops are counted in whole numbers", at: quantity.range,
            attempt: replacing(
              quantity.range, with: "\(Int(exactly: number.value.rounded(.up)) ?? 1) hops")))
        return nil
      }
      return .hops(hops)
    }
    guard let metres = quantity.unit?.unit.inMetres else {
      report(
        Diagnostic(
          .unitMismatch, "`\(unit)` is no length of fibre", at: quantity.range,
          attempt: replacing(quantity.range, with: "\(number.text) m")))
      return nil
    }
    return .metresOfFibre(number.value * metres)
  }

  // MARK: Traces

  /// A trace, or nil with a diagnostic.
  mutating func bind(_ trace: Trace) throws -> BoundTrace? {
    guard let origin = try network(trace.origin) else { return nil }
    let shown = shown(trace.shown, inTrace: true)
    var destination: BoundTrace.Destination?
    if let named = trace.destination {
      guard let found = try bind(destination: named) else { return nil }
      destination = found
    }
    var avoided: BoundTarget?
    if let target = trace.avoiding {
      guard let bound = try avoidable(target) else { return nil }
      if case .things(let starts) = origin { refuseBoth(bound, starts, target.range) }
      avoided = bound
    }
    guard let shown else { return nil }
    return BoundTrace(
      isUpstream: trace.direction == .upstream, origin: origin, destination: destination,
      avoided: avoided, shown: shown)
  }

  private mutating func bind(destination named: NamedThings) throws -> BoundTrace.Destination? {
    guard let noun = noun(named.noun) else { return nil }
    guard noun.node != nil, noun.placement != .port || named.names.isEmpty else {
      report(
        Diagnostic(
          .doesNotApply, "a trace leads to nodes, and to what hangs on them", at: named.range,
          help: noun.placement == .port
            ? "name the node of the port" : "`avoiding` takes routes and strands"))
      return nil
    }
    let found = try named.names.compactMap { try thing($0, noun) }
    guard found.count == named.names.count else { return nil }
    return BoundTrace.Destination(noun: noun, things: found)
  }
}

extension BoundThing {
  /// Whether it is the same row, by whatever noun it was named.
  func isSame(as other: BoundThing) -> Bool {
    id == other.id && number == other.number && noun.table == other.noun.table
      && (noun.placement == .port) == (other.noun.placement == .port)
  }
}

// An impact: a question about what is served, over what fails, grouped by what becomes of it.

internal import TopoqSQLite
internal import TopoqSyntax
internal import TopoqText
internal import TopoqVocabulary

extension Binder {
  /// `impact of X` as a question: without more, the figures of each splitter and outcome.
  mutating func bind(_ impact: Impact) throws -> BoundQuestion? {
    let before = diagnostics.count
    guard let served = vocabulary.served ?? vocabulary.noun("premises") else {
      refuse("`impact`", impact.range)
      return nil
    }
    guard let target = try failing(impact.target) else { return nil }
    var bound = BoundQuestion(noun: served)
    let beyond = try impact.distance.flatMap { try fibre($0, from: target) }
    bound.places = [BoundPlace(isNegated: false, spot: .failing(target, beyondMetres: beyond))]
    var tail = impact.tail
    var scope = WordScope(noun: served, brought: [.outcome], figures: [])
    if !tail.grouping.isEmpty || tail.shown.isEmpty {
      let chosen = tail.shown.compactMap { figure(named: $0, of: served) }
      if !chosen.isEmpty, chosen.count == tail.shown.count {
        bound.figures = chosen
        tail = tail.showingNothing
      } else {
        bound.figures =
          [.count]
          + vocabulary.measures(of: served).filter(\.isOfImpact).map { .measure($0) }
      }
      bound.grouping = tail.grouping.compactMap { bind($0, scope) }
      if tail.grouping.isEmpty, let splitter = vocabulary.field("splitter", of: served) {
        bound.grouping = [.field(splitter)]
      }
      let outcome = BoundField.brought(.outcome)
      if !bound.grouping.contains(where: { $0.name == outcome.name }) {
        bound.grouping.append(outcome)
      }
    }
    scope = WordScope(noun: served, brought: [.outcome], figures: bound.figures)
    if let having = tail.having { bound.having = try bind(having, scope) }
    bindTail(tail, &bound, scope)
    return diagnostics.count == before ? bound : nil
  }

  /// The figure that a word of `show` names beside `by`.
  private func figure(
    named field: TopoqSyntax.Field, of noun: TopoqVocabulary.Noun
  ) -> BoundFigure? {
    let word = field.text.lowercased()
    return word == "count" ? .count : vocabulary.measure(word, of: noun).map { .measure($0) }
  }

  /// So many metres of fibre below what fails; nil for a position on a route, which is cut
  /// wherever on it that is.
  private mutating func fibre(_ distance: Quantity, from target: BoundTarget) throws -> Double? {
    guard let unit = distance.unit, let scale = unit.unit.inMetres else {
      report(
        Diagnostic(
          .unitMismatch, "`\(distance.unit?.text ?? "")` is no distance along the fibre",
          at: distance.range,
          attempt: replacing(distance.range, with: "\(distance.number.text) m")))
      return nil
    }
    let metres = distance.number.value * scale
    guard metres >= 0 else {
      report(
        Diagnostic(
          .typeMismatch, "a distance is not below zero", at: distance.range,
          attempt: replacing(
            distance.range, with: "\(distance.number.text.dropFirst()) \(unit.text)")))
      return nil
    }
    guard case .things(let things) = target, things.count == 1 else {
      report(
        Diagnostic(
          .doesNotApply, "a distance is measured from one thing", at: distance.range,
          help: "name one, or leave out `at \(written(distance.range))`"))
      return nil
    }
    guard things[0].noun.isRoute else { return metres }
    try refuseBeyondEnd(metres, of: things[0], distance.range)
    return nil
  }

  private mutating func refuseBeyondEnd(
    _ metres: Double, of route: BoundThing, _ range: SourceRange
  ) throws {
    guard let field = vocabulary.field("length_m", of: route.noun) else { return }
    let value = Fragment.expand(field.sql, row: "r", noun: route.noun)
    let key = Fragment.expand(route.noun.key, row: "r", noun: route.noun)
    let length = try connection.first(
      "SELECT \(value) FROM \(route.noun.table) AS r WHERE \(key) = ?", [.integer(route.id)])?.real
    guard let length, metres > length else { return }
    let text = NumberText.trimmed(length, decimals: 1)
    report(
      Diagnostic(
        .positionBeyondEnd, "\(route.noun.name) \(route.code) is \(text) m long", at: range,
        help: "metres count from where the route begins",
        attempt: replacing(range, with: "\(text) m")))
  }
}

extension Tail {
  /// The same without `show`.
  fileprivate var showingNothing: Tail {
    Tail(grouping: grouping, having: having, ordering: ordering, limit: limit)
  }
}

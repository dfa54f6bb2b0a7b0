// What can fail, what runs as a line, and which things these places can be asked of.

internal import TopoqSyntax
internal import TopoqVocabulary

extension Binder {
  /// A target that can fail: plant, or what hangs on a node. An area does not.
  mutating func failing(_ target: Target) throws -> BoundTarget? {
    guard let bound = try bind(target) else { return nil }
    switch bound.noun?.placement {
    case .node, .route, .port, .strand, .attached: return bound
    case nil:
      report(
        Diagnostic(
          .doesNotApply, "a point on the map does not fail: name what stands there",
          at: target.range))
    case .area:
      let written = written(target.range)
      report(
        Diagnostic(
          .doesNotApply, "an area does not fail; say what in it does", at: target.range,
          help: "for the routes that meet it: `(routes crossing \(written))`",
          attempt: replacing(target.range, with: "(routes crossing \(written))")))
    case .nowhere:
      report(
        Diagnostic(
          .doesNotApply, "\(bound.noun?.plural ?? "these") are no plant, and do not fail",
          at: target.range))
    }
    return nil
  }

  /// A target that runs as a line: routes.
  mutating func line(_ target: Target, _ place: SourceRange) throws -> BoundTarget? {
    guard let bound = try bind(target) else { return nil }
    guard bound.noun?.isRoute != true else { return bound }
    let what = bound.noun.map { "\(article($0.name)) \($0.name)" } ?? "a point"
    report(
      Diagnostic(
        .doesNotApply, "\(what) is no line: things are along a route", at: target.range,
        help: "write `within 25 m of` before what is no line",
        attempt: replacing(
          place,
          with: (written(place).lowercased().hasPrefix("not") ? "not " : "")
            + "within 25 m of " + written(target.range))))
    return nil
  }

  /// Whether things of a noun can be at a place of this kind; reports where they cannot.
  mutating func fits(_ spot: BoundSpot, _ noun: TopoqVocabulary.Noun, _ place: Place) -> Bool {
    guard noun.placement == .port else { return true }
    switch spot {
    case .affected(let target) where target.noun?.isPlantNode != true:
      report(
        Diagnostic(
          .doesNotApply, "light begins at a port, and nothing below takes it away",
          at: place.range, help: "ask what hangs on it: `premises \(written(place.range))`"))
      return false
    case .connected:
      report(
        Diagnostic(
          .doesNotApply, "ports are connected only as what they belong to is", at: place.range,
          help: "write `olts` or `splitters` before `\(written(place.range))`"))
      return false
    default: return true
    }
  }

  /// A part of the sentence as it was written.
  func written(_ range: SourceRange) -> String {
    String(decoding: Array(source.utf8)[range.lowerBound..<range.upperBound], as: UTF8.self)
  }
}

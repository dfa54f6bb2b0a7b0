// What stands after `where` and `having`.

internal import TopoqSQLite
internal import TopoqSyntax
internal import TopoqVocabulary

extension Binder {
  /// The bound condition, or nil with a diagnostic. Chains are flat; depth is the parser's bound.
  mutating func bind(
    _ condition: TopoqSyntax.Condition, _ scope: WordScope
  ) throws -> BoundCondition? {
    switch condition {
    case .and(let parts, _):
      let bound = try parts.compactMap { try bind($0, scope) }
      return bound.count == parts.count ? .and(bound) : nil
    case .or(let parts, _):
      let bound = try parts.compactMap { try bind($0, scope) }
      return bound.count == parts.count ? .or(bound) : nil
    case .not(let inner, _): return try bind(inner, scope).map { .not($0) }
    case .place(let place):
      guard !scope.isOfGroups else {
        reportNotOfGroups("a place", place.range, scope)
        return nil
      }
      guard let bound = try bind(place, of: scope.noun) else { return nil }
      guard !bound.isNear else {
        report(
          Diagnostic(
            .doesNotApply, "`near` has no end, so everything would meet this condition",
            at: place.range, help: "write `within 300 m of ...`"))
        return nil
      }
      return isTooMuch(.place(bound), place.range) ? nil : .place(bound)
    case .test(let test): return try bind(test, scope)
    }
  }

  /// More tests are not taken in one sentence: SQLite's time to prepare them grows with the square.
  private static let mostTests = 400

  /// What is looked up for each row, or sits somewhere, costs; a column or a figure does not.
  private mutating func isTooMuch(_ bound: BoundCondition?, _ range: SourceRange) -> Bool {
    let isCostly: Bool
    switch bound {
    case .place?: isCostly = true
    case .condition(let condition)?: isCostly = condition.sql.mentions("(SELECT ")
    case .compare(let field, _, _)?, .empty(let field, _)?, .among(let field, _)?,
      .between(let field, _, _)?, .like(let field, _)?:
      isCostly = field.isLookedUp
    case .compareFields(let field, _, let other)?:
      isCostly = field.isLookedUp || other.isLookedUp
    default: isCostly = false
    }
    guard isCostly else { return false }
    costlyTests += 1
    guard costlyTests > Self.mostTests else { return false }
    if costlyTests == Self.mostTests + 1 {
      report(
        Diagnostic(
          .tooMuch, "more than \(Self.mostTests) such tests are too many for one sentence",
          at: range, help: "a list is one test: `splitter in (S12, S13)`"))
    }
    return true
  }

  private mutating func bind(_ test: Test, _ scope: WordScope) throws -> BoundCondition? {
    let bound = try bindTest(test, scope)
    return isTooMuch(bound, test.range) ? nil : bound
  }

  private mutating func bindTest(_ test: Test, _ scope: WordScope) throws -> BoundCondition? {
    let word = test.field.text.lowercased()
    let isOfGroups = figure(word, scope) != nil || scope.grouping.contains(word)
    guard !scope.isOfGroups || isOfGroups else {
      reportNotOfGroups("`\(test.field.text)`", test.range, scope)
      return nil
    }
    guard let operation = test.operation else { return bindBare(test, word, scope) }
    if let figure = figure(word, scope) {
      guard case .compare(let comparison, let value) = operation else {
        report(
          Diagnostic(
            .typeMismatch, "`\(test.field.text)` is a figure: compare it with a number",
            at: test.range))
        return nil
      }
      let currency = currency(of: value)
      return try bind(value, as: figure.type, test.field).map {
        .figure(figure, comparison.rawValue, $0, currency: currency)
      }
    }
    if vocabulary.field(word, of: scope.noun) == nil,
      vocabulary.condition(word, of: scope.noun) != nil
    {
      report(
        Diagnostic(
          .comparedCondition,
          "`\(test.field.text)` is a condition: it holds or not, and is not compared",
          at: test.range, attempt: replacing(test.range, with: word)))
      return nil
    }
    guard let field = bind(test.field, scope) else { return nil }
    if let other = comparedField(operation, field, scope) { return other }
    return try bind(operation, field, test)
  }

  /// `having` tests groups; what is said of each thing comes before `by`.
  private mutating func reportNotOfGroups(
    _ what: String, _ range: SourceRange, _ scope: WordScope
  ) {
    report(
      Diagnostic(
        .doesNotApply, "\(what) is said of each of the \(scope.noun.plural), not of a group",
        at: range, expected: scope.figures.map(\.name) + scope.grouping,
        help: "test it before `by`, after `where`"))
  }

  private func figure(_ word: String, _ scope: WordScope) -> BoundFigure? {
    guard !scope.figures.isEmpty else { return nil }
    if let figure = scope.figures.first(where: { $0.name == word || $0.lastWord == word }) {
      return figure
    }
    return word == "count" ? .count : nil
  }

  private mutating func bindBare(
    _ test: Test, _ word: String, _ scope: WordScope
  ) -> BoundCondition? {
    if let condition = vocabulary.condition(word, of: scope.noun) {
      noteFooting(condition)
      return .condition(condition)
    }
    if let field = vocabulary.field(word, of: scope.noun) {
      if field.type == .boolean { return .compare(.field(field), "=", .integer(1)) }
      report(
        Diagnostic(
          .bareField, "`\(test.field.text)` is a field: say what to compare it with",
          at: test.range, help: "for example `\(word) is not empty`"))
      return nil
    }
    if test.field.path.count == 1, let attribute = attribute(test.field.text, of: scope.noun) {
      // A column of an import: true, yes, y or 1 hold; anything else does not.
      return .among(
        .attribute(attribute),
        ["true", "yes", "y", "1"].map { .text($0) })
    }
    reportUnknown(test.field, scope, role: "condition")
    return nil
  }

  /// Where a row that names only a node speaks for whoever is there, the answer says so.
  private mutating func noteFooting(_ condition: TopoqVocabulary.Condition) {
    guard let footing = condition.footing,
      let found = try? connection.first(footing.sql), found != .null
    else { return }
    guard !notes.contains(where: { $0.message == footing.note }) else { return }
    notes.append(Diagnostic(nil, severity: .note, footing.note, at: nil))
  }

  private mutating func bind(
    _ operation: Operation, _ field: BoundField, _ test: Test
  ) throws -> BoundCondition? {
    guard let field = counted(field, operation, test) else { return nil }
    switch operation {
    case .compare(let comparison, let value):
      if case .attribute = field, case .quantity(let quantity) = value, quantity.unit == nil {
        return .compare(field, comparison.rawValue, .real(quantity.number.value))
      }
      return try bind(value, as: field.type, test.field).map {
        .compare(field, comparison.rawValue, $0)
      }
    case .empty(let isNegated): return .empty(field, isNegated: isNegated)
    case .among(let values):
      let bound = try values.compactMap { try bind($0, as: field.type, test.field) }
      return bound.count == values.count ? .among(field, bound) : nil
    case .between(let low, let high):
      guard let low = try bind(low, as: field.type, test.field),
        let high = try bind(high, as: field.type, test.field)
      else { return nil }
      return .between(field, low, high)
    case .like(let pattern):
      guard field.type == .text else {
        report(
          Diagnostic(
            .typeMismatch, "`like` compares text, and `\(test.field.text)` is none",
            at: test.range))
        return nil
      }
      guard pattern.text.utf8.count <= Self.longestPattern else {
        report(
          Diagnostic(
            .typeMismatch, "a pattern has at most \(Self.longestPattern) letters", at: test.range))
        return nil
      }
      return .like(field, pattern.text)
    }
  }

  /// A word after the sign is another field of the thing, where the field's own values are no
  /// words: a day, a length, a sum of money. Both are then of one type.
  private func comparedField(
    _ operation: Operation, _ field: BoundField, _ scope: WordScope
  ) -> BoundCondition? {
    guard case .compare(let comparison, .word(let word)) = operation, case .field = field,
      field.type != .text, field.type != .boolean,
      let other = vocabulary.field(word.text.lowercased(), of: scope.noun),
      other.type == field.type
    else { return nil }
    return .compareFields(field, comparison.rawValue, .field(other))
  }

  /// SQLite takes no more than 1,000, and a bracket needs three.
  private static let longestPattern = 300

  /// A field of money in the currency of the literals it is compared with.
  private mutating func counted(
    _ field: BoundField, _ operation: Operation, _ test: Test
  ) -> BoundField? {
    guard case .field(let money) = field, money.type == .money else { return field }
    let values: [TopoqSyntax.Value]
    switch operation {
    case .compare(_, let value): values = [value]
    case .among(let all): values = all
    case .between(let low, let high): values = [low, high]
    case .empty, .like: return field
    }
    let codes = Set(values.compactMap { currency(of: $0) })
    guard codes.count < 2 else {
      report(
        Diagnostic(
          .typeMismatch, "amounts in \(codes.sorted().joined(separator: " and ")) do not compare",
          at: test.range, help: "ask in one currency"))
      return nil
    }
    return codes.first.map { .money(money, currency: $0) } ?? field
  }
}

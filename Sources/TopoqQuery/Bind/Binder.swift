// Turns a parsed question into a bound one, or says what it does not understand.

public import TopoqSQLite
public import TopoqSyntax
public import TopoqText
public import TopoqVocabulary

/// Binds sentences against a vocabulary and a file. What is wrong is collected, not thrown.
public struct Binder {
  let vocabulary: Vocabulary
  let lexicon: Lexicon
  let connection: ConnectionHandle
  let today: Day
  let source: String
  public internal(set) var diagnostics: [Diagnostic] = []
  /// What an answer says of its footing.
  public internal(set) var notes: [Diagnostic] = []
  var parameters: [String: TopoqSyntax.Value] = [:]
  /// How many corrections deep the sentence is; 0 for what was asked.
  let round: Int

  public init(
    _ vocabulary: Vocabulary, _ lexicon: Lexicon, _ connection: ConnectionHandle, today: Day,
    source: String, parameters: [ParameterBinding] = []
  ) {
    self.init(
      vocabulary, lexicon, connection, today: today, source: source, parameters: parameters,
      round: 0)
  }

  init(
    _ vocabulary: Vocabulary, _ lexicon: Lexicon, _ connection: ConnectionHandle, today: Day,
    source: String, parameters: [ParameterBinding], round: Int
  ) {
    self.round = round
    self.vocabulary = vocabulary
    self.lexicon = lexicon
    self.connection = connection
    self.today = today
    self.source = source
    for binding in parameters { self.parameters[binding.name.key] = binding.value }
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// The bound question, or nil where `diagnostics` says why not.
  public mutating func bind(_ question: Question) throws -> BoundQuestion? {
    let before = diagnostics.count
    guard var bound = try bindThings(question.things) else { return nil }
    for place in question.places {
      if let place = try bind(place, of: bound.noun) { bound.places.append(place) }
    }
    refuseEndless(question, bound)
    let hasDistance = bound.places.contains { $0.bringsDistance }
    let scope = WordScope(noun: bound.noun, hasDistance: hasDistance, figures: [])
    if let filter = question.filter { bound.filter = try bind(filter, scope) }
    for measure in question.heading?.measures ?? [] {
      if let figure = bind(measure, scope) { bound.figures.append(figure) }
    }
    for field in question.grouping {
      if let field = bind(field, scope) { bound.grouping.append(field) }
    }
    if !bound.grouping.isEmpty, bound.figures.isEmpty { bound.figures = [.count] }
    let groupScope = WordScope(
      noun: bound.noun, hasDistance: hasDistance, figures: bound.figures)
    if let having = question.having { bound.having = try bind(having, groupScope) }
    try bindTail(question, &bound, groupScope)
    return diagnostics.count == before ? bound : nil
  }

  /// `near` lists the nearest; where no list is asked for, it has no end.
  private mutating func refuseEndless(_ question: Question, _ bound: BoundQuestion) {
    let near = zip(question.places, bound.places).filter { $0.1.isNear }.map(\.0)
    guard let first = near.first, diagnostics.isEmpty else { return }
    if near.count > 1 {
      report(
        Diagnostic(
          .doesNotApply, "nearest first can be only from one place", at: near[1].range,
          help: "write `within 300 m of` for the other"))
    } else if question.heading != nil || !question.grouping.isEmpty {
      report(
        Diagnostic(
          .doesNotApply, "`near` has no end, so there is nothing to count", at: first.range,
          help: "write `within 300 m of`, or `count (\(bound.noun.plural) near ... limit 5)`"))
    }
  }

  private mutating func bindTail(
    _ question: Question, _ bound: inout BoundQuestion, _ scope: WordScope
  ) throws {
    for field in question.shown {
      if let field = bind(field, scope) { bound.shown.append(field) }
    }
    if bound.isGrouped, !question.shown.isEmpty {
      report(
        Diagnostic(
          .doesNotApply, "`show` lists things, and this question asks for figures",
          at: question.shown[0].range, help: "leave out either `show` or the figures"))
    }
    for key in question.ordering {
      if let sortKey = bindSortKey(key, bound, scope) {
        bound.ordering.append((sortKey, key.isDescending))
      }
    }
    bound.limit = question.limit?.count
    let asksNothing =
      question.places.isEmpty && question.filter == nil && !bound.isGrouped
      && question.shown.isEmpty && question.ordering.isEmpty
    bound.isCard = asksNothing && bound.things?.count == 1
    if bound.shown.isEmpty, !bound.isGrouped { bound.shown = defaultFields(bound) }
  }

  /// The fields shown where the question does not say which.
  private func defaultFields(_ bound: BoundQuestion) -> [BoundField] {
    let noun = bound.noun
    var fields =
      bound.isCard
      ? vocabulary.fields(of: noun).map { BoundField.field($0) }
      : noun.shown.compactMap { vocabulary.field($0, of: noun).map { .field($0) } }
    if bound.places.contains(where: { $0.isNear }) { fields.append(.distance) }
    return fields
  }

  private mutating func bindSortKey(
    _ key: SortKey, _ bound: BoundQuestion, _ scope: WordScope
  ) -> BoundSortKey? {
    let word = key.field.text.lowercased()
    if let figure = bound.figures.first(where: { $0.name == word || $0.lastWord == word }) {
      return .figure(figure)
    }
    if bound.isGrouped {
      if let field = bound.grouping.first(where: { $0.name == word }) { return .field(field) }
      if word == "count" { return .figure(.count) }
      if let measure = vocabulary.measure(word, of: bound.noun) {
        return .figure(.measure(measure))
      }
      report(
        Diagnostic(
          .doesNotApply, "the answer has no `\(key.field.text)` to order by", at: key.range,
          expected: bound.grouping.map(\.name) + bound.figures.map(\.name)))
      return nil
    }
    return bind(key.field, scope).map { .field($0) }
  }

  // MARK: Things

  private mutating func bindThings(_ things: Things) throws -> BoundQuestion? {
    switch things {
    case .question(let inner, _):
      guard let base = try bind(inner) else { return nil }
      guard !base.isGrouped else {
        report(
          Diagnostic(
            .doesNotApply, "figures are no set of things", at: inner.range,
            help: "leave out the figures in the parentheses"))
        return nil
      }
      return base.asSet
    case .noun(let named):
      guard let noun = noun(named.noun) else { return nil }
      guard !named.names.isEmpty else { return BoundQuestion(noun: noun) }
      let found = try named.names.compactMap { try thing($0, noun) }
      return found.count == named.names.count ? BoundQuestion(noun: noun, things: found) : nil
    }
  }

  mutating func noun(_ noun: TopoqSyntax.Noun) -> TopoqVocabulary.Noun? {
    if let found = vocabulary.noun(noun.canonical) { return found }
    report(
      Diagnostic(
        .unknownNoun, "`\(noun.text)` is no thing topoq knows", at: noun.range,
        didYouMean: lexicon.nounsNear(noun.text)))
    return nil
  }
}

extension BoundQuestion {
  /// The things of a question in parentheses, for another question to go on from.
  var asSet: BoundQuestion {
    var set = BoundQuestion(noun: noun, things: things)
    set.report = report
    if limit != nil || places.contains(where: \.isNear) {
      set.things = nil
      set.report = nil
      set.places = [BoundPlace(isNegated: false, spot: .among(self))]
      return set
    }
    set.places = places
    set.filter = filter
    return set
  }
}

/// Where words are looked up: a noun, and what the rest of the sentence brings.
struct WordScope {
  let noun: TopoqVocabulary.Noun
  let hasDistance: Bool
  /// In `having` and `order by`: the figures of a group.
  let figures: [BoundFigure]
}

extension BoundFigure {
  /// The field's or measure's own word: `balance` of `sum balance`.
  var lastWord: String {
    if case .aggregate(_, let field) = self { field.name } else { name }
  }
}

extension BoundPlace {
  var isNear: Bool {
    if case .near = spot { !isNegated } else { false }
  }
  var bringsDistance: Bool {
    switch spot {
    case .near, .within: !isNegated
    default: false
    }
  }
}

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
  /// Values of parameters by lower-cased name; those of the sentence go before those of the session.
  var parameters: [String: TopoqSyntax.Value] = [:]
  /// Parameters whose value stands in the sentence itself.
  private(set) var givenParameters: Set<String> = []
  let definitions: Definitions
  /// The names that are being followed to their questions.
  var expanding: Set<String> = []
  /// How often a name has been followed in the sentence.
  var expansions = 0
  /// Tests so far that cost a look-up a row.
  var costlyTests = 0
  /// True in a change, which may name inputs (`port S12:in`) and ranges (`strand F7#1-12`).
  var namesEnds = false
  /// How many corrections deep the sentence is; 0 for what was asked.
  let round: Int

  public init(
    _ vocabulary: Vocabulary, _ lexicon: Lexicon, _ connection: ConnectionHandle, today: Day,
    source: String, definitions: Definitions = Definitions(), parameters: [ParameterBinding] = []
  ) {
    self.init(
      vocabulary, lexicon, connection, today: today, source: source, definitions: definitions,
      parameters: parameters, round: 0)
  }

  init(
    _ vocabulary: Vocabulary, _ lexicon: Lexicon, _ connection: ConnectionHandle, today: Day,
    source: String, definitions: Definitions, parameters: [ParameterBinding], round: Int
  ) {
    self.round = round
    self.definitions = definitions
    self.vocabulary = vocabulary
    self.lexicon = lexicon
    self.connection = connection
    self.today = today
    self.source = source
    self.parameters = definitions.values
    for binding in parameters { self.parameters[binding.name.key] = binding.value }
    givenParameters = Set(parameters.map(\.name.key))
  }

  /// Corrected sentences are tried with what this sentence is bound with.
  public var attempts: Attempts {
    Attempts(vocabulary, lexicon, connection, today: today, definitions: definitions)
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// The bound question, or nil where `diagnostics` says why not.
  public mutating func bind(_ question: Question) throws -> BoundQuestion? {
    if let (definition, range) = wholeDefinition(question) {
      return try expand(definition, at: range)
    }
    let before = diagnostics.count
    let namedEnds = namesEnds
    namesEnds = false
    defer { namesEnds = namedEnds }
    guard var bound = try bindThings(question.things) else { return nil }
    for place in question.places {
      if let place = try bind(place, of: bound.noun) { bound.places.append(place) }
    }
    refuseEndless(question, bound)
    let brought = Set(bound.places.compactMap(\.brings))
    let scope = WordScope(noun: bound.noun, brought: brought, figures: [])
    if let filter = question.filter, let own = try bind(filter, scope) {
      // The set in parentheses may have a condition of its own.
      bound.filter = bound.filter.map { $0.and(own) } ?? own
    }
    for measure in question.heading?.measures ?? [] {
      if let figure = bind(measure, scope) { bound.figures.append(figure) }
    }
    for field in question.grouping {
      if let field = bind(field, scope) { bound.grouping.append(field) }
    }
    if !bound.grouping.isEmpty, bound.figures.isEmpty { bound.figures = [.count] }
    let groupScope = WordScope(
      noun: bound.noun, brought: brought, figures: bound.figures,
      grouping: bound.grouping.map(\.name))
    if let having = question.having { bound.having = try bind(having, groupScope) }
    bindTail(question.tail, &bound, groupScope)
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

  /// Binds `show`, `order by` and `limit`; the fields shown where the question does not say which.
  mutating func bindTail(
    _ tail: Tail, _ bound: inout BoundQuestion, _ scope: WordScope
  ) {
    for field in tail.shown {
      if let field = bind(field, scope) { bound.shown.append(field) }
    }
    if bound.isGrouped, !tail.shown.isEmpty {
      report(
        Diagnostic(
          .doesNotApply, "`show` lists things, and this question asks for figures",
          at: tail.shown[0].range, help: "leave out either `show` or the figures"))
    }
    for key in tail.ordering {
      if let sortKey = bindSortKey(key, bound, scope) {
        bound.ordering.append((sortKey, key.isDescending))
      }
    }
    bound.limit = tail.limit?.count
    let asksNothing =
      bound.places.isEmpty && bound.filter == nil && !bound.isGrouped && tail.shown.isEmpty
      && tail.ordering.isEmpty
    bound.isCard = asksNothing && bound.things?.count == 1
    if bound.shown.isEmpty, !bound.isGrouped { bound.shown = defaultFields(bound) }
  }

  /// The fields shown where the question does not say which.
  private func defaultFields(_ bound: BoundQuestion) -> [BoundField] {
    let noun = bound.noun
    var fields =
      bound.isCard
      ? cardFields(of: noun)
      : noun.shown.compactMap { vocabulary.field($0, of: noun).map { .field($0) } }
    for place in bound.places {
      if place.isNear || place.brings == .chainage, let brought = place.brings {
        fields.append(.brought(brought))
      }
    }
    // What the answer is ordered by is worth a column.
    for case .field(let key) in bound.ordering.map(\.key)
    where !fields.contains(where: { $0.name == key.name }) {
      fields.append(key)
    }
    return fields
  }

  /// All that is known of a thing: first what is said of its kind alone, then what of many.
  private func cardFields(of noun: TopoqVocabulary.Noun) -> [BoundField] {
    let fields = vocabulary.fields(of: noun)
    let own = fields.filter { $0.scope == .noun(noun.name) }
    return (own + fields.filter { $0.scope != .noun(noun.name) }).map { .field($0) }
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
      if let definition = definition(of: named.noun) { return try set(definition, named) }
      guard let noun = noun(named.noun) else { return nil }
      guard !named.names.isEmpty else { return BoundQuestion(noun: noun) }
      let found = try named.names.compactMap { try thing($0, noun) }
      return found.count == named.names.count ? BoundQuestion(noun: noun, things: found) : nil
    }
  }

  mutating func noun(_ noun: TopoqSyntax.Noun) -> TopoqVocabulary.Noun? {
    if let found = vocabulary.noun(noun.canonical) { return found }
    guard definition(of: noun) == nil else {
      reportNamed(noun)
      return nil
    }
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

extension BoundCondition {
  /// Both, as one flat chain.
  fileprivate func and(_ other: BoundCondition) -> BoundCondition {
    func parts(_ condition: BoundCondition) -> [BoundCondition] {
      if case .and(let parts) = condition { parts } else { [condition] }
    }
    return .and(parts(self) + parts(other))
  }
}

/// Where words are looked up: a noun, and what the rest of the sentence brings.
struct WordScope {
  let noun: TopoqVocabulary.Noun
  let brought: Set<BroughtField>
  /// In `having` and `order by`: the figures of a group.
  let figures: [BoundFigure]
  /// In `having` and `order by`: what the groups have in common.
  var grouping: [String] = []

  /// Whether what is said is said of groups, not of things.
  var isOfGroups: Bool { !grouping.isEmpty }
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
}

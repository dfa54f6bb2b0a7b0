// What a name of somebody's own stands for: the question behind it, bound where it is used.

internal import TopoqSQLite
internal import TopoqSyntax
internal import TopoqText
internal import TopoqVocabulary

extension Binder {
  /// Names that stand for one another more often than this are not followed in one sentence.
  private static let mostExpansions = 64

  /// The question that a noun is the name of, or nil where a module brings the noun.
  func definition(of noun: TopoqSyntax.Noun) -> Definitions.NamedQuestion? {
    vocabulary.noun(noun.canonical) == nil ? definitions.question(noun.canonical) : nil
  }

  /// The definition that is all that a question says: it is then asked as it was defined.
  func wholeDefinition(_ question: Question) -> (Definitions.NamedQuestion, SourceRange)? {
    guard question.heading == nil, question.places.isEmpty, question.filter == nil,
      question.tail == Tail(), case .noun(let named) = question.things, named.names.isEmpty
    else { return nil }
    return definition(of: named.noun).map { ($0, named.noun.range) }
  }

  /// The question behind a name, bound, or nil with a diagnostic at `range`.
  mutating func expand(
    _ definition: Definitions.NamedQuestion, at range: SourceRange
  ) throws -> BoundQuestion? {
    guard !expanding.contains(definition.key) else {
      report(
        Diagnostic(
          .doesNotApply, "`\(definition.name)` leads back to itself: it is `\(definition.text)`",
          at: range, help: "`forget \(definition.name)`, and define it by something else"))
      return nil
    }
    expansions += 1
    guard expansions <= Self.mostExpansions else {
      report(
        Diagnostic(
          .tooMuch, "this sentence uses names more than \(Self.mostExpansions) times over",
          at: range, help: "ask for its parts one by one"))
      return nil
    }
    let parsed = Parser.parse(definition.text, lexicon: lexicon)
    guard !parsed.hasErrors, case .inquiry(let inquiry)? = parsed.statements.first,
      case .question(let question) = inquiry.asked
    else {
      reportBroken(definition, parsed.diagnostics.first, range)
      return nil
    }
    var inner = Binder(
      vocabulary, lexicon, connection, today: today, source: definition.text,
      definitions: definitions, parameters: [], round: round)
    inner.parameters = parameters
    inner.expanding = expanding.union([definition.key])
    inner.expansions = expansions
    let bound = try inner.bind(question)
    expansions = inner.expansions
    for note in inner.notes where !notes.contains(where: { $0.message == note.message }) {
      notes.append(note)
    }
    guard let bound, inner.diagnostics.isEmpty else {
      reportBroken(definition, inner.diagnostics.first, range)
      return nil
    }
    return bound
  }

  /// A definition that held once, and no longer does, or one that still needs a value.
  private mutating func reportBroken(
    _ definition: Definitions.NamedQuestion, _ inner: Diagnostic?, _ range: SourceRange
  ) {
    let reason = inner.map { ": " + $0.message } ?? ""
    let code = inner?.code ?? .unknownNoun
    report(
      Diagnostic(
        code, "`\(definition.name)` cannot be asked\(reason)", at: range,
        help: code == .parameterNotSet
          ? inner?.help
          : "`\(definition.name)` is `\(definition.text)`; `forget \(definition.name)` takes it away"
      ))
  }

  /// The things that a name stands for, for another question to go on from.
  mutating func set(
    _ definition: Definitions.NamedQuestion, at range: SourceRange
  ) throws -> BoundQuestion? {
    guard let bound = try expand(definition, at: range) else { return nil }
    guard !bound.isGrouped else {
      report(
        Diagnostic(
          .doesNotApply, "`\(definition.name)` asks for figures, which are no set of things",
          at: range, help: "it is `\(definition.text)`; `\(definition.name)` alone asks it"))
      return nil
    }
    return bound.asSet
  }

  /// `late C1001`: those of the things named that the name stands for.
  mutating func set(
    _ definition: Definitions.NamedQuestion, _ named: NamedThings
  ) throws -> BoundQuestion? {
    guard var set = try set(definition, at: named.noun.range) else { return nil }
    guard !named.names.isEmpty else { return set }
    let found = try named.names.compactMap { try thing($0, set.noun) }
    guard found.count == named.names.count else { return nil }
    if set.things != nil {
      let all = set
      set = BoundQuestion(noun: all.noun)
      set.places = [BoundPlace(isNegated: false, spot: .among(all))]
    }
    set.things = found
    return set
  }

  /// All things of a noun, or those that a name stands for.
  mutating func set(_ noun: TopoqSyntax.Noun) throws -> BoundQuestion? {
    if let definition = definition(of: noun) { return try set(definition, at: noun.range) }
    return self.noun(noun).map { BoundQuestion(noun: $0) }
  }

  /// A kind of thing is wanted, and a question's name stands there.
  mutating func reportNamed(_ noun: TopoqSyntax.Noun) {
    guard let definition = definition(of: noun) else { return }
    let meant = definitions.noun(behind: noun.canonical, vocabulary, lexicon)
    report(
      Diagnostic(
        .doesNotApply, "`\(noun.text)` is the name of a question, and a kind of thing is wanted",
        at: noun.range, help: "it is `\(definition.text)`",
        attempt: meant.map { replacing(noun.range, with: $0.name) }))
  }
}

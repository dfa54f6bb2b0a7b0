// Changes: which verb is meant, of what, and with which arguments.

public import TopoqSyntax
internal import TopoqVocabulary

internal import TopoqText

extension Binder {
  /// The bound change, or nil where `diagnostics` says why not.
  public mutating func bind(_ change: Change) throws -> BoundChange? {
    try verified { binder in
      try binder.bind(
        change.verb, change.target, change.arguments, change.range)
    }
  }

  /// `set splitter S12 ports 16`, bound as the verb `set`.
  public mutating func bind(_ edit: Edit) throws -> BoundChange? {
    let start = edit.range.lowerBound
    let verb = Word(text: "set", range: SourceRange(start, start + 3))
    return try verified { binder in
      try binder.bind(verb, .things(edit.things), edit.arguments, edit.range)
    }
  }

  /// Binds, and puts corrected sentences to the test.
  private mutating func verified(
    _ body: (inout Binder) throws -> BoundChange?
  ) throws -> BoundChange? {
    namesEnds = true
    let bound = try body(&self)
    namesEnds = false
    guard !diagnostics.isEmpty else { return bound }
    diagnostics = Attempts(vocabulary, lexicon, connection, today: today).verified(
      diagnostics, round: round)
    return nil
  }

  private mutating func bind(
    _ word: Word, _ target: Target?, _ arguments: [Argument], _ range: SourceRange
  ) throws -> BoundChange? {
    let verbs = vocabulary.verbs(named: word.key)
    guard !verbs.isEmpty else {
      reportAbsent(word)
      return nil
    }
    guard let (verb, bound) = try bind(target, word, verbs) else { return nil }
    let before = diagnostics.count
    let forms = vocabulary.arguments(of: verb)
    var values: [String: ArgumentValue] = [:]
    var ranges: [String: SourceRange] = [:]
    for argument in arguments {
      let name = argument.word.key
      guard let form = forms.first(where: { $0.name == name }) else {
        reportUnknown(argument, verb)
        continue
      }
      guard ranges[name] == nil else {
        report(
          Diagnostic(
            .argumentTwice, "`\(argument.word.text)` is given twice", at: argument.range,
            help: "leave one of them out", attempt: replacing(argument.range, with: "")))
        continue
      }
      ranges[name] = argument.range
      values[name] = try bind(argument, form)
    }
    for form in forms where form.isRequired && ranges[form.name] == nil {
      report(
        Diagnostic(
          .missingArgument, "`\(verb.name)` needs `\(form.name)`: \(form.doc)", at: range,
          help: "for example `\(verb.example)`"))
    }
    guard diagnostics.count == before else { return nil }
    return BoundChange(
      verb: verb, target: bound, arguments: values, range: range,
      targetRange: target?.range ?? word.range, argumentRanges: ranges)
  }

  private mutating func reportAbsent(_ word: Word) {
    guard let module = lexicon.absentWords[word.key] else {
      report(
        Diagnostic(
          .notAnswered, "no loaded module knows the change `\(word.text)`", at: word.range,
          didYouMean: Suggestions.nearest(
            to: word.text, among: vocabulary.allVerbs.map(\.name)),
          help: "`help verbs` lists what can be done"))
      return
    }
    report(
      Diagnostic(
        .unknownWord, "`\(word.text)` belongs to \(module), which is not loaded",
        at: word.range, help: "`help verbs` lists what can be done"))
  }

  private mutating func reportUnknown(_ argument: Argument, _ verb: Verb) {
    let names = vocabulary.arguments(of: verb).map(\.name)
    let near = Suggestions.nearest(to: argument.word.text, among: names)
    report(
      Diagnostic(
        .unknownArgument,
        names.isEmpty
          ? "`\(verb.name)` takes no arguments"
          : "`\(verb.name)` takes no `\(argument.word.text)`", at: argument.range,
        didYouMean: near, expected: near.isEmpty ? names : [],
        help: "`describe \(verb.name)` lists what it takes",
        attempt: near.first.map { replacing(argument.word.range, with: $0) }))
  }

  // MARK: The target

  /// Which of the verbs of one word is meant, and of what.
  private mutating func bind(
    _ target: Target?, _ word: Word, _ verbs: [Verb]
  ) throws -> (Verb, BoundChange.Target)? {
    guard let target else {
      if let verb = verbs.first(where: { $0.target == .none }) { return (verb, .none) }
      report(
        Diagnostic(
          .missingName, "`\(word.text)` does not say what", at: word.range,
          expected: takers(of: verbs), help: "for example `\(verbs[0].example)`"))
      return nil
    }
    if case .things(let named) = target, let noun = vocabulary.noun(named.noun.canonical),
      let verb = verbs.first(where: { $0.target == .new && vocabulary.fits($0, noun) })
    {
      return try bindNew(named, noun).map { (verb, $0) }
    }
    guard let bound = try bind(target) else { return nil }
    let noun: TopoqVocabulary.Noun
    let kept: BoundChange.Target
    switch bound {
    case .point:
      report(
        Diagnostic(
          .doesNotApply, "nothing can be done to a point on the map", at: target.range,
          expected: takers(of: verbs)))
      return nil
    case .things(let things): (noun, kept) = (things[0].noun, .things(things))
    case .set(let question): (noun, kept) = (question.noun, .set(question))
    }
    let fitting = verbs.first { $0.target == .thing && vocabulary.fits($0, noun) }
    guard let fitting else {
      reportUnfit(word, verbs, noun, target.range)
      return nil
    }
    return (fitting, kept)
  }

  /// Nouns that verbs are done to, for a message.
  private func takers(of verbs: [Verb]) -> [String] {
    var names: [String] = []
    for noun in verbs.flatMap({ vocabulary.nouns(of: $0) }) where !names.contains(noun.name) {
      names.append(noun.name)
    }
    return names
  }

  private mutating func reportUnfit(
    _ word: Word, _ verbs: [Verb], _ noun: TopoqVocabulary.Noun, _ range: SourceRange
  ) {
    let others = vocabulary.verbs(of: noun).map(\.name)
    let takers = takers(of: verbs)
    report(
      Diagnostic(
        .doesNotApply,
        takers.isEmpty
          ? "`\(word.text)` stands alone" : "`\(word.text)` is not done to \(noun.plural)",
        at: range, expected: takers,
        help: others.isEmpty
          ? "nothing can be done to \(noun.plural)"
          : "to \(noun.plural) there is: " + others.joined(separator: ", ")))
  }

  /// A thing that the change makes: its code must be free.
  private mutating func bindNew(
    _ named: NamedThings, _ noun: TopoqVocabulary.Noun
  ) throws -> BoundChange.Target? {
    let before = diagnostics.count
    var codes: [String] = []
    for name in named.names {
      var text = name.text.normalized
      if name.kind == .parameter {
        guard let given = parameterText(name.text) else {
          report(
            Diagnostic(
              .parameterNotSet, "`$\(name.text)` is not set", at: name.range,
              help: "end the sentence with `using \(name.text) = ...`"))
          continue
        }
        text = given
      }
      if let bearer = try bearer(of: text, whereMade: noun) {
        report(
          Diagnostic(
            .nameTaken, "`\(bearer.code)` is taken: \(bearer.noun.name) \(bearer.code.asName)",
            at: name.range,
            help: "a code is unique among all \(noun.isPlantNode ? "nodes" : noun.plural)"
          ))
      } else if codes.contains(text) {
        report(Diagnostic(.nameTaken, "`\(text)` stands twice", at: name.range))
      }
      codes.append(text)
    }
    return diagnostics.count == before ? .new(noun, codes: codes) : nil
  }

  /// Who bears a code that a new thing of `noun` would bear: codes are unique over all kinds of
  /// node, and over all kinds of route.
  private func bearer(
    of code: String, whereMade noun: TopoqVocabulary.Noun
  ) throws -> BoundThing? {
    let widest = vocabulary.allNouns.first { other in
      other.table == noun.table && other.filter == nil
    }
    guard let thing = try things(coded: code, widest ?? noun).first else { return nil }
    return noun.isPlantNode ? try ofOwnKind(thing) : thing
  }
}

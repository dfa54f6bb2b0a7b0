// What may be defined: a name that is free, and a question that can be asked.

internal import TopoqSQLite
public import TopoqSyntax
internal import TopoqText
internal import TopoqVocabulary

extension Binder {
  /// Whether a question may be kept under its name; `diagnostics` says why not.
  public mutating func accept(_ definition: Definition) throws -> Bool {
    let sentence = "\(definition.isSaved ? "save" : "let") \(definition.name.text) = "
    guard try accept(definition.name, as: sentence + definition.question.printed) else {
      return false
    }
    let before = diagnostics.count
    _ = try bind(definition.question)
    // What a parameter stands for may be said when the question is asked.
    let isWaiting = diagnostics.dropFirst(before).allSatisfy { $0.code == .parameterNotSet }
    if isWaiting { diagnostics.removeSubrange(before...) }
    if definition.isSaved { refuseFleeting(definition) }
    guard !diagnostics.isEmpty else { return true }
    diagnostics = attempts.verified(diagnostics, round: round)
    return false
  }

  /// Whether a word may stand for a noun; `diagnostics` says why not.
  public mutating func accept(_ alias: Alias) throws -> Bool {
    guard definition(of: alias.noun) == nil else {
      report(
        Diagnostic(
          .doesNotApply,
          "`\(alias.noun.text)` is the name of a question, and an alias is another "
            + "word for a kind of thing", at: alias.noun.range,
          help: "give the question another name with `save \(alias.word.text) = ...`"))
      return false
    }
    return try accept(
      alias.word, as: "alias \(alias.word.text) = \(alias.noun.text)", isAlias: true)
  }

  /// What the file keeps cannot rest on what ends with the session.
  private mutating func refuseFleeting(_ definition: Definition) {
    let parsed = Parser.parse(
      definition.question.printed,
      lexicon: definitions.savedOnly.lexicon(over: Lexicon(vocabulary, formats: [])))
    guard parsed.hasErrors else { return }
    let fleeting = definitions.questions.filter { !$0.isSaved }.map(\.name)
    report(
      Diagnostic(
        .doesNotApply, "this rests on a name of this session, and the file outlasts it",
        at: definition.question.range, expected: fleeting.map { "save \($0) = ..." },
        help: "`forget` the name, and `save` it before this"))
  }

  // MARK: Names

  private mutating func accept(
    _ word: Word, as sentence: String, isAlias: Bool = false
  ) throws -> Bool {
    let isName = word.text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
        || "_-".unicodeScalars.contains($0)
        || $0.properties.generalCategory == .nonspacingMark
        || $0.properties.generalCategory == .spacingMark
    }
    guard isName, word.text.unicodeScalars.first?.properties.isAlphabetic == true else {
      report(
        Diagnostic(
          .unexpected, "a name begins with a letter, and has letters, digits, `_` and `-`",
          at: word.range, help: "choose another name"))
      return false
    }
    if let existing = existing(word) {
      report(
        Diagnostic(
          .nameTaken, "`\(word.text)` is taken: it is `\(existing.text)`", at: word.range,
          help: "`forget \(word.text)` frees it",
          attempt: "forget \(existing.name); \(sentence)"))
      return false
    }
    guard let use = try use(of: word, isAlias: isAlias) else { return true }
    report(
      Diagnostic(
        .nameTaken, "`\(word.text)` is taken: \(use.reason)", at: word.range,
        help: use.help ?? "choose another name"))
    return false
  }

  /// What somebody defined under this name before.
  private func existing(_ word: Word) -> (name: String, text: String)? {
    if let question = definitions.question(word.key) { return (question.name, question.text) }
    return definitions.aliases.first { $0.key == word.key || $0.plural == word.key }
      .map { ($0.word, $0.noun) }
  }

  /// What a word means already, where somebody else gave it its meaning.
  private func use(of word: Word, isAlias: Bool) throws -> (reason: String, help: String?)? {
    let key = word.key
    if let noun = vocabulary.noun(key) { return ("it is a kind of thing, \(noun.doc)", nil) }
    if Keyword.named(key) != nil { return ("it is a word of the language itself", nil) }
    if lexicon.measures.contains(key) { return ("it is a figure", nil) }
    if lexicon.verbs.contains(key) { return ("it is a change", nil) }
    if lexicon.reports.contains(key) { return ("it is a report", nil) }
    if let module = lexicon.absentWords[key] {
      return ("it is a word of \(module), which is not loaded here", nil)
    }
    if !isAlias, let noun = lexicon.tradeWords[key] {
      return (
        "trades say it for \(noun)",
        "choose another name; `alias \(word.text) = \(noun)` makes it a word of this file"
      )
    }
    if let thing = try bearers(of: word.text.normalized).first {
      return ("it is the code or name of \(thing.noun.name) \(thing.code.asName)", nil)
    }
    return nil
  }
}

extension Definitions {
  /// Without what ends with the session.
  fileprivate var savedOnly: Definitions {
    var saved = self
    for question in questions where !question.isSaved { saved.removeQuestion(question.key) }
    return saved
  }
}

// `let`, `save`, `alias`, `set` and `forget`: names for the session, or for as long as the file lasts.

internal import TopoqQuery
internal import TopoqSQLite
internal import TopoqStore
internal import TopoqSyntax
internal import TopoqVocabulary

extension Session {
  /// The names known now. Where the file cannot be read just then, those known before.
  mutating func currentNames() -> Names {
    let handle = connection.handle
    try? names.refresh(handle)
    return names
  }

  /// What became of a sentence that defines; nil where it is another.
  mutating func define(
    _ statement: TopoqSyntax.Statement, _ source: String, _ words: Words
  ) throws -> Outcome? {
    let order = ChangeOrder(statement: statement, source: source, isConfirmed: true)
    let note: String
    switch statement {
    case .define(let definition): note = try define(definition, order, words)
    case .alias(let alias): note = try define(alias, order, words)
    case .forget(let word, _): note = try forget(word, order, words)
    case .set(let setting):
      names.change { $0.set(setting.parameter.name, to: setting.value) }
      note = "`$\(setting.parameter.name)` is \(setting.value.printed) for this session"
    default: return nil
    }
    let remark = Diagnostic(nil, severity: .note, note, at: nil)
    return Outcome(rows: 0, notes: [remark], planMicroseconds: 0, runMicroseconds: 0)
  }

  private mutating func define(
    _ definition: Definition, _ order: ChangeOrder, _ words: Words
  ) throws -> String {
    try verify(words, order.source) { binder throws in try binder.accept(definition) }
    let name = definition.name.text
    let text = definition.question.printed
    guard definition.isSaved else {
      names.change {
        $0.add(Definitions.NamedQuestion(name: name, isSaved: false, text: text))
      }
      return "`\(name)` serves as a noun in this session"
    }
    try keep(StoredDefinition(name: name, sort: .question, text: text), as: name, order, words)
    return "`\(name)` serves as a noun in this file"
  }

  private mutating func define(
    _ alias: Alias, _ order: ChangeOrder, _ words: Words
  ) throws -> String {
    try verify(words, order.source) { binder throws in try binder.accept(alias) }
    let noun = alias.noun.canonical
    let word = alias.word.text
    try keep(StoredDefinition(name: word, sort: .alias, text: noun), as: word, order, words)
    return "`\(alias.word.text)` means \(noun) in this file"
  }

  /// Puts a definition to the test at one moment of the file.
  private func verify(
    _ words: Words, _ source: String, _ accept: (inout Binder) throws -> Bool
  ) throws {
    let handle = connection.handle
    var binder = words.binder(handle, source)
    let isAccepted = try explaining { try handle.reading { try accept(&binder) } }
    guard isAccepted else { throw WrongSentence(binder.diagnostics) }
  }

  private mutating func forget(
    _ word: Word, _ order: ChangeOrder, _ words: Words
  ) throws -> String {
    let before = names
    if let question = names.definitions.question(word.key) {
      if question.isSaved {
        try keep(nil, as: question.name, order, words)
      } else {
        names.change { $0.removeQuestion(word.key) }
      }
      let broken = orphans(since: before)
      guard !broken.isEmpty else { return "`\(question.name)` is forgotten" }
      return "`\(question.name)` is forgotten; \(broken.joined(separator: ", ")) used it, and "
        + "cannot be asked until it is defined again"
    }
    if let alias = names.definitions.alias(word.key) {
      try keep(nil, as: alias.word, order, words)
      return "`\(alias.word)` is forgotten"
    }
    if names.definitions.values[word.key] != nil {
      names.change { $0.set(word.text, to: nil) }
      return "`$\(word.text)` is forgotten"
    }
    let known =
      names.definitions.questions.map(\.name) + names.definitions.aliases.map(\.word)
      + names.definitions.values.keys.sorted()
    let near = Suggestions.nearest(to: word.text, among: known)
    throw WrongSentence([
      Diagnostic(
        .nothingToForget, "nobody defined `\(word.text)`, so there is nothing to forget",
        at: word.range, didYouMean: near, help: "`help names` lists what is defined",
        attempt: near.first.map { "forget \($0)" })
    ])
  }

  /// Questions that could be read before, and cannot now.
  private func orphans(since before: Names) -> [String] {
    names.definitions.questions.filter { question in
      !Parser.parse(question.text, lexicon: before.lexicon).hasErrors
        && Parser.parse(question.text, lexicon: names.lexicon).hasErrors
    }.map { "`\($0.name)`" }
  }

  // MARK: The file

  /// Whether a statement needs a connection that may write: to change, to try changes out, or to
  /// keep a name in the file.
  func writes(_ statement: TopoqSyntax.Statement) -> Bool {
    switch statement {
    case .inquiry(let inquiry), .explain(let inquiry, _):
      if case .whatIf = inquiry.asked { true } else { false }
    case .change, .edit, .alias: true
    case .define(let definition): definition.isSaved
    case .forget(let word, _):
      names.definitions.question(word.key)?.isSaved ?? (names.definitions.alias(word.key) != nil)
    case .set, .help, .describe, .language: false
    }
  }

  /// Keeps a definition in the file, or takes the one of that name out of it.
  private mutating func keep(
    _ definition: StoredDefinition?, as name: String, _ order: ChangeOrder, _ words: Words
  ) throws {
    try record(order, words) { handle in
      try StoredDefinition.write(definition, as: name, handle)
    }
  }
}

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
    let note: String
    switch statement {
    case .define(let definition): note = try define(definition, source, words)
    case .alias(let alias): note = try define(alias, source, words)
    case .forget(let word, _): note = try forget(word, words)
    case .set(let setting):
      names.change { $0.set(setting.parameter.name, to: setting.value) }
      note = "`$\(setting.parameter.name)` is \(setting.value.printed) for this session"
    default: return nil
    }
    let remark = Diagnostic(nil, severity: .note, note, at: nil)
    return Outcome(rows: 0, notes: [remark], planMicroseconds: 0, runMicroseconds: 0)
  }

  private mutating func define(
    _ definition: Definition, _ source: String, _ words: Words
  ) throws -> String {
    try verify(words, source) { binder throws in try binder.accept(definition) }
    let name = definition.name.text
    let text = definition.question.printed
    guard definition.isSaved else {
      names.change {
        $0.add(Definitions.NamedQuestion(name: name, isSaved: false, text: text))
      }
      return "`\(name)` serves as a noun in this session"
    }
    try keep(StoredDefinition(name: name, sort: .question, text: text), as: definition.name)
    return "`\(name)` serves as a noun in this file"
  }

  private mutating func define(
    _ alias: Alias, _ source: String, _ words: Words
  ) throws -> String {
    try verify(words, source) { binder throws in try binder.accept(alias) }
    let noun = alias.noun.canonical
    try keep(
      StoredDefinition(name: alias.word.text, sort: .alias, text: noun), as: alias.word)
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

  private mutating func forget(_ word: Word, _ words: Words) throws -> String {
    let before = names
    if let question = names.definitions.question(word.key) {
      if question.isSaved {
        try keep(nil, as: word, name: question.name)
      } else {
        names.change { $0.removeQuestion(word.key) }
      }
      let broken = orphans(since: before)
      guard !broken.isEmpty else { return "`\(question.name)` is forgotten" }
      return "`\(question.name)` is forgotten; \(broken.joined(separator: ", ")) used it, and "
        + "cannot be asked until it is defined again"
    }
    let alias = names.definitions.aliases.first { $0.key == word.key || $0.plural == word.key }
    if let alias {
      try keep(nil, as: word, name: alias.word)
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

  /// Keeps a definition in the file, or takes the one of that name out of it.
  private mutating func keep(
    _ definition: StoredDefinition?, as word: Word, name: String? = nil
  ) throws {
    guard mode != .read else {
      throw WrongSentence([
        Diagnostic(
          .readOnly, "the file was opened for reading only, and this is kept in the file",
          at: word.range, help: "open it for writing; `let` lasts for the session alone")
      ])
    }
    let name = name ?? word.text
    try writeOnDemand { handle in try StoredDefinition.write(definition, as: name, handle) }
    let handle = connection.handle
    try names.refresh(handle, isForced: true)
  }

  /// Writes on this connection, or on one that is open for this write alone.
  private mutating func writeOnDemand(_ body: (ConnectionHandle) throws -> Void) throws {
    guard mode == .writeOnDemand else { return try write(body) }
    var writing = try Session(path: path, mode: .write, modules: modules, lexicon: Lexicon())
    try writing.write(body)
  }
}

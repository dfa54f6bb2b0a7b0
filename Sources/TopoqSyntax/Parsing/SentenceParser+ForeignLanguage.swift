// Sentences in SQL, and what they would be here.
extension SentenceParser {
  /// A statement that begins like SQL. Its signs are then no errors of their own.
  mutating func refuseOtherLanguage() throws(Failure) {
    let word = text(token).lowercased()
    let isTable = word == "drop" && ["table", "view", "index"].contains(text(peek(1)).lowercased())
    guard token.kind == .word, noun(token) == nil || isTable else { return }
    guard ["select", "insert", "update", "delete", "drop", "create"].contains(word),
      !lexicon.verbs.contains(word)
    else { return }
    if word == "drop" || word == "create" || word == "delete", peek(1).kind != .word { return }
    forgivesCharacters = true
    let first = token.range
    let end = statementEnd
    let whole = SourceRange(first.lowerBound, tokens[end - 1].range.upperBound)
    var meant = word == "select" ? sentence(from: index, to: end) : nil
    if word == "delete", noun(peek(1)) != nil, lexicon.verbs.contains("remove") {
      let rest = bytes[first.upperBound..<whole.upperBound]
      meant = "remove" + String(decoding: rest, as: UTF8.self)
    }
    report(
      .otherLanguage, "this looks like SQL", first,
      help: word == "select"
        ? "a question is: THINGS places where CONDITION show FIELDS"
        : "a change is a sentence with a verb; `help verbs` lists them",
      edits: meant.map { [TextEdit(whole, $0)] } ?? [])
    throw Failure()
  }

  private var statementEnd: Int {
    var end = index
    while tokens[end].kind != .end, tokens[end].kind != .semicolon { end += 1 }
    return end
  }

  /// The question that a simple `select` asks, or nil where its table is no noun.
  private func sentence(from start: Int, to end: Int) -> String? {
    guard let from = (start..<end).first(where: { tokens[$0].keyword == .from }),
      from + 1 < end
    else { return nil }
    let table = text(tokens[from + 1]).lowercased()
    guard let word = lexicon.noun(table) != nil ? table : lexicon.nounsNear(table).first else {
      return nil
    }
    let things = lexicon.plural(of: lexicon.noun(word) ?? word)
    let columns = tokens[(start + 1)..<from]
    let isCount = columns.first.map { text($0).lowercased() == "count" } ?? false
    let names = columns.filter { $0.kind == .word }.map { text($0) }
    let isPlain = columns.allSatisfy { $0.kind == .word || $0.kind == .comma }
    var clauses = rewritten(from + 2, end)
    if isPlain, !names.isEmpty, !isCount {
      let tail = clauses.firstIndex { ["by", "order by", "limit"].contains($0) } ?? clauses.count
      clauses.insert("show " + names.joined(separator: ", "), at: tail)
    }
    return ([isCount ? "count \(things)" : things] + clauses).joined(separator: " ")
  }

  /// The rest of a `select` after its table, word by word.
  private func rewritten(_ start: Int, _ end: Int) -> [String] {
    var words: [String] = []
    var position = start
    func lower(_ offset: Int) -> String {
      offset < end ? text(tokens[offset]).lowercased() : ""
    }
    while position < end {
      let isField = tokens[position].kind == .word && tokens[position].keyword == nil
      switch (lower(position), lower(position + 1), lower(position + 2)) {
      case (_, "=", "0"), (_, "=", "false"):
        words += ["not", text(tokens[position])]
        position += 3
      case (_, "=", "1"), (_, "=", "true"):
        words.append(text(tokens[position]))
        position += 3
      case (_, "is", "null") where isField:
        words.append("\(text(tokens[position])) is empty")
        position += 3
      case ("group", "by", _):
        words.append("by")
        position += 2
      case ("order", "by", _):
        words.append("order by")
        position += 2
      default:
        words.append(text(tokens[position]))
        position += 1
      }
    }
    return words
  }
}

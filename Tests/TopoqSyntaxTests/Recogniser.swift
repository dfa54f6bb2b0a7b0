// A slow reader that follows a grammar to the letter: from each word, all the words at which a part
// may end, with the rules that were used on one way there. The oracle for the parser.
@testable import TopoqSyntax

struct Recogniser {
  let grammar: Grammar
  let tokens: [Token]
  let words: [String]
  /// Whether registered words may also be codes and fields, as they may in many places.
  let isLenient: Bool
  private var memory: [Key: [Int: Set<String>]] = [:]

  private struct Key: Hashable {
    let rule: String
    let position: Int
  }

  init(_ grammar: Grammar, _ text: String, isLenient: Bool = false) {
    self.grammar = grammar
    self.isLenient = isLenient
    let bytes = Array(text.utf8)
    var lexer = Lexer(bytes, currencies: Lexicon.contract.currencies)
    lexer.run()
    tokens = lexer.problems.isEmpty ? Array(lexer.tokens.dropLast()) : []
    isLexical = lexer.problems.isEmpty
    words = tokens.map {
      String(decoding: bytes[$0.range.lowerBound..<$0.range.upperBound], as: UTF8.self)
    }
  }

  private let isLexical: Bool

  /// The rules used to read the whole text, or nil where it is no script.
  mutating func rulesUsed() -> Set<String>? {
    isLexical ? ends(.rule("script"), 0)[tokens.count] : nil
  }

  private mutating func ends(_ rule: Rule, _ start: Int) -> [Int: Set<String>] {
    switch rule {
    case .sequence(let parts):
      var reached: [Int: Set<String>] = [start: []]
      for part in parts { reached = extend(reached, part) }
      return reached
    case .choice(let parts):
      var reached: [Int: Set<String>] = [:]
      for part in parts { reached.merge(ends(part, start)) { old, _ in old } }
      return reached
    case .optional(let part):
      return ends(part, start).merging([start: []]) { old, _ in old }
    case .repeated(let part, let atLeastOnce):
      var reached: [Int: Set<String>] = atLeastOnce ? [:] : [start: []]
      var edge = ends(part, start)
      while !edge.isEmpty {
        edge = edge.filter { reached[$0.key] == nil }
        reached.merge(edge) { old, _ in old }
        edge = extend(edge, part)
      }
      return reached
    case .literal(let text):
      return start < tokens.count && words[start].lowercased() == text
        ? [start + 1: []] : [:]
    case .token(let name): return matches(name, start) ? [start + 1: []] : [:]
    case .rule(let name):
      let key = Key(rule: name, position: start)
      if let known = memory[key] { return known }
      guard let body = grammar.rules[name] else { return [:] }
      let found = ends(body, start).mapValues { $0.union([name]) }
      memory[key] = found
      return found
    }
  }

  private mutating func extend(
    _ reached: [Int: Set<String>], _ part: Rule
  ) -> [Int: Set<String>] {
    var result: [Int: Set<String>] = [:]
    for (position, used) in reached {
      for (end, more) in ends(part, position) where result[end] == nil {
        result[end] = used.union(more)
      }
    }
    return result
  }

  private func matches(_ name: String, _ position: Int) -> Bool {
    guard position < tokens.count else { return false }
    let token = tokens[position]
    let word = words[position].lowercased()
    let lexicon = Lexicon.contract
    switch name {
    case "NUMBER": return token.kind == .number
    case "COUNT": return token.kind == .number && (Int(word) ?? -1) >= 0
    case "STRING": return token.kind == .string
    case "DATE": return token.kind == .date
    case "PARAM": return token.kind == .parameter
    case "POINT": return token.kind == .point
    case "UNIT":
      return token.kind == .percent
        || token.kind == .word
          && Unit.named(words[position], currencies: lexicon.currencies) != nil
    default: break
    }
    guard token.kind == .word else { return false }
    switch name {
    case "NOUN": return lexicon.nouns[word] != nil
    case "MEASURE": return lexicon.measures.contains(word)
    case "VERB": return lexicon.verbs.contains(word)
    case "ARGUMENT": return lexicon.arguments.contains(word)
    case "REPORT": return lexicon.reports.contains(word)
    case "KEYWORD": return token.keyword != nil
    default: break
    }
    if token.keyword?.isReserved ?? false { return false }
    if isLenient { return true }
    return token.keyword == nil && lexicon.nouns[word] == nil
      && !lexicon.arguments.contains(word) && !lexicon.verbs.contains(word)
      && !lexicon.measures.contains(word) && !lexicon.reports.contains(word)
  }
}

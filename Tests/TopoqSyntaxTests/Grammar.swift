// A reader of W3C EBNF, as far as topoq.ebnf uses it, and what follows from a grammar.
struct Grammar: Sendable {
  private(set) var rules: [String: Rule] = [:]
  private(set) var order: [String] = []

  init(_ text: String) {
    let words = Self.words(text)
    var position = 0
    while position + 1 < words.count, words[position + 1] == "::=" {
      let name = words[position]
      var reader = RuleReader(words: words, position: position + 2)
      precondition(rules[name] == nil, "\(name) is defined twice")
      rules[name] = reader.choice()
      order.append(name)
      position = reader.position
    }
    precondition(position == words.count, "the grammar stops making sense at \(position)")
  }

  /// All quoted words that are letters: the keywords.
  var keywords: Set<String> {
    var found: Set<String> = []
    for rule in rules.values {
      Self.visit(rule) {
        if case .literal(let text) = $0, text.first?.isLetter ?? false { found.insert(text) }
      }
    }
    return found
  }

  var tokens: Set<String> { names { if case .token(let name) = $0 { name } else { nil } } }
  var usedRules: Set<String> { names { if case .rule(let name) = $0 { name } else { nil } } }

  private func names(_ select: (Rule) -> String?) -> Set<String> {
    var found: Set<String> = []
    for rule in rules.values {
      Self.visit(rule) { if let name = select($0) { found.insert(name) } }
    }
    return found
  }

  static func visit(_ rule: Rule, _ body: (Rule) -> Void) {
    body(rule)
    switch rule {
    case .sequence(let parts), .choice(let parts): for part in parts { visit(part, body) }
    case .optional(let part), .repeated(let part, _): visit(part, body)
    case .literal, .token, .rule: break
    }
  }

  /// Names, literals with one quote before them, and signs.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    let scalars = Array(text.unicodeScalars)
    var position = 0
    func starts(_ sign: String) -> Bool {
      let wanted = Array(sign.unicodeScalars)
      return scalars[position...].starts(with: wanted)
    }
    while position < scalars.count {
      if starts("/*") {
        while !starts("*/") { position += 1 }
        position += 2
      } else if starts("::=") {
        words.append("::=")
        position += 3
      } else if scalars[position] == "'" {
        var end = position + 1
        while scalars[end] != "'" { end += 1 }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[position..<end])
        words.append(String(view))
        position = end + 1
      } else if scalars[position].properties.isAlphabetic {
        var view = String.UnicodeScalarView()
        while position < scalars.count, scalars[position].properties.isAlphabetic {
          view.append(scalars[position])
          position += 1
        }
        words.append(String(view))
      } else {
        if !scalars[position].properties.isWhitespace { words.append(String(scalars[position])) }
        position += 1
      }
    }
    return words
  }
}

/// Reads one right-hand side.
private struct RuleReader {
  let words: [String]
  var position: Int

  mutating func choice() -> Rule {
    var alternatives = [sequence()]
    while word == "|" {
      position += 1
      alternatives.append(sequence())
    }
    return alternatives.count == 1 ? alternatives[0] : .choice(alternatives)
  }

  private mutating func sequence() -> Rule {
    var parts: [Rule] = []
    while let word, word != "|", word != ")" {
      if position + 1 < words.count, words[position + 1] == "::=" { break }
      parts.append(item())
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func item() -> Rule {
    var item: Rule
    let word = words[position]
    position += 1
    if word == "(" {
      item = choice()
      precondition(self.word == ")", "a parenthesis is never closed")
      position += 1
    } else if word.hasPrefix("'") {
      item = .literal(String(word.dropFirst()))
    } else {
      item = word.first?.isUppercase ?? false ? .token(word) : .rule(word)
    }
    while let sign = self.word, ["?", "*", "+"].contains(sign) {
      item = sign == "?" ? .optional(item) : .repeated(item, atLeastOnce: sign == "+")
      position += 1
    }
    return item
  }

  private var word: String? { position < words.count ? words[position] : nil }
}

// What may begin and what may follow each part of a grammar, and where that is ambiguous.
// Literals stand with a quote before them, so that 'count' and COUNT never meet.
struct GrammarAnalysis: Sendable {
  let grammar: Grammar
  private var nullable: Set<String> = []
  private var first: [String: Set<String>] = [:]
  private(set) var follow: [String: Set<String>] = ["script": ["end"]]
  /// Decisions at which two ways may begin alike.
  private(set) var conflicts: [String] = []
  /// Keywords that compete with WORD: at a decision, or right after a name.
  private(set) var competing: Set<String> = []

  init(_ grammar: Grammar) {
    self.grammar = grammar
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for name in grammar.order {
        guard let rule = grammar.rules[name] else { continue }
        if isNullable(rule), nullable.insert(name).inserted { isGrowing = true }
        let starts = firsts(rule)
        if first[name, default: []] != starts {
          first[name] = starts
          isGrowing = true
        }
      }
    }
    repeat {
      let before = follow
      for name in grammar.order {
        guard let rule = grammar.rules[name] else { continue }
        spread(rule, follow[name] ?? [])
      }
      isGrowing = before != follow
    } while isGrowing
    for name in grammar.order {
      guard let rule = grammar.rules[name] else { continue }
      decide(rule, follow[name] ?? [], in: name)
    }
    for symbol in follow["names"] ?? [] where symbol.hasPrefix("'") {
      if symbol.dropFirst().first?.isLetter ?? false {
        competing.insert(String(symbol.dropFirst()))
      }
    }
  }

  func isNullable(_ rule: Rule) -> Bool {
    switch rule {
    case .sequence(let parts): parts.allSatisfy(isNullable)
    case .choice(let parts): parts.contains(where: isNullable)
    case .optional: true
    case .repeated(let part, let atLeastOnce): !atLeastOnce || isNullable(part)
    case .literal, .token: false
    case .rule(let name): nullable.contains(name)
    }
  }

  func firsts(_ rule: Rule) -> Set<String> {
    switch rule {
    case .sequence(let parts):
      var found: Set<String> = []
      for part in parts {
        found.formUnion(firsts(part))
        if !isNullable(part) { break }
      }
      return found
    case .choice(let parts): return parts.reduce(into: []) { $0.formUnion(firsts($1)) }
    case .optional(let part), .repeated(let part, _): return firsts(part)
    case .literal(let text): return ["'" + text]
    case .token(let name): return [name]
    case .rule(let name): return first[name] ?? []
    }
  }

  private mutating func spread(_ rule: Rule, _ after: Set<String>) {
    switch rule {
    case .sequence(let parts):
      var after = after
      for part in parts.reversed() {
        spread(part, after)
        after = isNullable(part) ? after.union(firsts(part)) : firsts(part)
      }
    case .choice(let parts): for part in parts { spread(part, after) }
    case .optional(let part): spread(part, after)
    case .repeated(let part, _): spread(part, after.union(firsts(part)))
    case .rule(let name): follow[name, default: []].formUnion(after)
    case .literal, .token: break
    }
  }

  private mutating func decide(_ rule: Rule, _ after: Set<String>, in name: String) {
    switch rule {
    case .sequence(let parts):
      var after = after
      for part in parts.reversed() {
        decide(part, after, in: name)
        after = isNullable(part) ? after.union(firsts(part)) : firsts(part)
      }
    case .choice(let parts):
      let starts = parts.map { isNullable($0) ? firsts($0).union(after) : firsts($0) }
      compare(starts, in: name)
      for part in parts { decide(part, after, in: name) }
    case .optional(let part):
      compare([firsts(part), after], in: name)
      decide(part, after, in: name)
    case .repeated(let part, _):
      compare([firsts(part), after], in: name)
      decide(part, after.union(firsts(part)), in: name)
    case .literal, .token, .rule: break
    }
  }

  private mutating func compare(_ ways: [Set<String>], in name: String) {
    for (offset, way) in ways.enumerated() {
      for other in ways[(offset + 1)...] {
        for shared in way.intersection(other) { conflicts.append("\(name): \(shared)") }
        if way.contains("WORD") { addCompeting(other) }
        if other.contains("WORD") { addCompeting(way) }
      }
    }
  }

  private mutating func addCompeting(_ symbols: Set<String>) {
    for symbol in symbols where symbol.hasPrefix("'") {
      let text = String(symbol.dropFirst())
      if text.first?.isLetter ?? false { competing.insert(text) }
    }
  }
}

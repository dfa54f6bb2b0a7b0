// Random sentences of a grammar.
import TestSupport
import TopoqSyntax

struct SentenceGenerator {
  let grammar: Grammar
  var random: SeededGenerator
  private var depth = 0

  init(_ grammar: Grammar, seed: UInt64) {
    self.grammar = grammar
    random = SeededGenerator(seed: seed)
  }

  mutating func sentence(of rule: String = "script") -> String {
    depth = 0
    var words: [String] = []
    write(.rule(rule), to: &words)
    return words.joined(separator: " ")
  }

  private mutating func write(_ rule: Rule, to words: inout [String]) {
    depth += 1
    defer { depth -= 1 }
    let isDeep = depth > 40 || words.count > 60
    switch rule {
    case .sequence(let parts): for part in parts { write(part, to: &words) }
    case .choice(let parts): write(chosen(parts, isDeep), to: &words)
    case .optional(let part):
      if !isDeep, Int.random(in: 0..<10, using: &random) < 4 { write(part, to: &words) }
    case .repeated(let part, let atLeastOnce):
      if atLeastOnce { write(part, to: &words) }
      while !isDeep, words.count < 60, Int.random(in: 0..<10, using: &random) < 3 {
        write(part, to: &words)
      }
    case .literal(let text): words.append(cased(text))
    case .token(let name): words.append(token(name))
    case .rule(let name):
      if let rule = grammar.rules[name] { write(rule, to: &words) }
    }
  }

  /// Deep inside, an alternative that nests no further.
  private mutating func chosen(_ parts: [Rule], _ isDeep: Bool) -> Rule {
    let flat = parts.filter { part in
      switch part {
      case .token, .literal: return true
      case .sequence(let items):
        if case .literal("(")? = items.first { return false }
        return true
      default: return true
      }
    }
    let choices = isDeep && !flat.isEmpty ? flat : parts
    if isDeep, let token = choices.first(where: { if case .token = $0 { true } else { false } }) {
      return token
    }
    return choices[Int.random(in: 0..<choices.count, using: &random)]
  }

  private mutating func cased(_ text: String) -> String {
    Int.random(in: 0..<12, using: &random) == 0 ? text.uppercased() : text
  }

  private mutating func token(_ name: String) -> String {
    let lexicon = Lexicon.contract
    switch name {
    case "WORD":
      return one([
        "S12", "F7#3", "OLT1:3", "OLT-1/1/3", "12A", "4thFloor", "last_payment", "splitter.olt",
        "billed", "été", "csv",
      ])
    case "NUMBER": return one(["30", "1.84", "-27", "0"])
    case "COUNT": return one(["0", "7", "120"])
    case "UNIT":
      return one([
        "s", "min", "days", "day", "m", "km", "hops", "dB", "DBM", "%", "INR", "Gbps",
      ])
    case "DATE": return one(["2026-05-04", "2024-02-29"])
    case "STRING": return one(["\"Asha Rao\"", "'a \"b\"'", "\"\"", "\"\\\\ \\\"\""])
    case "PARAM": return one(["$s", "$long_name2"])
    case "POINT": return one(["@-1.2921,36.8219", "@12,77.5946"])
    case "NOUN": return one(lexicon.nouns.keys.sorted().filter { $0 != "invoice" })
    case "MEASURE": return one(lexicon.measures.sorted())
    case "VERB": return one(lexicon.verbs.sorted().filter { $0 != "invoice" })
    // `port` and `ports` are nouns as well, and right after a verb taken for such.
    case "ARGUMENT": return one(["to", "at", "on", "loss", "amount"])
    case "REPORT": return one(lexicon.reports.sorted())
    case "KEYWORD": return one(Keyword.allCases.map(\.spelling))
    default: preconditionFailure("no example of \(name)")
    }
  }

  private mutating func one(_ words: [String]) -> String {
    words[Int.random(in: 0..<words.count, using: &random)]
  }
}

// Random conditions: bare words, fields compared with what stands in the network, places as tests.

import TopoqSQLite
import TopoqText
import TopoqVocabulary

extension QuestionGenerator {
  mutating func condition(of noun: Noun, _ measures: Bool, depth: Int) -> String {
    switch number(0...9) {
    case 0 where depth < 2:
      parts.insert("and")
      return chain("and", noun, measures, depth)
    case 1 where depth < 2:
      parts.insert("or")
      return chain("or", noun, measures, depth)
    case 2:
      parts.insert("not")
      return "not (" + condition(of: noun, measures, depth: depth + 1) + ")"
    case 3 where depth < 2 && canBePlaced(noun):
      parts.insert("place as test")
      return (chance(30) ? "not " : "") + spot(of: noun, depth: depth + 1)
    case 4, 5, 6:
      let conditions = vocabulary.conditions(of: noun)
      guard !conditions.isEmpty else { return test(of: noun, measures) }
      let word = pick(conditions)
      parts.insert("condition \(word.name)")
      return (chance(30) ? "not " : "") + word.name
    default: return test(of: noun, measures)
    }
  }

  private mutating func chain(
    _ joiner: String, _ noun: Noun, _ measures: Bool, _ depth: Int
  ) -> String {
    (0..<number(2...3)).map { _ in
      let part = condition(of: noun, measures, depth: depth + 1)
      return part.contains(" and ") || part.contains(" or ") ? "(\(part))" : part
    }.joined(separator: " \(joiner) ")
  }

  private mutating func test(of noun: Noun, _ measures: Bool) -> String {
    let word = field(of: noun, measures)
    let things = (try? interpreter.all(noun)) ?? []
    var sample = SQLiteValue.null
    if !things.isEmpty, word.name != "distance" {
      let thing = Interpreter.Member(thing: pick(things))
      sample = (try? interpreter.value(word.name, of: thing, noun)) ?? .null
    }
    switch number(0...11) {
    case 0:
      parts.insert("is empty")
      return "\(word.name) is \(chance(50) ? "not " : "")empty"
    case 1 where word.type != .money:
      parts.insert("in a list")
      let values = (0..<number(1...3)).map { _ in literal(word.type, near: sample) }
      return "\(word.name) in (\(values.joined(separator: ", ")))"
    case 2 where word.type != .money:
      parts.insert("between values")
      let values = (literal(word.type, near: sample), literal(word.type, near: .null))
      return "\(word.name) between \(values.0) and \(values.1)"
    case 3, 4:
      guard word.type == .text else { break }
      parts.insert("like")
      return "\(word.name) like \(pattern(near: sample))"
    default: break
    }
    if word.name == "leased", chance(50) { return "leased" }
    if word.name == "leased", chance(30) { return "leased \(pick(["<", ">"])) \(number(0...20))" }
    let comparison = pick(["=", "=", "!=", "<", "<=", ">", ">="])
    parts.insert("compare \(comparison)")
    return "\(word.name) \(comparison) \(literal(word.type, near: sample))"
  }

  /// A literal that fits a field, mostly one that something in the network has.
  mutating func literal(_ type: ValueType, near value: SQLiteValue) -> String {
    switch type {
    case .text: return text(near: value)
    case .integer:
      let near = Int(value.real ?? Double(number(0...8)))
      return String(near + (chance(60) ? 0 : number(-1...1)))
    case .number: return "\((value.real ?? 12.9716) + Double(number(-99...99)) / 7e4)"
    case .boolean: return pick(["true", "false"])
    case .day: return day(near: value)
    case .days: return "\(Int(value.real ?? 30) + number(-1...1)) days"
    case .metres:
      let metres = (value.real ?? Double(number(0...900))) + Double(number(-2...2)) * 7.3 + 0.37
      guard chance(80), metres > 0 else { return "1.1 km" }
      return "\((metres * 10).rounded() / 10) m"
    case .decibels: return "\(((value.real ?? 12) * 8).rounded() / 8 + 0.03) dB"
    case .percent: return "\(pick([0, 12.5, 25, 50, 75, 100]))%"
    case .money:
      let minor = Int(value.real ?? Double(pick([0, 49_900, 59_900, 99_900])))
      let code = network.currencies.isEmpty ? "INR" : pick(network.currencies)
      return (minor % 100 == 0 ? "\(minor / 100)" : "\(minor / 100).\(minor % 100 + 100)".dropping)
        + " \(code)"
    }
  }

  private mutating func day(near value: SQLiteValue) -> String {
    switch number(0...5) {
    case 0: return pick(["today", "yesterday"])
    case 1: return "\(number(0...400)) days ago"
    case 2: return "\(number(0...20)) \(pick(["weeks", "months"])) ago"
    default:
      guard let text = value.text, let day = Day(text) else { return "2026-01-0\(number(1...9))" }
      return day.adding(days: number(-1...1)).description
    }
  }

  private mutating func text(near value: SQLiteValue) -> String {
    var text = value.text ?? pick(["S1", "home", "Mill Road", "", "Home 50", "planned"])
    if chance(15) { text = text.uppercased() }
    if chance(5) { text += "x" }
    if chance(15), text.decomposed != text { text = text.decomposed }
    return Self.quoted(text)
  }

  private mutating func pattern(near value: SQLiteValue) -> String {
    let text = Array(value.text ?? "Home 50")
    guard !text.isEmpty else { return "\"*\"" }
    switch number(0...4) {
    case 0: return Self.quoted(String(text.prefix(number(0...text.count))) + pick(["*", "%"]))
    case 1: return Self.quoted(pick(["*", "%"]) + String(text.suffix(number(0...text.count))))
    case 2:
      var text = text
      text[number(0...text.count - 1)] = pick(["?", "_"])
      return Self.quoted(String(text))
    case 3: return Self.quoted("*" + String(pick(text)) + "*")
    default: return Self.quoted(String(text).lowercased())
    }
  }
}

extension String {
  /// The text with its accents apart from their letters.
  fileprivate var decomposed: String {
    self.replacing("ë", "e\u{308}").replacing("Å", "A\u{30A}").replacing("ö", "o\u{308}")
  }

  private func replacing(_ character: Character, _ text: String) -> String {
    map { $0 == character ? text : String($0) }.joined()
  }

  /// `5.107` as `5.07`: two digits after the point, from a number with 100 added.
  fileprivate var dropping: String {
    guard let point = firstIndex(of: ".") else { return self }
    return String(self[...point]) + String(self[index(point, offsetBy: 2)...])
  }
}

// Random questions over the vocabulary and a network: what could be asked of it, and more.

import TestSupport
import TopoqSQLite
import TopoqText
import TopoqVocabulary

/// Writes sentences. Words come from the vocabulary, codes and values mostly from the network.
struct QuestionGenerator {
  let interpreter: Interpreter
  var random: SeededGenerator
  /// What the last sentence was made of: `field fill`, `place within`, `noun splitter`.
  var parts: Set<String> = []

  var network: PlainNetwork { interpreter.network }
  var vocabulary: Vocabulary { interpreter.vocabulary }

  /// Whether the column of the import that topoq has no word for is there.
  private let hasImportedField: Bool

  init(_ interpreter: Interpreter, seed: UInt64) {
    self.interpreter = interpreter
    hasImportedField = interpreter.network.nodes.contains { $0.leased != nil }
    random = SeededGenerator(seed: seed)
  }

  // MARK: Dice

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: 0..<choices.count, using: &random)]
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  // MARK: Sentences

  mutating func sentence() -> String {
    parts = []
    return question(depth: 0, as: nil)
  }

  /// A question as a set: it lists things, and where it says how many, says which.
  mutating func set(of noun: Noun, depth: Int) -> String {
    var text = heads(of: noun, depth: depth)
    let places = places(of: noun, depth: depth + 1, allowsNear: chance(10))
    text += places.text
    if chance(50) { text += " where " + condition(of: noun, places.measures, depth: depth + 1) }
    if !places.isNear, chance(10), vocabulary.field("code", of: noun) != nil {
      text += " order by " + field(of: noun, false).name + (chance(50) ? " desc" : "")
      text += ", code limit \(number(0...6))"
    }
    return text
  }

  private mutating func question(depth: Int, as only: Noun?) -> String {
    let noun = only ?? anyNoun()
    let isGrouped = chance(30)
    let places = places(of: noun, depth: depth, allowsNear: !isGrouped)
    var heading = ""
    var text = heads(of: noun, depth: depth) + places.text
    if chance(60) { text += " where " + condition(of: noun, places.measures, depth: depth) }
    guard isGrouped else { return text + listTail(of: noun, places) }
    var figures = (0..<number(0...2)).map { _ in figure(of: noun, places.measures) }
    if figures.isEmpty, chance(70) {
      figures = [Figure(text: "count", name: "count", type: .integer)]
    }
    if !figures.isEmpty {
      heading = figures.map(\.text).joined(separator: ", ")
      heading = heading == "count" && chance(60) ? "count " : heading + " of "
    } else {
      figures = [Figure(text: "count", name: "count", type: .integer)]
    }
    var groups: [Word] = []
    for _ in 0..<number(heading.isEmpty ? 1...2 : 0...2) {
      let word = groupable(of: noun)
      if !groups.contains(where: { $0.name == word.name }) { groups.append(word) }
    }
    if !groups.isEmpty {
      parts.insert("by")
      text += " by " + groups.map(\.name).joined(separator: ", ")
      if chance(20) {
        parts.insert("having")
        let figure = pick(figures)
        text +=
          " having \(figure.name) \(pick(["=", "!=", "<", "<=", ">", ">="])) "
          + literal(figure.type, near: .null)
      }
      if chance(40) {
        parts.insert("order by")
        let key = chance(50) ? pick(groups).name : chance(50) ? "count" : pick(figures).name
        text += " order by \(key)" + (chance(50) ? " desc" : "")
      }
      if chance(20) { text += " limit \(number(0...4))" }
    }
    return heading + text
  }

  private mutating func listTail(
    of noun: Noun, _ places: (text: String, isNear: Bool, measures: Bool)
  ) -> String {
    var text = ""
    if chance(45) {
      parts.insert("show")
      let fields = (0..<number(1...4)).map { _ in field(of: noun, places.measures).name }
      text += " show " + fields.joined(separator: ", ")
    }
    if chance(40) {
      parts.insert("order by")
      let keys = (0..<number(1...2)).map { _ in
        field(of: noun, places.measures).name + pick(["", " asc", " desc"])
      }
      text += " order by " + keys.joined(separator: ", ")
    }
    if places.isNear || text.contains("order by"), chance(50) {
      parts.insert("limit")
      text += " limit \(number(0...7))"
    }
    return text
  }

  // MARK: Things

  private mutating func anyNoun() -> Noun {
    let common = ["customer", "customer", "premises", "splitter", "route", "node", "charge"]
    if chance(50) { return vocabulary.noun(pick(common))! }
    return pick(vocabulary.allNouns.filter { (try? interpreter.all($0)) != nil })
  }

  /// The noun, perhaps with names, or a set in parentheses.
  private mutating func heads(of noun: Noun, depth: Int) -> String {
    parts.insert("noun \(noun.name)")
    if depth < 2, chance(7) {
      parts.insert("set as things")
      return "(" + set(of: noun, depth: depth + 1) + ")"
    }
    guard chance(12), let named = names(of: noun) else {
      return chance(20) ? noun.name : noun.plural
    }
    parts.insert("names")
    return named
  }

  /// `splitter S12`, `splitters S12, S13`; nil where the network has none.
  mutating func names(of noun: Noun) -> String? {
    let things = (try? interpreter.all(noun)) ?? []
    guard !things.isEmpty else { return nil }
    let codes = (0..<(chance(75) ? 1 : number(1...3))).map { _ in name(of: pick(things)) }
    return (codes.count == 1 ? noun.name : noun.plural) + " " + codes.joined(separator: ", ")
  }

  private mutating func name(of thing: Interpreter.Thing) -> String {
    var code = interpreter.code(of: thing) ?? ""
    if chance(8), case .node = thing { code = code.lowercased() }
    return chance(10) ? Self.quoted(code) : code
  }

  static func quoted(_ text: String) -> String {
    "\"" + text.map { "\"\\".contains($0) ? "\\\($0)" : "\($0)" }.joined() + "\""
  }

  // MARK: Fields

  struct Word {
    let name: String
    let type: ValueType
  }

  struct Figure {
    let text: String
    let name: String
    let type: ValueType
  }

  /// A field of a noun, dotted or not; `distance` where a place measures one.
  mutating func field(of noun: Noun, _ measures: Bool) -> Word {
    if measures, chance(25) {
      parts.insert("field distance")
      return Word(name: "distance", type: .metres)
    }
    if noun.isPlantNode, hasImportedField, chance(6) {
      parts.insert("field of an import")
      return Word(name: "leased", type: .text)
    }
    let fields = vocabulary.fields(of: noun)
    let first = pick(fields)
    parts.insert("field \(first.name)")
    if first.type == .day, chance(20) {
      parts.insert("field of a day")
      return Word(name: first.name + pick([".month", ".year"]), type: .text)
    }
    guard chance(35), let next = first.relation.flatMap({ vocabulary.noun($0) }),
      next.placement != .port
    else { return Word(name: first.name, type: first.type) }
    parts.insert("dotted field")
    let rest = field(of: next, false)
    guard rest.name != "leased", rest.name.count(where: { $0 == "." }) < 3 else {
      return Word(name: first.name, type: first.type)
    }
    return Word(name: first.name + "." + rest.name, type: rest.type)
  }

  /// A field by whose values things fall into groups, and not each into its own by a rounding.
  private mutating func groupable(of noun: Noun) -> Word {
    for _ in 0..<20 {
      let word = field(of: noun, false)
      switch word.type {
      case .text, .integer, .day, .days, .percent, .boolean, .money: return word
      case .number, .metres, .decibels: continue
      }
    }
    return Word(name: vocabulary.fields(of: noun)[0].name, type: .text)
  }

  private mutating func figure(of noun: Noun, _ measures: Bool) -> Figure {
    let registered = vocabulary.measures(of: noun)
    if !registered.isEmpty, chance(40) {
      let measure = pick(registered)
      parts.insert("measure \(measure.name)")
      return Figure(text: measure.name, name: measure.name, type: measure.type)
    }
    for _ in 0..<12 {
      let word = field(of: noun, measures)
      guard word.name != "leased", word.type != .text, word.type != .boolean else { continue }
      let function = pick(word.type == .day ? ["min", "max"] : ["sum", "average", "min", "max"])
      parts.insert("figure \(function)")
      return Figure(
        text: "\(function) \(word.name)", name: chance(50) ? word.name : "\(function)_\(word.name)",
        type: word.type)
    }
    return Figure(text: "count", name: "count", type: .integer)
  }
}

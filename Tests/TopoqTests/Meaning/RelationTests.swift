// What must hold whatever the answer is: a question against others that it is made of.

import TestSupport
import Testing
import Topoq
import TopoqSQLite
import TopoqSyntax
import TopoqText
import TopoqVocabulary

@Suite("Relations without an oracle")
struct RelationTests {
  @Test("on small random networks")
  func randomNetworks() throws {
    for seed in 1...10 {
      let plain = RandomNetwork(seed: UInt64(seed) + 500, today: TestNetwork.today).network
      let network = try TestNetwork.of(plain.files)
      var relations = Relations(try network.open(), plain, seed: seed)
      for round in 0..<8 { try relations.holdAll("seed \(seed), round \(round)") }
    }
  }

  @Test("on a town")
  func town() throws {
    let source = TestNetwork.root + "/datasets/town"
    let network = try TestNetwork()
    try network.take(source)
    var relations = Relations(try network.open(), try PlainNetwork(folder: source), seed: 1)
    for round in 0..<12 { try relations.holdAll("the town, round \(round)") }
  }
}

/// Draws questions and compares their answers with each other.
private struct Relations {
  private let file: NetworkFile
  private var generator: QuestionGenerator
  private var place = ""

  init(_ file: NetworkFile, _ plain: PlainNetwork, seed: Int) {
    self.file = file
    generator = QuestionGenerator(
      Interpreter(plain, file.vocabulary, today: TestNetwork.today), seed: UInt64(seed) &* 104729)
  }

  mutating func holdAll(_ place: String) throws {
    self.place = place
    try conditions()
    try places()
    try sets()
    try outputs()
    try relations()
    try figures()
    try order()
  }

  // MARK: Asking

  /// The answer's codes, as often as they come.
  private func codes(_ sentence: String) throws -> [String] {
    do {
      return try file.answer(sentence + " show code").column("code").sorted()
    } catch let error as WrongSentence {
      Issue.record("\(place): \(sentence): \(error.diagnostics.map(\.message))")
      return []
    }
  }

  private func expect(_ one: [String], _ other: [String], _ what: String) {
    guard one != other else { return }
    let (left, right) = (Set(one), Set(other))
    Issue.record(
      """
      \(place): \(what)
        only in the first: \(left.subtracting(right).sorted()), only in the second: \
      \(right.subtracting(left).sorted()), \(one.count) and \(other.count) rows
      """)
  }

  private func union(_ sentences: [String]) throws -> [String] {
    Set(try sentences.flatMap { try codes($0) }).sorted()
  }

  /// A noun that can be anywhere and has codes.
  private mutating func noun() -> TopoqVocabulary.Noun {
    generator.pick(
      file.vocabulary.allNouns.filter {
        generator.canBePlaced($0) && $0.placement != .nowhere
          && file.vocabulary.field("code", of: $0) != nil
      })
  }

  private mutating func question(of noun: TopoqVocabulary.Noun) -> String {
    noun.plural + generator.places(of: noun, depth: 1, allowsNear: false).text
  }

  // MARK: Relations

  /// A thing meets a condition or it does not; conditions join as sets do.
  private mutating func conditions() throws {
    let noun = noun()
    let question = question(of: noun)
    let p = generator.condition(of: noun, false, depth: 1)
    let q = generator.condition(of: noun, false, depth: 1)
    let all = try codes(question)
    let (withP, withQ) = (try codes("\(question) where \(p)"), try codes("\(question) where \(q)"))
    let without = try codes("\(question) where not (\(p))")
    expect((withP + without).sorted(), all, "\(question) where \(p): with and without it are all")
    expect(
      try codes("\(question) where (\(p)) or (\(q))"), Set(withP + withQ).sorted(),
      "\(question) where (\(p)) or (\(q)) is either")
    expect(
      try codes("\(question) where (\(p)) and (\(q))"), withP.filter(Set(withQ).contains),
      "\(question) where (\(p)) and (\(q)) is both")
    expect(
      try codes("(\(question)) where \(p)"), withP, "(\(question)) where \(p) needs no parentheses")
    expect(
      try codes("(\(question) where \(q)) where \(p)"), withP.filter(Set(withQ).contains),
      "(\(question) where \(q)) where \(p) is both")
    let count = try file.number("count \(question) where \(p)")
    #expect(count == Double(withP.count), "\(place): count \(question) where \(p)")
  }

  /// A place takes away, and what it takes away is not there; no place goes before another.
  private mutating func places() throws {
    let noun = noun()
    let question = question(of: noun)
    let (one, two) = (
      generator.spot(of: noun, depth: 1), generator.spot(of: noun, depth: 1)
    )
    let all = try codes(question)
    let there = try codes("\(question) \(one)")
    #expect(Set(there).isSubset(of: all), "\(place): \(question) \(one) adds rows")
    expect(
      (there + (try codes("\(question) not \(one)"))).sorted(), all,
      "\(question) \(one): there and not there are all")
    expect(try codes("\(question) where \(one)"), there, "\(question) where \(one) is a place")
    expect(
      try codes("\(question) \(one) \(two)"), try codes("\(question) \(two) \(one)"),
      "\(question) \(one) \(two): in either order")
    expect(
      try codes("(\(question) \(one)) \(two)"), try codes("\(question) \(one) \(two)"),
      "(\(question) \(one)) \(two) needs no parentheses")
  }

  /// A place at a set is that place at each of its members.
  private mutating func sets() throws {
    let noun = noun()
    let kind = file.vocabulary.noun(
      generator.pick(["splitter", "olt", "port", "route", "premises", "cabinet", "customer"]))!
    let tail = "order by code limit \(generator.number(1...5))"
    let set = "\(kind.plural) \(tail)"
    let members = try file.answer("\(kind.plural) show code \(tail)").column("code")
    var spots = ["on", "upstream of", "directly on", "within 90.3 m of"]
    if kind.node != nil { spots.append("at") }
    for spot in spots {
      expect(
        try codes("\(noun.plural) \(spot) (\(set))"),
        try union(members.map { "\(noun.plural) \(spot) \(kind.name) \($0)" }),
        "\(noun.plural) \(spot) (\(set)) is \(spot) each")
      guard !members.isEmpty else { continue }
      expect(
        try codes("\(noun.plural) \(spot) \(kind.plural) \(members.joined(separator: ", "))"),
        try codes("\(noun.plural) \(spot) (\(set))"), "\(noun.plural) \(spot) (\(set)) by names")
    }
  }

  /// What is on a splitter or a source hangs on one of its outputs, or at itself.
  private mutating func outputs() throws {
    let noun = noun()
    let network = generator.network
    let splitting = network.nodes.indices.filter {
      ["splitter", "olt"].contains(network.nodes[$0].kind)
    }
    guard !splitting.isEmpty, network.housed(in: splitting[0]).isEmpty else { return }
    let node = generator.pick(splitting)
    let (code, kind) = (network.nodes[node].code, network.nodes[node].kind)
    var parts = network.usedPorts(of: node).map { "\(noun.plural) on port \(code):\($0)" }
    if !noun.isPlantNode, !noun.isRoute { parts.append("\(noun.plural) at \(kind) \(code)") }
    expect(
      try codes("\(noun.plural) on \(kind) \(code)"), try union(parts),
      "\(noun.plural) on \(kind) \(code) is on its outputs")
  }

  /// With and without are all; to have things is to have them on it.
  private mutating func relations() throws {
    let noun = noun()
    let question = question(of: noun)
    let related = file.vocabulary.noun(
      generator.pick(["customer", "premises", "splitter", "charge"]))!
    let all = try codes(question)
    let count = generator.number(1...3)
    for (one, other) in [
      ("with \(related.plural)", "without \(related.plural)"),
      ("with at least \(count) \(related.plural)", "with at most \(count - 1) \(related.plural)"),
      ("with exactly \(count) \(related.plural)", "not with exactly \(count) \(related.plural)"),
    ] {
      expect(
        (try codes("\(question) \(one)") + codes("\(question) \(other)")).sorted(), all,
        "\(question): \(one) and \(other) are all")
    }
    guard noun.isPlantNode || noun.isRoute, let one = all.first else { return }
    let isWith = try !codes("\(noun.name) \(one) with \(related.plural)").isEmpty
    let below = try file.number("count \(related.plural) on \(noun.name) \(one)")
    #expect(isWith == (below ?? 0 > 0), "\(place): \(noun.name) \(one) with \(related.plural)")
  }

  /// Groups take all things apart, and lose none.
  private mutating func figures() throws {
    let noun = noun()
    let question = question(of: noun)
    let field = generator.pick(
      file.vocabulary.fields(of: noun).filter { [.text, .integer, .day].contains($0.type) })
    let groups = try file.answer("count \(question) by \(field.name)")
    let total = try file.number("count \(question)")
    let sum = groups.values.reduce(0) { $0 + ($1.last?.real ?? 0) }
    #expect(sum == total ?? 0, "\(place): count \(question) by \(field.name)")
    let values = groups.values.map { $0[0] }
    #expect(Set(values).count == values.count, "\(place): \(question) by \(field.name) twice")
    let listed = try file.answer("\(question) show \(field.name)").values.map { $0[0] }
    #expect(Set(listed) == Set(values), "\(place): \(question) show \(field.name)")
  }

  /// The first so many are the first of all.
  private mutating func order() throws {
    let noun = noun()
    let question = question(of: noun)
    let field = generator.field(of: noun, false)
    let sentence =
      "\(question) show code, \(field.name) order by \(field.name)"
      + generator.pick([" desc", ""]) + ", code"
    let all = try file.answer(sentence).values
    let count = generator.number(0...5)
    #expect(
      try file.answer("\(sentence) limit \(count)").values == Array(all.prefix(count)),
      "\(place): \(sentence)")
  }
}

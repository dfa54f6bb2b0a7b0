// Compiled answers against those worked out by hand: random questions on random networks.

import Testing
import Topoq
import TopoqQuery
import TopoqSQLite
import TopoqSyntax
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `TOPOQ_MEANING=5000 swift test --filter MeaningTests` asks about so many networks; each failure
/// names its seed, and `TOPOQ_MEANING_SEED` begins there. `TOPOQ_MEANING_KEEP=DIR` writes the
/// network folder of each network that is answered wrongly.
@Suite("Meaning")
struct MeaningTests {
  private static func setting(_ name: String) -> Int? {
    getenv(name).flatMap { Int(String(cString: $0)) }
  }
  private static let networks = setting("TOPOQ_MEANING") ?? 40
  private static let firstSeed = setting("TOPOQ_MEANING_SEED") ?? 1
  private static let questionsEach = 60

  @Test("random questions on random networks are answered as a naive reader of the records does")
  func comparison() throws {
    var tally = Tally()
    for seed in Self.firstSeed..<Self.firstSeed + Self.networks {
      let plain = RandomNetwork(seed: UInt64(seed), today: TestNetwork.today)
      let network = try Self.write(plain.network)
      let faults = tally.faults
      try compare(try network.open(), plain.network, seed: seed, &tally)
      if tally.faults > faults { try Self.keep(plain.network, seed: seed) }
      if tally.faults > 20 { break }
    }
    tally.report()
    let asked = max(1, tally.compared + tally.ambiguous + tally.unknown.values.reduce(0, +))
    #expect(tally.compared * 10 >= asked * 8, "most questions must be compared")
    if Self.networks >= 40 { #expect(tally.parts.count >= 130, "few kinds were covered") }
  }

  /// Imports a network, and cuts what is cut.
  private static func write(_ plain: PlainNetwork) throws -> TestNetwork {
    let network = try TestNetwork.of(plain.files)
    let cut = plain.routes.filter(\.isCut)
    if !cut.isEmpty {
      let file = try network.open(.write)
      for route in cut { try file.change("cut route \"\(route.code)\"") }
    }
    return network
  }

  private static func keep(_ plain: PlainNetwork, seed: Int) throws {
    guard let folder = getenv("TOPOQ_MEANING_KEEP").map({ String(cString: $0) }) else { return }
    mkdir(folder, 0o755)
    mkdir("\(folder)/\(seed)", 0o755)
    for (name, text) in plain.files {
      var sink = try ByteSink(path: "\(folder)/\(seed)/\(name)")
      sink.append(text)
      try sink.finish()
    }
    print("kept \(folder)/\(seed), cut: \(plain.routes.filter(\.isCut).map(\.code))")
  }

  private func compare(
    _ file: NetworkFile, _ plain: PlainNetwork, seed: Int, _ tally: inout Tally
  ) throws {
    let interpreter = Interpreter(plain, file.vocabulary, today: TestNetwork.today)
    var generator = QuestionGenerator(interpreter, seed: UInt64(seed) &* 7919)
    for _ in 0..<Self.questionsEach {
      let sentence = generator.sentence()
      do {
        guard let fault = try Self.fault(sentence, file, interpreter) else {
          tally.compared += 1
          tally.parts.formUnion(generator.parts)
          continue
        }
        tally.faults += 1
        let (shorter, why) = Self.shrunk(sentence, fault, file, interpreter)
        Issue.record("seed \(seed): \(shorter)\n  \(why)\n  first asked: \(sentence)")
      } catch let error as Interpreter.Unknown {
        tally.unknown[error.what, default: 0] += 1
      } catch is Interpreter.Ambiguous {
        tally.ambiguous += 1
      }
    }
  }

  // MARK: One question

  private static func question(_ sentence: String, _ file: NetworkFile) -> Question? {
    let parsed = file.parse(sentence).parsed
    guard !parsed.hasErrors, case .inquiry(let inquiry)? = parsed.statements.first,
      case .question(let question) = inquiry.asked
    else { return nil }
    return question
  }

  /// What is wrong with the compiled answer, or nil.
  private static func fault(
    _ sentence: String, _ file: NetworkFile, _ interpreter: Interpreter
  ) throws -> String? {
    guard let question = question(sentence, file) else {
      return "does not parse: \(file.errors(sentence))"
    }
    let expected = try interpreter.answer(question)
    do {
      return expected.fault(in: try file.answer(sentence).values)
    } catch let error as WrongSentence {
      return error.diagnostics.map { "\($0.code?.rawValue ?? ""): \($0.message)" }.joined(
        separator: "; ")
    } catch {
      return "\(error)"
    }
  }

  /// The sentence with parts left out while it stays wrong.
  private static func shrunk(
    _ sentence: String, _ fault: String, _ file: NetworkFile, _ interpreter: Interpreter
  ) -> (sentence: String, fault: String) {
    var (sentence, why) = (sentence, fault)
    var isShorter = true
    while isShorter, let question = question(sentence, file) {
      isShorter = false
      for candidate in question.shorter.map(\.printed) where candidate.count < sentence.count {
        guard let found = try? self.fault(candidate, file, interpreter) else { continue }
        (sentence, why, isShorter) = (candidate, found, true)
        break
      }
    }
    return (sentence, why)
  }

  private struct Tally {
    var compared = 0
    var ambiguous = 0
    var faults = 0
    var unknown: [String: Int] = [:]
    var parts: Set<String> = []

    func report() {
      let skipped = unknown.sorted { $0.value > $1.value }.map { "\($0.key) (\($0.value))" }
      print(
        """
        meaning: \(compared) questions compared, \(faults) wrong, \(ambiguous) left open by a \
        rounding or a tie; \(parts.count) kinds of words and forms; not interpreted: \
        \(skipped.isEmpty ? "none" : skipped.joined(separator: ", "))
        """)
    }
  }
}

extension Question {
  /// The same question with one part left out, or one part of a part.
  fileprivate var shorter: [Question] {
    var found: [Question] = []
    func with(
      heading: Heading?? = nil, things: Things? = nil, places: [Place]? = nil,
      filter: Condition?? = nil, tail: Tail? = nil
    ) {
      found.append(
        Question(
          heading: heading ?? self.heading, things: things ?? self.things,
          places: places ?? self.places, filter: filter ?? self.filter, tail: tail ?? self.tail,
          range: range))
    }
    with(tail: Tail())
    with(filter: .some(nil))
    with(places: [])
    with(heading: .some(nil))
    for index in places.indices {
      var fewer = places
      fewer.remove(at: index)
      with(places: fewer)
      for place in places[index].shorter {
        var other = places
        other[index] = place
        with(places: other)
      }
    }
    if case .question(let inner, let range) = things {
      found.append(inner)
      for inner in inner.shorter { with(things: .question(inner, range)) }
    }
    for condition in filter?.shorter ?? [] { with(filter: condition) }
    with(tail: Tail(grouping: grouping, having: having))
    with(tail: Tail(shown: shown, ordering: ordering))
    with(tail: Tail(grouping: grouping, shown: shown, ordering: ordering))
    if shown.count > 1 {
      for field in shown { with(tail: Tail(shown: [field], ordering: ordering, limit: limit)) }
    }
    return found
  }
}

extension Place {
  fileprivate var shorter: [Place] {
    func other(_ target: Target, _ make: (Target) -> Spot) -> [Place] {
      guard case .question(let question, let range) = target else { return [] }
      return question.shorter.map {
        Place(isNegated: isNegated, spot: make(.question($0, range)), range: self.range)
      }
    }
    let plain =
      isNegated ? [Place(isNegated: false, spot: spot, range: range)] : []
    switch spot {
    case .fed(let target, let isDirect):
      return plain + other(target) { .fed($0, isDirect: isDirect) }
    case .upstream(let target, let isDirect):
      return plain + other(target) { .upstream($0, isDirect: isDirect) }
    case .at(let target): return plain + other(target) { .at($0) }
    case .inside(let target): return plain + other(target) { .inside($0) }
    case .crossing(let target): return plain + other(target) { .crossing($0) }
    case .near(let target): return plain + other(target) { .near($0) }
    case .within(let quantity, let byFibre, let target):
      return plain + other(target) { .within(quantity, byFibre: byFibre, $0) }
    case .related(let relation):
      guard case .question(let question, let range) = relation.related else { return plain }
      return plain
        + question.shorter.map {
          Place(
            isNegated: isNegated,
            spot: .related(
              Relation(
                isPresent: relation.isPresent, amount: relation.amount,
                related: .question($0, range), range: relation.range)), range: self.range)
        }
    default: return plain
    }
  }
}

extension Condition {
  fileprivate var shorter: [Condition] {
    switch self {
    case .and(let parts, let range):
      return parts + (parts.count > 2 ? [.and(Array(parts.dropLast()), range)] : [])
    case .or(let parts, let range):
      return parts + (parts.count > 2 ? [.or(Array(parts.dropLast()), range)] : [])
    case .not(let inner, let range): return [inner] + inner.shorter.map { .not($0, range) }
    case .place(let place): return place.shorter.map { .place($0) }
    case .test: return []
    }
  }
}

// All words that the loaded modules bring, looked up by the binder.

/// The words of several modules, checked for collisions.
public struct Vocabulary: Sendable {
  public let modules: [Module]
  /// Every noun once, in the order of modules.
  public let allNouns: [Noun]
  private let nouns: [String: Noun]
  private let owners: [String: String]
  private var fields: [String: [Field]] = [:]
  private var conditions: [String: [Condition]] = [:]
  private var measures: [String: [Measure]] = [:]
  /// Verbs by their word, in the order of modules.
  var verbs: [String: [(verb: Verb, module: String)]] = [:]
  var reports: [String: (report: Report, module: String)] = [:]

  /// Two modules that claim one word on one noun, or a word without a line of help.
  public struct Conflict: Error, Sendable, CustomStringConvertible {
    public let description: String
  }

  public init(_ modules: [Module]) throws(Conflict) {
    self.modules = modules
    allNouns = modules.flatMap(\.nouns)
    var nouns: [String: Noun] = [:]
    var owners: [String: String] = [:]
    for module in modules {
      for noun in module.nouns {
        for word in Set([noun.name, noun.plural]) {
          if nouns[word] != nil {
            throw Conflict(
              description:
                "modules \(owners[noun.name] ?? "?") and \(module.name) both bring the noun `\(word)`"
            )
          }
          nouns[word] = noun
          owners[word] = module.name
        }
      }
    }
    let served = modules.filter { $0.nouns.contains(where: \.isServed) }
    if served.count > 1 {
      throw Conflict(
        description:
          "modules \(served[0].name) and \(served[1].name) both say what an impact counts")
    }
    self.nouns = nouns
    self.owners = owners
    for module in modules {
      try add(module)
      try addChanges(of: module)
    }
  }

  private mutating func add(_ module: Module) throws(Conflict) {
    let undocumented =
      module.fields.first(where: \.doc.isEmpty)?.name
      ?? module.measures.first(where: \.doc.isEmpty)?.name
      ?? module.conditions.first(where: \.doc.isEmpty)?.name
    if let undocumented {
      throw Conflict(description: "module \(module.name): `\(undocumented)` has no line of help")
    }
    let fieldsByScope = Words(module.fields)
    let conditionsByScope = Words(module.conditions)
    let measuresByScope = Words(module.measures)
    for noun in allNouns {
      try Self.add(fieldsByScope, "field", of: noun, module, &fields)
      try Self.add(conditionsByScope, "condition", of: noun, module, &conditions)
      try Self.add(measuresByScope, "measure", of: noun, module, &measures)
    }
  }

  /// Words of a module, apart by whether they are said of one noun alone; numbered as they came.
  private struct Words<Claim: NounWord> {
    private(set) var ofOne: [String: [(number: Int, word: Claim)]] = [:]
    private(set) var ofMany: [(number: Int, word: Claim)] = []

    init(_ words: [Claim]) {
      for (number, word) in words.enumerated() {
        if case .noun(let name) = word.scope {
          ofOne[name, default: []].append((number, word))
        } else {
          ofMany.append((number, word))
        }
      }
    }

    /// What is said of a noun, in the order of the module. Where a module says a word of one noun
    /// alone, that stands before what it says of many.
    func words(of noun: Noun) -> [Claim] {
      let own = ofOne[noun.name] ?? []
      let many = ofMany.filter { claim in
        noun.isIn(claim.word.scope) && !own.contains { $0.word.name == claim.word.name }
      }
      guard !own.isEmpty else { return many.map(\.word) }
      guard !many.isEmpty else { return own.map(\.word) }
      return (own + many).sorted { $0.number < $1.number }.map(\.word)
    }
  }

  private static func add<Claim: NounWord>(
    _ words: Words<Claim>, _ role: String, of noun: Noun, _ module: Module,
    _ all: inout [String: [Claim]]
  ) throws(Conflict) {
    var claimed = all[noun.name] ?? []
    for word in words.words(of: noun) {
      if claimed.contains(where: { $0.name == word.name }) {
        throw Conflict(
          description:
            "module \(module.name) brings the \(role) `\(word.name)` of \(noun.plural), "
            + "which another module brings already")
      }
      claimed.append(word)
    }
    all[noun.name] = claimed
  }

  /// What loses service when plant fails, where a module says so.
  public var served: Noun? { allNouns.first(where: \.isServed) }

  /// The noun that `word`, singular or plural in any letter case, names.
  public func noun(_ word: String) -> Noun? { nouns[word] ?? nouns[word.lowercased()] }
  public func owner(of noun: Noun) -> String { owners[noun.name] ?? "" }

  public func fields(of noun: Noun) -> [Field] { fields[noun.name] ?? [] }
  public func conditions(of noun: Noun) -> [Condition] { conditions[noun.name] ?? [] }
  public func measures(of noun: Noun) -> [Measure] { measures[noun.name] ?? [] }

  public func field(_ word: String, of noun: Noun) -> Field? {
    let word = word.lowercased()
    return fields(of: noun).first { $0.name == word }
  }
  public func condition(_ word: String, of noun: Noun) -> Condition? {
    let word = word.lowercased()
    return conditions(of: noun).first { $0.name == word }
  }
  public func measure(_ word: String, of noun: Noun) -> Measure? {
    let word = word.lowercased()
    return measures(of: noun).first { $0.name == word }
  }

  /// The module that brings `word` for `noun`.
  public func owner(ofWord word: String, of noun: Noun) -> String? {
    modules.first { module in
      module.fields.contains { $0.name == word && noun.isIn($0.scope) }
        || module.conditions.contains { $0.name == word && noun.isIn($0.scope) }
        || module.measures.contains { $0.name == word && noun.isIn($0.scope) }
    }?.name
  }
}

extension Noun {
  /// Whether a word of `scope` applies to this noun.
  public func isIn(_ scope: Scope) -> Bool {
    switch scope {
    case .noun(let name): name == self.name
    // What is said of a port's node is not said of the port.
    case .node: node != nil && placement != .port
    case .plantNode: if case .node = placement { true } else { false }
    case .plantRoute: if case .route = placement { true } else { false }
    case .party: party != nil
    case .somebody: party != nil && party == key
    }
  }
}

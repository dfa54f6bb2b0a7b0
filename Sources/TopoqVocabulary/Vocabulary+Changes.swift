// Verbs and reports, looked up by their word: a verb together with what it is done to.

extension Vocabulary {
  /// Takes up a module's verbs and reports.
  mutating func addChanges(of module: Module) throws(Conflict) {
    for verb in module.verbs {
      let undocumented = verb.arguments.first { $0.doc.isEmpty }
      if verb.doc.isEmpty || verb.example.isEmpty || undocumented != nil {
        let word = undocumented.map { "\(verb.name) ... \($0.name)" } ?? verb.name
        throw Conflict(
          description: "module \(module.name): the verb `\(word)` has no line of help")
      }
      try refuseClaimed(verb, module)
      verbs[verb.name, default: []].append((verb, module.name))
    }
    for report in module.reports {
      guard !report.doc.isEmpty, !report.example.isEmpty else {
        throw Conflict(
          description: "module \(module.name): the report `\(report.name)` has no line of help")
      }
      if let other = reports[report.name] {
        throw Conflict(
          description: "modules \(other.module) and \(module.name) both bring the report "
            + "`\(report.name)`")
      }
      reports[report.name] = (report, module.name)
    }
  }

  /// A verb and what it is done to belong to one module, once.
  private func refuseClaimed(_ verb: Verb, _ module: Module) throws(Conflict) {
    for (other, owner) in verbs[verb.name] ?? [] {
      if verb.target == .none, other.target == .none {
        throw Conflict(
          description: "modules \(owner) and \(module.name) both bring `\(verb.name)` alone")
      }
      guard verb.target != .none, other.target != .none else { continue }
      if let noun = allNouns.first(where: { fits(verb, $0) && fits(other, $0) }) {
        throw Conflict(
          description: "modules \(owner) and \(module.name) both bring the verb `\(verb.name)` of "
            + noun.plural)
      }
    }
  }

  // MARK: Verbs

  /// What a verb takes: its own arguments, and those for the modules that react to what it
  /// announces.
  public func arguments(of verb: Verb) -> [VerbArgument] {
    guard !verb.announces.isEmpty else { return verb.arguments }
    let others = modules.flatMap(\.reactions).filter { verb.announces.contains($0.event) }
      .flatMap(\.arguments)
    let own = Set(verb.arguments.map(\.name))
    return verb.arguments + others.filter { !own.contains($0.name) }
  }

  /// Whether a verb is done to things of `noun`.
  public func fits(_ verb: Verb, _ noun: Noun) -> Bool {
    verb.scopes.contains { noun.isIn($0) }
  }

  /// Every verb, in the order of words.
  public var allVerbs: [Verb] {
    verbs.keys.sorted().flatMap { (verbs[$0] ?? []).map(\.verb) }
  }

  /// The verbs of one word; several where it does different things to different nouns.
  public func verbs(named word: String) -> [Verb] {
    (verbs[word.lowercased()] ?? []).map(\.verb)
  }

  /// What a word does to things of `noun`, or, where that is nil, alone.
  public func verb(_ word: String, of noun: Noun?) -> Verb? {
    verbs(named: word).first { verb in
      noun.map { fits(verb, $0) } ?? (verb.target == .none)
    }
  }

  /// What can be done to things of `noun`, in the order of words.
  public func verbs(of noun: Noun) -> [Verb] { allVerbs.filter { fits($0, noun) } }

  /// The nouns to whose things a verb is done.
  public func nouns(of verb: Verb) -> [Noun] { allNouns.filter { fits(verb, $0) } }

  /// The module that brings a verb.
  public func owner(of verb: Verb) -> String {
    verbs[verb.name]?.first { $0.verb.doc == verb.doc }?.module ?? ""
  }

  // MARK: Reports

  /// Every report, in the order of words.
  public var allReports: [Report] { reports.keys.sorted().compactMap { reports[$0]?.report } }
  public func report(_ word: String) -> Report? { reports[word.lowercased()]?.report }
  public func owner(of report: Report) -> String { reports[report.name]?.module ?? "" }
}

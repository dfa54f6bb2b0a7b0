// Whatever is asked, bound: a question, a trace or a path.

public import TopoqSyntax

internal import TopoqVocabulary

/// What `Generator` compiles.
public enum BoundAsked: Sendable {
  case question(BoundQuestion)
  case trace(BoundTrace)
  case path(BoundWay)

  /// The bound form in lines, for `explain`.
  public var described: [String] {
    switch self {
    case .question(let question): return question.described
    case .trace(let trace):
      return trace.described
    case .path(let way): return way.described
    }
  }
}

extension BoundTrace {
  var described: [String] {
    var lines = [
      "trace \(isUpstream ? "upstream" : "downstream") from \(origin.described)"
    ]
    if let destination {
      lines.append(
        "to: "
          + (destination.things.isEmpty
            ? "any \(destination.noun.name)"
            : BoundTarget.things(destination.things).described))
    }
    if let avoided { lines.append("avoiding: \(avoided.described)") }
    lines.append("show: " + shown.map(\.name).joined(separator: ", "))
    return lines
  }
}

extension BoundWay {
  var described: [String] {
    var lines = ["path \(ends), least \(cost.rawValue)"]
    for stop in waypoints { lines.append("via: \(stop.noun.name) \(stop.code)") }
    for target in avoided { lines.append("avoiding: \(target.described)") }
    if !shown.isEmpty { lines.append("show: " + shown.map(\.name).joined(separator: ", ")) }
    return lines
  }
}

extension BoundTarget {
  /// What it is, in words.
  var described: String {
    switch self {
    case .things(let things):
      things.map { "\($0.noun.name) \($0.code)" }.joined(separator: ", ")
    case .point(let longitude, let latitude): "@\(latitude),\(longitude)"
    case .set(let question): "a set of \(question.noun.plural)"
    }
  }
}

extension BoundQuestion {
  var described: [String] {
    var lines = ["things: \(noun.plural) of \(noun.table)"]
    for thing in things ?? [] { lines.append("named: \(thing.code) = row \(thing.id)") }
    if !figures.isEmpty { lines.append("figures: " + figures.map(\.name).joined(separator: ", ")) }
    if !grouping.isEmpty { lines.append("by: " + grouping.map(\.name).joined(separator: ", ")) }
    if !shown.isEmpty { lines.append("show: " + shown.map(\.name).joined(separator: ", ")) }
    if let limit { lines.append("limit: \(limit)") }
    return lines
  }
}

extension Binder {
  /// Binds whatever is asked, or says why not.
  public mutating func bind(_ asked: Asked) throws -> BoundAsked? {
    let bound = try bindWhatever(asked)
    if !diagnostics.isEmpty {
      diagnostics = Attempts(vocabulary, lexicon, connection, today: today).verified(
        diagnostics, round: round)
    }
    return bound
  }

  private mutating func bindWhatever(_ asked: Asked) throws -> BoundAsked? {
    switch asked {
    case .question(let question): return try bind(question).map { .question($0) }
    case .trace(let trace): return try bind(trace).map { .trace($0) }
    case .path(let path): return try bind(path).map { .path($0) }
    case .impact(let impact): return try bind(impact).map { .question($0) }
    case .locate(let locate): refuse("`locate`", locate.range)
    case .whatIf(let whatIf): refuse("`what if`", whatIf.range)
    case .report(let report): refuse("this report", report.range)
    }
    return nil
  }

  /// What is understood but answered by no loaded module.
  public mutating func refuse(_ what: String, _ range: SourceRange) {
    report(notAnswered(what, range))
  }
}

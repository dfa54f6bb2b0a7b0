// Whatever is asked, bound: a question or a trace.

public import TopoqSyntax

internal import TopoqVocabulary

/// What `Generator` compiles.
public enum BoundAsked: Sendable {
  case question(BoundQuestion)
  case trace(BoundTrace)

  /// The bound form in lines, for `explain`.
  public var described: [String] {
    switch self {
    case .question(let question): return question.described
    case .trace(let trace):
      return [
        "trace \(trace.isUpstream ? "upstream" : "downstream") from \(trace.origin.noun.name) "
          + trace.origin.code
      ]
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
    case .path(let path): refuse("`path`", path.range)
    case .impact(let impact): refuse("`impact`", impact.range)
    case .locate(let locate): refuse("`locate`", locate.range)
    case .whatIf(let whatIf): return try bind(whatIf)
    case .report(let report): return try bind(report).map { .question($0) }
    }
    return nil
  }

  /// What a what-if asks, of the file as it is: its changes are bound and not made.
  private mutating func bind(_ whatIf: WhatIf) throws -> BoundAsked? {
    for change in whatIf.changes {
      guard try bind(change) != nil else { return nil }
    }
    return try bindWhatever(whatIf.asked)
  }

  /// What is understood but answered by no loaded module.
  public mutating func refuse(_ what: String, _ range: SourceRange) {
    report(notAnswered(what, range))
  }

  private mutating func bind(_ trace: Trace) throws -> BoundTrace? {
    guard let target = try network(trace.origin) else { return nil }
    guard case .things(let things) = target, things.count == 1 else {
      report(
        Diagnostic(
          .doesNotApply, "a trace begins at one thing", at: trace.origin.range,
          help: "name one, as in `trace upstream from customer C1001`"))
      return nil
    }
    if let avoiding = trace.avoiding { refuse("`avoiding` in a trace", avoiding.range) }
    if let shown = trace.shown.first { refuse("`show` in a trace", shown.range) }
    var destination: TopoqVocabulary.Noun?
    if let named = trace.destination {
      guard let noun = noun(named.noun) else { return nil }
      guard noun.node != nil, named.names.isEmpty else {
        refuse("a trace to this", named.range)
        return nil
      }
      destination = noun
    }
    return BoundTrace(
      isUpstream: trace.direction == .upstream, origin: things[0], destination: destination)
  }
}

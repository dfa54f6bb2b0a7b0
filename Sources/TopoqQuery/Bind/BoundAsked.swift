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
      let destination = trace.destination.map { " to \($0.name)" } ?? ""
      return [
        "trace \(trace.isUpstream ? "upstream" : "downstream") from \(trace.origin.noun.name) "
          + trace.origin.code.asName + destination
      ]
    }
  }
}

extension Binder {
  /// Binds whatever is asked, or says why not.
  public mutating func bind(_ asked: Asked) throws -> BoundAsked? {
    let bound = try bindWhatever(asked)
    if !diagnostics.isEmpty {
      diagnostics = attempts.verified(diagnostics, round: round)
    }
    return bound
  }

  private mutating func bindWhatever(_ asked: Asked) throws -> BoundAsked? {
    switch asked {
    case .question(let question): return try bind(question).map { .question($0) }
    case .trace(let trace): return try bind(trace).map { .trace($0) }
    case .path(let path): refuse("`path`", path.range)
    case .impact(let impact): refuse("`impact`", impact.range)
    case .locate(let locate):
      report(
        Diagnostic(
          .notAnswered, "`locate` is the outage desk's, which is not loaded here",
          at: locate.range, help: "`trace` shows the way from the port, hop by hop, with metres"))
    case .whatIf(let whatIf): refuse("`what if`", whatIf.range)
    case .report(let report): refuse("this report", report.range)
    }
    return nil
  }

  /// A question of another day.
  public mutating func refuseAnotherDay(_ inquiry: Inquiry) {
    guard let day = inquiry.asOf else { return }
    let now = Inquiry(
      asked: inquiry.asked, parameters: inquiry.parameters, asOf: nil, format: inquiry.format,
      file: inquiry.file, range: inquiry.range)
    report(
      Diagnostic(
        .notAnswered,
        "this file holds the network as it is; what was, is kept from the day on which the outage "
          + "desk's history begins, and that is not loaded here",
        at: day.range, help: "leave out `as of`", attempt: now.printed))
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

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
            ? destination.noun.name : BoundTarget.things(destination.things).described))
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
    case .path(let path): return try bind(path).map { .path($0) }
    case .impact(let impact): return try bind(impact).map { .question($0) }
    case .locate(let locate):
      report(
        Diagnostic(
          .notAnswered, "`locate` is the outage desk's, which is not loaded here",
          at: locate.range, help: "`trace` shows the way from the port, hop by hop, with metres"))
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
}

/// Everything that can be asked.
public enum Asked: Hashable, Sendable {
  case question(Question)
  case trace(Trace)
  case path(Path)
  case impact(Impact)
  case locate(Locate)
  indirect case whatIf(WhatIf)
  case report(Report)

  public var range: SourceRange {
    switch self {
    case .question(let question): question.range
    case .trace(let trace): trace.range
    case .path(let path): path.range
    case .impact(let impact): impact.range
    case .locate(let locate): locate.range
    case .whatIf(let whatIf): whatIf.range
    case .report(let report): report.range
    }
  }
}

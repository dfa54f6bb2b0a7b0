// What is asked, as sentences.
extension Asked {
  public var printed: String {
    switch self {
    case .question(let question): question.printed
    case .trace(let trace): trace.printed
    case .path(let path): path.printed
    case .impact(let impact): impact.printed
    case .locate(let locate): locate.printed
    case .whatIf(let whatIf): whatIf.printed
    case .report(let report): report.printed
    }
  }
}

extension Trace {
  public var printed: String {
    joined([
      "trace \(direction.rawValue) from \(origin.printed)",
      destination.map { "to \($0.printed)" },
      avoiding.map { "avoiding \($0.printed)" },
      printedShown(shown),
    ])
  }
}

extension Path {
  public var printed: String {
    joined(
      ["path from \(origin.printed) to \(destination.printed)"]
        + waypoints.map { "via \($0.printed)" }
        + avoiding.map { "avoiding \($0.printed)" }
        + [cost.map { "by \($0.rawValue)" }, printedShown(shown)])
  }
}

extension Impact {
  public var printed: String {
    joined([
      "impact of \(target.printed)", distance.map { "at \($0.printed)" }, tail.printed,
    ])
  }
}

extension Locate {
  public var printed: String {
    switch evidence {
    case .distance(let distance, let origin, let towards):
      joined([
        "locate \(distance.printed) from \(origin.printed)",
        towards.map { "towards \($0.printed)" },
      ])
    case .symptoms(let question): "locate fault of \(question.printed)"
    }
  }
}

extension WhatIf {
  public var printed: String {
    "what if \(changes.map(\.printed).joined(separator: " and ")) then \(asked.printed)"
  }
}

extension Report {
  public var printed: String {
    joined(
      [word.text, target.map { "of \($0.printed)" }] + dates.map(\.text)
        + places.map(\.printed)
        + [filter.map { "where \($0.printed)" }, tail.printed])
  }
}

/// The clause that shows fields, or nil where there are none.
func printedShown(_ fields: [Field]) -> String? {
  fields.isEmpty ? nil : "show " + fields.map(\.text).joined(separator: ", ")
}

// The days on which something does not hold: what is left between the spans on which it does.

/// Days from the first up to, and without, the last, as texts that SQLite compares byte by byte.
struct DayStretch: Hashable {
  var begins: String
  var ends: String

  /// Before every day.
  static let ever = ""
  /// After every day.
  static let never = "never"

  var isEmpty: Bool { begins >= ends }

  func common(with other: DayStretch) -> DayStretch {
    DayStretch(begins: max(begins, other.begins), ends: min(ends, other.ends))
  }
}

/// A stretch of days on which nothing holds, inside the term of a thing or outside it.
struct DayGap: Hashable {
  let days: DayStretch
  let isInTerm: Bool
}

extension DayGap {
  /// What `spans` leave of all days, in order, cut where `term` begins and ends.
  static func between(_ spans: [DayStretch], term: DayStretch) -> [DayGap] {
    var gaps: [DayGap] = []
    var reached = DayStretch.ever
    for span in spans.sorted(by: { $0.begins < $1.begins }) where !span.isEmpty {
      if span.begins > reached {
        cut(DayStretch(begins: reached, ends: span.begins), by: term, into: &gaps)
      }
      reached = max(reached, span.ends)
    }
    if reached < DayStretch.never {
      cut(DayStretch(begins: reached, ends: DayStretch.never), by: term, into: &gaps)
    }
    return gaps
  }

  private static func cut(
    _ days: DayStretch, by term: DayStretch, into gaps: inout [DayGap]
  ) {
    guard !term.isEmpty else {
      gaps.append(DayGap(days: days, isInTerm: false))
      return
    }
    let parts = [
      (DayStretch(begins: DayStretch.ever, ends: term.begins), false), (term, true),
      (DayStretch(begins: term.ends, ends: DayStretch.never), false),
    ]
    for (part, isInTerm) in parts {
      let common = days.common(with: part)
      if !common.isEmpty { gaps.append(DayGap(days: common, isInTerm: isInTerm)) }
    }
  }
}

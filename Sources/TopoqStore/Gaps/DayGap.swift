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

extension DayStretch {
  /// The days of this stretch that are not in another: at most two stretches, in order.
  func without(_ other: DayStretch) -> [DayStretch] {
    guard !isEmpty, !other.isEmpty else { return isEmpty ? [] : [self] }
    return [
      DayStretch(begins: begins, ends: min(ends, other.begins)),
      DayStretch(begins: max(begins, other.ends), ends: ends),
    ].filter { !$0.isEmpty }
  }
}

extension DayGap {
  /// What `spans` leave of all days, in order, cut where stretches of the `term` begin and end.
  ///
  /// - Parameter term: stretches in order, of which none meets another.
  static func between(_ spans: [DayStretch], term: [DayStretch]) -> [DayGap] {
    var gaps: [DayGap] = []
    var reached = DayStretch.ever
    for span in spans.sorted(by: { $0.begins < $1.begins }) where !span.isEmpty {
      cut(DayStretch(begins: reached, ends: span.begins), by: term, into: &gaps)
      reached = max(reached, span.ends)
    }
    cut(DayStretch(begins: reached, ends: DayStretch.never), by: term, into: &gaps)
    return gaps
  }

  private static func cut(
    _ days: DayStretch, by term: [DayStretch], into gaps: inout [DayGap]
  ) {
    var rest = days
    func add(_ days: DayStretch, isInTerm: Bool) {
      if !days.isEmpty { gaps.append(DayGap(days: days, isInTerm: isInTerm)) }
    }
    for part in term where rest.begins < part.ends {
      add(DayStretch(begins: rest.begins, ends: min(rest.ends, part.begins)), isInTerm: false)
      add(rest.common(with: part), isInTerm: true)
      rest.begins = part.ends
    }
    add(rest, isInTerm: false)
  }
}

// A run of days: those of a charge, a suspension, a billing month.

internal import TopoqText

/// From its first day up to, and without, `ends`; open where there is no end.
struct DaySpan: Hashable, Sendable {
  let begins: Day
  let ends: Day?

  func contains(_ day: Day) -> Bool { begins <= day && ends.map { day < $0 } != false }
}

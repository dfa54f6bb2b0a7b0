// A charge as the billing run sees it: its days, its price, what interrupts it.

internal import TopoqText

/// What the amount of a charge follows from.
struct ChargeTerm: Hashable, Sendable {
  enum Kind: String, Sendable {
    /// A price a month, by the day.
    case recurring
    /// A price once.
    case once
    /// Money back, once.
    case credit
  }

  let id: Int64
  /// The first of the charges that it follows, or itself: the parts of a month that they make add
  /// up to the whole.
  let series: Int64
  let kind: Kind
  let price: Int
  let party: Int64?
  let node: Int64?
  /// The days to be billed; days that were billed before they were known here are left out.
  let days: DaySpan
  /// Days on which it is held back, in any order; they may overlap.
  let pauses: [DaySpan]

  func runs(on day: Day) -> Bool {
    days.contains(day) && !pauses.contains { $0.contains(day) }
  }
}

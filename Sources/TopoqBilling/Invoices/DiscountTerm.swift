// A discount as the billing run sees it.

/// What a discount takes off, from which charges, on which days.
struct DiscountTerm: Hashable, Sendable {
  enum Rebate: Hashable, Sendable {
    /// Hundredths of a percent of each charge.
    case share(Int)
    /// So much a month of all charges together, the oldest first.
    case amount(Int)
  }

  let id: Int64
  let rebate: Rebate
  let days: DaySpan
  /// The series of one charge, or nil for all charges of the party.
  let series: Int64?
  let party: Int64?
  let node: Int64?

  func isOn(_ charge: ChargeTerm) -> Bool {
    if let series { return charge.series == series }
    return party != nil && party == charge.party && (node == nil || node == charge.node)
  }
}

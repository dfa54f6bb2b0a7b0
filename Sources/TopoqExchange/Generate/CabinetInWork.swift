// A cabinet while the streets it serves are drawn.

/// Where its light comes from, and what is still to be placed.
struct CabinetInWork {
  let code: Code
  let place: PlanPoint
  let olt: Code
  /// The feeder over which its light arrives.
  let feeder: Code
  /// The feeder that joins the OLT, over which its PON ports leave.
  let firstSegment: Code
  let design: SplittingDesign
  /// Customers still to come.
  var remaining: Int
  /// Homes still to be placed; past the plan, every home takes service.
  var homesLeft: Int
  var branches = 0
  /// The splitter of the cabinet in use, and how many of its ports are taken.
  var splitter = Code("S", 0)
  var portsTaken = 0
}

// What one OLT site serves.

/// A district: the reach of one OLT site.
struct District {
  /// From 1.
  let number: Int
  let design: SplittingDesign
  /// Its south-western corner.
  let corner: PlanPoint
}

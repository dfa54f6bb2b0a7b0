// A way from one thing to another, point by point.

/// The points of a way in order, the first where it begins.
struct Way {
  struct Point {
    let node: Int32
    /// How many routes and bare hops lead here: a patch within one place is no hop.
    let hop: Int
    /// The route and strand that lead here; 0 at the first point, and for a patch or a bare hop.
    let route: Int32
    /// 0 where the records do not say which.
    let strand: Int32
    /// Fibre since the first point, in metres.
    let metres: Double
    /// Loss since the first point at 1490 nm, in dB.
    let loss: Double
  }

  var points: [Point]
  /// Whether it is the way of recorded light; else one over routes in service.
  let isLight: Bool
  /// The joints that it passes, in order.
  var joints: [Int64] = []
}

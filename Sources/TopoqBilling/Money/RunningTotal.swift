// Parts of a whole that add up to the whole, each in whole minor units.

/// Rounds the parts of a sum as they come: each part is what the rounded running total gained.
///
/// Three thirds of 10.00 are 3.33, 3.34 and 3.33: their sum is the rounded sum, to the cent,
/// whatever the parts, and no part is off by as much as one minor unit.
struct RunningTotal {
  /// Of how many parts one minor unit consists.
  let denominator: Int128
  private var exact: Int128 = 0
  private var rounded = 0

  init(over denominator: Int128) { self.denominator = denominator }

  mutating func add(_ numerator: Int128) throws -> Int {
    exact += numerator
    let total = try MinorUnits.halfUp(exact, over: denominator)
    defer { rounded = total }
    return total - rounded
  }
}

// Exact money: whole minor units, and fractions of them until they are rounded, once.

internal import TopoqVocabulary

/// Amounts in whole minor units, such as paise or cents.
enum MinorUnits {
  /// A fraction rounded half-up, away from zero: 333.5 is 334 and -333.5 is -334.
  ///
  /// 128 bits hold any price times a year's days times ten thousandths.
  /// - Throws: `ChangeRefusal` where the amount is more than can be counted.
  static func halfUp(_ numerator: Int128, over denominator: Int128) throws -> Int {
    precondition(denominator > 0, "a part is a part of something")
    let doubled = 2 * numerator.magnitude + denominator.magnitude
    let rounded = Int128(doubled / (2 * denominator.magnitude))
    guard let amount = Int(exactly: numerator < 0 ? -rounded : rounded) else { throw tooLarge }
    return amount
  }

  /// Adds amounts, or refuses where the sum is more than can be counted.
  static func sum(_ amounts: some Sequence<Int>) throws -> Int {
    var total = 0
    for amount in amounts {
      let (sum, isOver) = total.addingReportingOverflow(amount)
      guard !isOver else { throw tooLarge }
      total = sum
    }
    return total
  }

  private static let tooLarge = ChangeRefusal(
    "the amount is more than can be counted", help: "look for a price with too many digits")
}

// So much money: a count of minor units and what they are units of.

/// An amount as a sentence gives it.
struct Amount: Hashable, Sendable, CustomStringConvertible {
  let minor: Int
  /// ISO 4217.
  let currency: String

  var description: String { MinorUnits.text(minor, currency) }
}

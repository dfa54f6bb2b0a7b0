// How many rows an answer has, in words: "no customers", "1 customer", "1,204 customers".

import TopoqText

/// A count of things whose plural is known. Numbers are grouped as in tables.
public struct RowCount: Hashable, Sendable {
  public let text: String

  public init(_ count: Int, of plural: String) {
    switch count {
    case 0: text = "no \(plural)"
    case 1: text = "1 \(RowCount.singular(of: plural))"
    default: text = "\(NumberText.grouped(count)) \(plural)"
    }
  }

  /// English plurals as nouns here have them: `entries`, `branches`, `premises`, `hops`.
  private static func singular(of plural: String) -> String {
    if plural == "premises" || !plural.hasSuffix("s") { return plural }
    if plural.hasSuffix("ies") { return String(plural.dropLast(3)) + "y" }
    for ending in ["ches", "shes", "sses", "xes"] where plural.hasSuffix(ending) {
      return String(plural.dropLast(2))
    }
    return String(plural.dropLast())
  }
}

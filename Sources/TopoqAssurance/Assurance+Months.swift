// Leakage on the calendar: what came up in a month, and what was mended in it.

internal import TopoqVocabulary

extension Assurance {
  private static func sum(of day: String) -> String {
    """
    (SELECT sum(\(atStake)) FROM assurance_finding AS f
    WHERE f.currency = {currency} AND f.\(day) >= {row}.begins AND f.\(day) < {row}.ends)
    """
  }

  static let monthFields: [Field] = [
    Field(
      "found", .money, of: .noun("month"), sql: sum(of: "first_seen"),
      doc: "what audits found in it: a month, or at once"),
    Field(
      "recovered", .money, of: .noun("month"), sql: sum(of: "mended_on"),
      doc: "what was found before and was mended in it: a month, or at once"),
  ]
}

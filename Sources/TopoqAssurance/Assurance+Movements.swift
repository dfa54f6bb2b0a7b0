// Leakage over time: what was found in each month, and what was recovered.

internal import TopoqVocabulary

extension Assurance {
  /// Every finding once when it came up, and once more when it was mended.
  private static let movements = """
    (SELECT 2 * f.id AS id, f.rule, f.node, f.party, f.first_seen AS day, f.currency,
      \(atStake) AS found_minor, NULL AS recovered_minor
    FROM assurance_finding AS f
    UNION ALL
    SELECT 2 * f.id + 1, f.rule, f.node, f.party, f.mended_on, f.currency, NULL,
      \(atStake)
    FROM assurance_finding AS f
    WHERE f.mended_on IS NOT NULL)
    """

  static let movement = Noun(
    name: "movement", plural: "movements", doc: "a finding as it came up, or as it was mended",
    table: movements, placement: .nowhere, code: "{row}.id", find: "{row}.id = {value}",
    node: "{row}.node", party: "{row}.party", shown: ["day", "rule", "found", "recovered"])

  private static func money(_ column: String) -> String {
    "CASE {row}.currency WHEN {currency} THEN {row}.\(column) END"
  }

  static let movementFields: [Field] = [
    Field("code", .integer, of: .noun("movement"), sql: "{row}.id", doc: "its number"),
    Field("day", .day, of: .noun("movement"), sql: "{row}.day", doc: "the day of the audit"),
    Field(
      "month", .text, of: .noun("movement"), sql: "substr({row}.day, 1, 7)",
      doc: "the month of the audit"),
    Field("rule", .text, of: .noun("movement"), sql: "{row}.rule", doc: "the rule that found it"),
    Field(
      "found", .money, of: .noun("movement"), sql: money("found_minor"),
      doc: "what came up: a month, or at once"),
    Field(
      "recovered", .money, of: .noun("movement"), sql: money("recovered_minor"),
      doc: "what was mended: a month, or at once"),
  ]

  static let movementMeasures: [Measure] = [
    Measure(
      "found", .money, of: .noun("movement"), sql: "sum(\(money("found_minor")))",
      doc: "what came up: a month, or at once"),
    Measure(
      "recovered", .money, of: .noun("movement"), sql: "sum(\(money("recovered_minor")))",
      doc: "what was mended: a month, or at once"),
  ]

  static let leakage = Report(
    "leakage", isTargetRequired: false, lists: "movement", sql: "true",
    figures: ["found", "recovered"], usualGrouping: ["month"],
    doc: "what audits found against what was recovered, month by month", example: "leakage by month"
  )
}

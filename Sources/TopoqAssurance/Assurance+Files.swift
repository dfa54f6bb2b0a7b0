// findings.csv and decisions.csv: what was found month by month, and what was decided about it.

internal import TopoqVocabulary

extension Assurance {
  /// An audit finds again what still leaks; when it was first seen, and what was mended, only the
  /// file knows.
  static let findingFile = ExchangeTable(
    file: "findings", table: "assurance_finding", identity: "code",
    columns: [
      .init("code", .text, isRequired: true),
      .init("rule", .text, isRequired: true),
      .init("noun", .text, isRequired: true),
      .init("thing", .text, isRequired: true),
      .init("node", .node),
      .init("party", .party),
      .init("since", .day),
      .init("until", .day),
      .init("price_minor", .minorUnits),
      .init("amount_minor", .minorUnits),
      .init("currency", .currency),
      .init("first_seen", .day, isRequired: true),
      .init("mended_on", .day),
    ],
    periods: [(from: "first_seen", to: "mended_on")])

  static let decisionFile = ExchangeTable(
    file: "decisions", table: "assurance_decision", identity: "code",
    columns: [
      .init("code", .text, isRequired: true),
      .init("rule", .text, isRequired: true),
      .init("noun", .text, isRequired: true),
      .init("thing", .text, isRequired: true),
      .init("state", .word(["waived", "accepted"]), isRequired: true),
      .init("reason", .text, isRequired: true),
      .init("until", .day, isRequired: true),
    ])
}

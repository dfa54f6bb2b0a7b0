// Visits: a team at a lead's or a customer's door, on a day, with an outcome.

internal import TopoqVocabulary

extension CRM {
  static let visitFile = ExchangeTable(
    file: "visits", table: "crm_visit", identity: "code",
    columns: [
      .init("code", .text, isRequired: true),
      .init("kind", .word(["survey", "installation", "repair"]), fallback: "survey"),
      .init("lead", .code(table: "crm_lead")),
      .init("party", .party),
      .init("node", .node),
      .init("day", .day),
      .init("team", .text),
      .init("outcome", .word(["done", "failed"])),
      .init("reason", .text),
    ])

  static let visit = Noun(
    name: "visit", plural: "visits", doc: "a team at the door: to survey, install or repair",
    table: "crm_visit", placement: .attached,
    find: "{row}.code = {value} COLLATE NOCASE",
    node: "coalesce({row}.node, (SELECT l.node FROM crm_lead AS l WHERE l.id = {row}.lead))",
    party: "{row}.party", shown: ["code", "kind", "lead", "day", "team", "outcome", "reason"])

  static let visitFields: [Field] = [
    Field("code", .text, of: .noun("visit"), sql: "{row}.code", doc: "the visit's number"),
    Field(
      "kind", .text, of: .noun("visit"), sql: "{row}.kind", doc: "survey, installation or repair"),
    Field(
      "lead", .text, of: .noun("visit"),
      sql: "(SELECT l.code FROM crm_lead AS l WHERE l.id = {row}.lead)", relation: "lead",
      doc: "the lead that is visited"),
    Field("day", .day, of: .noun("visit"), sql: "{row}.day", doc: "the day of the visit"),
    Field("team", .text, of: .noun("visit"), sql: "{row}.team", doc: "who goes"),
    Field("outcome", .text, of: .noun("visit"), sql: "{row}.outcome", doc: "done or failed"),
    Field(
      "reason", .text, of: .noun("visit"), sql: "{row}.reason", doc: "the reason code of a failure"
    ),
  ]

  static let visitConditions: [Condition] = [
    Condition(
      "missed", of: .noun("visit"),
      sql: "({row}.outcome = 'failed' OR ({row}.outcome IS NULL AND {row}.day < {today}))",
      doc: "it failed, or its day passed without an outcome"),
    Condition(
      "done", of: .noun("visit"), sql: "{row}.outcome = 'done'", doc: "what it was for is done"),
    Condition(
      "open", of: .noun("visit"), sql: "{row}.outcome IS NULL", doc: "it has no outcome yet"),
  ]
}

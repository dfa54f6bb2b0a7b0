// What can be said of rules, and done to them.

internal import TopoqSQLite
internal import TopoqVocabulary

extension Assurance {
  static let rule = Noun(
    name: "rule", plural: "rules", doc: "a question that finds what leaks",
    table: "assurance_rule", placement: .nowhere, find: "{row}.code = {value} COLLATE NOCASE",
    shown: ["code", "question", "why"])

  static let ruleFields: [Field] = [
    Field("code", .text, of: .noun("rule"), sql: "{row}.code", doc: "the rule's name"),
    Field(
      "question", .text, of: .noun("rule"), sql: "{row}.question",
      doc: "what it asks: whatever is listed is a finding"),
    Field(
      "price", .text, of: .noun("rule"), sql: "nullif({row}.price, '')",
      doc: "the field that says what a finding costs a month"),
    Field(
      "amount", .text, of: .noun("rule"), sql: "nullif({row}.amount, '')",
      doc: "the field that says what a finding costs or puts at risk once"),
    Field(
      "since", .text, of: .noun("rule"), sql: "nullif({row}.since, '')",
      doc: "the fields of which the latest says since when"),
    Field(
      "until", .text, of: .noun("rule"), sql: "nullif({row}.until, '')",
      doc: "the field that says until when"),
    Field("why", .text, of: .noun("rule"), sql: "{row}.why", doc: "why it matters"),
    Field("remedy", .text, of: .noun("rule"), sql: "{row}.remedy", doc: "what to do about it"),
  ]

  private static func text(_ name: String, isRequired: Bool = false, doc: String) -> VerbArgument {
    VerbArgument(name, .value(.text), isRequired: isRequired, doc: doc)
  }

  static let ruleVerbs: [Verb] = [
    Verb(
      "add", .new, of: [.noun("rule")],
      arguments: [
        text("question", isRequired: true, doc: "what it asks: whatever is listed is a finding"),
        text("price", doc: "the field that says what a finding costs a month"),
        text("amount", doc: "the field that says what a finding costs or puts at risk once"),
        text("since", doc: "the field that says since when"),
        text("until", doc: "the field that says until when"),
        text("why", doc: "why it matters"), text("remedy", doc: "what to do about it"),
      ], doc: "adds an audit rule, which must be a question that can be asked",
      example: "add rule \"no email\" question \"customers where active and email is empty\""
    ) { request in try add(request) },
    Verb(
      "remove", .thing, of: [.noun("rule")],
      doc: "takes an audit rule away; what it found goes with the next audit",
      example: "remove rule \"legacy plan\""
    ) { request in
      guard let rule = request.target?.id else { return }
      try request.connection.run("DELETE FROM assurance_rule WHERE id = ?", [.integer(rule)])
    },
  ]

  private static func add(_ request: ChangeRequest) throws {
    guard let name = request.target?.code, let question = request.text("question") else { return }
    let texts = ["price", "amount", "since", "until", "why", "remedy"].map {
      request.text($0) ?? ""
    }
    let rule = Rule(
      name: name, question: question, price: texts[0], amount: texts[1], since: texts[2],
      until: texts[3], why: texts[4], remedy: texts[5])
    let asked = try request.ask(rule.question, showing: rule.fields)
    try Audit.refuseUnfit(rule, asked.columns)
    try request.connection.run(
      """
      INSERT INTO assurance_rule (code, question, price, amount, since, until, why, remedy)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, ([name, question] + texts).map { .text($0) })
    request.note("today it lists \(asked.rows.count)")
  }
}

// What becomes of visits: planned, done, failed, moved to another day.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

extension CRM {
  static let visitVerbs: [Verb] = [
    Verb(
      "add", .new, of: [.noun("visit")],
      arguments: [
        VerbArgument(
          "for", .thing([.noun("lead"), .noun("customer")]), isRequired: true,
          doc: "whose door it is"),
        VerbArgument("on", .value(.day), isRequired: true, doc: "the day"),
        VerbArgument(
          "kind", .word(["survey", "installation", "repair"]), doc: "what for; repair if left out"),
        VerbArgument("team", .value(.text), doc: "who goes"),
      ], doc: "plans a visit", example: "add visit V90 for customer C1001 on 2026-05-06",
      perform: addVisit),
    Verb(
      "complete", .thing, of: [.noun("visit")],
      arguments: [VerbArgument("on", .value(.day), doc: "the day it took place")],
      doc: "what the visit was for is done", example: "complete visit V1",
      perform: { try close($0, outcome: "done") }),
    Verb(
      "fail", .thing, of: [.noun("visit")],
      arguments: [
        VerbArgument(
          "reason", .value(.text), isRequired: true, doc: "a reason code, such as no_access"),
        VerbArgument("on", .value(.day), doc: "the day it took place"),
      ], doc: "the visit came to nothing", example: "fail visit V1 reason no_access",
      perform: { try close($0, outcome: "failed") }),
    Verb(
      "set", .thing, of: [.noun("visit")],
      arguments: [
        VerbArgument("day", .value(.day), doc: "another day"),
        VerbArgument("team", .value(.text), doc: "another team"),
      ], doc: "moves a visit to another day or team", example: "set visit V1 day 2026-05-09",
      perform: { try set($0, "crm_visit", "id") }),
  ]

  private static func addVisit(_ request: ChangeRequest) throws {
    guard let target = request.target, let host = request.thing("for") else {
      throw ChangeRefusal("a visit is for a lead or a customer")
    }
    let isLead = host.noun.name == lead.name
    try request.connection.run(
      """
      INSERT INTO crm_visit (id, code, kind, lead, party, node, day, team)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(try request.newNumber(of: "crm_visit")), .text(target.code),
        .text(request.text("kind") ?? "repair"),
        isLead ? .integer(host.id) : .null,
        host.party.map { .integer($0) } ?? .null, host.node.map { .integer($0) } ?? .null,
        .text(request.day("on")), request.text("team").map { .text($0) } ?? .null,
      ])
  }

  private static func close(_ request: ChangeRequest, outcome: String) throws {
    guard let visit = request.target else { throw ChangeRefusal("this is done to a visit") }
    let before = try request.connection.first(
      "SELECT outcome FROM crm_visit WHERE id = ?", [.integer(visit.id)])?.text
    if let before {
      throw ChangeRefusal(
        "visit \(visit.code) has an outcome already: \(before)",
        help: "`add visit` plans another; `visits where open` lists those without an outcome")
    }
    try request.connection.run(
      "UPDATE crm_visit SET outcome = ?, reason = ?, day = coalesce(?, day, ?) WHERE id = ?",
      [
        .text(outcome), request.text("reason").map { .text($0) } ?? .null,
        request.text("on").map { .text($0) } ?? .null, .text(request.today.description),
        .integer(visit.id),
      ])
  }
}

// A lead on its way: from stage to stage, each with its day and who moved it.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

/// The rows of one lead, as its verbs move it.
struct LeadProgress {
  let request: ChangeRequest
  let lead: ChangedThing
  let stage: String
  private let staged: String?

  init(_ request: ChangeRequest) throws {
    guard let lead = request.target else {
      throw ChangeRefusal("this is done to a lead", help: "name one: `qualify lead L1`")
    }
    let row = try request.connection.rows(
      "SELECT stage, staged FROM crm_lead WHERE id = ?", [.integer(lead.id)])
    self.request = request
    self.lead = lead
    stage = row.first?[0].text ?? "enquiry"
    staged = row.first?[1].text
  }

  /// Moves the lead to a stage from `day` on.
  ///
  /// - Throws: `ChangeRefusal` where it has ended, stands there or further already, or stood in
  ///   its stage only later than `day`.
  func move(to next: String, on day: String, reason: String? = nil) throws {
    guard stage != "activated" else {
      throw ChangeRefusal(
        "lead \(lead.code) is activated: it is a customer now",
        help: "`lead \(lead.code)` shows which")
    }
    guard stage != "lost" || next == "enquiry" else {
      throw ChangeRefusal(
        "lead \(lead.code) is lost", help: "`reopen lead \(lead.code)` begins it anew")
    }
    if next != "lost", stage != "lost" {
      let (here, there) = (CRM.stages.firstIndex(of: stage), CRM.stages.firstIndex(of: next))
      guard let here, let there, here < there else {
        throw ChangeRefusal(
          "lead \(lead.code) is at the stage \(stage) already",
          help: Self.nextStep(from: stage, lead))
      }
    }
    if let staged, day < staged {
      throw ChangeRefusal(
        "lead \(lead.code) is at the stage \(stage) since \(staged), which is after \(day)",
        help: "name a later day, with `on`")
    }
    try request.connection.run(
      "UPDATE crm_stage SET ends = ? WHERE lead = ? AND ends IS NULL",
      [.text(day), .integer(lead.id)])
    try request.connection.run(
      """
      INSERT INTO crm_stage (id, code, lead, stage, begins, author, reason)
      VALUES (
        ?1, ?2 || '-' || (SELECT count(*) + 1 FROM crm_stage WHERE lead = ?3), ?3, ?4, ?5, ?6, ?7)
      """,
      [
        .integer(try request.newNumber(of: "crm_stage")), .text(lead.code), .integer(lead.id),
        .text(next),
        .text(day), .text(request.author),
        reason.map { .text($0) } ?? .null,
      ])
    try request.connection.run(
      "UPDATE crm_lead SET stage = ?, staged = ?, reason = ? WHERE id = ?",
      [.text(next), .text(day), reason.map { .text($0) } ?? .null, .integer(lead.id)])
  }

  /// What is done next to a lead at a stage.
  private static func nextStep(from stage: String, _ lead: ChangedThing) -> String {
    let verbs = [
      "enquiry": "qualify", "qualified": "survey", "survey": "schedule", "scheduled": "install",
    ]
    return "`\(verbs[stage] ?? "activate") lead \(lead.code)` brings it further"
  }

  /// Plans a visit at the lead's door.
  func planVisit(_ kind: String, on day: String) throws {
    let number = try request.newNumber(of: "crm_visit")
    let code = try freeCode("V\(number)")
    try request.connection.run(
      "INSERT INTO crm_visit (id, code, kind, lead, node, day, team) VALUES (?, ?, ?, ?, ?, ?, ?)",
      [
        .integer(number), .text(code), .text(kind), .integer(lead.id),
        lead.node.map { .integer($0) } ?? .null,
        .text(day), request.text("team").map { .text($0) } ?? .null,
      ])
    request.note("visit \(code) is planned for \(day)")
  }

  /// `base`, or the first of `base-2`, `base-3` and so on that no visit bears.
  private func freeCode(_ base: String) throws -> String {
    var (code, ordinal) = (base, 1)
    while try request.connection.first(
      "SELECT 1 FROM crm_visit WHERE code = ? COLLATE NOCASE", [.text(code)]) != nil
    {
      ordinal += 1
      code = "\(base)-\(ordinal)"
    }
    return code
  }

  /// Closes the open visits of a kind: they were made by `day` at the latest.
  func closeVisits(_ kind: String, by day: String) throws {
    try request.connection.run(
      """
      UPDATE crm_visit SET outcome = 'done', day = min(coalesce(day, ?1), ?1)
      WHERE lead = ?2 AND kind = ?3 AND outcome IS NULL
      """, [.text(day), .integer(lead.id), .text(kind)])
  }
}

extension ChangeRequest {
  /// The day an argument names, which must not lie ahead: what has happened has happened.
  func pastDay(_ argument: String) throws -> String {
    let day = self.day(argument)
    guard day <= today.description else {
      throw ChangeRefusal(
        "\(day) lies ahead, and this says what has happened", help: "leave out the day for today")
    }
    return day
  }
}

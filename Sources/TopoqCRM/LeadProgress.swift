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
        throw ChangeRefusal("lead \(lead.code) is at the stage \(stage) already")
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
      "INSERT INTO crm_stage (lead, stage, begins, author, reason) VALUES (?, ?, ?, ?, ?)",
      [
        .integer(lead.id), .text(next), .text(day), .text(request.author),
        reason.map { .text($0) } ?? .null,
      ])
    try request.connection.run(
      "UPDATE crm_lead SET stage = ?, staged = ?, reason = ? WHERE id = ?",
      [.text(next), .text(day), reason.map { .text($0) } ?? .null, .integer(lead.id)])
  }

  /// Plans a visit at the lead's door.
  func planVisit(_ kind: String, on day: String) throws {
    let number = try request.connection.first("SELECT coalesce(max(id), 0) + 1 FROM crm_visit")
    let code = "V\(number?.integer ?? 1)"
    try request.connection.run(
      "INSERT INTO crm_visit (code, kind, lead, node, day, team) VALUES (?, ?, ?, ?, ?, ?)",
      [
        .text(code), .text(kind), .integer(lead.id), lead.node.map { .integer($0) } ?? .null,
        .text(day), request.text("team").map { .text($0) } ?? .null,
      ])
    request.note("visit \(code) is planned for \(day)")
  }

  /// Closes the open visits of a kind with an outcome.
  func closeVisits(_ kind: String) throws {
    try request.connection.run(
      "UPDATE crm_visit SET outcome = 'done' WHERE lead = ? AND kind = ? AND outcome IS NULL",
      [.integer(lead.id), .text(kind)])
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

// What people decide about findings: known and worked on, or none, until a day.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

extension Assurance {
  /// Keeps a decision beside the finding, so that the next audit leaves it.
  static func decide(_ state: String, _ request: ChangeRequest) throws {
    guard let finding = request.target?.id, let until = request.text("until"),
      let reason = request.text("reason")
    else { return }
    guard until > request.today.description else {
      throw ChangeRefusal(
        "until \(until) is over already", help: "give a day after \(request.today)")
    }
    guard reason.contains(where: { $0 != " " }) else {
      throw ChangeRefusal("a decision needs a reason", help: "say why, after `reason`")
    }
    let connection = request.connection
    let rows = try connection.rows(
      "SELECT rule, noun, thing, mended_on FROM assurance_finding WHERE id = ?",
      [.integer(finding)])
    guard let row = rows.first else { return }
    if let day = row[3].text { throw ChangeRefusal("it was mended on \(day)") }
    let key = Array(row[..<3])
    try connection.run(
      "DELETE FROM assurance_decision WHERE rule = ? AND noun = ? AND thing = ?", key)
    try connection.run(
      """
      INSERT INTO assurance_decision (rule, noun, thing, state, reason, until, code)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?1 || '/' || ?2 || '/' || ?3)
      """, key + [.text(state), .text(reason), .text(until)])
  }
}

// An audit rule: a sentence that finds what leaks, and the fields that say how much and since when.

internal import TopoqSQLite
internal import TopoqVocabulary

/// A rule as the file holds it. Its question lists things that should not be there.
struct Rule: Sendable {
  let name: String
  /// A question of one noun, which it begins with: `customers where ceased and billed`.
  let question: String
  /// The field of money that each thing costs a month; empty where nobody can say.
  var price = ""
  /// Fields of days: it leaks since the latest of them.
  var since = ""
  /// The field of the day on which it leaks no more; things of which it is not later than `since`
  /// are no findings. Empty: it leaks until it is mended.
  var until = ""
  let why: String
  /// What to do about it.
  let remedy: String

  /// The fields that its question is asked with.
  var sinceFields: [String] {
    since.split(separator: ",").map { String($0.drop { $0 == " " }) }
  }
  var fields: [String] { [price, until].filter { !$0.isEmpty } + sinceFields }

  /// All rules of a file, the shipped ones first.
  static func all(_ connection: ConnectionHandle) throws -> [Rule] {
    try connection.rows(
      """
      SELECT code, question, price, since, until, why, remedy
      FROM assurance_rule
      ORDER BY id
      """
    ).map { row in
      Rule(
        name: row[0].text ?? "", question: row[1].text ?? "", price: row[2].text ?? "",
        since: row[3].text ?? "", until: row[4].text ?? "", why: row[5].text ?? "",
        remedy: row[6].text ?? "")
    }
  }

  /// A statement that puts it into the table of rules.
  var insertion: String {
    let values = [name, question, price, since, until, why, remedy].map { text in
      "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
        + "'"
    }
    return """
      INSERT OR IGNORE INTO assurance_rule (code, question, price, since, until, why, remedy)
      VALUES (\(values.joined(separator: ", ")));
      """
  }
}

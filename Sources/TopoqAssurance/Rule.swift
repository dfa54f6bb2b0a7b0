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
  /// The field of money that each thing costs or puts at risk once, whatever time passes.
  var amount = ""
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
  var fields: [String] { [price, amount, until].filter { !$0.isEmpty } + sinceFields }

  /// All rules of a file, the shipped ones first.
  static func all(_ connection: ConnectionHandle) throws -> [Rule] {
    try connection.rows(
      """
      SELECT code, question, price, amount, since, until, why, remedy
      FROM assurance_rule
      ORDER BY id
      """
    ).map { row in
      Rule(
        name: row[0].text ?? "", question: row[1].text ?? "", price: row[2].text ?? "",
        amount: row[3].text ?? "", since: row[4].text ?? "", until: row[5].text ?? "",
        why: row[6].text ?? "", remedy: row[7].text ?? "")
    }
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  private var values: [String] {
    [name, question, price, amount, since, until, why, remedy].map(Self.quoted)
  }

  /// A statement that puts it into the table of rules.
  var insertion: String {
    """
    INSERT INTO assurance_rule (code, question, price, amount, since, until, why, remedy)
    VALUES (\(values.joined(separator: ", ")));
    """
  }
}

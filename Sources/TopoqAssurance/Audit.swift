// An audit: every rule is asked, and what it lists is compared with what was found before.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

/// What is found again stays as it is; what is new was first seen today; what is found no longer
/// was mended today. On the same records, nothing is written.
enum Audit {
  /// What tells findings of a rule apart.
  private struct Key: Hashable {
    let noun: String
    let thing: String
  }

  /// A finding as a rule states it.
  private struct Stated: Equatable {
    var node: Int64?
    var party: Int64?
    var since: String?
    var until: String?
    var priceMinor: Int64?
    var amountMinor: Int64?
    var currency: String?

    var values: [SQLiteValue] {
      [
        value(node), value(party), value(since), value(until), value(priceMinor),
        value(amountMinor),
        value(currency),
      ]
    }
    private func value(_ number: Int64?) -> SQLiteValue { number.map { .integer($0) } ?? .null }
    private func value(_ text: String?) -> SQLiteValue { text.map { .text($0) } ?? .null }
  }

  static func run(_ request: ChangeRequest) throws {
    let rules = try Rule.all(request.connection)
    for rule in rules {
      do {
        let asked = try request.ask(rule.question, showing: rule.fields)
        try refuseUnfit(rule, asked.columns)
        try record(stated(asked, rule, request), of: rule, request)
      } catch let refusal as ChangeRefusal {
        request.note("the rule \(rule.name) was not asked: \(refusal.description)")
      }
    }
    // What a rule found that is gone was not mended.
    try request.connection.run(
      """
      DELETE FROM assurance_finding
      WHERE mended_on IS NULL AND rule NOT IN (SELECT code FROM assurance_rule)
      """)
  }

  /// Prices and amounts are money, and days are days.
  static func refuseUnfit(_ rule: Rule, _ columns: [AskedThings.Column]) throws {
    for column in columns {
      let isMoney = column.field == rule.price || column.field == rule.amount
      guard column.type != (isMoney ? .money : .day) else { continue }
      throw ChangeRefusal(
        "`\(column.field)` is no \(isMoney ? "money" : "day")",
        help: "`help` and the noun of the question lists its fields and what they hold")
    }
  }

  // MARK: What a rule states

  private static func stated(
    _ asked: AskedThings, _ rule: Rule, _ request: ChangeRequest
  ) throws -> [Key: Stated] {
    var all: [Key: Stated] = [:]
    for row in asked.rows {
      var stated = Stated(node: row.thing.node, party: row.thing.party)
      for (column, value) in zip(asked.columns, row.values) {
        if column.field == rule.price, let minor = value.integer, minor != 0 {
          guard stated.priceMinor == nil else { continue }
          (stated.priceMinor, stated.currency) = (minor, column.currency)
        } else if column.field == rule.amount, let minor = value.integer, minor != 0 {
          guard stated.amountMinor == nil else { continue }
          (stated.amountMinor, stated.currency) = (minor, column.currency)
        } else if column.field == rule.until, !rule.until.isEmpty {
          stated.until = value.text
        } else if rule.sinceFields.contains(column.field), let day = value.text {
          stated.since = max(stated.since ?? day, day)
        }
      }
      if !rule.until.isEmpty {
        guard let since = stated.since, let until = stated.until, since < until else { continue }
      }
      if stated.node == nil, row.thing.noun.sort == "route" {
        stated.node = try end(of: row.thing.id, request.connection)
      }
      let written = row.thing.code
      all[Key(noun: row.thing.noun.name, thing: written)] = stated
    }
    return all
  }

  /// Where a route ends: a drop's finding is at the door that it leads to.
  private static func end(of route: Int64, _ connection: ConnectionHandle) throws -> Int64? {
    try connection.first("SELECT to_node FROM route WHERE id = ?", [.integer(route)])?.integer
  }

  // MARK: Against what is on record

  private static func record(
    _ stated: [Key: Stated], of rule: Rule, _ request: ChangeRequest
  ) throws {
    let connection = request.connection
    let today = SQLiteValue.text(request.today.description)
    var new = stated
    let known = try connection.rows(
      """
      SELECT id, noun, thing, node, party, since, until, price_minor,
        amount_minor, currency
      FROM assurance_finding
      WHERE rule = ? AND mended_on IS NULL
      """, [.text(rule.name)])
    for row in known {
      let key = Key(noun: row[1].text ?? "", thing: row[2].text ?? "")
      let before = Stated(
        node: row[3].integer, party: row[4].integer, since: row[5].text, until: row[6].text,
        priceMinor: row[7].integer, amountMinor: row[8].integer, currency: row[9].text)
      guard let now = new.removeValue(forKey: key) else {
        try connection.run(
          "UPDATE assurance_finding SET mended_on = ? WHERE id = ?", [today, row[0]])
        continue
      }
      guard now != before else { continue }
      try connection.run(
        """
        UPDATE assurance_finding
        SET node = ?, party = ?, since = ?, until = ?, price_minor = ?,
          amount_minor = ?, currency = ?
        WHERE id = ?
        """, now.values + [row[0]])
    }
    let found = new.sorted { ($0.key.noun, $0.key.thing) < ($1.key.noun, $1.key.thing) }
    for (key, finding) in found {
      try connection.run(
        """
        INSERT INTO assurance_finding
          (node, party, since, until, price_minor, amount_minor, currency, rule, noun, thing,
            first_seen, code)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,
          ?8 || '/' || ?9 || '/' || ?10 || '/' || ?11)
        """,
        finding.values + [.text(rule.name), .text(key.noun), .text(key.thing), today])
    }
  }
}

// An account as the billing run sees it: who pays, when, in which currency.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

struct Account: Sendable {
  /// Nil for an account that comes to be with its first invoice.
  var id: Int64?
  var code: String
  let party: Int64?
  let currency: String?
  let mode: String
  let cycle: BillingCycle
  let dueDays: Int
  /// The place of supply, by which taxes are chosen.
  let place: String
  /// The first day that was billed here.
  var billedFrom: Day?

  /// The account that pays for a charge of the alias `c`, as an expression: the one that names its
  /// place, else the one that names its party, else the party's own.
  static let payer = """
    coalesce(
      (SELECT m.account FROM billing_account_premises AS m
      WHERE m.node = c.node AND (m.party IS NULL OR m.party = c.party)
      ORDER BY m.party IS NULL, m.id LIMIT 1),
      (SELECT m.account FROM billing_account_premises AS m
      WHERE m.party = c.party AND m.node IS NULL ORDER BY m.id LIMIT 1),
      (SELECT a.id FROM billing_account AS a WHERE a.party = c.party ORDER BY a.id LIMIT 1))
    """

  static func find(_ id: Int64, _ connection: ConnectionHandle) throws -> Account? {
    let rows = try connection.rows(
      """
      SELECT code, party, currency, mode, bill_day, months, due_days, place, billed_from
      FROM billing_account
      WHERE id = ?
      """, [.integer(id)])
    return rows.first.map { row in
      Account(
        id: id, code: row[0].text ?? "", party: row[1].integer, currency: row[2].text,
        mode: row[3].text ?? "postpaid",
        cycle: BillingCycle(
          day: min(max(Int(row[4].integer ?? 1), 1), 31),
          months: min(max(Int(row[5].integer ?? 1), 1), 12)),
        dueDays: Int(row[6].integer ?? 15), place: row[7].text ?? "home", billedFrom: row[8].day)
    }
  }

  /// The account that a party gets with its first invoice: billed by calendar months.
  static func own(of party: Int64, _ request: ChangeRequest) throws -> Account {
    let code = try request.connection.first(
      "SELECT code FROM party WHERE id = ?", [.integer(party)])?.text
    return Account(
      id: nil, code: try request.freeCode(code ?? "A\(party)", in: "billing_account"),
      party: party, currency: nil, mode: "postpaid", cycle: BillingCycle(day: 1, months: 1),
      dueDays: 15, place: "home")
  }

  /// The accounts that pay for a party's charges; the last may be one that it is to get.
  static func paying(for party: Int64, _ request: ChangeRequest) throws -> [Account] {
    let payers = try request.connection.rows(
      "SELECT DISTINCT \(payer) FROM billing_charge AS c WHERE c.party = ? ORDER BY 1 DESC",
      [.integer(party)])
    return try payers.compactMap { row in
      guard let id = row[0].integer else { return try own(of: party, request) }
      return try find(id, request.connection)
    }
  }

  /// Every account, and those that parties with charges are to get.
  static func all(_ request: ChangeRequest) throws -> [Account] {
    var accounts = try request.connection.rows("SELECT id FROM billing_account ORDER BY id")
      .compactMap { try $0[0].integer.flatMap { try find($0, request.connection) } }
    let without = try request.connection.rows(
      """
      SELECT DISTINCT c.party
      FROM billing_charge AS c
      WHERE c.party IS NOT NULL AND \(payer) IS NULL
      ORDER BY 1
      """)
    for row in without {
      if let party = row[0].integer { accounts.append(try own(of: party, request)) }
    }
    return accounts
  }

  /// Writes an account that was to come, and the first day that it is billed for.
  mutating func keep(_ connection: ConnectionHandle, billedFrom first: Day) throws {
    if id == nil {
      try connection.run(
        "INSERT INTO billing_account (code, party) VALUES (?, ?)",
        [.text(code), SQLiteValue(party)])
      id = connection.lastInsertedRow
    }
    guard billedFrom == nil, let id else { return }
    try connection.run(
      "UPDATE billing_account SET billed_from = ? WHERE id = ?",
      [SQLiteValue(first), .integer(id)])
    billedFrom = first
  }
}

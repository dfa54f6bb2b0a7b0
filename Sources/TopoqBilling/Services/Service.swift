// A service as verbs see it: what is delivered to whom, where, by which plan, and since when.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

struct Service: Sendable {
  let id: Int64
  let code: String
  let party: Int64?
  let node: Int64?
  /// The plan on the day asked for.
  let plan: Int64?
  let status: String
  let begins: Day?
  let ends: Day?

  static func find(
    _ id: Int64, on day: Day, _ connection: ConnectionHandle
  ) throws -> Service? {
    try all("id = ?", [.integer(id)], on: day, connection).first
  }

  /// The services of a party at a node, or everywhere.
  static func of(
    _ party: Int64, node: Int64?, on day: Day, _ connection: ConnectionHandle
  ) throws -> [Service] {
    guard let node else { return try all("party = ?", [.integer(party)], on: day, connection) }
    return try all(
      "party = ? AND (node IS NULL OR node = ?)", [.integer(party), .integer(node)], on: day,
      connection)
  }

  private static func all(
    _ test: String, _ values: [SQLiteValue], on day: Day, _ connection: ConnectionHandle
  ) throws -> [Service] {
    try connection.rows(
      """
      SELECT id, code, party, node,
        CASE WHEN next_plan_from <= ? THEN next_plan ELSE plan END, status, begins, ends
      FROM billing_service
      WHERE \(test)
      ORDER BY id
      """, [SQLiteValue(day)] + values
    ).map { row in
      Service(
        id: row[0].integer ?? 0, code: row[1].text ?? "", party: row[2].integer,
        node: row[3].integer, plan: row[4].integer, status: row[5].text ?? "",
        begins: row[6].day, ends: row[7].day)
    }
  }

  /// Provisioned and not yet delivered.
  var isWaiting: Bool { begins == nil && status == "provisioned" }
  func isCeased(by day: Day) -> Bool { status == "ceased" || ends.map { $0 <= day } == true }

  /// The suspension that holds on a day: its row, and the day on which it ends by itself.
  func pause(on day: Day, _ connection: ConnectionHandle) throws -> (id: Int64, ends: Day?)? {
    let row = try connection.rows(
      """
      SELECT id, ends
      FROM billing_service_pause
      WHERE service = ?1 AND begins <= ?2 AND (ends IS NULL OR ends > ?2)
      LIMIT 1
      """, [.integer(id), SQLiteValue(day)]
    ).first
    return row.map { ($0[0].integer ?? 0, $0[1].day) }
  }

  /// The suspensions that hold on a day or later, the first first.
  func pauses(from day: Day, _ connection: ConnectionHandle) throws -> [(begins: Day, ends: Day?)] {
    try connection.rows(
      """
      SELECT begins, ends
      FROM billing_service_pause
      WHERE service = ?1 AND (ends IS NULL OR (ends > ?2 AND ends > begins))
      ORDER BY begins
      """, [.integer(id), SQLiteValue(day)]
    ).compactMap { row in row[0].day.map { ($0, row[1].day) } }
  }

  /// What is charged a month for it on a day, or would be were it not held back, by currency.
  func price(on day: Day, _ connection: ConnectionHandle) throws -> [String: Int64] {
    let scope = ChargeScope.service(self)
    let rows = try connection.rows(
      """
      SELECT currency, sum(price_minor)
      FROM billing_charge
      WHERE \(scope.test) AND kind = 'recurring' AND currency IS NOT NULL
        AND (begins IS NULL OR begins <= ?)
        AND (ends IS NULL OR ends > ?
          OR (closed_for = 'suspension' AND (ends_before IS NULL OR ends_before > ?)))
      GROUP BY currency
      """, scope.values + [day, day, day].map { SQLiteValue($0) })
    return Dictionary(
      uniqueKeysWithValues: rows.map { ($0[0].text ?? "", $0[1].integer ?? 0) })
  }
}

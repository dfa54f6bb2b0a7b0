// A customer's status: pending, active, suspended, ceased, each from a day on.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

/// The rows of one customer, as the verbs change what holds.
struct CustomerStatus {
  let request: ChangeRequest
  let customer: ChangedThing
  private let today: String

  init(_ request: ChangeRequest, _ customer: ChangedThing) {
    self.request = request
    self.customer = customer
    today = request.today.description
  }

  init(_ request: ChangeRequest) throws {
    guard let target = request.target else {
      throw ChangeRefusal("this is done to a customer", help: "name one: `customer C1001`")
    }
    self.init(request, target)
  }

  /// pending, active, suspended or ceased, as of today.
  func current() throws -> String {
    let state = try request.connection.first(
      """
      SELECT CASE
        WHEN status = 'ceased' OR ceases_on <= ?2 THEN 'ceased'
        WHEN (status = 'suspended' OR suspended_from <= ?2)
          AND (suspended_until IS NULL OR suspended_until > ?2) THEN 'suspended'
        WHEN status = 'pending' THEN 'pending'
        ELSE 'active' END
      FROM crm_customer WHERE party = ?1
      """, [.integer(customer.id), .text(today)])
    return state?.text ?? "active"
  }

  /// Service begins, or goes on, from `day`.
  func activate(on day: String) throws {
    let state = try current()
    guard state != "active" else {
      let since = try request.connection.first(
        "SELECT active_from FROM crm_customer WHERE party = ?", [.integer(customer.id)])?.text
      throw ChangeRefusal(
        "customer \(customer.code) is active" + (since.map { " since \($0)" } ?? "") + " already",
        help: "`customers where not active` lists those who are not")
    }
    if state != "pending" {
      let last = "nullif(max(coalesce(suspended_from, ''), coalesce(active_to, '')), '')"
      try refuse(day, before: last, state)
    }
    if state == "suspended", day > today {
      try update("active_to = NULL, suspended_until = ?", [.text(day)])
    } else if state == "suspended" {
      try update(
        """
        status = 'active', active_to = NULL, suspended_from = NULL, suspended_until = NULL,
        suspended_for = NULL
        """)
    } else {
      try update(
        """
        status = 'active', active_from = ?, active_to = NULL, ceases_on = NULL,
        suspended_from = NULL, suspended_until = NULL, suspended_for = NULL
        """, [.text(day)])
    }
    try record("active", on: day)
    if customer.node == nil {
      request.note(
        "customer \(customer.code) names no premises: no question of the network finds it")
    }
  }

  /// Service is held back from `day`, until a day where one is stated.
  func suspend(on day: String, until end: String?, reason: String?) throws {
    let state = try current()
    guard state == "active" else {
      throw ChangeRefusal(
        "customer \(customer.code) is \(state), and only the active are suspended",
        help: "`activate customer \(customer.code)` begins service")
    }
    if let end, end <= day {
      throw ChangeRefusal(
        "it would end on \(end), not after it begins on \(day)",
        help: "give a day later than \(day) after `until`", at: "until")
    }
    try refuse(day, before: "active_from", state)
    if let planned = try value(of: "suspended_from"), planned > today {
      throw ChangeRefusal(
        "customer \(customer.code) is to be suspended from \(planned) on already",
        help: "`history of customer \(customer.code)` shows by which change; undo takes it back")
    }
    try update(
      "status = 'active', suspended_from = ?, suspended_until = ?, suspended_for = ?",
      [.text(day), end.map { .text($0) } ?? .null, reason.map { .text($0) } ?? .null])
    try record("suspended", on: day, reason)
    if let end { try record("active", on: end) }
  }

  /// Service ends on `day`.
  func cease(on day: String, reason: String?) throws {
    let state = try current()
    guard state != "ceased" else {
      throw ChangeRefusal(
        "customer \(customer.code) has ceased already",
        help: "`activate customer \(customer.code)` begins service anew")
    }
    try refuse(day, before: "active_from", state)
    try update("ceases_on = ?", [.text(day)])
    if day <= today { try update("status = 'ceased', active_to = ?", [.text(day)]) }
    try record("ceased", on: day, reason)
  }

  /// What the customer's row says.
  private func value(of column: String) throws -> String? {
    try request.connection.first(
      "SELECT \(column) FROM crm_customer WHERE party = ?", [.integer(customer.id)])?.text
  }

  /// Nothing befalls a customer before what befell them last.
  private func refuse(_ day: String, before column: String, _ state: String) throws {
    guard let last = try value(of: column), day < last else { return }
    throw ChangeRefusal(
      "customer \(customer.code) is \(state) since \(last), which is after \(day)",
      help: "name a day from \(last) on")
  }

  /// Keeps a status in the customer's history.
  func record(_ status: String, on day: String, _ reason: String? = nil) throws {
    try request.connection.run(
      """
      INSERT INTO crm_status (id, code, party, status, begins, reason)
      VALUES (
        ?1, ?2 || '-' || (SELECT count(*) + 1 FROM crm_status WHERE party = ?3), ?3, ?4, ?5, ?6)
      """,
      [
        .integer(try request.newNumber(of: "crm_status")), .text(customer.code),
        .integer(customer.id), .text(status), .text(day), reason.map { .text($0) } ?? .null,
      ])
  }

  private func update(_ columns: String, _ values: [SQLiteValue] = []) throws {
    try request.connection.run(
      "UPDATE crm_customer SET \(columns) WHERE party = ?", values + [.integer(customer.id)])
  }
}

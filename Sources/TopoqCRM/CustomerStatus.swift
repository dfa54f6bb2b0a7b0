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
        "customer \(customer.code) is active" + (since.map { " since \($0)" } ?? "") + " already")
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
        "customer \(customer.code) is \(state), and only the active are suspended")
    }
    if let end, end <= day {
      throw ChangeRefusal("it would end on \(end), before it begins on \(day)")
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
      throw ChangeRefusal("customer \(customer.code) has ceased already")
    }
    try update("ceases_on = ?", [.text(day)])
    if day <= today { try update("status = 'ceased', active_to = ?", [.text(day)]) }
    try record("ceased", on: day, reason)
  }

  /// Keeps a status in the customer's history.
  func record(_ status: String, on day: String, _ reason: String? = nil) throws {
    try request.connection.run(
      "INSERT INTO crm_status (party, status, begins, reason) VALUES (?, ?, ?, ?)",
      [
        .integer(customer.id), .text(status), .text(day), reason.map { .text($0) } ?? .null,
      ])
  }

  private func update(_ columns: String, _ values: [SQLiteValue] = []) throws {
    try request.connection.run(
      "UPDATE crm_customer SET \(columns) WHERE party = ?", values + [.integer(customer.id)])
  }
}

// Services opened, held back, resumed, moved to another plan and ended, with their charges.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

/// What becomes of a service becomes of its charges on the same day, in the same change: so that
/// neither is there without the other.
struct ServiceBook {
  let request: ChangeRequest
  private var connection: ConnectionHandle { request.connection }
  private var charges: ChargeBook { ChargeBook(request) }

  init(_ request: ChangeRequest) { self.request = request }

  func service(on day: Day) throws -> Service {
    guard let service = try Service.find(request.changed.id, on: day, connection) else {
      throw ChangeRefusal("there is no service \(request.changed.code)")
    }
    return service
  }

  // MARK: Delivered

  /// Writes down what somebody is to be delivered; nothing begins yet. The service's number.
  @discardableResult
  func provision(
    _ plan: Plan, code: String, for party: Int64, at node: Int64?, username: String? = nil,
    serial: String? = nil
  ) throws -> Int64 {
    let number = try request.newNumber(of: "billing_service")
    try connection.run(
      """
      INSERT INTO billing_service (id, code, party, node, plan, kind, status, username, serial)
      VALUES (?, ?, ?, ?, ?, ?, 'provisioned', ?, ?)
      """,
      [
        .integer(number), .text(code), .integer(party), SQLiteValue(node), .integer(plan.id),
        SQLiteValue(plan.kind), SQLiteValue(username), SQLiteValue(serial),
      ])
    try Delivered.adopt(
      number, of: party, at: node, names: [username, serial].compactMap { $0 }, connection)
    return number
  }

  /// Provisions a plan for somebody and begins it, and its charge, on a day.
  func deliver(_ plan: Plan, to taker: ChangedThing, on day: Day) throws {
    guard let party = taker.party else { return }
    let code = try request.freeCode("S-\(taker.code)", in: "billing_service")
    let number = try provision(plan, code: code, for: party, at: taker.node)
    guard let service = try Service.find(number, on: day, connection) else { return }
    request.note("service \(code) of plan \(plan.code) from \(day)")
    try activate(service, on: day)
  }

  /// Begins the delivery, and the charge where none runs already.
  func activate(_ service: Service, on day: Day) throws {
    if service.isCeased(by: day) {
      throw ChangeRefusal(
        "service \(service.code) has ended", help: "`add service` makes a new one")
    }
    guard service.begins == nil else {
      throw ChangeRefusal(
        "service \(service.code) is active since \(service.begins?.description ?? "")",
        help: "`resume service \(service.code)` ends a suspension")
    }
    try connection.run(
      "UPDATE billing_service SET status = 'active', begins = ? WHERE id = ?",
      [SQLiteValue(day), .integer(service.id)])
    try adoptCharges(of: service)
    guard try !isCharged(service, from: day) else {
      return request.note("service \(service.code) is charged already")
    }
    try openCharge(for: service, on: day)
  }

  /// Charges that came by a file name their service from now on.
  private func adoptCharges(of service: Service) throws {
    let scope = ChargeScope.service(service)
    try connection.run(
      "UPDATE billing_charge SET service = ? WHERE \(scope.test) AND kind = 'recurring'",
      [.integer(service.id)] + scope.values)
  }

  private func isCharged(_ service: Service, from day: Day) throws -> Bool {
    let scope = ChargeScope.service(service)
    return try connection.first(
      """
      SELECT 1 FROM billing_charge
      WHERE \(scope.test) AND kind = 'recurring' AND (ends IS NULL OR ends > ?)
      LIMIT 1
      """, scope.values + [SQLiteValue(day)]) != nil
  }

  private func openCharge(for service: Service, on day: Day) throws {
    guard let id = service.plan, let plan = try Plan.find(id, connection) else {
      throw ChangeRefusal(
        "service \(service.code) has no plan, so nothing says its price",
        help: "`change service \(service.code) to plan HOME50` gives it one")
    }
    try plan.refuseUnlessOnSale(on: day)
    try openCharge(for: service, plan, on: day, follows: nil)
  }

  /// All charges of a service are of one series: the parts of a month add up, whatever the plan.
  @discardableResult
  private func openCharge(
    for service: Service, _ plan: Plan, on day: Day, follows old: String?
  ) throws -> Int64 {
    let scope = ChargeScope.service(service)
    let series = try connection.first(
      """
      SELECT coalesce(series, code) FROM billing_charge
      WHERE \(scope.test) AND kind = 'recurring'
      ORDER BY id
      LIMIT 1
      """, scope.values)?.text
    return try charges.open(
      ChargeBook.Opening(
        code: series ?? "CH-\(service.code)", party: service.party, node: service.node,
        plan: plan.id, service: service.id, price: try plan.price(on: day, connection),
        begins: max(day, service.begins ?? day), ends: service.ends, series: series, follows: old))
  }

  // MARK: Held back

  func suspend(_ service: Service, on day: Day, until end: Day?, reason: String?) throws {
    try refuseUnlessRunning(service, on: day)
    if try service.pause(on: day, connection) != nil {
      throw ChangeRefusal(
        "service \(service.code) is suspended on \(day) already",
        help: "`resume service \(service.code)` ends that")
    }
    if let end { try request.refuse(end, before: day, "until") }
    let code = try request.freeCode("\(service.code)-S", in: "billing_service_pause")
    try connection.run(
      """
      INSERT INTO billing_service_pause (code, service, begins, ends, reason)
      VALUES (?, ?, ?, ?, ?)
      """,
      [
        .text(code), .integer(service.id), SQLiteValue(day), SQLiteValue(end),
        SQLiteValue(reason),
      ])
    try adoptCharges(of: service)
    let scope = ChargeScope.service(service)
    try charges.close(scope, on: day, for: .suspension, sparingSuspended: true)
    if let end { try charges.reopen(scope, on: end) }
  }

  /// Ends a suspension; the days held back stay without charge.
  func resume(_ service: Service, on day: Day) throws {
    if service.isCeased(by: day) {
      throw ChangeRefusal(
        "service \(service.code) has ended", help: "`add service` makes a new one")
    }
    let pause = try service.pause(on: day, connection)
    guard pause != nil || service.status == "suspended" else {
      throw ChangeRefusal(
        "service \(service.code) is not suspended on \(day)",
        help: "`services where suspended` lists those that are")
    }
    try connection.run(
      """
      UPDATE billing_service SET status = 'active', begins = coalesce(begins, ?1) WHERE id = ?2
      """, [SQLiteValue(day), .integer(service.id)])
    if let pause {
      try connection.run(
        "UPDATE billing_service_pause SET ends = ? WHERE id = ?",
        [SQLiteValue(day), .integer(pause.id)])
    }
    let scope = ChargeScope.service(service)
    if try charges.reopen(scope, on: day, heldUntil: pause?.ends).isEmpty,
      try !isCharged(service, from: day)
    {
      try goOnWithNewest(service, scope, on: day)
    }
  }

  /// Where a file from elsewhere ended the charge, it goes on as it was.
  private func goOnWithNewest(_ service: Service, _ scope: ChargeScope, on day: Day) throws {
    let newest = try connection.first(
      """
      SELECT id FROM billing_charge
      WHERE \(scope.test) AND kind = 'recurring' AND NOT is_override
      ORDER BY ends DESC, id DESC
      LIMIT 1
      """, scope.values)
    if let id = newest?.integer {
      try charges.goOn(id, from: day, to: nil)
    } else {
      try openCharge(for: service, on: day)
    }
  }

  // MARK: Ended, changed

  func cease(_ service: Service, on day: Day) throws {
    if service.isCeased(by: day) {
      throw ChangeRefusal("service \(service.code) has ended already")
    }
    if let begins = service.begins, day < begins {
      throw ChangeRefusal(
        "service \(service.code) begins on \(begins), after \(day)",
        help: "name a day from \(begins) on")
    }
    try connection.run(
      """
      UPDATE billing_service
      SET ends = ?1, status = CASE WHEN begins IS NULL THEN 'ceased' ELSE status END
      WHERE id = ?2
      """, [SQLiteValue(day), .integer(service.id)])
    try connection.run(
      """
      UPDATE billing_service_pause
      SET ends = max(begins, ?1)
      WHERE service = ?2 AND (ends IS NULL OR ends > ?1)
      """, [SQLiteValue(day), .integer(service.id)])
    let scope = ChargeScope.service(service)
    try charges.close(scope, on: day, for: .cease)
    try charges.forgetSuspension(scope, from: day)
  }

  /// Another plan from a day on: the charge ends and the new one begins on the same day.
  func change(_ service: Service, to plan: Plan, on day: Day) throws {
    if service.isCeased(by: day) {
      throw ChangeRefusal(
        "service \(service.code) has ended", help: "`add service` makes a new one")
    }
    guard service.plan != plan.id else {
      throw ChangeRefusal("service \(service.code) is of plan \(plan.code) already", at: "to")
    }
    try plan.refuseUnlessOnSale(on: day, at: "to")
    let scope = ChargeScope.service(service)
    try connection.run(
      """
      UPDATE billing_service
      SET plan = CASE WHEN ?2 <= ?4 THEN ?1 WHEN next_plan_from <= ?4 THEN next_plan
          ELSE plan END,
        next_plan = CASE WHEN ?2 <= ?4 THEN NULL ELSE ?1 END,
        next_plan_from = CASE WHEN ?2 <= ?4 THEN NULL ELSE ?2 END
      WHERE id = ?3
      """,
      [
        .integer(plan.id), SQLiteValue(day), .integer(service.id), SQLiteValue(request.today),
      ])
    guard service.begins != nil || service.status != "provisioned" else { return }
    let closed = try charges.close(scope, on: day, for: .change)
    try charges.forgetSuspension(scope, from: day)
    var charge = try openCharge(for: service, plan, on: day, follows: closed.first)
    // What is suspended, or is to be, stays so: the new charge waits for the end of it.
    for pause in try service.pauses(from: day, connection) {
      try charges.close(
        .charge(charge), on: max(day, pause.begins), for: .suspension, sparingSuspended: true)
      guard let end = pause.ends else { return }
      charge = try charges.reopen(.charge(charge), on: end).first ?? charge
    }
  }

  private func refuseUnlessRunning(_ service: Service, on day: Day) throws {
    if service.isCeased(by: day) {
      throw ChangeRefusal("service \(service.code) has ended")
    }
    guard let begins = service.begins ?? (service.status == "active" ? day : nil), begins <= day
    else {
      throw ChangeRefusal(
        "service \(service.code) is not active on \(day)",
        help: "`activate service \(service.code)` begins it")
    }
  }
}

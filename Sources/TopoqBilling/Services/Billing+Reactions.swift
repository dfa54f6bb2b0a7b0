// How services and charges follow what happens to those who take them.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

/// Whoever is activated, suspended, resumed, ceased or relocated brings services and charges along,
/// from the same day, in the same change.
extension Billing {
  static let reactions: [Reaction] = [
    Reaction(
      to: "activated",
      arguments: [
        VerbArgument(
          "plan", .thing([.noun("plan")]), .newName,
          doc: "what is delivered and charged; else what is provisioned there, or was charged last")
      ],
      doc: "opens the services provisioned there, and their charges",
      perform: activated),
    Reaction(
      to: "suspended", doc: "holds the services there back, and their charges",
      perform: suspended),
    Reaction(
      to: "resumed", doc: "goes on with the services there, and their charges", perform: resumed),
    Reaction(to: "ceased", doc: "ends the services there, and their charges", perform: ceased),
    Reaction(
      to: "relocated", doc: "moves services and charges to the new place", perform: relocated),
  ]

  /// Who it happens to, where, and from which day; nil for what is nobody.
  private static func subject(
    _ event: Event, _ request: ChangeRequest
  ) throws -> (party: Int64, day: Day, services: [Service])? {
    // What is done to a service is done by its own verbs.
    guard event.thing.noun.table != service.table, let party = event.thing.party,
      let day = Day(event.day)
    else { return nil }
    return (
      party, day,
      try Service.of(party, node: event.thing.node, on: day, request.connection)
    )
  }

  private static func activated(_ event: Event, _ request: ChangeRequest) throws {
    guard let (party, day, services) = try subject(event, request) else { return }
    let book = ServiceBook(request)
    for service in services where service.isWaiting { try book.activate(service, on: day) }
    try goOn(event, party, day, services, request)
    if let plan = try request.plan("plan") {
      if !services.contains(where: { !$0.isCeased(by: day) && $0.plan == plan.id }) {
        try book.deliver(plan, to: event.thing, on: day)
      }
    } else {
      try takeUpLast(event, party, day, services, request)
    }
    try noteUnbilled(event, party, day, request)
  }

  private static func resumed(_ event: Event, _ request: ChangeRequest) throws {
    guard let (party, day, services) = try subject(event, request) else { return }
    try goOn(event, party, day, services, request)
    // What was ended before the suspension does not come back by the end of it.
    if services.isEmpty { try takeUpLast(event, party, day, services, request) }
    try noteUnbilled(event, party, day, request)
  }

  /// Where nothing is provisioned and nothing charged, the plan that was charged there last is
  /// delivered again, at the catalogue's price of the day.
  private static func takeUpLast(
    _ event: Event, _ party: Int64, _ day: Day, _ services: [Service], _ request: ChangeRequest
  ) throws {
    guard services.allSatisfy({ $0.isCeased(by: day) }), try !isCharged(event, party, day, request)
    else { return }
    let last = try request.connection.rows(
      """
      SELECT plan, code, ends FROM billing_charge
      WHERE party = ?1 AND kind = 'recurring' AND plan IS NOT NULL AND ends <= ?2
        AND (?3 IS NULL OR node IS NULL OR node = ?3)
      ORDER BY ends DESC, id DESC
      LIMIT 1
      """, [.integer(party), SQLiteValue(day), SQLiteValue(event.thing.node)]
    ).first
    guard let last, let plan = try Plan.find(last[0].integer ?? 0, request.connection) else {
      return
    }
    if !plan.isOnSale(on: day) {
      let thing = "\(event.thing.noun.name) \(event.thing.code)"
      throw ChangeRefusal(
        "\(thing) was charged plan \(plan.code) last, which is not on sale on \(day)",
        help: "name another, as in `activate \(thing) plan HOME100 on \(day)`")
    }
    request.note(
      "plan \(plan.code), as charge \(last[1].text ?? "") had it until \(last[2].text ?? "")")
    try ServiceBook(request).deliver(plan, to: event.thing, on: day)
  }

  /// Whether something is charged there from a day on.
  private static func isCharged(
    _ event: Event, _ party: Int64, _ day: Day, _ request: ChangeRequest
  ) throws -> Bool {
    try request.connection.first(
      """
      SELECT 1 FROM billing_charge
      WHERE party = ?1 AND kind = 'recurring' AND (ends IS NULL OR ends > ?2)
        AND (?3 IS NULL OR node IS NULL OR node = ?3)
      LIMIT 1
      """, [.integer(party), SQLiteValue(day), SQLiteValue(event.thing.node)]) != nil
  }

  private static func goOn(
    _ event: Event, _ party: Int64, _ day: Day, _ services: [Service], _ request: ChangeRequest
  ) throws {
    let book = ServiceBook(request)
    for service in services where !service.isCeased(by: day) {
      guard try service.pause(on: day, request.connection) != nil || service.status == "suspended"
      else { continue }
      try book.resume(service, on: day)
    }
    try ChargeBook(request).reopen(.party(party, node: event.thing.node), on: day)
  }

  private static func suspended(_ event: Event, _ request: ChangeRequest) throws {
    guard let (party, day, services) = try subject(event, request) else { return }
    let book = ServiceBook(request)
    let end = event.details["until"]?.day
    for service in services where !service.isCeased(by: day) && !service.isWaiting {
      guard try service.pause(on: day, request.connection) == nil else { continue }
      try book.suspend(service, on: day, until: end, reason: event.details["reason"]?.text)
    }
    let charges = ChargeBook(request)
    let scope = ChargeScope.party(party, node: event.thing.node)
    try charges.close(scope, on: day, for: .suspension, sparingSuspended: true)
    if let end { try charges.reopen(scope, on: end) }
  }

  private static func ceased(_ event: Event, _ request: ChangeRequest) throws {
    guard let (party, day, services) = try subject(event, request) else { return }
    let book = ServiceBook(request)
    for service in services where !service.isCeased(by: day) {
      try book.cease(service, on: max(day, service.begins ?? day))
    }
    let charges = ChargeBook(request)
    let scope = ChargeScope.party(party, node: event.thing.node)
    try charges.close(scope, on: day, for: .cease)
    try charges.forgetSuspension(scope, from: day)
  }

  /// The event's thing is at the new place; `from` among its details is the number of the old one.
  private static func relocated(_ event: Event, _ request: ChangeRequest) throws {
    guard let party = event.thing.party, let day = Day(event.day), let new = event.thing.node,
      let old = event.details["from"]?.integer, old != new
    else { return }
    try request.connection.run(
      """
      UPDATE billing_service SET node = ?1
      WHERE party = ?2 AND node = ?3 AND (ends IS NULL OR ends > ?4)
      """, [.integer(new), .integer(party), .integer(old), SQLiteValue(day)])
    let charges = ChargeBook(request)
    for row in try request.connection.rows(
      """
      SELECT id FROM billing_charge
      WHERE party = ?2 AND node = ?3 AND kind = 'recurring' AND \(ChargeBook.goesOn)
      ORDER BY id
      """, [SQLiteValue(day), .integer(party), .integer(old)])
    {
      try charges.succeed(row[0].integer ?? 0, on: day, for: .relocation, node: new)
    }
  }

  /// Says what is missing where nothing will be billed.
  private static func noteUnbilled(
    _ event: Event, _ party: Int64, _ day: Day, _ request: ChangeRequest
  ) throws {
    guard try !isCharged(event, party, day, request) else { return }
    let (noun, code) = (event.thing.noun.name, event.thing.code)
    request.note(
      "nothing will be billed: no service is provisioned for \(noun) \(code); "
        + "`add service S-\(code) for \(noun) \(code) plan PLAN` and "
        + "`activate service S-\(code) on \(day)` put it right")
  }
}

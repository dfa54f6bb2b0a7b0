// What befalls customers: entered, activated, suspended, resumed, relocated, ceased.

internal import TopoqSQLite
internal import TopoqVocabulary

extension CRM {
  private static let onDay = VerbArgument("on", .value(.day), doc: "the day; today where left out")
  private static let reason = VerbArgument("reason", .value(.text), doc: "why")
  private static let about: [VerbArgument] = [
    VerbArgument("name", .value(.text), doc: "who it is"),
    VerbArgument("phone", .value(.text), doc: "telephone number"),
    VerbArgument("email", .value(.text), doc: "electronic mail"),
    VerbArgument("segment", .value(.text), doc: "home, business, or another"),
    VerbArgument("vip", .value(.boolean), doc: "of special weight: true or false"),
  ]

  static let customerVerbs: [Verb] = [
    Verb(
      "add", .new, of: [.noun("customer")],
      arguments: [VerbArgument("at", .thing([.plantNode]), doc: "the premises")] + about,
      doc: "enters a customer, who is served once activated",
      example: "add customer C2001 at premises H60 name \"Asha Rao\"", perform: addCustomer),
    Verb(
      "set", .thing, of: [.noun("customer")], arguments: about,
      doc: "corrects what is known of a customer",
      example: "set customer C1001 phone \"+918040001001\"",
      perform: { try set($0, "crm_customer", "party") }),
    Verb(
      "activate", .thing, of: [.noun("customer")], arguments: [onDay], announces: ["activated"],
      doc: "service begins; billing opens the charge the same day",
      example: "activate customer C1001 on 2026-05-04",
      perform: { request in
        let status = try CustomerStatus(request)
        try status.activate(on: request.day("on"))
        request.announce(Event("activated", status.customer, day: request.day("on")))
      }),
    Verb(
      "suspend", .thing, of: [.noun("customer")],
      arguments: [
        onDay, VerbArgument("until", .value(.day), doc: "the day on which service goes on"), reason,
      ], announces: ["suspended"],
      doc: "service is held back, and by itself goes on where a day is stated",
      example: "suspend customer C1002 on 2026-05-10 until 2026-06-01 reason \"on holiday\"",
      perform: { request in
        let status = try CustomerStatus(request)
        let (day, end) = (request.day("on"), request.text("until"))
        try status.suspend(on: day, until: end, reason: request.text("reason"))
        var details: [String: SQLiteValue] = [:]
        for detail in ["until", "reason"] {
          details[detail] = request.text(detail).map { .text($0) }
        }
        request.announce(Event("suspended", status.customer, day: day, details: details))
      }),
    Verb(
      "resume", .thing, of: [.noun("customer")], arguments: [onDay], announces: ["resumed"],
      doc: "service goes on after a suspension", example: "resume customer C1014",
      perform: { request in
        let status = try CustomerStatus(request)
        guard try status.current() == "suspended" else {
          throw ChangeRefusal(
            "customer \(status.customer.code) is not suspended",
            help: "`customers where suspended` lists those who are")
        }
        try status.activate(on: request.day("on"))
        request.announce(Event("resumed", status.customer, day: request.day("on")))
      }),
    Verb(
      "cease", .thing, of: [.noun("customer")], arguments: [onDay, reason], announces: ["ceased"],
      doc: "the contract ends, and what is charged with it",
      example: "cease customer C1009 on 2026-05-31 reason \"moved away\"",
      perform: { request in
        let status = try CustomerStatus(request)
        try status.cease(on: request.day("on"), reason: request.text("reason"))
        request.announce(Event("ceased", status.customer, day: request.day("on")))
      }),
    Verb(
      "relocate", .thing, of: [.noun("customer")],
      arguments: [
        VerbArgument(
          "to", .thing([.noun("premises"), .noun("building")]), isRequired: true,
          doc: "the new premises"), onDay,
      ], announces: ["relocated"],
      doc: "the household moves to other premises; services and charges follow",
      example: "relocate customer C1009 to premises H60", perform: relocate),
  ]

  private static func addCustomer(_ request: ChangeRequest) throws {
    guard let target = request.target else { throw ChangeRefusal("a customer has a code") }
    let node = request.thing("at")?.node
    for twin in try Duplicates(request).customers(
      at: node, name: request.text("name"), phone: request.text("phone"),
      email: request.text("email"))
    {
      request.note("customer \(twin.code) \(twin.shares): is this the same?")
    }
    let known = try request.connection.first(
      "SELECT id FROM party WHERE code = ? COLLATE NOCASE", [.text(target.code)])?.integer
    let party = try known ?? newParty(target.code, request)
    func text(_ argument: String) -> SQLiteValue {
      request.text(argument).map { .text($0) } ?? .null
    }
    try request.connection.run(
      """
      INSERT INTO crm_customer (party, name, node, status, phone, email, segment, vip)
      VALUES (?, ?, ?, 'pending', ?, ?, ?, ?)
      """,
      [
        .integer(party), text("name"), node.map { .integer($0) } ?? .null, text("phone"),
        text("email"), text("segment"), request.value("vip") ?? .null,
      ])
    request.note("`activate customer \(target.code)` begins the service")
  }

  /// Somebody new, known by a code.
  static func newParty(_ code: String, _ request: ChangeRequest) throws -> Int64 {
    let party = try request.newNumber(of: "party")
    try request.connection.run(
      "INSERT INTO party (id, code) VALUES (?, ?)", [.integer(party), .text(code)])
    return party
  }

  private static func relocate(_ request: ChangeRequest) throws {
    guard let target = request.target, let place = request.thing("to"), let node = place.node else {
      throw ChangeRefusal("a customer moves to premises")
    }
    guard target.node != node else {
      throw ChangeRefusal(
        "customer \(target.code) is at \(place.noun.name) \(place.code) already",
        help: "name the premises to which they move")
    }
    let day = try request.pastDay("on")
    let others = try request.connection.rows(
      """
      SELECT p.code FROM crm_customer AS c CROSS JOIN party AS p ON p.id = c.party
      WHERE c.node = ? AND c.party <> ? AND c.status = 'active' AND c.ceases_on IS NULL LIMIT 3
      """, [.integer(node), .integer(target.id)])
    if let other = others.first?[0].text {
      request.note("customer \(other) is at \(place.noun.name) \(place.code) too")
    }
    try request.connection.run(
      "UPDATE crm_customer SET node = ? WHERE party = ?", [.integer(node), .integer(target.id)])
    let moved = ChangedThing(
      noun: target.noun, id: target.id, code: target.code, node: node, party: target.party)
    request.announce(
      Event(
        "relocated", moved, day: day,
        details: ["from": target.node.map { .integer($0) } ?? .null, "to": .integer(node)]))
  }
}

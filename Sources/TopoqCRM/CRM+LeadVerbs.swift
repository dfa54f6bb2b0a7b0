// What is done to leads: entered, moved from stage to stage, lost, activated.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

extension CRM {
  private static let onDay = VerbArgument("on", .value(.day), doc: "the day; today where left out")
  private static let visitDay = VerbArgument(
    "on", .value(.day), isRequired: true, doc: "the day of the visit")
  private static let team = VerbArgument("team", .value(.text), doc: "who goes there")
  private static let contact: [VerbArgument] = [
    VerbArgument("name", .value(.text), doc: "who it is"),
    VerbArgument("phone", .value(.text), doc: "telephone number"),
    VerbArgument("email", .value(.text), doc: "electronic mail"),
  ]
  private static let about: [VerbArgument] =
    contact + [
      VerbArgument("address", .value(.text), doc: "where, in words"),
      VerbArgument("source", .value(.text), doc: "how they came to us"),
      VerbArgument("owner", .value(.text), doc: "who looks after the lead"),
    ]

  static let leadVerbs: [Verb] = [
    Verb(
      "add", .new, of: [.noun("lead")],
      arguments: [
        VerbArgument("at", .thing([.plantNode]), doc: "the premises, or another place")
      ] + about + [onDay],
      doc: "enters an enquiry; a second of the same premises, phone, email or person is named",
      example: "add lead L77 at premises H60 name \"Asha Rao\" phone \"+918040001077\"",
      perform: addLead),
    Verb(
      "set", .thing, of: [.noun("lead")],
      arguments: [VerbArgument("at", .thing([.plantNode]), doc: "the premises")] + about,
      doc: "corrects what is known of a lead", example: "set lead L1 owner \"Ravi\"",
      perform: { try set($0, "crm_lead", "id") }),
    Verb(
      "qualify", .thing, of: [.noun("lead")], arguments: [onDay],
      doc: "the place can be served and they want it", example: "qualify lead L1",
      perform: { try LeadProgress($0).move(to: "qualified", on: $0.pastDay("on")) }),
    Verb(
      "survey", .thing, of: [.noun("lead")], arguments: [visitDay, team],
      doc: "plans a survey on a day", example: "survey lead L1 on 2026-05-06 team \"North\"",
      perform: { request in
        let progress = try LeadProgress(request)
        try progress.move(to: "survey", on: min(request.day("on"), request.today.description))
        try progress.planVisit("survey", on: request.day("on"))
      }),
    Verb(
      "schedule", .thing, of: [.noun("lead")], arguments: [visitDay, team],
      doc: "plans the installation on a day", example: "schedule lead L1 on 2026-05-08",
      perform: { request in
        let progress = try LeadProgress(request)
        if progress.stage != "scheduled" {
          try progress.move(to: "scheduled", on: min(request.day("on"), request.today.description))
        }
        try progress.closeVisits("survey", by: min(request.day("on"), request.today.description))
        try progress.planVisit("installation", on: request.day("on"))
      }),
    Verb(
      "install", .thing, of: [.noun("lead")], arguments: [onDay],
      doc: "the drop and the terminal are in place", example: "install lead L1 on 2026-05-01",
      perform: { request in
        let progress = try LeadProgress(request)
        let day = try request.pastDay("on")
        try progress.move(to: "installed", on: day)
        try progress.closeVisits("survey", by: day)
        try progress.closeVisits("installation", by: day)
      }),
    Verb(
      "activate", .thing, of: [.noun("lead")],
      arguments: [
        VerbArgument("as", .newName, doc: "the new customer's code; the lead's where left out"),
        onDay,
      ], announces: ["activated"],
      doc: "makes the lead a customer whose service begins, and with it the charge",
      example: "activate lead L1 as C2001 on 2026-05-04", perform: activateLead),
    Verb(
      "lose", .thing, of: [.noun("lead")],
      arguments: [
        VerbArgument("reason", .value(.text), isRequired: true, doc: "why it came to nothing"),
        onDay,
      ], doc: "the lead came to nothing", example: "lose lead L1 reason \"too dear\"",
      perform: {
        try LeadProgress($0).move(to: "lost", on: $0.pastDay("on"), reason: $0.text("reason"))
      }),
    Verb(
      "reopen", .thing, of: [.noun("lead")], arguments: [onDay],
      doc: "a lost lead asks again", example: "reopen lead L1",
      perform: { request in
        let progress = try LeadProgress(request)
        guard progress.stage == "lost" else {
          throw ChangeRefusal(
            "lead \(progress.lead.code) is not lost: it is at the stage \(progress.stage)",
            help: "`leads where lost` lists those that are")
        }
        try progress.move(to: "enquiry", on: request.pastDay("on"))
      }),
  ]

  private static func addLead(_ request: ChangeRequest) throws {
    guard let target = request.target else { throw ChangeRefusal("a lead has a code") }
    let day = try request.pastDay("on")
    let node = request.thing("at")?.node
    for twin in try Duplicates(request).leads(
      at: node, name: request.text("name"), phone: request.text("phone"),
      email: request.text("email"))
    {
      request.note("lead \(twin.code) \(twin.shares): is this the same?")
    }
    func text(_ argument: String) -> SQLiteValue {
      request.text(argument).map { .text($0) } ?? .null
    }
    let number = try request.newNumber(of: "crm_lead")
    try request.connection.run(
      """
      INSERT INTO crm_lead (
        id, code, name, node, address, phone, email, source, owner, stage, entered, staged)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'enquiry', ?, ?)
      """,
      [
        .integer(number), .text(target.code), text("name"), node.map { .integer($0) } ?? .null,
        text("address"),
        text("phone"), text("email"), text("source"), text("owner"), .text(day), .text(day),
      ])
    try request.connection.run(
      """
      INSERT INTO crm_stage (id, code, lead, stage, begins, author)
      VALUES (?, ?, ?, 'enquiry', ?, ?)
      """,
      [
        .integer(try request.newNumber(of: "crm_stage")), .text("\(target.code)-1"),
        .integer(number), .text(day), .text(request.author),
      ])
    if node == nil, request.text("address") == nil {
      request.note("it names no place: `set lead \(target.code) at premises ...` gives it one")
    }
  }

  private static func activateLead(_ request: ChangeRequest) throws {
    let progress = try LeadProgress(request)
    let lead = progress.lead
    guard let node = lead.node else {
      throw ChangeRefusal(
        "lead \(lead.code) names no premises, so nobody can be served there",
        help: "`set lead \(lead.code) at premises ...` gives it one")
    }
    let day = request.day("on")
    let code = request.text("as") ?? lead.code
    let known = try request.connection.first(
      "SELECT id FROM party WHERE code = ? COLLATE NOCASE", [.text(code)])?.integer
    if let known,
      try request.connection.first(
        "SELECT 1 FROM crm_customer WHERE party = ?", [.integer(known)]) != nil
    {
      throw ChangeRefusal(
        "a customer bears `\(code)` already", help: "name another, as in `as \(code)-2`",
        isTaken: true)
    }
    let decided = min(day, request.today.description)
    try progress.move(to: "activated", on: decided)
    try progress.closeVisits("survey", by: decided)
    try progress.closeVisits("installation", by: decided)
    let party = try known ?? newParty(code, request)
    try request.connection.run(
      """
      INSERT INTO crm_customer (party, name, node, status, active_from, phone, email)
      SELECT ?1, name, node, 'active', ?2, phone, email FROM crm_lead WHERE id = ?3
      """, [.integer(party), .text(day), .integer(lead.id)])
    try request.connection.run(
      "UPDATE crm_lead SET party = ? WHERE id = ?", [.integer(party), .integer(lead.id)])
    let thing = ChangedThing(noun: customer, id: party, code: code, node: node, party: party)
    try CustomerStatus(request, thing).record("active", on: day)
    request.announce(Event("activated", thing, day: day))
    request.note("customer \(code) is served from \(day)")
  }

  /// Writes what the arguments state into the columns of the same names.
  static func set(_ request: ChangeRequest, _ table: String, _ key: String) throws {
    guard let target = request.target else { throw ChangeRefusal("this is done to one thing") }
    for (argument, value) in request.arguments.sorted(by: { $0.key < $1.key }) {
      let stored: SQLiteValue
      switch value {
      case .thing(let thing): stored = thing.node.map { .integer($0) } ?? .null
      case .value(let given, _): stored = given
      case .point: throw ChangeRefusal("a point is no premises", help: "name the premises")
      }
      let column = argument == "at" ? "node" : argument
      try request.connection.run(
        "UPDATE \(table) SET \(column) = ? WHERE \(key) = ?", [stored, .integer(target.id)])
    }
  }
}

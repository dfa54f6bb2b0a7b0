// What is done to services: added, activated, suspended, resumed, changed, ceased.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

extension Billing {
  static let serviceVerbs: [Verb] = [
    addService,
    Verb(
      "activate", .thing, of: [.noun("service")],
      arguments: [VerbArgument("on", .value(.day), doc: "the first day; today where not given")],
      doc: "begins a service, and its charge on the same day",
      example: "activate service S1 on 2026-05-04"
    ) { request in
      let day = try request.dayOrToday("on")
      let book = ServiceBook(request)
      try book.activate(try book.service(on: day), on: day)
      announce("service activated", day, request)
    },
    Verb(
      "suspend", .thing, of: [.noun("service")],
      arguments: [
        VerbArgument("on", .value(.day), doc: "the first day held back; today where not given"),
        VerbArgument("until", .value(.day), doc: "the day on which it goes on by itself"),
        VerbArgument("reason", .value(.text), doc: "why"),
      ],
      doc: "holds a service back, and its charge unless the plan is billed while suspended",
      example: "suspend service S1 on 2026-05-04 until 2026-06-04 reason \"travelling\""
    ) { request in
      let day = try request.dayOrToday("on")
      let book = ServiceBook(request)
      try book.suspend(
        try book.service(on: day), on: day, until: try request.givenDay("until"),
        reason: request.text("reason"))
      announce("service suspended", day, request)
    },
    Verb(
      "resume", .thing, of: [.noun("service")],
      arguments: [VerbArgument("on", .value(.day), doc: "the first day; today where not given")],
      doc: "ends a suspension; the days between are not charged",
      example: "resume service S1 on 2026-05-20"
    ) { request in
      let day = try request.dayOrToday("on")
      let book = ServiceBook(request)
      try book.resume(try book.service(on: day), on: day)
      announce("service resumed", day, request)
    },
    Verb(
      "cease", .thing, of: [.noun("service")],
      arguments: [
        VerbArgument("on", .value(.day), doc: "the first day without it; today where not given")
      ],
      doc: "ends a service and its charges", example: "cease service S1 on 2026-06-30"
    ) { request in
      let day = try request.dayOrToday("on")
      let book = ServiceBook(request)
      try book.cease(try book.service(on: day), on: day)
      announce("service ceased", day, request)
    },
    Verb(
      "change", .thing, of: [.noun("service")],
      arguments: [
        VerbArgument(
          "to", .thing([.noun("plan")]), .newName, isRequired: true, doc: "the plan it changes to"),
        VerbArgument("on", .value(.day), doc: "the first day of it; today where not given"),
      ],
      weight: Weight(per: "a month") { request in
        let day = try request.dayOrToday("on")
        return try ServiceBook(request).service(on: day).price(on: day, request.connection)
      },
      doc: "moves a service to another plan: the old charge ends as the new one begins",
      example: "change service S1 to plan HOME100 on 2026-06-01"
    ) { request in
      let day = try request.dayOrToday("on")
      guard let plan = try request.plan("to") else {
        throw ChangeRefusal("no plan is named", help: "add for example `to plan HOME100`")
      }
      let book = ServiceBook(request)
      try book.change(try book.service(on: day), to: plan, on: day)
      announce("plan changed", day, request)
    },
  ]

  private static func announce(_ name: String, _ day: Day, _ request: ChangeRequest) {
    request.announce(Event(name, request.changed, day: day.description))
  }

  private static let addService = Verb(
    "add", .new, of: [.noun("service")],
    arguments: [
      VerbArgument("for", .thing([.party]), isRequired: true, doc: "who takes it"),
      VerbArgument(
        "plan", .thing([.noun("plan")]), .newName, isRequired: true, doc: "the plan it is of"),
      VerbArgument(
        "at", .thing([.plantNode]), doc: "where; the place of whoever takes it, if not given"),
      VerbArgument("username", .value(.text), doc: "the name it logs in by"),
      VerbArgument("serial", .value(.text), doc: "the serial of its ONT"),
    ],
    doc: "provisions a service; `activate` begins it and its charge",
    example: "add service S1 for customer C1001 plan HOME50"
  ) { request in
    guard let taker = request.thing("for"), let party = taker.party else {
      throw ChangeRefusal("nobody takes it", help: "add for example `for customer C1001`")
    }
    guard let plan = try request.plan("plan") else {
      throw ChangeRefusal("no plan is named", help: "add for example `plan HOME50`")
    }
    try plan.refuseUnlessOnSale(on: request.today, at: "plan")
    try ServiceBook(request).provision(
      plan, code: request.changed.code, for: party, at: request.thing("at")?.node ?? taker.node,
      username: request.text("username"), serial: request.text("serial"))
  }
}

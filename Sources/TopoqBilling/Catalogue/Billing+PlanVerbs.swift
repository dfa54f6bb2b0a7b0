// What is done to the catalogue: plans added, repriced, retired.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

extension Billing {
  static let planKinds = ["internet", "ott", "voice", "addon"]

  static let planVerbs: [Verb] = [addPlan, repricePlan, retirePlan]

  private static let addPlan = Verb(
    "add", .new, of: [.noun("plan")],
    arguments: [
      VerbArgument("price", .value(.money), isRequired: true, doc: "what it costs a month"),
      VerbArgument("name", .value(.text), doc: "what it is called"),
      VerbArgument("kind", .word(planKinds), doc: "internet, ott, voice or addon"),
      VerbArgument("down", .value(.integer), doc: "downstream rate in megabits a second"),
      VerbArgument("up", .value(.integer), doc: "upstream rate in megabits a second"),
      VerbArgument("profile", .value(.text), doc: "the name by which OLTs and RADIUS know it"),
      VerbArgument("tax", .value(.text), doc: "the name of the taxes it bears"),
      VerbArgument("inclusive", .value(.boolean), doc: "true where the price includes them"),
      VerbArgument("from", .value(.day), doc: "the first day on sale; today where not given"),
    ],
    doc: "puts a plan on sale",
    example: "add plan HOME200 name \"Home 200\" kind internet price 1299 INR from 2026-06-01"
  ) { request in
    guard let price = try request.price("price") else {
      throw ChangeRefusal("nothing says the price", help: "add `price 500 \(request.currency)`")
    }
    if let tax = request.text("tax") {
      let known = try request.connection.first(
        "SELECT 1 FROM billing_tax WHERE tax = ? LIMIT 1", [.text(tax)])
      guard known != nil else {
        throw ChangeRefusal(
          "no tax is called \(tax)", help: "taxes.csv brings them; `taxes` lists them")
      }
    }
    try request.connection.run(
      """
      INSERT INTO billing_plan
        (code, name, kind, price_minor, currency, down_mbps, up_mbps, tax, is_inclusive, valid_from,
         profile)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(request.changed.code), SQLiteValue(request.text("name")),
        .text(request.text("kind") ?? planKinds[0]), .integer(price.minor),
        .text(price.currency), SQLiteValue(request.integer("down")),
        SQLiteValue(request.integer("up")), SQLiteValue(request.text("tax")),
        .integer(request.integer("inclusive") ?? 0), SQLiteValue(try request.dayOrToday("from")),
        SQLiteValue(request.text("profile")),
      ])
    try request.connection.execute(Delivered.resolvingProvisions)
  }

  private static let repricePlan = Verb(
    "reprice", .thing, of: [.noun("plan")],
    arguments: [
      VerbArgument("price", .value(.money), isRequired: true, doc: "the new price a month"),
      VerbArgument("from", .value(.day), doc: "the first day of it; today where not given"),
      VerbArgument(
        "for", .word(["new", "everyone"]),
        doc: "new: who has it keeps the old price; everyone: charges at the old price go on at it"),
    ],
    doc: "the catalogue's price from a day on; charges that run keep theirs, unless for everyone",
    example: "reprice plan HOME100 price 1099 INR from 2026-06-01"
  ) { request in
    guard let plan = try Plan.find(request.changed.id, request.connection),
      let price = try request.price("price")
    else { throw ChangeRefusal("nothing says the price", help: "add `price 500 INR`") }
    guard plan.currency == nil || plan.currency == price.currency else {
      throw ChangeRefusal(
        "plan \(plan.code) is sold in \(plan.currency ?? ""), not in \(price.currency)",
        help: "a plan in another currency is another plan", at: "price")
    }
    let from = try request.dayOrToday("from")
    let old = try? plan.price(on: from, request.connection)
    try request.connection.run(
      "UPDATE billing_plan SET currency = ? WHERE id = ? AND currency IS NULL",
      [.text(price.currency), .integer(plan.id)])
    let code = try request.freeCode("\(plan.code)@\(from)", in: "billing_plan_price")
    try request.connection.run(
      """
      INSERT INTO billing_plan_price (code, plan, begins, price_minor) VALUES (?, ?, ?, ?)
      ON CONFLICT (plan, begins) DO UPDATE SET price_minor = excluded.price_minor
      """,
      [.text(code), .integer(plan.id), SQLiteValue(from), .integer(price.minor)])
    if request.text("for") == "everyone", let old {
      try reprice(plan, from: old, to: price, on: from, request)
    }
  }

  /// Charges at the catalogue's old price go on at the new one, held back or not. Overrides stay.
  private static func reprice(
    _ plan: Plan, from old: Money, to price: Money, on day: Day, _ request: ChangeRequest
  ) throws {
    let charges = try request.connection.rows(
      """
      SELECT id FROM billing_charge
      WHERE plan = ?2 AND kind = 'recurring' AND NOT is_override AND price_minor = ?3
        AND currency = ?4 AND \(ChargeBook.goesOn)
      ORDER BY id
      """,
      [SQLiteValue(day), .integer(plan.id), .integer(old.minor), .text(old.currency)])
    let book = ChargeBook(request)
    for row in charges {
      try book.succeed(row[0].integer ?? 0, on: day, for: .change, price: price)
    }
    request.note("\(charges.count) charges go on at \(price)")
  }

  private static let retirePlan = Verb(
    "retire", .thing, of: [.noun("plan")],
    arguments: [
      VerbArgument("on", .value(.day), doc: "the first day not on sale; today where not given")
    ],
    doc: "sells a plan no longer; who has it keeps it", example: "retire plan HOME25 on 2026-07-01"
  ) { request in
    guard let plan = try Plan.find(request.changed.id, request.connection) else {
      throw ChangeRefusal("there is no plan \(request.changed.code)")
    }
    let day = try request.dayOrToday("on")
    if let validTo = plan.validTo, validTo <= day {
      throw ChangeRefusal("plan \(plan.code) is sold no longer since \(validTo)")
    }
    if let validFrom = plan.validFrom, day < validFrom {
      throw ChangeRefusal(
        "plan \(plan.code) is on sale from \(validFrom), after \(day)",
        help: "name a day from \(validFrom) on")
    }
    try request.connection.run(
      "UPDATE billing_plan SET valid_to = ? WHERE id = ?", [SQLiteValue(day), .integer(plan.id)])
  }
}

// What is done to charges: added, ended, overridden for a while.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

extension Billing {
  static let chargeVerbs: [Verb] = [addCharge, endCharge, overrideCharge]

  private static let addCharge = Verb(
    "add", .new, of: [.noun("charge")],
    arguments: [
      VerbArgument("for", .thing([.party]), isRequired: true, doc: "who is charged"),
      VerbArgument("plan", .thing([.noun("plan")]), .newName, doc: "the plan it is for"),
      VerbArgument("price", .value(.money), doc: "a month, or once; the plan's if not given"),
      VerbArgument(
        "kind", .word(["recurring", "once", "credit"]),
        doc: "recurring, each month; once; or credit, money back once"),
      VerbArgument("at", .thing([.plantNode]), doc: "where; the place of whoever is charged"),
      VerbArgument("from", .value(.day), doc: "the first day; today where not given"),
      VerbArgument("until", .value(.day), doc: "the first day no longer charged"),
    ],
    doc: "charges somebody, each month or once",
    example: "add charge CH9 for customer C1001 price 500 INR kind once from 2026-05-04"
  ) { request in
    guard let payer = request.thing("for"), let party = payer.party else {
      throw ChangeRefusal("nobody is charged", help: "add for example `for customer C1001`")
    }
    let begins = try request.dayOrToday("from")
    let ends = try request.givenDay("until")
    if let ends { try request.refuse(ends, before: begins, "until") }
    let plan = try request.plan("plan")
    try plan?.refuseUnlessOnSale(on: begins, at: "plan")
    guard
      let price = try request.price("price") ?? plan?.price(on: begins, request.connection)
    else {
      throw ChangeRefusal(
        "nothing says the price", help: "add `price 500 \(request.currency)` or a plan")
    }
    try refuseUnlessOfAccount(price.currency, party, request)
    try ChargeBook(request).open(
      ChargeBook.Opening(
        code: request.changed.code,
        kind: request.text("kind").flatMap { ChargeTerm.Kind(rawValue: $0) } ?? .recurring,
        party: party, node: request.thing("at")?.node ?? payer.node, plan: plan?.id,
        price: price, begins: begins, ends: ends))
  }

  /// An account that keeps a currency is charged in no other.
  private static func refuseUnlessOfAccount(
    _ currency: String, _ party: Int64, _ request: ChangeRequest
  ) throws {
    let kept = try request.connection.rows(
      "SELECT code, currency FROM billing_account WHERE party = ? AND currency IS NOT NULL LIMIT 1",
      [.integer(party)]
    ).first
    guard let kept, let other = kept[1].text, other != currency else { return }
    throw ChangeRefusal(
      "account \(kept[0].text ?? "") is kept in \(other), the price is in \(currency)",
      help: "write the price in \(other)", at: "price")
  }

  private static let endCharge = Verb(
    "end", .thing, of: [.noun("charge")],
    arguments: [
      VerbArgument("on", .value(.day), doc: "the first day not charged; today where not given")
    ],
    doc: "ends a charge", example: "end charge CH1002 on 2026-05-31"
  ) { request in
    let day = try request.dayOrToday("on")
    let charge = try Charge.find(request.changed.id, request.connection)
    try charge.refuseUnlessRecurring("end")
    if let begins = charge.begins, day < begins {
      throw ChangeRefusal(
        "charge \(charge.code) begins on \(begins), after \(day)",
        help: "name a day from \(begins) on")
    }
    if let ends = charge.ends, ends <= day {
      throw ChangeRefusal("charge \(charge.code) has ended on \(ends)")
    }
    try ChargeBook(request).close(.charge(charge.id), on: day, for: .end)
  }

  private static let overrideCharge = Verb(
    "override", .thing, of: [.noun("charge")],
    arguments: [
      VerbArgument("price", .value(.money), isRequired: true, doc: "the price meanwhile"),
      VerbArgument("reason", .value(.text), isRequired: true, doc: "why; it stands in the books"),
      VerbArgument("from", .value(.day), doc: "the first day; today where not given"),
      VerbArgument(
        "until", .value(.day), isRequired: true, doc: "the first day at the old price again"),
    ],
    doc: "another price for a while, with a reason and an end",
    example: "override charge CH1002 price 500 INR reason \"outage\" until 2026-08-01"
  ) { request in
    let charge = try Charge.find(request.changed.id, request.connection)
    try charge.refuseUnlessRecurring("override")
    let from = max(try request.dayOrToday("from"), charge.begins ?? request.today)
    guard let until = try request.givenDay("until") else {
      throw ChangeRefusal(
        "an override needs an end, or it becomes the price", help: "add `until` and a day")
    }
    try request.refuse(until, before: from, "until")
    guard let reason = request.text("reason"), !reason.isEmpty else {
      throw ChangeRefusal("an override needs a reason", help: "add `reason \"...\"`")
    }
    try overridePrice(of: charge, from: from, until: until, reason: reason, request)
  }

  private static func overridePrice(
    of charge: Charge, from: Day, until: Day, reason: String, _ request: ChangeRequest
  ) throws {
    guard let price = try request.price("price") else {
      throw ChangeRefusal("nothing says the price", help: "add `price 500 \(request.currency)`")
    }
    guard price.currency == charge.currency else {
      throw ChangeRefusal(
        "charge \(charge.code) is in \(charge.currency ?? "no currency"), not in \(price.currency)",
        help: "write the price in \(charge.currency ?? request.currency)", at: "price")
    }
    if charge.isOverride {
      throw ChangeRefusal(
        "charge \(charge.code) is an override itself", help: "`end charge \(charge.code)` first")
    }
    if let ends = charge.ends, ends <= from {
      throw ChangeRefusal(
        "charge \(charge.code) has ended on \(ends)", help: "`charges where running` lists the rest"
      )
    }
    let book = ChargeBook(request)
    try book.close(.charge(charge.id), on: from, for: .override)
    let end = min(charge.ends ?? until, until)
    let meanwhile = try book.goOn(charge.id, from: from, to: end, price: price)
    try request.connection.run(
      """
      UPDATE billing_charge
      SET is_override = 1, override_reason = ?, override_ends = ?
      WHERE id = ?
      """, [.text(reason), SQLiteValue(until), .integer(meanwhile)])
    if charge.ends.map({ until < $0 }) != false {
      try book.goOn(charge.id, from: until, to: charge.ends)
    }
  }
}

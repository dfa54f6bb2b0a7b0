// Discounts given and ended.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

extension Billing {
  static let discountVerbs: [Verb] = [
    Verb(
      "add", .new, of: [.noun("discount")],
      arguments: [
        VerbArgument(
          "for", .thing([.noun("charge"), .party]), isRequired: true,
          doc: "whose charges, or the one charge, it is on"),
        VerbArgument("percent", .value(.percent), doc: "the share that it takes off"),
        VerbArgument("amount", .value(.money), doc: "what it takes off a month"),
        VerbArgument("at", .thing([.plantNode]), doc: "only for charges at this place"),
        VerbArgument("from", .value(.day), doc: "the first day; today where not given"),
        VerbArgument(
          "until", .value(.day), isRequired: true, doc: "the first day without the discount"),
        VerbArgument("reason", .value(.text), doc: "why"),
      ],
      doc: "takes a share or an amount off, until a day",
      example: "add discount D1 for customer C1001 percent 20% until 2026-12-01 reason \"launch\"",
      perform: addDiscount),
    Verb(
      "end", .thing, of: [.noun("discount")],
      arguments: [
        VerbArgument("on", .value(.day), doc: "the first day without it; today where not given")
      ],
      doc: "ends a discount", example: "end discount D1 on 2026-06-01"
    ) { request in
      let day = try request.dayOrToday("on")
      try request.connection.run(
        """
        UPDATE billing_discount SET ends = max(coalesce(begins, ?1), ?1)
        WHERE id = ?2 AND (ends IS NULL OR ends > ?1)
        """, [SQLiteValue(day), .integer(request.changed.id)])
      if request.connection.changedRows == 0 {
        throw ChangeRefusal("discount \(request.changed.code) has ended already")
      }
    },
  ]

  private static func addDiscount(_ request: ChangeRequest) throws {
    guard let given = request.thing("for") else {
      throw ChangeRefusal(
        "a discount is for somebody, or on a charge", help: "add for example `for customer C1001`")
    }
    let begins = try request.dayOrToday("from")
    guard let ends = try request.givenDay("until") else {
      throw ChangeRefusal(
        "a discount needs an end: without one it outlives its reason", help: "add `until` and a day"
      )
    }
    try request.refuse(ends, before: begins, "until")
    let (share, amount) = (try basisPoints(request), try request.money("amount"))
    guard (share == nil) != (amount == nil) else {
      throw ChangeRefusal(
        share == nil
          ? "nothing says how much it takes off" : "it is a share or an amount, not both",
        help: "write `percent 20%` or `amount 100 \(request.currency)`")
    }
    let isOnCharge = given.noun.name == charge.name
    try request.connection.run(
      """
      INSERT INTO billing_discount
        (code, party, node, charge, percent_bp, amount_minor, currency, begins, ends, reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(request.changed.code), SQLiteValue(given.party),
        SQLiteValue(request.thing("at")?.node),
        isOnCharge ? .integer(given.id) : .null, SQLiteValue(share.map { Int64($0) }),
        SQLiteValue(amount?.minor), SQLiteValue(amount?.currency),
        SQLiteValue(begins), SQLiteValue(ends), SQLiteValue(request.text("reason")),
      ])
  }

  /// The share in hundredths of a percent, or nil where none is given.
  private static func basisPoints(_ request: ChangeRequest) throws -> Int? {
    guard let share = request.real("percent") else { return nil }
    guard share > 0, share <= 1 else {
      throw ChangeRefusal(
        "a discount takes off more than nothing and at most 100 %",
        help: "`percent 100%` makes it free; a credit gives money back", at: "percent")
    }
    let points = (share * 10_000).rounded()
    guard abs(points - share * 10_000) < 1e-6 else {
      throw ChangeRefusal(
        "a discount is counted in hundredths of a percent", help: "write at most two decimals",
        at: "percent")
    }
    return Int(points)
  }
}

// Charges opened, closed, and gone on with: what every verb that alters them does.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

/// Writes rows of `billing_charge`. A charge is never altered but in its end: what goes on at
/// another price, or after a suspension, is a row of its own that follows it.
struct ChargeBook {
  let request: ChangeRequest
  private var connection: ConnectionHandle { request.connection }

  init(_ request: ChangeRequest) { self.request = request }

  /// Why a charge was closed.
  enum Cause: String {
    case suspension, cease, change, override, relocation, end
  }

  /// A charge to be written.
  struct Opening {
    var code: String
    var kind = ChargeTerm.Kind.recurring
    var party: Int64?
    var node: Int64?
    var plan: Int64?
    var service: Int64?
    var price: Money
    var begins: Day
    var ends: Day?
    var series: String?
    var follows: String?
  }

  /// Writes a charge and says so. It is due from its first day on, whenever that was recorded.
  @discardableResult
  func open(_ opening: Opening) throws -> Int64 {
    guard Currency.minorDigits(of: opening.price.currency) != nil else {
      throw ChangeRefusal(
        "`\(opening.price.currency)` is no currency", help: "write an ISO 4217 code such as INR")
    }
    let code = try request.freeCode(opening.code, in: "billing_charge")
    // What is charged once never runs: it ends on the day that it begins.
    let ends = opening.kind == .recurring ? opening.ends : opening.begins
    let number = try request.newNumber(of: "billing_charge")
    try connection.run(
      """
      INSERT INTO billing_charge
        (code, kind, party, node, plan, service, price_minor, currency, begins, ends, series,
         follows, billed_until, id)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?9, ?13)
      """,
      [
        .text(code), .text(opening.kind.rawValue), SQLiteValue(opening.party),
        SQLiteValue(opening.node), SQLiteValue(opening.plan), SQLiteValue(opening.service),
        .integer(opening.price.minor), .text(opening.price.currency),
        SQLiteValue(opening.begins), SQLiteValue(ends), SQLiteValue(opening.series),
        SQLiteValue(opening.follows), .integer(number),
      ])
    switch opening.kind {
    case .recurring:
      request.note("charge \(code): \(opening.price) a month from \(opening.begins)")
    case .once: request.note("charge \(code): \(opening.price) once, on \(opening.begins)")
    case .credit: request.note("charge \(code): \(opening.price) back, on \(opening.begins)")
    }
    return number
  }

  /// Ends what runs on a day or later. The codes of the charges that it ended.
  @discardableResult
  func close(
    _ scope: ChargeScope, on day: Day, for cause: Cause, sparingSuspended: Bool = false
  ) throws -> [String] {
    let spared =
      sparingSuspended
      ? """
      AND NOT EXISTS (
        SELECT 1 FROM billing_plan AS p WHERE p.id = plan AND p.is_billed_suspended)
      """ : ""
    let closed = try connection.rows(
      """
      UPDATE billing_charge
      SET ends_before = ends, ends = max(coalesce(begins, ?), ?), closed_for = ?
      WHERE \(scope.test) AND kind = 'recurring'
        AND (ends IS NULL OR (ends > ? AND ends IS NOT begins)) \(spared)
      RETURNING code
      """,
      [SQLiteValue(day), SQLiteValue(day), .text(cause.rawValue)] + scope.values
        + [SQLiteValue(day)])
    let codes = closed.compactMap(\.[0].text)
    if !codes.isEmpty {
      let list = codes.joined(separator: ", ")
      request.note("charge \(list): nothing from \(day) on")
    }
    return codes
  }

  // MARK: Held back

  // A charge that a suspension closed would have run on to `ends_before`. These days are nobody
  // else's: a charge that goes on with them takes them, and `ends_before` says how many are left.

  /// What a suspension holds back is given up from a day on.
  func forgetSuspension(_ scope: ChargeScope, from day: Day) throws {
    try connection.run(
      """
      UPDATE billing_charge
      SET ends_before = max(coalesce(begins, ?), ?)
      WHERE \(scope.test) AND closed_for = 'suspension'
        AND (ends_before IS NULL OR ends_before > max(coalesce(begins, ?), ?))
      """,
      [SQLiteValue(day), SQLiteValue(day)] + scope.values + [SQLiteValue(day), SQLiteValue(day)])
  }

  /// Goes on from a day with what a suspension holds back; the days between are not charged.
  ///
  /// - Parameter end: the day on which the suspension was to end by itself.
  /// - Returns: the charges that go on.
  @discardableResult
  func reopen(_ scope: ChargeScope, on day: Day, heldUntil end: Day? = nil) throws -> [Int64] {
    let held = try connection.rows(
      """
      SELECT id, begins, ends_before
      FROM billing_charge
      WHERE \(scope.test) AND closed_for = 'suspension'
        AND (ends_before IS NULL OR ends_before > max(coalesce(begins, ?), ?))
        AND (? IS NULL OR ends_before <= ?)
      ORDER BY begins, id
      """, scope.values + [day, day, end, end].map { SQLiteValue($0) })
    return try held.map { row in
      let id = row[0].integer ?? 0
      let begins = max(row[1].day ?? day, day)
      let next = try bringForward(id, to: begins) ?? goOn(id, from: begins, to: row[2].day)
      try connection.run(
        "UPDATE billing_charge SET ends_before = ? WHERE id = ?",
        [SQLiteValue(begins), .integer(id)])
      return next
    }
  }

  /// The charge that was to go on when the suspension ends does so sooner; nil where there is none.
  private func bringForward(_ id: Int64, to day: Day) throws -> Int64? {
    let next = try connection.rows(
      """
      UPDATE billing_charge
      SET begins = ?1, billed_until = CASE WHEN billed_until IS NOT NULL THEN ?1 END
      WHERE ends IS NOT begins AND (follows, begins) = (
        SELECT o.code, o.ends_before FROM billing_charge AS o WHERE o.id = ?2)
      RETURNING id, code
      """, [SQLiteValue(day), .integer(id)]
    ).first
    guard let next else { return nil }
    request.note("charge \(next[1].text ?? "") goes on from \(day)")
    return next[0].integer
  }

  // MARK: Gone on with

  /// From a day on another charge stands for this one, at another price or place. What a suspension
  /// holds back of it stays held back.
  func succeed(
    _ id: Int64, on day: Day, for cause: Cause, price: Money? = nil, node: Int64? = nil
  ) throws {
    let row = try connection.rows(
      "SELECT begins, ends, closed_for, ends_before FROM billing_charge WHERE id = ?",
      [.integer(id)])[0]
    let from = max(row[0].day ?? day, day)
    let isHeld = row[2].text == Cause.suspension.rawValue
    let isRunning = row[1].day.map { $0 > from } != false
    if isRunning {
      try close(.charge(id), on: day, for: cause)
    } else {
      try connection.run(
        "UPDATE billing_charge SET ends_before = ? WHERE id = ?", [SQLiteValue(from), .integer(id)])
    }
    let next = try goOn(
      id, from: from, to: isRunning ? row[1].day : from, price: price, node: node)
    guard isHeld else { return }
    try connection.run(
      "UPDATE billing_charge SET closed_for = ?, ends_before = ? WHERE id = ?",
      [.text(Cause.suspension.rawValue), row[3], .integer(next)])
  }

  /// A test of charges that run, or would run but for a suspension, on the day ?1 or later.
  static let goesOn = """
    (ends IS NULL OR (ends > ?1 AND ends IS NOT begins)
      OR (closed_for = 'suspension'
        AND (ends_before IS NULL OR ends_before > max(coalesce(begins, ?1), ?1))))
    """

  /// A charge as another one, over days of its own: its number.
  @discardableResult
  func goOn(
    _ id: Int64, from begins: Day, to ends: Day?, price: Money? = nil, node: Int64? = nil
  ) throws -> Int64 {
    let base = try connection.first(
      "SELECT coalesce(series, code) FROM billing_charge WHERE id = ?", [.integer(id)])
    let code = try request.freeCode(base?.text ?? "CH", in: "billing_charge")
    let number = try request.newNumber(of: "billing_charge")
    try connection.run(
      """
      INSERT INTO billing_charge
        (code, kind, party, node, plan, service, price_minor, currency, begins, ends, series,
         follows, billed_until, is_override, override_reason, override_ends, id)
      SELECT ?2, kind, party, coalesce(?7, node), plan, service, coalesce(?5, price_minor),
        coalesce(?6, currency), ?3, ?4, coalesce(series, code), code,
        CASE WHEN billed_until IS NOT NULL THEN ?3 END, is_override, override_reason, override_ends,
        ?8
      FROM billing_charge
      WHERE id = ?1
      """,
      [
        .integer(id), .text(code), SQLiteValue(begins), SQLiteValue(ends),
        SQLiteValue(price?.minor), SQLiteValue(price?.currency),
        SQLiteValue(node), .integer(number),
      ])
    let terms = price.map { " at \($0) a month" } ?? ""
    request.note("charge \(code) goes on\(terms) from \(begins)")
    return number
  }
}

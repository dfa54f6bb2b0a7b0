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
  func open(_ opening: Opening) throws -> String {
    guard Currency.minorDigits(of: opening.price.currency) != nil else {
      throw ChangeRefusal(
        "`\(opening.price.currency)` is no currency", help: "write an ISO 4217 code such as INR")
    }
    let code = try request.freeCode(opening.code, in: "billing_charge")
    // What is charged once never runs: it ends on the day that it begins.
    let ends = opening.kind == .recurring ? opening.ends : opening.begins
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
        SQLiteValue(opening.follows), .integer(try request.newNumber(of: "billing_charge")),
      ])
    switch opening.kind {
    case .recurring:
      request.note("charge \(code): \(opening.price) a month from \(opening.begins)")
    case .once: request.note("charge \(code): \(opening.price) once, on \(opening.begins)")
    case .credit: request.note("charge \(code): \(opening.price) back, on \(opening.begins)")
    }
    return code
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

  /// What was closed for a suspension is closed for good.
  func forgetSuspension(_ scope: ChargeScope, for cause: Cause) throws {
    try connection.run(
      """
      UPDATE billing_charge
      SET closed_for = ?
      WHERE \(scope.test) AND closed_for = 'suspension'
        AND NOT EXISTS (SELECT 1 FROM billing_charge AS f WHERE f.follows = billing_charge.code)
      """, [.text(cause.rawValue)] + scope.values)
  }

  /// Goes on from a day with what a suspension closed; the days between are not charged.
  @discardableResult
  func reopen(_ scope: ChargeScope, on day: Day) throws -> [String] {
    let closed = try connection.rows(
      """
      SELECT id, code, begins, ends_before
      FROM billing_charge
      WHERE \(scope.test) AND closed_for = 'suspension'
        AND (ends_before IS NULL OR ends_before > ?)
        AND NOT EXISTS (SELECT 1 FROM billing_charge AS f WHERE f.follows = billing_charge.code)
      ORDER BY begins, id
      """, scope.values + [SQLiteValue(day)])
    return try closed.map { row in
      let begins = max(row[2].day ?? day, day)
      return try goOn(row[0].integer ?? 0, from: begins, to: row[3].day)
    }
  }

  /// A resumption that comes earlier than the day that was named ahead: what was to go on on that
  /// day, and has not ended before it, does so now.
  func bringForward(_ scope: ChargeScope, from named: Day, to day: Day) throws {
    try connection.run(
      """
      UPDATE billing_charge
      SET (begins, billed_until) = (
        SELECT max(coalesce(o.begins, ?1), ?1),
          CASE WHEN billing_charge.billed_until IS NOT NULL
            THEN max(coalesce(o.begins, ?1), ?1) END
        FROM billing_charge AS o
        WHERE o.code = billing_charge.follows)
      WHERE begins = ?2 AND follows IN (
        SELECT code FROM billing_charge WHERE \(scope.test) AND closed_for = 'suspension')
      """, [SQLiteValue(day), SQLiteValue(named)] + scope.values)
  }

  /// A charge as another one, over days of its own.
  @discardableResult
  func goOn(
    _ id: Int64, from begins: Day, to ends: Day?, price: Money? = nil, node: Int64? = nil
  ) throws -> String {
    let base = try connection.first(
      "SELECT coalesce(series, code) FROM billing_charge WHERE id = ?", [.integer(id)])
    let code = try request.freeCode(base?.text ?? "CH", in: "billing_charge")
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
        SQLiteValue(node), .integer(try request.newNumber(of: "billing_charge")),
      ])
    let terms = price.map { " at \($0) a month" } ?? ""
    request.note("charge \(code) goes on\(terms) from \(begins)")
    return code
  }
}

// Growth and churn: who joined and who left in each month, and how many there were at its end.

internal import TopoqVocabulary

/// A stay is the time from activation to cease. A customer's row tells the last one; those before
/// it, of whoever left and came back, are told by the history of statuses.
extension CRM {
  private static let left = "coalesce(c.active_to, c.ceases_on)"

  /// The stays of whoever came back: `e.joined` is empty where the history does not go so far.
  private static let earlier = """
    (SELECT s.begins AS left, (
        SELECT CASE b.status WHEN 'active' THEN b.begins END
        FROM crm_status AS b INDEXED BY crm_status_party
        WHERE b.party = s.party AND b.id > coalesce((
          SELECT max(p.id) FROM crm_status AS p INDEXED BY crm_status_party
          WHERE p.party = s.party AND p.status = 'ceased' AND p.id < s.id), 0)
        ORDER BY b.id
        LIMIT 1) AS joined
      FROM crm_status AS s
      WHERE s.status = 'ceased' AND EXISTS (
        SELECT 1 FROM crm_status AS a INDEXED BY crm_status_party
        WHERE a.party = s.party AND a.status = 'active' AND a.id > s.id
          AND a.begins >= s.begins)) AS e
    """

  private static func inMonth(_ day: String) -> String {
    "\(day) >= {row}.begins AND \(day) < {row}.ends AND \(day) <= {today}"
  }

  private static let joined = """
    ((SELECT count(*) FROM crm_customer AS c
      WHERE c.status <> 'pending' AND \(inMonth("c.active_from")))
    + (SELECT count(*) FROM \(earlier) WHERE \(inMonth("e.joined"))))
    """

  private static let departed = """
    ((SELECT count(*) FROM crm_customer AS c
      WHERE c.status <> 'pending' AND \(inMonth(left)))
    + (SELECT count(*) FROM \(earlier) WHERE \(inMonth("e.left"))))
    """

  /// Customers whose stay has begun, and not ended, before the day that a test tells.
  private static func customers(_ isBefore: (String) -> String) -> String {
    """
    ((SELECT count(*) FROM crm_customer AS c
      WHERE c.status <> 'pending' AND (c.active_from IS NULL OR (\(isBefore("c.active_from"))))
        AND CASE WHEN \(left) IS NULL THEN c.status <> 'ceased' ELSE NOT (\(isBefore(left))) END)
    + (SELECT count(*) FROM \(earlier)
      WHERE NOT (\(isBefore("e.left")))
        AND (e.joined IS NULL OR (\(isBefore("e.joined"))))))
    """
  }

  private static let atEnd = customers { "\($0) < {row}.ends AND \($0) <= {today}" }
  private static let atBeginning = customers { "\($0) < {row}.begins" }

  static let monthFields: [Field] = [
    Field(
      "customers", .integer, of: .noun("month"), sql: atEnd,
      doc: "customers at its end, or today: those held back too, not those who have left"),
    Field(
      "joined", .integer, of: .noun("month"), sql: joined,
      doc: "customers whose service began in it"),
    Field(
      "left", .integer, of: .noun("month"), sql: departed, doc: "customers who left in it"),
    Field(
      "churn", .percent, of: .noun("month"), sql: "(1.0 * \(departed) / nullif(\(atBeginning), 0))",
      doc: "who left in it, of those who were there when it began"),
  ]
}

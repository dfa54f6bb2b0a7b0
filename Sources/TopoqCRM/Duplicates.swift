// The same person twice: by premises, phone or email, or by nearly the same name close by.

internal import TopoqSQLite
internal import TopoqVocabulary

/// Looks for those who are there already when another is entered.
struct Duplicates {
  private let request: ChangeRequest

  init(_ request: ChangeRequest) { self.request = request }

  struct Twin {
    let code: String
    /// What they have in common, as in "has the same phone".
    let shares: String
  }

  /// Leads that are not lost and look the same; at most five.
  ///
  /// - Complexity: by index; names are compared only within `CRM.nearMetres`.
  func leads(at node: Int64?, name: String?, phone: String?, email: String?) throws -> [Twin] {
    try twins(
      """
      SELECT code, node = ?1, phone = ?2, email = ?3 FROM crm_lead
      WHERE stage <> 'lost' AND (node = ?1 OR phone = ?2 OR email = ?3)
      UNION ALL
      SELECT o.code, 0, 0, 0
      FROM nodes_around('node', ?1, NULL, \(CRM.nearMetres)) AS a
        CROSS JOIN crm_lead AS o ON o.node = a.node
      WHERE o.node <> ?1 AND o.stage <> 'lost' AND are_alike(o.name, ?4)
      """, node, name, phone, email)
  }

  /// Customers who have not ceased and look the same; at most five.
  func customers(at node: Int64?, name: String?, phone: String?, email: String?) throws -> [Twin] {
    try twins(
      """
      SELECT p.code, c.node = ?1, c.phone = ?2, c.email = ?3
      FROM crm_customer AS c CROSS JOIN party AS p ON p.id = c.party
      WHERE c.status <> 'ceased' AND (c.node = ?1 OR c.phone = ?2 OR c.email = ?3)
      UNION ALL
      SELECT p.code, 0, 0, 0
      FROM nodes_around('node', ?1, NULL, \(CRM.nearMetres)) AS a
        CROSS JOIN crm_customer AS o ON o.node = a.node
        CROSS JOIN party AS p ON p.id = o.party
      WHERE o.node <> ?1 AND o.status <> 'ceased' AND are_alike(o.name, ?4)
      """, node, name, phone, email)
  }

  private func twins(
    _ sql: String, _ node: Int64?, _ name: String?, _ phone: String?, _ email: String?
  ) throws -> [Twin] {
    func text(_ value: String?) -> SQLiteValue {
      value.flatMap { $0.isEmpty ? nil : .text($0) } ?? .null
    }
    let rows = try request.connection.rows(
      sql + "\nLIMIT 5",
      [node.map { .integer($0) } ?? .null, text(phone), text(email), text(name)])
    return rows.map { row in
      let shares =
        row[1].integer == 1
        ? "is at the same place"
        : row[2].integer == 1
          ? "has the same phone"
          : row[3].integer == 1 ? "has the same email" : "has nearly the same name close by"
      return Twin(code: row[0].text ?? "", shares: shares)
    }
  }
}

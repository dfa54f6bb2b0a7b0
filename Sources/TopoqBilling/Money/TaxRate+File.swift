// The components of a tax, as the file has them.

internal import TopoqSQLite
internal import TopoqVocabulary

extension TaxRate {
  /// What a tax consists of at a place of supply.
  static func of(
    _ tax: String, place: String, _ connection: ConnectionHandle
  ) throws -> [TaxRate] {
    let rows = try connection.rows(
      """
      SELECT component, rate_bp
      FROM billing_tax
      WHERE tax = ? AND (place IS NULL OR place = ?)
      ORDER BY id
      """, [.text(tax), .text(place)])
    guard !rows.isEmpty else {
      throw ChangeRefusal(
        "the tax \(tax) has no component for the place \(place)",
        help: "add its rows to taxes.csv, one a component, and import them")
    }
    return rows.map { TaxRate(component: $0[0].text ?? "", basisPoints: Int($0[1].integer ?? 0)) }
  }
}

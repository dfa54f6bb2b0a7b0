// A charge on record, as verbs see it.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

struct Charge: Sendable {
  let id: Int64
  let code: String
  let kind: String
  let price: Int?
  let currency: String?
  let begins: Day?
  let ends: Day?
  let isOverride: Bool

  static func find(_ id: Int64, _ connection: ConnectionHandle) throws -> Charge {
    let rows = try connection.rows(
      """
      SELECT id, code, kind, price_minor, currency, begins, ends, is_override
      FROM billing_charge
      WHERE id = ?
      """, [.integer(id)])
    guard let row = rows.first else { throw ChangeRefusal("there is no such charge") }
    return Charge(
      id: id, code: row[1].text ?? "", kind: row[2].text ?? "",
      price: row[3].integer.map { Int($0) }, currency: row[4].text, begins: row[5].day,
      ends: row[6].day, isOverride: row[7].integer == 1)
  }

  func refuseUnlessRecurring(_ verb: String) throws {
    guard kind != "recurring" else { return }
    throw ChangeRefusal(
      "charge \(code) is charged once: there is nothing to \(verb)",
      help: "a charge of kind credit gives it back")
  }
}

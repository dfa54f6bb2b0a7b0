// Take rates: how many of those whom the network passes are connected.

internal import TopoqVocabulary

extension CRM {
  static let takeRates: [Measure] = [
    Measure(
      "take_rate", .percent, of: .noun("premises"),
      sql: """
        (1.0 * sum({row}.state = 'in service' AND EXISTS (
          SELECT 1 FROM crm_customer AS c WHERE c.node = {row}.id AND \(isActive("c"))))
        / nullif(sum({row}.state = 'in service'), 0))
        """, doc: "connected over passed: premises with an active customer, of those in service"),
    // A customer who names the building itself takes one unit; several at one door take one.
    Measure(
      "take_rate", .percent, of: .noun("building"),
      sql: """
        (1.0 * sum(CASE WHEN {row}.units > 0 THEN (
          WITH RECURSIVE inside(id) AS (
            SELECT {row}.id
            UNION SELECT n.id FROM inside CROSS JOIN node AS n ON n.housed_in = inside.id)
          SELECT count(DISTINCT CASE c.node WHEN {row}.id THEN -c.party ELSE c.node END)
          FROM inside CROSS JOIN crm_customer AS c ON c.node = inside.id
          WHERE \(isActive("c"))) END)
        / sum(CASE WHEN {row}.units > 0 THEN {row}.units END))
        """,
      doc: "connected over passed: units with an active customer, of all `units` of the buildings; "
        + "a building whose units are not known counts for neither"),
  ]
}

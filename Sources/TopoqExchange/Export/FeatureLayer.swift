// What becomes a layer of the map: nodes, routes, areas.

/// Rows that become features: the noun, the code, the shape, then properties and attributes.
struct FeatureLayer {
  /// In the plural: `nodes`.
  let name: String
  let properties: [String]
  let sql: String

  static let nodes = FeatureLayer(
    name: "nodes",
    properties: [
      "code", "kind", "name", "housed_in", "ports", "technology", "units", "state",
      "reserved",
    ],
    sql: """
      SELECT n.kind, n.code, n.geom, n.attributes,
        n.code, n.kind, n.name, h.code, n.ports, n.technology, n.units, n.state,
        nullif(n.reserved, 0)
      FROM node AS n LEFT JOIN node AS h ON h.id = n.housed_in
      ORDER BY n.id
      """)

  static let routes = FeatureLayer(
    name: "routes",
    properties: [
      "code", "kind", "name", "from", "to", "strands", "length_m", "trench", "state",
      "reserved",
    ],
    sql: """
      SELECT 'route', r.code, r.geom, r.attributes,
        r.code, r.kind, r.name, a.code, b.code, r.strands, r.length_m, r.trench, r.state,
        nullif(r.reserved, 0)
      FROM route AS r
        LEFT JOIN node AS a ON a.id = r.from_node
        LEFT JOIN node AS b ON b.id = r.to_node
      ORDER BY r.id
      """)

  static let areas = FeatureLayer(
    name: "areas",
    properties: ["code", "name", "kind"],
    sql: """
      SELECT 'area', code, geom, attributes, code, name, kind
      FROM area
      ORDER BY id
      """)

  static let all = [nodes, routes, areas]
}

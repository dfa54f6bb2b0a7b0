// What can be said of the plant, and of whatever hangs on it.

internal import TopoqNetwork
internal import TopoqVocabulary

extension Plant {
  static let fields: [Field] = nodeFields + routeFields + feedFields + otherFields

  private static let nodeFields: [Field] = [
    Field("code", .text, of: .plantNode, sql: "{row}.code", doc: "what is painted on the label"),
    Field("name", .text, of: .plantNode, sql: "{row}.name", doc: "the free name"),
    Field("kind", .text, of: .plantNode, sql: "{row}.kind", doc: "site, olt, splitter, ..."),
    Field(
      "state", .text, of: .plantNode, sql: "{row}.state", doc: "planned, in service or retired"),
    Field(
      "housed_in", .text, of: .plantNode,
      sql: "(SELECT h.code FROM node AS h WHERE h.id = {row}.housed_in)", relation: "node",
      doc: "the node that houses this one"),
    Field(
      "ports", .integer, of: .plantNode, sql: "{row}.ports",
      doc: "outputs of a splitter, PON ports of a source"),
    Field(
      "used_ports", .integer, of: .plantNode,
      sql:
        "(SELECT count(*) FROM strand_end AS u WHERE u.node = {row}.id AND u.number > 0)",
      doc: "outputs or PON ports that are in a joint"),
    Field(
      "free_ports", .integer, of: .plantNode,
      sql:
        "({row}.ports - {row}.reserved - (SELECT count(*) FROM strand_end AS u WHERE u.node = {row}.id AND u.number > 0))",
      doc: "outputs or PON ports that are in no joint and not reserved"),
    Field(
      "reserved", .integer, of: .plantNode, sql: "{row}.reserved",
      doc: "ports held back for homes to come"),
    Field(
      "fill", .percent, of: .plantNode,
      sql:
        "(1.0 * ({row}.reserved + (SELECT count(*) FROM strand_end AS u WHERE u.node = {row}.id AND u.number > 0)) / {row}.ports)",
      doc: "used and reserved ports over ports"),
    Field(
      "technology", .text, of: .plantNode, sql: "{row}.technology", doc: "GPON, XGS-PON, ..."),
    Field(
      "units", .integer, of: .plantNode, sql: "{row}.units", doc: "dwellings in a building"),
    Field(
      "longitude", .number, of: .plantNode, sql: "longitude_of({row}.geom)",
      doc: "degrees east, WGS 84"),
    Field(
      "latitude", .number, of: .plantNode, sql: "latitude_of({row}.geom)",
      doc: "degrees north, WGS 84"),
    Field(
      "service_points", .integer, of: .plantNode, sql: "service_points({row}.id)",
      doc: "premises lit through it"),
  ]

  private static let routeFields: [Field] = [
    Field("code", .text, of: .plantRoute, sql: "{row}.code", doc: "what is painted on the label"),
    Field("name", .text, of: .plantRoute, sql: "{row}.name", doc: "the free name"),
    Field(
      "kind", .text, of: .plantRoute, sql: "{row}.kind",
      doc: "backbone, feeder, distribution or drop"),
    Field(
      "state", .text, of: .plantRoute, sql: "{row}.state", doc: "planned, in service or retired"),
    Field(
      "from_node", .text, of: .plantRoute,
      sql: "(SELECT n.code FROM node AS n WHERE n.id = {row}.from_node)", relation: "node",
      doc: "the node where it begins"),
    Field(
      "to_node", .text, of: .plantRoute,
      sql: "(SELECT n.code FROM node AS n WHERE n.id = {row}.to_node)", relation: "node",
      doc: "the node where it ends"),
    Field("strands", .integer, of: .plantRoute, sql: "{row}.strands", doc: "fibres in it"),
    Field(
      "used_strands", .integer, of: .plantRoute,
      sql:
        "(SELECT count(DISTINCT u.number) FROM strand_end AS u WHERE u.route = {row}.id)",
      doc: "strands with a joint at either end"),
    Field(
      "free_strands", .integer, of: .plantRoute,
      sql:
        "({row}.strands - {row}.reserved - (SELECT count(DISTINCT u.number) FROM strand_end AS u WHERE u.route = {row}.id))",
      doc: "strands in no joint and not reserved"),
    Field(
      "reserved", .integer, of: .plantRoute, sql: "{row}.reserved",
      doc: "strands held back"),
    Field(
      "fill", .percent, of: .plantRoute,
      sql:
        "(1.0 * ({row}.reserved + (SELECT count(DISTINCT u.number) FROM strand_end AS u WHERE u.route = {row}.id)) / {row}.strands)",
      doc: "used and reserved strands over strands"),
    Field("length_m", .metres, of: .plantRoute, sql: "{row}.length_m", doc: "length in metres"),
    Field("trench", .text, of: .plantRoute, sql: "{row}.trench", doc: "what it lies in"),
    Field(
      "area", .text, of: .plantRoute,
      sql: """
        (SELECT a.code FROM area AS a
        WHERE a.id = area_of(coalesce({row}.to_node, {row}.from_node)))
        """, relation: "area", doc: "the area in which it ends, the smallest where several do"),
  ]

  /// The nearest up the primary feed, one each, so that grouping never counts twice.
  private static let feedFields: [Field] = [
    Field(
      "node", .text, of: .node, sql: "(SELECT n.code FROM node AS n WHERE n.id = {node})",
      relation: "node", doc: "the node it is or hangs on"),
    Field(
      "splitter", .text, of: .node,
      sql: "(SELECT n.code FROM node AS n WHERE n.id = feeding({node}, 'splitter'))",
      relation: "splitter", doc: "the nearest splitter up the primary feed"),
    Field(
      "cabinet", .text, of: .node,
      sql: "(SELECT n.code FROM node AS n WHERE n.id = feeding({node}, 'cabinet'))",
      relation: "cabinet", doc: "the nearest cabinet up the primary feed"),
    Field(
      "terminal", .text, of: .node,
      sql: "(SELECT n.code FROM node AS n WHERE n.id = feeding({node}, 'terminal'))",
      relation: "terminal", doc: "the nearest terminal up the primary feed"),
    Field(
      "olt", .text, of: .node,
      sql: "(SELECT n.code FROM node AS n WHERE n.id = feeding({node}, 'olt'))",
      relation: "olt", doc: "the source of the primary feed"),
    Field(
      "port", .text, of: .node, sql: "feeding_port({node})", relation: "port",
      doc: "the source's port of the primary feed"),
    Field(
      "area", .text, of: .node,
      sql: "(SELECT a.code FROM area AS a WHERE a.id = area_of({node}))", relation: "area",
      doc: "the area it lies in, the smallest where several do"),
    Field(
      "fibre_m", .metres, of: .node, sql: "fibre_metres({node})",
      doc: "fibre from the source, in metres, by the primary feed"),
    Field(
      "feed_loss", .decibels, of: .node, sql: "feed_loss({node})",
      doc: "loss from the source at 1490 nm, in dB, by the primary feed"),
  ]

  private static let otherFields: [Field] = [
    Field("code", .text, of: .noun("area"), sql: "{row}.code", doc: "the area's code"),
    Field("name", .text, of: .noun("area"), sql: "{row}.name", doc: "the area's name"),
    Field("kind", .text, of: .noun("area"), sql: "{row}.kind", doc: "what sort of area it is"),
    Field(
      "code", .text, of: .noun("port"),
      sql: "((SELECT n.code FROM node AS n WHERE n.id = {row}.node) || ':' || {row}.number)",
      doc: "node and number"),
    Field(
      "node", .text, of: .noun("port"),
      sql: "(SELECT n.code FROM node AS n WHERE n.id = {row}.node)", relation: "node",
      doc: "the source or splitter it is a port of"),
    Field("number", .integer, of: .noun("port"), sql: "{row}.number", doc: "its number there"),
    Field(
      "service_points", .integer, of: .noun("port"),
      sql: "lit_count('below port', {row}.node, {row}.number, \(1 << NodeKind.premises.rawValue))",
      doc: "premises lit through it"),
    Field(
      "fill", .percent, of: .noun("port"),
      sql: """
        (SELECT 1.0 * sum((SELECT count(*) FROM strand_end AS u WHERE u.node = s.id AND u.number > 0))
          / sum(s.ports)
        FROM lit_nodes('below port', {row}.node, {row}.number, \(1 << NodeKind.splitter.rawValue))
          AS l CROSS JOIN node AS s ON s.id = l.node
        WHERE s.ports > 0)
        """, doc: "outputs in a joint over outputs, of all splitters behind it"),
    Field(
      "code", .text, of: .noun("strand"),
      sql: "((SELECT r.code FROM route AS r WHERE r.id = {row}.route) || '#' || {row}.number)",
      doc: "route and number"),
    Field("code", .integer, of: .noun("joint"), sql: "{row}.id", doc: "the joint's number"),
    Field(
      "loss_db", .decibels, of: .noun("joint"), sql: "{row}.loss_db", doc: "loss, where stated"),
    Field(
      "loss", .decibels, of: .noun("joint"),
      sql: "coalesce({row}.loss_db, \(Optics.spliceLossInDecibels))",
      doc: "loss as light counts it: as stated, else that of a splice"),
    Field(
      "ends", .text, of: .noun("joint"),
      sql: """
        (SELECT group_concat(coalesce((SELECT r.code FROM route AS r WHERE r.id = e.route) || '#',
          (SELECT n.code FROM node AS n WHERE n.id = e.node) || ':') || CASE
          WHEN e.route IS NULL AND e.number = -1 THEN 'in'
          WHEN e.route IS NULL AND e.number < 0 THEN 'in' || (-e.number) ELSE e.number END, ' = ')
        FROM strand_end AS e WHERE e.id IN (2 * {row}.id, 2 * {row}.id + 1))
        """, doc: "what it joins"),
    Field("rule", .text, of: .noun("contradiction"), sql: "{row}.rule", doc: "what is wrong"),
    Field(
      "noun", .text, of: .noun("contradiction"), sql: "{row}.noun", doc: "the kind of thing"),
    Field("thing", .text, of: .noun("contradiction"), sql: "{row}.code", doc: "the thing's code"),
    Field(
      "message", .text, of: .noun("contradiction"), sql: "{row}.message", doc: "in a sentence"),
    Field(
      "distance_m", .metres, of: .noun("contradiction"), sql: "{row}.distance_m",
      doc: "how far apart what should meet is"),
  ]

  private static let isPortLit = """
    EXISTS (SELECT 1 FROM light('below port', {row}.node, {row}.number) AS l
      WHERE l.node <> {row}.node AND l.dark = 0)
    """

  static let conditions: [Condition] = [
    Condition(
      "lit", of: .node, sql: "light_state({node}) = 2",
      doc: "light arrives by the records, no cut above"),
    Condition(
      "dark", of: .node, sql: "light_state({node}) <> 2",
      doc: "no light by the records: never fed, or below a cut"),
    Condition(
      "lit", of: .noun("port"), sql: Self.isPortLit,
      doc: "light leaves by it to some node, no cut above"),
    Condition(
      "dark", of: .noun("port"), sql: "NOT " + Self.isPortLit,
      doc: "it lights nothing, or is below a cut"),
    Condition(
      "lit", of: .plantRoute, sql: "route_light({row}.id) = 2",
      doc: "light passes along it by the records"),
    Condition(
      "dark", of: .plantRoute, sql: "route_light({row}.id) <> 2",
      doc: "no light passes along it by the records"),
    Condition(
      "full", of: .plantNode,
      sql:
        "({row}.ports <= {row}.reserved + (SELECT count(*) FROM strand_end AS u WHERE u.node = {row}.id AND u.number > 0))",
      doc: "no port is free: all are in a joint or reserved"),
    Condition(
      "cut", of: .plantNode,
      sql: "EXISTS (SELECT 1 FROM cut AS c WHERE c.node = {row}.id)",
      doc: "a fault of it is on record"),
    Condition("planned", of: .plantNode, sql: "{row}.state = 'planned'", doc: "not built yet"),
    Condition("retired", of: .plantNode, sql: "{row}.state = 'retired'", doc: "out of use"),
    Condition("planned", of: .plantRoute, sql: "{row}.state = 'planned'", doc: "not built yet"),
    Condition("retired", of: .plantRoute, sql: "{row}.state = 'retired'", doc: "out of use"),
    Condition(
      "passed", of: .noun("premises"), sql: "{row}.state = 'in service'",
      doc: "the network runs by: a drop can be built"),
    Condition(
      "cut", of: .plantRoute,
      sql: "EXISTS (SELECT 1 FROM cut AS c WHERE c.route = {row}.id)",
      doc: "a cut is on record"),
    Condition(
      "measured", of: .plantRoute, sql: "{row}.is_measured = 1",
      doc: "its length was measured, not taken from the map"),
  ]

  static let measures: [Measure] = [
    Measure(
      "length", .metres, of: .plantRoute, sql: "sum({row}.length_m)", doc: "total length in metres")
  ]
}

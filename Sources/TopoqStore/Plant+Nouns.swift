// The plant's nouns: every kind of node, routes, strands, ports, joints, areas, findings.

internal import TopoqNetwork
internal import TopoqVocabulary

extension Plant {
  static let nouns: [Noun] =
    [
      Noun(
        name: "node", plural: "nodes", doc: "any place with plant, of whatever kind",
        table: "node", placement: .node(kind: nil), title: "{row}.name", node: "{row}.id",
        shown: ["code", "kind", "name", "state"])
    ] + NodeKind.allCases.map(noun)
    + [
      Noun(
        name: "route", plural: "routes", doc: "a run of fibre cable between two nodes",
        table: "route", placement: .route(kind: nil), title: "{row}.name",
        shown: ["code", "kind", "from_node", "to_node", "strands", "length_m", "state"]),
      Noun(
        name: "drop", plural: "drops", doc: "the last route to one premises", table: "route",
        placement: .route(kind: "drop"), filter: "{row}.kind = 'drop'", title: "{row}.name",
        shown: ["code", "from_node", "to_node", "strands", "length_m", "state"]),
      Noun(
        name: "strand", plural: "strands", doc: "a numbered fibre of a route: strand F7#3",
        table: "strand_end", placement: .strand,
        filter: """
          ({row}.route IS NOT NULL AND ({row}.side = 0 OR NOT EXISTS (
            SELECT 1 FROM strand_end AS s
            WHERE s.route = {row}.route AND s.number = {row}.number AND s.side = 0)))
          """,
        code: "(SELECT code FROM route WHERE id = {row}.route) || '#' || {row}.number",
        shown: ["code"]),
      Noun(
        name: "port", plural: "ports",
        doc: "a port of a source that is in a joint: port OLT1:3",
        table: "strand_end", placement: .port,
        // The index on kinds leaves premises out, and is used where a test says so.
        filter: """
          {row}.node IN (
            SELECT s.id FROM node AS s WHERE s.kind = 'olt' AND s.kind <> 'premises')
          """,
        code: "(SELECT code FROM node WHERE id = {row}.node) || ':' || {row}.number",
        node: "{row}.node", shown: ["code", "service_points"]),
      Noun(
        name: "joint", plural: "joints", doc: "where two ends meet and light passes",
        table: "joint", placement: .attached, code: "{row}.id", find: "{row}.id = {value}",
        node: "{row}.node", shown: ["code", "node", "ends", "loss_db"]),
      Noun(
        name: "area", plural: "areas", doc: "a named polygon on the ground", table: "area",
        placement: .area, title: "{row}.name", shown: ["code", "name", "kind"]),
      Noun(
        name: "contradiction", plural: "contradictions",
        doc: "what the records say against each other, as `topoq check` lists it",
        table: "finding", placement: .nowhere, code: "{row}.id", find: "{row}.id = {value}",
        shown: ["rule", "noun", "thing", "message", "distance_m"]),
    ]

  private static func noun(_ kind: NodeKind) -> Noun {
    // The index on kinds leaves premises out, and is used where a test says so.
    let others = kind == .premises ? "" : " AND {row}.kind <> 'premises'"
    return Noun(
      name: kind.word, plural: kind.plural, doc: doc(kind), table: "node",
      placement: .node(kind: kind.word), filter: "({row}.kind = '\(kind.word)'\(others))",
      title: "{row}.name", node: "{row}.id", shown: shown(kind))
  }

  private static func shown(_ kind: NodeKind) -> [String] {
    switch kind {
    case .olt: ["code", "name", "technology", "ports", "used_ports", "state"]
    case .splitter: ["code", "name", "ports", "free_ports", "olt", "port", "state"]
    case .terminal: ["code", "name", "housed_in", "state"]
    case .building: ["code", "name", "units", "state"]
    default: ["code", "name", "state"]
    }
  }

  private static func doc(_ kind: NodeKind) -> String {
    switch kind {
    case .site: "a place with plant and no closer kind"
    case .olt: "an optical line terminal, where light starts at PON ports"
    case .odf: "an optical distribution frame"
    case .cabinet: "a street cabinet"
    case .closure: "a splice closure"
    case .splitter: "an optical splitter with inputs and outputs"
    case .terminal: "a terminal to which drops are connected"
    case .pole: "a pole"
    case .handhole: "a handhole or manhole"
    case .building: "a building that houses units"
    case .premises: "one dwelling or business unit"
    }
  }
}

// What a change means for light: which ends, routes and nodes pass otherwise than before.

internal import TopoqNetwork
internal import TopoqSQLite

/// What an edit changed, as light meets it.
struct EditTraces {
  /// Each end whose joint was made, taken or altered, and whether it was in a joint before.
  var ends: [End: Bool] = [:]
  /// Routes whose passing changed, with the nodes at which they end or ended.
  var routes: [Int32: Set<Int32>] = [:]
  /// Nodes whose passing changed: their kind, state, ports or cuts; and those that are gone.
  var passing: Set<Int32> = []
  /// The nodes at which all of that lies, and new ones.
  var nodes: Set<Int32> = []

  var isEmpty: Bool { nodes.isEmpty && routes.isEmpty }
  /// Whether only joints changed, so that what lies below untouched nodes is what it was.
  var isOfJointsOnly: Bool { routes.isEmpty && passing.isEmpty }
}

extension EditTraces {
  /// Reads the traces from what was recorded; `glass` shows the plant as it is now.
  init(_ rows: [NamedRow], _ glass: StoredGlass) throws {
    var reader = TraceReader(glass: glass)
    try reader.read(rows)
    self = reader.traces
  }
}

/// Goes through recorded rows once.
private struct TraceReader {
  let glass: StoredGlass
  var traces = EditTraces()
  /// Where routes ended that were moved or are gone.
  private var formerEnds: [Int32: (from: Int32, to: Int32)] = [:]

  init(glass: StoredGlass) { self.glass = glass }

  mutating func read(_ rows: [NamedRow]) throws {
    // Where ends lie is told by their routes.
    for row in rows where row.row.table == "route" { try readRoute(row) }
    let ends = rows.filter { $0.row.table == "strand_end" }
    let changed = Set(ends.compactMap(\.id))
    for row in ends { try readEnd(row, changed) }
    for row in rows {
      switch row.row.table {
      case "joint": try readJoint(row, changed)
      case "cut": try readCut(row)
      case "node": try readNode(row)
      default: break
      }
    }
  }

  private mutating func readRoute(_ row: NamedRow) throws {
    guard let id = row.id.map({ Int32(clamping: $0) }), !row.isNew,
      row.changes("from_node", "to_node", "length_m", "state")
    else { return }
    let now = try glass.route(id)
    func former(_ column: String, _ current: Int32) -> Int32 {
      row.old(column).map { Int32(clamping: $0.integer ?? 0) } ?? current
    }
    let before = (from: former("from_node", now.from), to: former("to_node", now.to))
    formerEnds[id] = before
    touch(route: id, ending: [before.from, before.to, now.from, now.to])
  }

  private mutating func touch(route: Int32, ending nodes: [Int32]) {
    let nodes = Set(nodes.filter { $0 > 0 })
    traces.routes[route, default: []].formUnion(nodes)
    traces.nodes.formUnion(nodes)
  }

  // MARK: Joints

  private mutating func readEnd(_ row: NamedRow, _ changed: Set<Int64>) throws {
    guard let id = row.id else { return }
    if !row.isNew, let end = try end(row, { row.old($0) }) { try touch(end, wasJoined: true) }
    if !row.isGone, let end = try end(row, { row.new($0) }) { try touch(end, wasJoined: false) }
    // What was opposite is opposite to something else now.
    if !changed.contains(id ^ 1), let end = try glass.end(id ^ 1) {
      try touch(end, wasJoined: true)
    }
  }

  /// The end that a row is or was: what was not altered is as it stands in the file.
  private func end(_ row: NamedRow, _ value: (String) -> SQLiteValue?) throws -> End? {
    let current = row.row.operation == .updated ? try row.id.flatMap { try glass.end($0) } : nil
    var parts: (route: Int64?, node: Int64?, number: Int64?, side: Int64?) = (nil, nil, nil, nil)
    switch current {
    case .strand(let route, let number, let side)?:
      parts = (Int64(route), nil, Int64(number), Int64(side.rawValue))
    case .port(let node, let number)?: parts = (nil, Int64(node), Int64(number.value), nil)
    case nil: break
    }
    if let route = value("route") { parts.route = route.integer }
    if let node = value("node") { parts.node = node.integer }
    if let number = value("number") { parts.number = number.integer }
    if let side = value("side") { parts.side = side.integer }
    guard let number = parts.number.map({ Int32(clamping: $0) }) else { return nil }
    if let route = parts.route {
      return .strand(
        route: Int32(clamping: route), number: number, side: parts.side == 0 ? .a : .b)
    }
    return parts.node.map { .port(node: Int32(clamping: $0), number: PortNumber(number)) }
  }

  private mutating func touch(_ end: End, wasJoined: Bool) throws {
    if wasJoined {
      traces.ends[end] = true
    } else if traces.ends[end] == nil {
      traces.ends[end] = false
    }
    switch end {
    case .port(let node, _): traces.nodes.insert(node)
    case .strand(let id, _, let side):
      let route = try glass.route(id)
      let former = formerEnds[id] ?? (from: 0, to: 0)
      for node in side == .a ? [route.from, former.from] : [route.to, former.to] where node > 0 {
        traces.nodes.insert(node)
      }
    }
  }

  /// A joint that loses otherwise than before.
  private mutating func readJoint(_ row: NamedRow, _ changed: Set<Int64>) throws {
    guard let id = row.id, row.row.operation == .updated, row.changes("loss_db") else { return }
    for end in [2 * id, 2 * id + 1] where !changed.contains(end) {
      if let end = try glass.end(end) { try touch(end, wasJoined: true) }
    }
  }

  // MARK: Cuts and nodes

  private mutating func readCut(_ row: NamedRow) throws {
    guard row.changes("route", "node") else { return }
    for value in [row.old("route"), row.new("route")] {
      guard let id = value?.integer.map({ Int32(clamping: $0) }) else { continue }
      let route = try glass.route(id)
      touch(route: id, ending: [route.from, route.to])
    }
    for value in [row.old("node"), row.new("node")] {
      guard let id = value?.integer.map({ Int32(clamping: $0) }) else { continue }
      try touch(nodeWithHoused: id)
    }
  }

  /// A node that fails takes with it what it houses.
  private mutating func touch(nodeWithHoused id: Int32) throws {
    let nodes = [id] + (try glass.housed(in: id))
    traces.passing.formUnion(nodes)
    traces.nodes.formUnion(nodes)
  }

  private mutating func readNode(_ row: NamedRow) throws {
    guard let id = row.id.map({ Int32(clamping: $0) }) else { return }
    if !row.isNew, row.changes("housed_in"), try glass.hasFailedNodes {
      try touch(nodeWithHoused: id)
    }
    guard row.changes("kind", "state", "ports") else { return }
    traces.nodes.insert(id)
    if !row.isNew { traces.passing.insert(id) }
  }
}

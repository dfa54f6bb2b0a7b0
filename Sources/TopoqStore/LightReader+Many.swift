// Look-ups of light for many things at once: each row and each chunk is read once.

internal import TopoqNetwork
internal import TopoqSQLite

extension LightReader {
  /// Where one look-up costs as much as so many rows of a sweep.
  private static let rowsPerLookUp = 64

  /// Runs `body` over the spans fed through any of some routes, of light from sources; none lies
  /// below another.
  ///
  /// - Complexity: O(points of the ports that light the routes' ends), or O(light) where the routes
  ///   are a large part of the network.
  func forEachSpan(
    throughAnyOf routes: Set<Int32>, _ body: (LightSpan, LightView) throws -> Void
  ) throws {
    func scan(_ port: Int64, _ view: LightView) throws {
      var index = 0
      while index < view.count {
        let route = view.route(index)
        guard route > 0, routes.contains(route) else {
          index += 1
          continue
        }
        let last = view.last(index)
        try body(LightSpan(port: port, first: index, last: last), view)
        index = last + 1
      }
    }
    let last = try connection.kept("SELECT max(id) FROM route").first()?.integer ?? 0
    if routes.count * Self.rowsPerLookUp > last {
      return try forEachChunkFromSources { try scan($0, $1) }
    }
    var ports: Set<Int64> = []
    for route in routes {
      let ends = try ends(of: route)
      ports.formUnion(try self.ports(lighting: ends.from))
      ports.formUnion(try self.ports(lighting: ends.to))
    }
    for port in ports.sorted() where LightAddress(rawValue: port).source != 0 {
      try withChunk(port) { try scan(port, $0) }
    }
  }

  /// Runs `body` over all the light that comes from a source, in order of ports, copying none.
  private func forEachChunkFromSources(_ body: (Int64, LightView) throws -> Void) throws {
    let chunks = try connection.kept(
      "SELECT port, points FROM light_chunk WHERE port >= ? ORDER BY port")
    chunks.statement.bind(LightAddress(source: 1, port: 0).rawValue, at: 1)
    defer { chunks.statement.reset() }
    while try chunks.statement.step() {
      let port = chunks.statement.integer(0)
      try chunks.statement.withBlob(1) { raw in
        guard let view = LightView(raw) else { throw LightReader.damage(port) }
        try body(port, view)
      }
    }
  }

  /// The ports that light those of `nodes` that several ports light.
  ///
  /// - Complexity: O(n log n), over one range of rows where the ids lie close together, else with a
  ///   look-up each.
  func portsSharing(_ nodes: [Int32]) throws -> Set<Int64> {
    let nodes = nodes.sorted()
    guard let first = nodes.first, let last = nodes.last else { return [] }
    var shared: Set<Int64> = []
    guard nodes.count > 1, (Int(last) - Int(first)) / nodes.count < 8 else {
      for node in nodes {
        let feeds = try ports(lighting: node)
        if feeds.count > 1 { shared.formUnion(feeds) }
      }
      return shared
    }
    let rows = try connection.kept(
      "SELECT node, port FROM lit_at WHERE node BETWEEN ? AND ? ORDER BY node, port")
    rows.statement.bind(Int(first), at: 1)
    rows.statement.bind(Int(last), at: 2)
    defer { rows.statement.reset() }
    var place = 0
    var before: (node: Int32, port: Int64) = (0, 0)
    while try rows.statement.step() {
      let (node, port) = (rows.statement.int32(0), rows.statement.integer(1))
      while place < nodes.count, nodes[place] < node { place += 1 }
      guard place < nodes.count else { break }
      guard nodes[place] == node else { continue }
      if before.node == node { shared.formUnion([before.port, port]) }
      before = (node, port)
    }
    return shared
  }
}

// All light of a network at once: every port of every source, then what nothing feeds.

internal import TopoqNetwork
internal import TopoqSQLite

/// Follows light from every port and writes all chunks.
struct LightBuild {
  struct Result {
    var points = 0
    var contradictions: [LightContradiction] = []
  }

  private let plant: DraftPlant

  init(_ plant: DraftPlant) { self.plant = plant }

  /// Replaces all derived light in the file.
  ///
  /// - Complexity: O(points lit + nodes).
  func run(_ connection: ConnectionHandle) throws -> Result {
    try connection.execute("DELETE FROM light_chunk; DELETE FROM lit_at")
    let insert = try connection.prepare("INSERT INTO light_chunk (port, points) VALUES (?, ?)")
    var result = Result()
    var lit: [(node: Int32, port: Int64)] = []
    lit.reserveCapacity(plant.nodes.count)
    try forEachChunk { address, points, contradictions in
      result.points += points.count
      result.contradictions += contradictions
      insert.bind(address.rawValue, at: 1)
      insert.bind(LightChunk(points).bytes, at: 2)
      try insert.run()
      for point in points { lit.append((point.node, address.rawValue)) }
    }
    try write(lit, connection)
    return result
  }

  /// Every chunk of the network, in order of its address, those of no source last.
  func forEachChunk(
    _ body: (LightAddress, [LightPoint], [LightContradiction]) throws -> Void
  ) throws {
    var isLit = [Bool](repeating: false, count: plant.nodes.count)
    for source in plant.nodes.indices where plant.nodes[source].isSource {
      for port in plant.joinedOutputs(of: Int32(source)) {
        let address = LightAddress(source: Int32(source), port: port)
        var walk = LightWalk(plant, address: address)
        try walk.follow(source: Int32(source), port: port)
        for point in walk.points { isLit[Int(point.node)] = true }
        try body(address, walk.points, walk.contradictions)
      }
    }
    for (address, roots) in try unfedRoots(isLit).sorted(by: { $0.key < $1.key }) {
      var walk = LightWalk(plant, address: address)
      try walk.follow(unfed: roots)
      try body(address, walk.points, walk.contradictions)
    }
  }

  /// Unlit nodes with outputs that nothing feeds, by the chunk they belong to.
  private func unfedRoots(_ isLit: [Bool]) throws -> [LightAddress: [Int32]] {
    var candidates: [Int32] = []
    for node in plant.nodes.indices.dropFirst() where !isLit[node] && !plant.nodes[node].isSource {
      let id = Int32(node)
      if plant.nodes[node].kind == .splitter || !plant.joinedOutputs(of: id).isEmpty {
        candidates.append(id)
      }
    }
    return Dictionary(
      grouping: try UnfedRoots(plant).roots(among: candidates).filter { !isLit[Int($0)] },
      by: { LightAddress.unfed(node: $0) })
  }

  private func write(
    _ lit: [(node: Int32, port: Int64)], _ connection: ConnectionHandle
  ) throws {
    let sorted = lit.sorted { $0.node != $1.node ? $0.node < $1.node : $0.port < $1.port }
    var rows = try NumberRows(into: "lit_at (node, port)", columns: 2, connection)
    var previous: (node: Int32, port: Int64) = (0, 0)
    for entry in sorted where entry != previous {
      try rows.add(Int64(entry.node), entry.port)
      previous = entry
    }
    try rows.finish()
  }
}

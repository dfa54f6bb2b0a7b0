// Light of what nothing feeds: splitters and their like that are on top of their own.

internal import TopoqNetwork
internal import TopoqSQLite

extension LightUpdate {
  /// Writes anew the chunks of roots that nothing feeds: those in which something changed, and
  /// those of roots that were none before.
  mutating func rewriteUnfed(_ seen: Set<Int64>) throws {
    // Newly lit nodes may have been roots; the chunks that hold them join those already seen.
    let affected = seen.union(chunks.filter { LightAddress(rawValue: $0).source == 0 })
    var candidates = vanished.union(traces.nodes)
    var roots: [Int64: Set<Int32>] = [:]
    var old: [Int64: [UInt8]] = [:]
    for key in affected {
      old[key] = try reader.bytes(of: key)
      let points = old[key]!.isEmpty ? [] : LightChunk(trusted: old[key]!).points
      candidates.formUnion(points.map(\.node))
      roots[key] = Set(points.filter { $0.parent == nil }.map(\.node))
    }
    candidates.formUnion(try nodesBelowTraces())
    let unlit = try candidates.filter { try isUnlitSplitter($0) }
    let tops = try UnfedRoots(glass).roots(among: unlit.sorted())
    var after: [Int64: Set<Int32>] = [:]
    for (key, nodes) in roots { after[key] = nodes.subtracting(candidates) }
    for top in tops where try isUnlitSplitter(top) {
      let key = LightAddress.unfed(node: top).rawValue
      if after[key] == nil {
        old[key] = try reader.bytes(of: key)
        let points = old[key]!.isEmpty ? [] : LightChunk(trusted: old[key]!).points
        after[key] = Set(points.filter { $0.parent == nil }.map(\.node))
      }
      after[key]!.insert(top)
    }
    for (key, nodes) in after.sorted(by: { $0.key < $1.key }) {
      var walk = LightWalk(glass, address: LightAddress(rawValue: key))
      try walk.follow(unfed: nodes.sorted())
      try store(LightAddress(rawValue: key), walk.points, old[key] ?? [])
      contradictions += walk.contradictions
    }
  }

  /// Whether a node has outputs, and no source lights it.
  private func isUnlitSplitter(_ node: Int32) throws -> Bool {
    guard
      try !reader.ports(lighting: node).contains(where: {
        LightAddress(rawValue: $0).source != 0
      })
    else { return false }
    let record = try glass.node(node)
    guard !record.isSource else { return false }
    return try record.kind == .splitter || !glass.joinedOutputs(of: node).isEmpty
  }

  /// The nodes that hang, by joints alone, below what changed. Light may not have come to them for
  /// another reason, so that no chunk tells of them; what stands on top of them changed all the
  /// same.
  private func nodesBelowTraces() throws -> Set<Int32> {
    var pending: [End] = []
    for end in traces.ends.keys {
      switch end {
      case .strand: pending.append(end)
      case .port: if let peer = try glass.peer(of: end)?.end { pending.append(peer) }
      }
    }
    var nodes = traces.nodes
    for node in traces.passing { pending += try endsBelow(node) }
    while let end = pending.popLast() {
      guard let node = try nodeEntered(from: end), nodes.insert(node).inserted else { continue }
      if try isUnlitSplitter(node) { pending += try endsBelow(node) }
    }
    return nodes
  }

  /// The ends opposite a node's joined outputs.
  private func endsBelow(_ node: Int32) throws -> [End] {
    try glass.joinedOutputs(of: node).compactMap {
      try glass.peer(of: .port(node: node, number: PortNumber($0)))?.end
    }
  }

  /// The node into whose input a way leads that begins at `end`, or nil.
  private func nodeEntered(from end: End) throws -> Int32? {
    var end = end
    for _ in 0..<LightAddress.pointsPerPort {
      switch end {
      case .port(let node, let number): return number.isInput ? node : nil
      case .strand(let route, let number, let side):
        let far = End.strand(route: route, number: number, side: side.opposite)
        guard let next = try glass.peer(of: far)?.end else { return nil }
        end = next
      }
    }
    return nil
  }
}

// After a change: the chunks of the ports that it touched are written anew, and nothing else.

internal import TopoqNetwork
internal import TopoqSQLite

/// Brings light up to date where joints, routes or nodes changed.
///
/// Light that passes a changed joint arrives at one of its two ends, before the edit or after it; so
/// the ports that already lit one of the ends are all that need be written anew.
struct LightUpdate {
  let glass: StoredGlass
  let reader: LightReader
  let traces: EditTraces
  var contradictions: [LightContradiction] = []
  /// The chunks that were written anew.
  private(set) var rewritten: Set<Int64> = []
  var chunks: Set<Int64> = []
  var vanished: Set<Int32> = []

  init(_ glass: StoredGlass, _ traces: EditTraces) {
    self.glass = glass
    reader = glass.reader
    self.traces = traces
  }

  /// Rewrites what is touched.
  ///
  /// - Complexity: O(points of the ports touched), with look-ups only along the ways to the edit.
  mutating func run() throws {
    reader.forget()
    for end in traces.ends.keys { try findChunks(at: end) }
    for (route, nodes) in traces.routes { try findChunks(through: route, ending: nodes) }
    for node in traces.passing { try findChunks(around: node) }
    let unfed = chunks.filter { LightAddress(rawValue: $0).source == 0 }
    for key in chunks.subtracting(unfed).sorted() { try rewrite(LightAddress(rawValue: key)) }
    try rewriteUnfed(unfed)
    reader.forget()
  }

  /// The chunks in which light arrives at an end, and that of a source's own port.
  private mutating func findChunks(at end: End) throws {
    switch end {
    case .port(let node, let number):
      chunks.formUnion(
        try reader.ports(lighting: node).filter { key in
          // A source's other ports have nothing to do with this one.
          let address = LightAddress(rawValue: key)
          return address.source != node || address.port == number.value
        })
      if try glass.node(node).isSource, number.value > 0 {
        chunks.insert(LightAddress(source: node, port: number.value).rawValue)
      }
    case .strand(let id, let number, let side):
      let route = try glass.route(id)
      let node = side == .a ? route.from : route.to
      // What arrives here along the strand was at its other end before, or within one housing.
      let other = side == .a ? route.to : route.from
      let beyond = try glass.sharesHousing(other) ? nil : reader.ports(lighting: other)
      for key in try reader.ports(lighting: node) where beyond?.contains(key) != false {
        let arrives = try reader.withChunk(key) { view in
          (0..<view.count).contains {
            view.route($0) == id && view.strand($0) == number && view.node($0) == node
          }
        }
        if arrives == true { chunks.insert(key) }
      }
    }
  }

  /// The chunks whose light runs along a route, or comes to where it could enter it.
  private mutating func findChunks(through route: Int32, ending nodes: Set<Int32>) throws {
    for node in nodes {
      for key in try reader.ports(lighting: node) where !chunks.contains(key) {
        let runs = try reader.withChunk(key) { view in
          (0..<view.count).contains { view.route($0) == route }
        }
        if runs == true { chunks.insert(key) }
      }
    }
    for end in try glass.joinedEnds(of: route) {
      if let peer = try glass.peer(of: end)?.end { try findChunks(at: peer) }
    }
  }

  /// The chunks that light a node, or come to where light could enter it.
  private mutating func findChunks(around node: Int32) throws {
    chunks.formUnion(try reader.ports(lighting: node))
    let outputs = try glass.joinedOutputs(of: node)
    if try glass.node(node).isSource {
      for number in outputs {
        chunks.insert(LightAddress(source: node, port: number).rawValue)
      }
    }
    for number in try outputs.map({ PortNumber($0) }) + glass.joinedInputs(of: node) {
      let end = End.port(node: node, number: number)
      if let peer = try glass.peer(of: end)?.end { try findChunks(at: peer) }
    }
    for route in try glass.routes(endingAt: node) {
      for end in try glass.joinedEnds(of: route) {
        if let peer = try glass.peer(of: end)?.end { try findChunks(at: peer) }
      }
    }
  }

  private mutating func rewrite(_ address: LightAddress) throws {
    let old = try reader.bytes(of: address.rawValue)
    var walk = LightWalk(glass, address: address)
    // What is taken over is not looked at: a port with a contradiction on record is walked whole.
    let isInOrder =
      try glass.first(
        "SELECT 1 FROM finding WHERE port = ?", [.integer(address.rawValue)]) == nil
    if traces.isOfJointsOnly, isInOrder, !old.isEmpty {
      try walk.follow(
        source: address.source, port: address.port, knowing: LightChunk(trusted: old).points,
        touched: traces.nodes,
        changed: traces.ends)
    } else {
      try walk.follow(source: address.source, port: address.port)
    }
    let isLit =
      try glass.node(address.source).isSource
      && glass.row(of: .port(node: address.source, number: PortNumber(address.port))) != nil
    try store(address, isLit ? walk.points : [], old)
    if isLit { contradictions += walk.contradictions }
  }

  /// Writes a chunk and the differences in which nodes it lights.
  mutating func store(
    _ address: LightAddress, _ points: [LightPoint], _ old: [UInt8]
  ) throws {
    rewritten.insert(address.rawValue)
    let before = Set(old.isEmpty ? [] : LightChunk(trusted: old).points.map(\.node))
    let after = Set(points.map(\.node))
    if points.isEmpty {
      try glass.run("DELETE FROM light_chunk WHERE port = ?", [.integer(address.rawValue)])
    } else {
      try glass.run(
        "INSERT OR REPLACE INTO light_chunk (port, points) VALUES (?, ?)",
        [.integer(address.rawValue), .blob(LightChunk(points).bytes)])
    }
    for node in before.subtracting(after) {
      try glass.run(
        "DELETE FROM lit_at WHERE node = ? AND port = ?",
        [.integer(Int64(node)), .integer(address.rawValue)])
    }
    for node in after.subtracting(before) {
      try glass.run(
        "INSERT OR IGNORE INTO lit_at (node, port) VALUES (?, ?)",
        [.integer(Int64(node)), .integer(address.rawValue)])
      chunks.formUnion(try reader.ports(lighting: node))
    }
    vanished.formUnion(before.subtracting(after))
    reader.forget()
  }
}

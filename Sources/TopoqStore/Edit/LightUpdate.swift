// After an edit: the chunks of the ports that it touched are written anew, and nothing else.

internal import TopoqNetwork
internal import TopoqSQLite

/// Brings light up to date where joints changed at some nodes.
///
/// What is lit at a touched node before or after the edit is lit by a port that already reached
/// it, or by the node's own port; so the ports on record at the touched nodes are all there are.
struct LightUpdate {
  private let connection: ConnectionHandle
  private let glass: StoredGlass
  private let reader: LightReader
  /// Nodes at which an end of a changed joint lies, or whose passing changed.
  private let touched: Set<Int32>
  /// True where a route's or node's own passing changed: then nothing of a chunk is taken over.
  private let isThorough: Bool
  private(set) var contradictions: [LightContradiction] = []
  private var chunks: Set<Int64> = []
  private var vanished: Set<Int32> = []

  init(
    _ connection: ConnectionHandle, _ glass: StoredGlass, touched: Set<Int32>, isThorough: Bool
  ) {
    self.connection = connection
    self.glass = glass
    reader = LightReader(connection)
    self.touched = touched
    self.isThorough = isThorough
  }

  /// Rewrites what is touched.
  ///
  /// - Complexity: O(points of the ports touched), with look-ups only along the ways to the edit.
  mutating func run() throws {
    for node in touched {
      chunks.formUnion(try reader.ports(lighting: node))
      guard try glass.node(node).isSource else { continue }
      for port in try glass.joinedOutputs(of: node) {
        let key = LightAddress(source: node, port: port).rawValue
        if try reader.bytes(of: key).isEmpty { chunks.insert(key) }
      }
    }
    let unfed = chunks.filter { LightAddress(rawValue: $0).source == 0 }
    for key in chunks.subtracting(unfed).sorted() { try rewrite(LightAddress(rawValue: key)) }
    try rewriteUnfed(unfed)
    reader.close()
  }

  private mutating func rewrite(_ address: LightAddress) throws {
    let old = try reader.bytes(of: address.rawValue)
    var walk = LightWalk(glass, address: address)
    if !isThorough, !old.isEmpty {
      try walk.follow(
        source: address.source, port: address.port, knowing: LightChunk(trusted: old).points,
        touched: touched)
    } else {
      try walk.follow(source: address.source, port: address.port)
    }
    let isJoined =
      try glass.row(of: .port(node: address.source, number: PortNumber(address.port))) != nil
    try store(address, isJoined ? walk.points : [], old)
    contradictions += walk.contradictions
  }

  /// Writes a chunk and the differences in which nodes it lights.
  private mutating func store(
    _ address: LightAddress, _ points: [LightPoint], _ old: [UInt8]
  ) throws {
    let before = Set(old.isEmpty ? [] : LightChunk(trusted: old).points.map(\.node))
    let after = Set(points.map(\.node))
    if points.isEmpty {
      try connection.run("DELETE FROM light_chunk WHERE port = ?", [.integer(address.rawValue)])
    } else {
      try connection.run(
        "INSERT OR REPLACE INTO light_chunk (port, points) VALUES (?, ?)",
        [.integer(address.rawValue), .blob(LightChunk(points).bytes)])
    }
    for node in before.subtracting(after) {
      try connection.run(
        "DELETE FROM lit_at WHERE node = ? AND port = ?",
        [.integer(Int64(node)), .integer(address.rawValue)])
    }
    for node in after.subtracting(before) {
      try connection.run(
        "INSERT OR IGNORE INTO lit_at (node, port) VALUES (?, ?)",
        [.integer(Int64(node)), .integer(address.rawValue)])
      chunks.formUnion(try reader.ports(lighting: node))
    }
    vanished.formUnion(before.subtracting(after))
    reader.forget()
  }

  // MARK: What nothing feeds

  private mutating func rewriteUnfed(_ seen: Set<Int64>) throws {
    // Newly lit nodes may have been roots; the chunks that hold them join those already seen.
    let affected = seen.union(chunks.filter { LightAddress(rawValue: $0).source == 0 })
    var candidates = vanished.union(touched)
    var roots: [Int64: Set<Int32>] = [:]
    var old: [Int64: [UInt8]] = [:]
    for key in affected {
      old[key] = try reader.bytes(of: key)
      let points = LightChunk(trusted: old[key]!).points
      candidates.formUnion(points.map(\.node))
      roots[key] = Set(points.filter { $0.parent == nil }.map(\.node))
    }
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
}

// After a change: everything derived is brought up to date from what was recorded of it.

internal import TopoqGeometry
internal import TopoqNetwork
internal import TopoqSQLite

/// Brings light, spatial indexes, gaps and the notes of the file up to date, where rows changed.
struct Aftermath {
  let connection: ConnectionHandle
  let glass: StoredGlass
  let recorded: RecordedRows
  let gaps: [Gaps]

  /// Does all of it.
  ///
  /// - Returns: the ends whose joint was made, taken or altered.
  /// - Complexity: O(rows changed + points of the ports touched).
  func run() throws -> [End] {
    try updateSpatialIndexes()
    try noteKinds()
    try noteCurrencies()
    try noteUsedNumbers()
    for gaps in gaps { try gaps.follow(recorded.rows) }
    let traces = try EditTraces(recorded.rows, glass)
    try LightUpdate.run(glass, traces)
    return Array(traces.ends.keys)
  }

  // MARK: Ground

  private func updateSpatialIndexes() throws {
    var unlocated: Int64 = 0
    let tables = Set(Plant.spatialTables.map(\.table))
    for row in recorded.rows where tables.contains(row.row.table) && row.changes("geom") {
      guard let id = row.id else { continue }
      let (table, shape) = (row.row.table, row.new("geom") ?? .null)
      if !row.isNew {
        try connection.kept("DELETE FROM idx_\(table)_geom WHERE pkid = ?").run([.integer(id)])
      }
      if case .blob(let bytes) = shape {
        let box = try bytes.withUnsafeBytes { try SpatiaLiteBLOB.boundingBox($0) }
        try connection.kept(
          "INSERT INTO idx_\(table)_geom (pkid, xmin, xmax, ymin, ymax) VALUES (?, ?, ?, ?, ?)"
        ).run([
          .integer(id), .real(box.west), .real(box.east), .real(box.south), .real(box.north),
        ])
      }
      guard table == "node" else { continue }
      if !row.isGone, shape.isNull { unlocated += 1 }
      if !row.isNew, row.old("geom")?.isNull ?? true { unlocated -= 1 }
    }
    guard unlocated != 0 else { return }
    let key = SQLiteValue.text("nodes without location")
    let before = try connection.first("SELECT value FROM file WHERE key = ?", [key])?.text
    let count = max(0, (before.flatMap { Int64($0) } ?? 0) + unlocated)
    try connection.run(
      "INSERT OR REPLACE INTO file (key, value) VALUES (?, ?)", [key, .text(String(count))])
  }

  // MARK: What the file knows of its rows

  /// Rows that name a node widen what is known of the kinds on which such rows hang.
  private func noteKinds() throws {
    var nodes: [String: Set<Int64>] = [:]
    for row in recorded.rows where row.has("node") && row.row.table != "strand_end" {
      if let node = row.new("node")?.integer { nodes[row.row.table, default: []].insert(node) }
    }
    for (table, nodes) in nodes {
      guard let before = try AttachedKinds.bits(of: table, connection) else { continue }
      var bits = before
      for node in nodes { bits |= try glass.kindBit(of: node) }
      if bits != before { try AttachedKinds.widen(table, by: bits, connection) }
    }
    let changed = recorded.rows.filter {
      $0.row.table == "node" && $0.row.operation == .updated && $0.new("kind") != nil
    }
    for row in changed {
      guard let id = row.id else { continue }
      let bit = try glass.kindBit(of: id)
      for key in try connection.rows("SELECT key FROM file WHERE key GLOB 'kinds of *'") {
        let table = (key[0].text ?? "").dropFirst("kinds of ".count)
        try AttachedKinds.widen(String(table), by: bit, connection)
      }
    }
  }

  /// The numbers of rows that are gone are not given to others, so that an undo finds them free.
  private func noteUsedNumbers() throws {
    var gone: [String: Int64] = [:]
    for row in recorded.rows where row.isGone && row.row.table != "strand_end" {
      if let id = row.id { gone[row.row.table] = max(id, gone[row.row.table] ?? 0) }
    }
    for (table, id) in gone { try UnusedNumber(of: table, connection).note(id) }
  }

  /// Rows that count money in a currency new to the file make it known.
  private func noteCurrencies() throws {
    let used = Set(recorded.rows.compactMap { $0.new("currency")?.text })
    guard !used.isEmpty else { return }
    let before = try connection.kept("SELECT value FROM file WHERE key = 'currencies'").first()?
      .text
    let known = Set((before ?? "").split(separator: ",").map { String($0) })
    guard !used.isSubset(of: known) else { return }
    try connection.run(
      "INSERT OR REPLACE INTO file (key, value) VALUES ('currencies', ?)",
      [.text(known.union(used).sorted().joined(separator: ","))])
  }
}

extension StoredGlass {
  /// The bit that stands for a node's kind; none where there is no such node.
  fileprivate func kindBit(of node: Int64) throws -> Int64 {
    let word = try first("SELECT kind FROM node WHERE id = ?", [.integer(node)])?.text
    return word.flatMap { NodeKind(word: $0) }.map { 1 << Int64($0.rawValue) } ?? 0
  }
}

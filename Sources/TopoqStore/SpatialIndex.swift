// The R*Trees beside the geometry columns: filled in one pass, or a row at a time.

internal import TopoqGeometry
internal import TopoqSQLite

/// Writes spatial indexes as SpatiaLite's readers expect them: `idx_TABLE_geom`.
enum SpatialIndex {
  /// Replaces the whole index of `table` by a packed tree, writing SQLite's shadow tables.
  static func pack(_ table: String, _ tree: PackedRTree, _ connection: ConnectionHandle) throws {
    let name = "idx_\(table)_geom"
    connection.setDefensive(false)
    defer { connection.setDefensive(true) }
    for shadow in ["node", "rowid", "parent"] {
      try connection.execute("DELETE FROM \(name)_\(shadow)")
    }
    let node = try connection.prepare("INSERT INTO \(name)_node (nodeno, data) VALUES (?, ?)")
    var rows = try NumberRows(into: "\(name)_rowid (rowid, nodeno)", columns: 2, connection)
    var parents = try NumberRows(
      into: "\(name)_parent (nodeno, parentnode)", columns: 2, connection)
    try tree.forEachNode { number, bytes in
      node.bind(number, at: 1)
      node.bind(bytes, at: 2)
      try node.run()
    }
    try tree.forEachEntry { id, leaf in try rows.add(id, leaf) }
    try rows.finish()
    try tree.forEachParent { number, above in try parents.add(number, above) }
    try parents.finish()
  }

  /// Replaces the whole index of `table` from its geometry column.
  static func repack(_ table: String, pageSize: Int, _ connection: ConnectionHandle) throws {
    var ids: [Int64] = []
    var boxes: [BoundingBox] = []
    let rows = try connection.prepare(
      "SELECT id, geom FROM \(table) WHERE geom IS NOT NULL ORDER BY id")
    while try rows.step() {
      ids.append(rows.integer(0))
      boxes.append(try rows.withBlob(1) { try SpatiaLiteBLOB.boundingBox($0) })
    }
    try pack(table, try PackedRTree(ids: ids, boxes: boxes, pageSize: pageSize), connection)
  }
}

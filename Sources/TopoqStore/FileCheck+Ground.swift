// Every shape read as strictly as before an import, and every spatial index held against the shapes.

internal import TopoqGeometry
internal import TopoqSQLite

extension FileCheck {
  /// How many wrong entries of one index are listed one by one.
  private static let listedEntries = 100

  func ground() throws -> [Finding] {
    var findings: [Finding] = []
    for spatial in Plant.spatialTables {
      var index = try StoredIndex(of: spatial.table, connection)
      let rows = try connection.prepare(
        "SELECT id, code, geom FROM \(spatial.table) WHERE geom IS NOT NULL ORDER BY id")
      var wrong: [(code: String, message: String)] = index.faults.map {
        ("idx_\(spatial.table)_geom", $0)
      }
      while try rows.step() {
        let entry = index.take(rows.integer(0))
        do {
          let shape = try rows.withBlob(2) { try SpatiaLiteBLOB.decode($0) }
          guard shape.isOf(type: spatial.type), let box = shape.boundingBox else {
            throw DamagedShape(description: "the stored geometry is of another kind")
          }
          switch entry {
          case nil: wrong.append((rows.text(1), "it is not in the spatial index"))
          case box.indexed?: break
          default: wrong.append((rows.text(1), "it lies elsewhere than the spatial index says"))
          }
        } catch let error as any CustomStringConvertible & Error where !(error is SQLiteError) {
          findings.append(
            Finding(
              rule: FileCheck.damagedGeometry, noun: spatial.table, code: rows.text(1),
              message: error.description))
        }
      }
      if index.count > 0 {
        wrong.append(
          ("idx_\(spatial.table)_geom", "it holds \(index.count) entries of rows without geometry"))
      }
      findings += listed(wrong, spatial.table)
    }
    return findings
  }

  private func listed(
    _ wrong: [(code: String, message: String)], _ table: String
  ) -> [Finding] {
    var findings = wrong.prefix(FileCheck.listedEntries).map {
      Finding(rule: "spatial index differs", noun: table, code: $0.code, message: $0.message)
    }
    if wrong.count > FileCheck.listedEntries {
      findings.append(
        Finding(
          rule: "spatial index differs", noun: table, code: "idx_\(table)_geom",
          message: "and \(wrong.count - FileCheck.listedEntries) more"))
    }
    return findings
  }
}

private struct DamagedShape: Error, CustomStringConvertible {
  let description: String
}

extension Geometry {
  /// Whether the shape is what a layer of that OGC type holds.
  fileprivate func isOf(type: Int) -> Bool {
    switch self {
    case .point: type == 1
    case .lineString: type == 2
    case .polygon: false
    case .multiPolygon: type == 6
    case .multiPoint, .multiLineString, .collection: false
    }
  }
}

/// A spatial index as it is kept: the box of every entry, and what is wrong with the tree itself.
private struct StoredIndex {
  private var boxes: [Int64: BoundingBox] = [:]
  private(set) var faults: [String] = []

  /// Entries not yet taken.
  var count: Int { boxes.count }

  mutating func take(_ id: Int64) -> BoundingBox? { boxes.removeValue(forKey: id) }

  /// Walks the tree from its root; each node must lie within the box that its parent gives it.
  init(of table: String, _ connection: ConnectionHandle) throws {
    let name = "idx_\(table)_geom"
    let nodes = try connection.prepare("SELECT data FROM \(name)_node WHERE nodeno = ?")
    var pending: [(number: Int64, height: Int?, within: BoundingBox?)] = [(1, nil, nil)]
    var parents: [Int64: Int64] = [:]
    var leaves: [Int64: Int64] = [:]
    var seen: Set<Int64> = []
    while let (number, height, within) = pending.popLast() {
      nodes.bind(number, at: 1)
      defer { nodes.reset() }
      guard seen.insert(number).inserted, try nodes.step() else {
        faults.append("its node \(number) is missing, or in two places")
        continue
      }
      nodes.withBlob(0) { raw in
        guard let node = try? RTreeNode(raw) else {
          faults.append("its node \(number) is damaged")
          return
        }
        let height = height ?? node.depth
        for cell in 0..<node.count {
          let (id, box) = (node.id(at: cell), node.box(at: cell))
          if let within, !within.contains(box) {
            faults.append("its node \(number) reaches beyond the box above it")
          }
          if height > 0 {
            pending.append((id, height - 1, box))
            parents[id] = number
          } else {
            leaves[id] = number
            if boxes.updateValue(box, forKey: id) != nil {
              faults.append("row \(id) stands in it twice")
            }
          }
        }
      }
    }
    try compare(leaves, "SELECT rowid, nodeno FROM \(name)_rowid", connection)
    try compare(parents, "SELECT nodeno, parentnode FROM \(name)_parent", connection)
  }

  /// The tree's own look-up tables.
  private mutating func compare(
    _ expected: [Int64: Int64], _ query: String, _ connection: ConnectionHandle
  ) throws {
    var count = 0
    var isSame = true
    let rows = try connection.prepare(query)
    while try rows.step() {
      count += 1
      if expected[rows.integer(0)] != rows.integer(1) { isSame = false }
    }
    if !isSame || count != expected.count { faults.append("its tables contradict each other") }
  }
}

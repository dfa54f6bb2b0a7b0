/// A spatial index built in one pass, as the rows of the three tables behind SQLite's R*Tree.
///
/// Entries are sorted along a Hilbert curve through their centres, cut into leaves as full as a
/// node can be and evenly so, and the leaves again into nodes, until one is left: the root,
/// node 1. Numbers run from the root down, so that each table is written in the order of its key.
/// SQLite then treats the tree as its own: it passes `rtreecheck` and takes inserts and deletes.
///
/// Sources: SQLite's `ext/rtree/rtree.c` for the format; I. Kamel and C. Faloutsos, "Hilbert
/// R-tree", VLDB 1994, for the order.
public struct PackedRTree: Sendable {
  public enum Fault: Error, Hashable, Sendable {
    /// A box that is no number, off the globe, or inside out, and the id it belongs to.
    case invalidBox(id: Int64)
    case duplicateID(Int64)
  }

  /// Two dimensions: an id of 8 bytes and four 32-bit coordinates.
  static let bytesPerCell = 24
  /// Depth and count stand before the cells.
  static let bytesOfHeader = 4
  /// `RTREE_MAXCELLS` in rtree.c.
  static let maximumCells = 51

  /// Bytes of every node.
  public let nodeByteCount: Int
  /// Steps from the root to the leaves.
  public var depth: Int { levels.count - 1 }
  public var nodeCount: Int { levels.reduce(0) { $0 + $1.nodeCount } }
  public var entryCount: Int { ids.count }

  private let ids: [Int64]
  private let boxes: [RTreeBox]
  /// Indices of entries, in the order in which they fill the leaves.
  private let order: [UInt32]
  /// The leaf's number for each entry, in the entries' own order.
  private let leafNumbers: [UInt32]
  /// The leaves first, the root last; never empty.
  private let levels: [Level]

  /// One level of nodes: how they share the cells below, their numbers, and their boxes.
  private struct Level: Sendable {
    let cellCount: Int
    let nodeCount: Int
    /// The number of the level's first node; the others follow.
    var firstNumber: Int64 = 1
    var boxes: [RTreeBox] = []

    init(cellCount: Int, capacity: Int) {
      self.cellCount = cellCount
      nodeCount = max(1, (cellCount + capacity - 1) / capacity)
    }

    /// The cells of a node: an even share, which is at least half a node's capacity.
    @inline(__always)
    func cells(ofNode index: Int) -> Range<Int> {
      index * cellCount / nodeCount..<(index + 1) * cellCount / nodeCount
    }
  }

  /// The bytes of a node in a file of the given page size: `getNodeSize` in rtree.c.
  public static func nodeByteCount(pageSize: Int) -> Int {
    min(pageSize - 64, bytesOfHeader + bytesPerCell * maximumCells)
  }

  /// Packs boxes; `ids` and `boxes` are of one length, ids in any order.
  public init(ids: [Int64], boxes: [BoundingBox], pageSize: Int = 4096) throws(Fault) {
    precondition(ids.count == boxes.count, "each id has one box")
    try self.init(ids: ids, pageSize: pageSize) { boxes[$0] }
  }

  /// Packs points; `ids` and `points` are of one length, ids in any order.
  public init(ids: [Int64], points: [Coordinate], pageSize: Int = 4096) throws(Fault) {
    precondition(ids.count == points.count, "each id has one point")
    try self.init(ids: ids, pageSize: pageSize) { BoundingBox(points[$0]) }
  }

  private init(
    ids: [Int64], pageSize: Int, box: (Int) -> BoundingBox
  ) throws(Fault) {
    precondition(pageSize >= 512, "SQLite's pages have 512 bytes or more")
    precondition(ids.count < Int(UInt32.max), "one tree holds fewer than 2^32 entries")
    var boxes: [RTreeBox] = []
    boxes.reserveCapacity(ids.count)
    var keys: [UInt64] = []
    keys.reserveCapacity(ids.count)
    for index in ids.indices {
      let box = box(index)
      guard box.isWellFormed else { throw .invalidBox(id: ids[index]) }
      boxes.append(RTreeBox(box))
      keys.append(HilbertCurve.key(of: box.centre))
    }
    let nodeByteCount = Self.nodeByteCount(pageSize: pageSize)
    let order = HilbertCurve.order(of: keys)
    self.nodeByteCount = nodeByteCount
    self.ids = ids
    self.boxes = boxes
    self.order = order
    levels = Self.levels(
      boxes, order, capacity: (nodeByteCount - Self.bytesOfHeader) / Self.bytesPerCell)
    let leaves = levels[0]
    leafNumbers = [UInt32](unsafeUninitializedCapacity: ids.count) { numbers, count in
      for leaf in 0..<leaves.nodeCount {
        for position in leaves.cells(ofNode: leaf) {
          numbers[Int(order[position])] = UInt32(leaves.firstNumber) + UInt32(leaf)
        }
      }
      count = ids.count
    }
    try checkForDuplicates()
  }

  private static func levels(
    _ boxes: [RTreeBox], _ order: [UInt32], capacity: Int
  ) -> [Level] {
    var leaves = Level(cellCount: boxes.count, capacity: capacity)
    leaves.boxes = (0..<leaves.nodeCount).map { leaf in
      leaves.cells(ofNode: leaf).reduce(into: RTreeBox.nothing) { box, position in
        box.formUnion(boxes[Int(order[position])])
      }
    }
    var levels = [leaves]
    while levels[levels.count - 1].nodeCount > 1 {
      let below = levels[levels.count - 1]
      var level = Level(cellCount: below.nodeCount, capacity: capacity)
      level.boxes = (0..<level.nodeCount).map { node in
        level.cells(ofNode: node).reduce(into: RTreeBox.nothing) { $0.formUnion(below.boxes[$1]) }
      }
      levels.append(level)
    }
    var number: Int64 = 1
    for index in levels.indices.reversed() {
      levels[index].firstNumber = number
      number += Int64(levels[index].nodeCount)
    }
    return levels
  }

  private func checkForDuplicates() throws(Fault) {
    var previous: Int64?
    for index in indicesByID() {
      if ids[index] == previous { throw .duplicateID(ids[index]) }
      previous = ids[index]
    }
  }

  /// Indices of the entries by rising id; nothing to sort where they came so.
  private func indicesByID() -> [Int] {
    let isSorted = zip(ids, ids.dropFirst()).allSatisfy { $0 <= $1 }
    return isSorted ? Array(ids.indices) : ids.indices.sorted { ids[$0] < ids[$1] }
  }
}

/// The rows of the three tables.
extension PackedRTree {
  /// Rows of `X_node(nodeno, data)` by rising number. The bytes are valid during the call only.
  public func forEachNode(
    _ body: (_ number: Int64, _ bytes: UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    let node = UnsafeMutableRawBufferPointer.allocate(byteCount: nodeByteCount, alignment: 8)
    defer { node.deallocate() }
    for (height, level) in levels.enumerated().reversed() {
      let isRoot = height == levels.count - 1
      for index in 0..<level.nodeCount {
        let cells = level.cells(ofNode: index)
        node.initializeMemory(as: UInt8.self, repeating: 0)
        if isRoot { node.storeBytes(of: UInt16(height).bigEndian, as: UInt16.self) }
        node.storeBytes(of: UInt16(cells.count).bigEndian, toByteOffset: 2, as: UInt16.self)
        fill(node, with: cells, atHeight: height)
        try body(level.firstNumber + Int64(index), UnsafeRawBufferPointer(node))
      }
    }
  }

  /// Rows of `X_rowid(rowid, nodeno)` by rising id.
  public func forEachEntry(
    _ body: (_ id: Int64, _ leafNumber: Int64) throws -> Void
  ) rethrows {
    for index in indicesByID() { try body(ids[index], Int64(leafNumbers[index])) }
  }

  /// Rows of `X_parent(nodeno, parentnode)` by rising number; the root has none.
  public func forEachParent(
    _ body: (_ number: Int64, _ parentNumber: Int64) throws -> Void
  ) rethrows {
    for height in levels.indices.dropLast().reversed() {
      let parents = levels[height + 1]
      for parent in 0..<parents.nodeCount {
        for child in parents.cells(ofNode: parent) {
          try body(
            levels[height].firstNumber + Int64(child), parents.firstNumber + Int64(parent))
        }
      }
    }
  }

  private func fill(
    _ node: UnsafeMutableRawBufferPointer, with cells: Range<Int>, atHeight height: Int
  ) {
    var offset = Self.bytesOfHeader
    for cell in cells {
      let id: Int64
      let box: RTreeBox
      if height == 0 {
        let entry = Int(order[cell])
        (id, box) = (ids[entry], boxes[entry])
      } else {
        let below = levels[height - 1]
        (id, box) = (below.firstNumber + Int64(cell), below.boxes[cell])
      }
      node.storeBytes(of: id.bigEndian, toByteOffset: offset, as: Int64.self)
      box.store(to: node, at: offset + 8)
      offset += Self.bytesPerCell
    }
  }
}

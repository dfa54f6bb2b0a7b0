/// Packed spatial indexes: their structure node by node, and searches against a plain scan.
import TestSupport
import Testing
import TopoqGeometry

struct PackedRTreeTests {
  @Test(arguments: [0, 1, 50, 51, 52, 103, 2_601, 2_602, 20_000])
  func isATreeOfTheRightShape(count: Int) throws {
    let (tree, stored, boxes) = try Self.tree(count: count, seed: UInt64(count))
    #expect(tree.entryCount == count && stored.nodes.count == tree.nodeCount)
    #expect(stored.nodeNumbers == (1...Int64(tree.nodeCount)).map { $0 })
    #expect(stored.entries.map(\.id) == boxes.keys.sorted())
    #expect(stored.parents.map(\.number) == Array(stored.nodeNumbers.dropFirst()))
    var seen: Set<Int64> = []
    try check(1, height: tree.depth, within: nil, tree, stored, boxes, &seen)
    #expect(seen.count == tree.nodeCount)
    #expect(try stored.root { $0.depth } == tree.depth)
  }

  private func check(
    _ number: Int64, height: Int, within parent: BoundingBox?, _ tree: PackedRTree,
    _ stored: StoredRTree, _ boxes: [Int64: BoundingBox], _ seen: inout Set<Int64>
  ) throws {
    #expect(seen.insert(number).inserted)
    let bytes = try #require(stored.nodes[number])
    #expect(bytes.count == tree.nodeByteCount && bytes.count == 1228)
    let cells = try Self.cells(bytes)
    // A third of a node's cells is what SQLite asks for (RTREE_MINCELLS); half is what there is.
    #expect(cells.count <= 51 && (number == 1 || cells.count >= 25))
    if let parent, let around = cells.map(\.box).reduced() { #expect(parent == around) }
    for cell in cells {
      if height == 0 {
        let exact = try #require(boxes[cell.id])
        #expect(cell.box.contains(exact))
        #expect(cell.box.east - exact.east < 5e-5 && exact.west - cell.box.west < 5e-5)
        #expect(stored.leaf(of: cell.id) == number)
      } else {
        #expect(stored.parent(of: cell.id) == number)
        try check(cell.id, height: height - 1, within: cell.box, tree, stored, boxes, &seen)
      }
    }
  }

  @Test func searchesFindWhatAScanFinds() throws {
    var random = SeededGenerator(seed: 72)
    let (tree, stored, boxes) = try Self.tree(count: 5_000, seed: 72)
    for _ in 0..<200 {
      let corners = [random.coordinate(in: .town), random.coordinate(in: .town)]
      let window = BoundingBox(around: corners)!
      var found: [Int64] = []
      try Self.search(1, tree.depth, window, stored, &found)
      let exact = found.filter { boxes[$0]!.intersects(window) }.sorted()
      let scanned = boxes.filter { $0.value.intersects(window) }.map(\.key).sorted()
      #expect(exact == scanned)
    }
  }

  @Test func coordinatesAreRoundedOutwardAsInSQLite() throws {
    var random = SeededGenerator(seed: 73)
    // Some of these fall on a float, most between two; of both signs.
    let special = [0.0, -0.0, 0.1, -0.1, 0.5, -0.5, 179.99999999, -179.99999999, 1e-30, -1e-30]
    let places =
      special.map { Coordinate(longitude: $0, latitude: $0 / 2) }
      + (0..<2_000).map { _ in random.coordinate() }
    let tree = try PackedRTree(ids: places.indices.map { Int64($0) }, points: places)
    var leaves: Set<Int64> = []
    tree.forEachEntry { leaves.insert($1) }
    try tree.forEachNode { number, bytes in
      guard leaves.contains(number) else { return }
      let node = try RTreeNode(bytes)
      for index in 0..<node.count {
        let box = node.box(at: index)
        let place = places[Int(node.id(at: index))]
        #expect(box.west == Self.down(place.longitude) && box.east == Self.up(place.longitude))
        #expect(box.south == Self.down(place.latitude) && box.north == Self.up(place.latitude))
      }
    }
  }

  @Test func faultsNameTheEntry() {
    let place = Coordinate(longitude: 1, latitude: 1)
    #expect(throws: PackedRTree.Fault.duplicateID(7)) {
      try PackedRTree(ids: [7, 3, 7], points: [place, place, place])
    }
    let nowhere = Coordinate(longitude: .nan, latitude: 1)
    #expect(throws: PackedRTree.Fault.invalidBox(id: 3)) {
      try PackedRTree(ids: [7, 3], points: [place, nowhere])
    }
    let insideOut = BoundingBox(west: 2, south: 0, east: 1, north: 1)
    #expect(throws: PackedRTree.Fault.invalidBox(id: 4)) {
      try PackedRTree(ids: [4], boxes: [insideOut])
    }
  }

  @Test func damagedNodesAreRefused() {
    func fault(_ bytes: [UInt8]) -> RTreeNode.Fault? {
      do {
        _ = try bytes.withUnsafeBytes { try RTreeNode($0).count }
        return nil
      } catch { return error as? RTreeNode.Fault }
    }
    #expect(fault([]) == .truncated)
    #expect(fault([0, 0, 0, 1]) == .truncated)
    #expect(fault([0, 41, 0, 0]) == .tooDeep)
    #expect(fault([0, 40, 0, 0]) == nil)
  }

  @Test func nodesFitThePage() {
    #expect(PackedRTree.nodeByteCount(pageSize: 4096) == 1228)
    #expect(PackedRTree.nodeByteCount(pageSize: 1024) == 960)
    #expect(PackedRTree.nodeByteCount(pageSize: 65536) == 1228)
  }

  /// SQLite's `rtreeValueDown` and `rtreeValueUp`, written out.
  private static func down(_ value: Double) -> Double {
    let float = Float(value)
    let step = value < 0 ? 1 + 1 / 8388608.0 : 1 - 1 / 8388608.0
    return Double(Double(float) > value ? Float(value * step) : float)
  }

  private static func up(_ value: Double) -> Double {
    let float = Float(value)
    let step = value < 0 ? 1 - 1 / 8388608.0 : 1 + 1 / 8388608.0
    return Double(Double(float) < value ? Float(value * step) : float)
  }

  static func tree(
    count: Int, seed: UInt64
  ) throws -> (PackedRTree, StoredRTree, [Int64: BoundingBox]) {
    var random = SeededGenerator(seed: seed)
    let ids = (0..<count).map { Int64($0) * 3 - 100 }.shuffled(using: &random)
    let boxes = ids.map { _ in
      let corner = random.coordinate(in: .town)
      let width = Double.random(in: 0...0.001, using: &random)
      return BoundingBox(
        west: corner.longitude, south: corner.latitude, east: corner.longitude + width,
        north: corner.latitude + width / 2)
    }
    let tree = try PackedRTree(ids: ids, boxes: boxes)
    return (
      tree, StoredRTree(tree), Dictionary(uniqueKeysWithValues: zip(ids, boxes))
    )
  }

  static func cells(_ bytes: [UInt8]) throws -> [(id: Int64, box: BoundingBox)] {
    try bytes.withUnsafeBytes { bytes in
      let node = try RTreeNode(bytes)
      return (0..<node.count).map { (node.id(at: $0), node.box(at: $0)) }
    }
  }

  private static func search(
    _ number: Int64, _ height: Int, _ window: BoundingBox, _ stored: StoredRTree,
    _ found: inout [Int64]
  ) throws {
    for cell in try cells(stored.nodes[number]!) where cell.box.intersects(window) {
      if height == 0 {
        found.append(cell.id)
      } else {
        try search(cell.id, height - 1, window, stored, &found)
      }
    }
  }
}

/// The rows of the three tables, kept in memory.
struct StoredRTree {
  private(set) var nodes: [Int64: [UInt8]] = [:]
  private(set) var nodeNumbers: [Int64] = []
  private(set) var entries: [(id: Int64, leaf: Int64)] = []
  private(set) var parents: [(number: Int64, parent: Int64)] = []
  private var leaves: [Int64: Int64] = [:]
  private var parentNumbers: [Int64: Int64] = [:]

  init(_ tree: PackedRTree) {
    tree.forEachNode { number, bytes in
      nodes[number] = Array(bytes)
      nodeNumbers.append(number)
    }
    tree.forEachEntry { entries.append(($0, $1)) }
    tree.forEachParent { parents.append(($0, $1)) }
    for entry in entries { leaves[entry.id] = entry.leaf }
    for parent in parents { parentNumbers[parent.number] = parent.parent }
  }

  func leaf(of id: Int64) -> Int64? { leaves[id] }
  func parent(of number: Int64) -> Int64? { parentNumbers[number] }

  func root<Value>(_ read: (RTreeNode) -> Value) throws -> Value {
    try nodes[1]!.withUnsafeBytes { read(try RTreeNode($0)) }
  }
}

extension [BoundingBox] {
  /// The box around all.
  fileprivate func reduced() -> BoundingBox? {
    guard let first else { return nil }
    return dropFirst().reduce(first) { $0.union($1) }
  }
}

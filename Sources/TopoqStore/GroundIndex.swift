// What lies where: nodes and routes by R*Tree, then by the exact test.

internal import TopoqGeometry
internal import TopoqSQLite

/// Look-ups on the ground for one connection; SQLite's callbacks hold it, so it is a class.
final class GroundIndex {
  let connection: ConnectionHandle
  /// The three spatial indexes of a file.
  enum Tree: String, CaseIterable { case node, route, area }

  private var locationOfNode: Statement?
  private var locationOfKind: Statement?
  private var lineOfRoute: Statement?
  private var locationsOfRun: Statement?
  private var nodeOfNodeTree: Statement?
  private var nodeOfRouteTree: Statement?
  private var nodeOfAreaTree: Statement?
  /// What was read of the index of areas, for as long as a sentence lasts: every thing that is asked
  /// for its area comes by the same few boxes.
  private var areaBoxes: [Int64: AreaBoxes] = [:]
  private static let mostAreaBoxes = 1000

  /// A node of the index of areas.
  private struct AreaBoxes {
    let depth: Int
    let entries: [(id: Int64, box: BoundingBox)]
  }

  init(_ connection: ConnectionHandle) { self.connection = connection }

  /// Lets go of all statements, without which the connection cannot close.
  func close() {
    locationOfNode = nil
    locationOfKind = nil
    lineOfRoute = nil
    locationsOfRun = nil
    nodeOfNodeTree = nil
    nodeOfRouteTree = nil
    nodeOfAreaTree = nil
    prepared.removeAll()
  }

  /// Whether a place lies more than `metres` outside the box around all nodes.
  func isFar(_ place: Coordinate, metres: Double) throws -> Bool {
    let bytes = try treeNode(1)
    return try bytes.withUnsafeBytes { raw in
      let root = try RTreeNode(raw)
      guard root.count > 0 else { return false }
      return (0..<root.count).allSatisfy {
        Geodesy.lowerBound(from: place, to: root.box(at: $0)) > metres
      }
    }
  }

  /// The bytes of a node of the R*Tree over the plant's nodes.
  func treeNode(_ number: Int64) throws -> [UInt8] {
    try withTreeNode(number, of: .node) { Array($0) }
  }

  private func withTreeNode<Result>(
    _ number: Int64, of tree: Tree, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    switch tree {
    case .node: try withTreeNode(number, tree, &nodeOfNodeTree, body)
    case .route: try withTreeNode(number, tree, &nodeOfRouteTree, body)
    case .area: try withTreeNode(number, tree, &nodeOfAreaTree, body)
    }
  }

  private func withTreeNode<Result>(
    _ number: Int64, _ tree: Tree, _ statement: inout Statement?,
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    if statement == nil {
      statement = try Statement(
        connection, "SELECT data FROM idx_\(tree.rawValue)_geom_node WHERE nodeno = ?",
        isPersistent: true)
    }
    statement!.bind(number, at: 1)
    defer { statement!.reset() }
    guard try statement!.step() else {
      throw TableFunctionError(
        "the spatial index of \(tree.rawValue)s is damaged: run `topoq check`")
    }
    return try statement!.withBlob(0) { try body($0) }
  }

  /// The exact location of a node of the plant, or nil where it has none.
  func location(of id: Int64) throws -> Coordinate? {
    if locationOfNode == nil {
      locationOfNode = try Statement(
        connection, "SELECT geom FROM node WHERE id = ?", isPersistent: true)
    }
    locationOfNode!.bind(id, at: 1)
    defer { locationOfNode!.reset() }
    guard try locationOfNode!.step(), !locationOfNode!.isNull(0) else { return nil }
    return try locationOfNode!.withBlob(0) { try SpatiaLiteBLOB.decodePoint($0) }
  }

  /// The exact location of a node where it is of `kind`, else nil.
  func location(of id: Int64, kind: String) throws -> Coordinate? {
    if locationOfKind == nil {
      locationOfKind = try Statement(
        connection, "SELECT geom FROM node WHERE id = ? AND kind = ?", isPersistent: true)
    }
    locationOfKind!.bind(id, at: 1)
    locationOfKind!.bind(kind, at: 2)
    defer { locationOfKind!.reset() }
    guard try locationOfKind!.step(), !locationOfKind!.isNull(0) else { return nil }
    return try locationOfKind!.withBlob(0) { try SpatiaLiteBLOB.decodePoint($0) }
  }

  func geometry(of table: String, _ id: Int64) throws -> Geometry? {
    let rows = try connection.prepare("SELECT geom FROM \(table) WHERE id = ?")
    rows.bind(id, at: 1)
    guard try rows.step(), !rows.isNull(0) else { return nil }
    return try rows.withBlob(0) { try SpatiaLiteBLOB.decode($0) }
  }

  /// Ids of the entries of a spatial index whose box meets `box`, ascending.
  ///
  /// The tree's nodes are read as SQLite keeps them, a page of entries at a time, where its virtual
  /// table would give them one by one. Every answer is tested exactly afterwards.
  private func entries(of tree: Tree, meeting box: BoundingBox) throws -> [Int64] {
    var found: [Int64] = []
    var pending: [(number: Int64, height: Int?)] = [(1, nil)]
    while let (number, expected) = pending.popLast() {
      try withTreeNode(number, of: tree) { raw in
        let node = try RTreeNode(raw)
        let height = expected ?? node.depth
        for index in 0..<node.count where node.box(at: index).intersects(box) {
          if height == 0 {
            found.append(node.id(at: index))
          } else {
            pending.append((node.id(at: index), height - 1))
          }
        }
      }
    }
    return found.sorted()
  }

  /// Nodes that lie in `box`, with their exact location, ascending by id.
  ///
  /// Neighbours on the ground tend to be neighbours in the table: ids with small gaps between them
  /// are read in one sweep rather than looked up one by one.
  func nodes(in box: BoundingBox) throws -> [(id: Int64, location: Coordinate)] {
    let ids = try entries(of: .node, meeting: box)
    if locationsOfRun == nil {
      locationsOfRun = try Statement(
        connection, "SELECT id, geom FROM node WHERE id BETWEEN ? AND ?", isPersistent: true)
    }
    var found: [(id: Int64, location: Coordinate)] = []
    var next = 0
    while next < ids.count {
      var end = next + 1
      while end < ids.count, ids[end] - ids[end - 1] <= 8 { end += 1 }
      locationsOfRun!.bind(ids[next], at: 1)
      locationsOfRun!.bind(ids[end - 1], at: 2)
      defer { locationsOfRun!.reset() }
      while next < end, try locationsOfRun!.step() {
        let id = locationsOfRun!.integer(0)
        while next < end, ids[next] < id { next += 1 }
        guard next < end, ids[next] == id, !locationsOfRun!.isNull(1) else { continue }
        let place = try locationsOfRun!.withBlob(1) { try SpatiaLiteBLOB.decodePoint($0) }
        if box.contains(place) { found.append((id, place)) }
      }
      next = end
    }
    return found
  }

  /// Routes whose box meets `box`, with their line.
  func routes(meeting box: BoundingBox) throws -> [(id: Int64, line: [Coordinate])] {
    if lineOfRoute == nil {
      lineOfRoute = try Statement(
        connection, "SELECT geom FROM route WHERE id = ?", isPersistent: true)
    }
    return try entries(of: .route, meeting: box).compactMap { id in
      lineOfRoute!.bind(id, at: 1)
      defer { lineOfRoute!.reset() }
      guard try lineOfRoute!.step(), !lineOfRoute!.isNull(0) else { return nil }
      return (id, try lineOfRoute!.withBlob(0) { try SpatiaLiteBLOB.decodeLine($0) })
    }
  }

  /// Areas kept ready from sentence to sentence; one whose geometry changed is made anew.
  private var prepared: [Int64: PreparedPlace] = [:]

  private final class PreparedPlace {
    let geometry: Geometry
    let area: PreparedArea
    let squareMetres: Double
    var isCurrent = true

    init(_ geometry: Geometry) throws {
      self.geometry = geometry
      area = try PreparedArea(geometry)
      squareMetres = Geodesy.area(of: geometry)
    }
  }

  /// Another process may have written: what is kept is compared before it is used again.
  func forget() {
    if prepared.count > 1000 { prepared.removeAll() }
    for place in prepared.values { place.isCurrent = false }
    areaBoxes.removeAll()
  }

  private func place(_ id: Int64) throws -> PreparedPlace? {
    if let known = prepared[id], known.isCurrent { return known }
    guard let geometry = try geometry(of: "area", id) else { return nil }
    if let known = prepared[id], known.geometry == geometry {
      known.isCurrent = true
      return known
    }
    let place = try PreparedPlace(geometry)
    prepared[id] = place
    return place
  }

  /// Nodes that an area covers, its edge included.
  func nodes(inArea id: Int64) throws -> [Int64] {
    guard let place = try place(id) else { return [] }
    return try nodes(in: place.area.boundingBox).filter { try place.area.covers($0.location) }
      .map(\.id)
  }

  /// Routes that run wholly inside an area, or that meet it at all.
  func routes(inArea id: Int64, isWhole: Bool) throws -> [Int64] {
    guard let place = try place(id) else { return [] }
    return try routes(meeting: place.area.boundingBox).filter {
      isWhole
        ? try place.area.covers(line: $0.line) : try place.area.intersects(line: $0.line)
    }.map(\.id)
  }

  private func areaBoxes(_ number: Int64) throws -> AreaBoxes {
    if let known = areaBoxes[number] { return known }
    let read = try withTreeNode(number, of: .area) { raw in
      let node = try RTreeNode(raw)
      return AreaBoxes(
        depth: node.depth,
        entries: (0..<node.count).map { (node.id(at: $0), node.box(at: $0)) })
    }
    if areaBoxes.count >= Self.mostAreaBoxes { areaBoxes.removeAll() }
    areaBoxes[number] = read
    return read
  }

  /// Areas whose box holds a place.
  private func areas(near place: Coordinate) throws -> [Int64] {
    var found: [Int64] = []
    var pending: [(number: Int64, height: Int?)] = [(1, nil)]
    while let (number, expected) = pending.popLast() {
      let node = try areaBoxes(number)
      let height = expected ?? node.depth
      for entry in node.entries where entry.box.contains(place) {
        if height == 0 { found.append(entry.id) } else { pending.append((entry.id, height - 1)) }
      }
    }
    return found
  }

  /// The smallest area that covers a node, or nil.
  func area(around node: Int64) throws -> Int64? {
    guard let location = try location(of: node) else { return nil }
    var smallest: (id: Int64, size: Double)?
    for id in try areas(near: location) {
      guard let place = try place(id), try place.area.covers(location) else { continue }
      if smallest.map({ (place.squareMetres, id) < ($0.size, $0.id) }) ?? true {
        smallest = (id, place.squareMetres)
      }
    }
    return smallest?.id
  }
}

// What lies where: nodes and routes by R*Tree, then by the exact test.

internal import TopoqGeometry
internal import TopoqSQLite

/// Look-ups on the ground for one connection; SQLite's callbacks hold it, so it is a class.
final class GroundIndex {
  let connection: ConnectionHandle
  private var node: Statement?
  private var locationOfNode: Statement?
  private var nodesInBox: Statement?
  private var routesInBox: Statement?
  private var areasAtPoint: Statement?

  init(_ connection: ConnectionHandle) { self.connection = connection }

  /// Lets go of all statements, without which the connection cannot close.
  func close() {
    node = nil
    locationOfNode = nil
    nodesInBox = nil
    routesInBox = nil
    areasAtPoint = nil
    forget()
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
    if node == nil {
      node = try Statement(
        connection, "SELECT data FROM idx_node_geom_node WHERE nodeno = ?", isPersistent: true)
    }
    node!.bind(number, at: 1)
    defer { node!.reset() }
    guard try node!.step() else { return [] }
    return node!.withBlob(0) { Array($0) }
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

  func geometry(of table: String, _ id: Int64) throws -> Geometry? {
    let rows = try connection.prepare("SELECT geom FROM \(table) WHERE id = ?")
    rows.bind(id, at: 1)
    guard try rows.step(), !rows.isNull(0) else { return nil }
    return try rows.withBlob(0) { try SpatiaLiteBLOB.decode($0) }
  }

  /// Nodes whose box meets `box`, with their exact location, ascending by id.
  func nodes(in box: BoundingBox) throws -> [(id: Int64, location: Coordinate)] {
    if nodesInBox == nil {
      nodesInBox = try Statement(
        connection,
        """
        SELECT n.id, n.geom
        FROM idx_node_geom AS i
        CROSS JOIN node AS n ON n.id = i.pkid
        WHERE i.xmin <= ?3 AND i.xmax >= ?1 AND i.ymin <= ?4 AND i.ymax >= ?2
        """, isPersistent: true)
    }
    bind(box, to: nodesInBox!)
    defer { nodesInBox!.reset() }
    var found: [(Int64, Coordinate)] = []
    while try nodesInBox!.step() {
      guard !nodesInBox!.isNull(1) else { continue }
      let place = try nodesInBox!.withBlob(1) { try SpatiaLiteBLOB.decodePoint($0) }
      if box.contains(place) { found.append((nodesInBox!.integer(0), place)) }
    }
    return found.sorted { $0.0 < $1.0 }
  }

  /// Routes whose box meets `box`, with their line.
  func routes(meeting box: BoundingBox) throws -> [(id: Int64, line: [Coordinate])] {
    if routesInBox == nil {
      routesInBox = try Statement(
        connection,
        """
        SELECT r.id, r.geom
        FROM idx_route_geom AS i
        CROSS JOIN route AS r ON r.id = i.pkid
        WHERE i.xmin <= ?3 AND i.xmax >= ?1 AND i.ymin <= ?4 AND i.ymax >= ?2
        """, isPersistent: true)
    }
    bind(box, to: routesInBox!)
    defer { routesInBox!.reset() }
    var found: [(Int64, [Coordinate])] = []
    while try routesInBox!.step() {
      guard !routesInBox!.isNull(1) else { continue }
      found.append(
        (
          routesInBox!.integer(0),
          try routesInBox!.withBlob(1) { try SpatiaLiteBLOB.decodeLine($0) }
        ))
    }
    return found.sorted { $0.0 < $1.0 }
  }

  private func bind(_ box: BoundingBox, to statement: borrowing Statement) {
    statement.bind(box.west, at: 1)
    statement.bind(box.south, at: 2)
    statement.bind(box.east, at: 3)
    statement.bind(box.north, at: 4)
  }

  /// Areas kept ready between the rows of one sentence, and their size.
  private var prepared: [Int64: PreparedPlace] = [:]

  func forget() { prepared.removeAll() }

  private final class PreparedPlace {
    let area: PreparedArea
    let squareMetres: Double
    init(_ geometry: Geometry) throws {
      area = try PreparedArea(geometry)
      squareMetres = Geodesy.area(of: geometry)
    }
  }

  private func place(_ id: Int64) throws -> PreparedPlace? {
    if let known = prepared[id] { return known }
    guard let geometry = try geometry(of: "area", id) else { return nil }
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

  /// The smallest area that covers a node, or nil.
  func area(around node: Int64) throws -> Int64? {
    guard let location = try location(of: node) else { return nil }
    if areasAtPoint == nil {
      areasAtPoint = try Statement(
        connection,
        """
        SELECT pkid FROM idx_area_geom
        WHERE xmin <= ?1 AND xmax >= ?1 AND ymin <= ?2 AND ymax >= ?2
        """, isPersistent: true)
    }
    areasAtPoint!.bind(location.longitude, at: 1)
    areasAtPoint!.bind(location.latitude, at: 2)
    defer { areasAtPoint!.reset() }
    var smallest: (id: Int64, size: Double)?
    while try areasAtPoint!.step() {
      let id = areasAtPoint!.integer(0)
      guard let place = try place(id), try place.area.covers(location) else { continue }
      if smallest.map({ (place.squareMetres, id) < ($0.size, $0.id) }) ?? true {
        smallest = (id, place.squareMetres)
      }
    }
    return smallest?.id
  }
}

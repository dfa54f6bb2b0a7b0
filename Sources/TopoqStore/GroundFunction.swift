// Places on the ground as tables: what an area covers, what lies around a place.

internal import TopoqGeometry
internal import TopoqSQLite

/// `nodes_in(area)`, `routes_in(area)`, `routes_crossing(area)`: ids of what lies in an area.
final class AreaFunction: TableFunction {
  enum Content: String {
    case nodes = "nodes_in", routes = "routes_in", crossing = "routes_crossing"
  }

  let name: String
  let columns = ["thing INTEGER"]
  let parameters = ["area"]
  let required = 1
  let expectedRows: Int64 = 200
  private let content: Content
  private let ground: GroundIndex

  init(_ content: Content, _ ground: GroundIndex) {
    self.content = content
    self.ground = ground
    name = content.rawValue
  }

  func open() -> any TableCursor {
    let (content, ground) = (content, ground)
    return ListCursor { arguments in
      let area = try arguments.integer(0)
      let ids =
        switch content {
        case .nodes: try ground.nodes(inArea: area)
        case .routes: try ground.routes(inArea: area, isWhole: true)
        case .crossing: try ground.routes(inArea: area, isWhole: false)
        }
      return ids.map { ($0, 0) }
    }
  }
}

/// Walks a list of (thing, metres) that is made when the call begins.
final class ListCursor: TableCursor {
  private let make: (TableArguments) throws -> [(Int64, Double)]
  private var rows: [(Int64, Double)] = []
  private var index = 0

  init(_ make: @escaping (TableArguments) throws -> [(Int64, Double)]) { self.make = make }

  func start(_ arguments: TableArguments) throws {
    rows = try make(arguments)
    index = 0
  }
  var isAtEnd: Bool { index >= rows.count }
  func advance() { index += 1 }
  func column(_ column: Int, _ result: ColumnResult) {
    if column == 0 { result.set(rows[index].0) } else { result.set(rows[index].1) }
  }
}

/// `nodes_around(shape, a, b, within, kind)`: nodes by distance over the ground, nearest first.
///
/// `shape` is `point` (a: longitude, b: latitude), `node`, `route` or `area` (a: id). Without
/// `within` (metres) the rows go on to the last node of the network; without `kind`, nodes of all kinds.
final class AroundFunction: TableFunction {
  let name = "nodes_around"
  let columns = ["node INTEGER", "metres REAL"]
  let parameters = ["shape", "a", "b", "within", "kind"]
  let required = 2
  let expectedRows: Int64 = 50
  private let ground: GroundIndex

  init(_ ground: GroundIndex) { self.ground = ground }
  func open() -> any TableCursor { AroundCursor(ground) }
}

final class AroundCursor: TableCursor {
  /// Up to this many nodes of a kind are ranked one by one; more are searched through the tree.
  private static let fewNodes = 200

  private let ground: GroundIndex
  private var search: NearestFirst?
  private var limit = Double.infinity
  private var ranked: [(id: Int64, metres: Double)] = []
  private var index = 0
  private var current: (id: Int64, metres: Double)?

  init(_ ground: GroundIndex) { self.ground = ground }

  func start(_ arguments: TableArguments) throws {
    search = nil
    ranked = []
    index = 0
    limit = arguments.isNull(3) ? .infinity : try arguments.real(3)
    let kind = arguments.isNull(4) ? nil : try arguments.text(4)
    let shape = try arguments.text(0)
    // What hangs on no node is nowhere, and nothing is near it.
    guard !arguments.isNull(1), let target = try target(shape, arguments) else {
      current = nil
      return
    }
    if case .point(let place) = target {
      if let kind, try rankFew(kind, around: target) {
      } else {
        let ground = ground
        search = NearestFirst(from: place, node: { try ground.treeNode($0) }) { id, _ in
          let location =
            try kind.map { try ground.location(of: id, kind: $0) } ?? ground.location(of: id)
          return location.map { Geodesy.distance(place, $0) }
        }
      }
    } else {
      try rank(around: target, kind)
    }
    try advance()
  }

  private func target(_ shape: String, _ arguments: TableArguments) throws -> Geometry? {
    switch shape {
    case "point":
      return .point(
        Coordinate(longitude: try arguments.real(1), latitude: try arguments.real(2)))
    case "node": return try ground.location(of: try arguments.integer(1)).map { .point($0) }
    case "route", "area": return try ground.geometry(of: shape, try arguments.integer(1))
    default: throw TableFunctionError("nodes_around knows no shape `\(shape)`")
    }
  }

  /// Ranks all nodes of a kind where they are few; false where they are many.
  private func rankFew(_ kind: String, around target: Geometry) throws -> Bool {
    guard kind != "premises" else { return false }
    let some = try ground.connection.first(
      """
      SELECT count(*) FROM (SELECT 1 FROM node INDEXED BY node_kind
        WHERE kind = ? AND kind <> 'premises' LIMIT \(Self.fewNodes + 1))
      """, [.text(kind)])
    guard let count = some?.integer, count <= Self.fewNodes else { return false }
    let rows = try ground.connection.prepare(
      "SELECT id, geom FROM node INDEXED BY node_kind WHERE kind = ? AND kind <> 'premises'")
    rows.bind(kind, at: 1)
    var found: [(Int64, Double)] = []
    while try rows.step() {
      guard !rows.isNull(1) else { continue }
      let place = try rows.withBlob(1) { try SpatiaLiteBLOB.decodePoint($0) }
      found.append((rows.integer(0), Geodesy.distance(from: place, to: target)))
    }
    take(found)
    return true
  }

  private func rank(around target: Geometry, _ kind: String?) throws {
    if limit.isFinite, let box = target.boundingBox {
      let places = try ground.nodes(in: box.expanded(byMetres: limit))
      take(places.map { ($0.id, Geodesy.distance(from: $0.location, to: target)) })
    } else if let kind, try rankFew(kind, around: target) {
    } else {
      let rows = try ground.connection.prepare(
        "SELECT id, geom FROM node WHERE geom IS NOT NULL AND (?1 IS NULL OR kind = ?1)")
      rows.bind(kind, at: 1)
      var found: [(Int64, Double)] = []
      while try rows.step() {
        let place = try rows.withBlob(1) { try SpatiaLiteBLOB.decodePoint($0) }
        found.append((rows.integer(0), Geodesy.distance(from: place, to: target)))
      }
      take(found)
    }
  }

  private func take(_ found: [(Int64, Double)]) {
    ranked = found.filter { $0.1 <= limit }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
  }

  var isAtEnd: Bool { current == nil }

  func advance() throws {
    if search != nil {
      current = try search!.next()
    } else {
      current = index < ranked.count ? ranked[index] : nil
      index += 1
    }
    if let metres = current?.metres, metres > limit { current = nil }
  }

  func column(_ column: Int, _ result: ColumnResult) {
    guard let current else { return result.setNull() }
    if column == 0 { result.set(current.id) } else { result.set(current.metres) }
  }
}

// Routes by distance over the ground, nearest first: their drawn line counts, not their ends.

internal import TopoqGeometry
internal import TopoqSQLite

/// `routes_around(shape, a, b, within)`: routes by distance from a place, nearest first.
///
/// `shape` is `point` (a: longitude, b: latitude), `node`, `route` or `area` (a: id). Without
/// `within` (metres) the rows go on to the last drawn route of the network.
final class RoutesAroundFunction: TableFunction {
  let name = "routes_around"
  let columns = ["route INTEGER", "metres REAL"]
  let parameters = ["shape", "a", "b", "within"]
  let required = 2
  let expectedRows: Int64 = 50
  private let ground: GroundIndex

  init(_ ground: GroundIndex) { self.ground = ground }
  func open() -> any TableCursor { RoutesAroundCursor(ground) }
}

/// Searches in growing boxes: what lies within the box's reach is final, and given in order.
final class RoutesAroundCursor: TableCursor {
  /// Half the girth of the earth, and some: no two places lie further apart.
  private static let furthest = 20_100_000.0

  private let ground: GroundIndex
  private var target = Geometry.collection([])
  private var limit = Double.infinity
  private var reach = 250.0
  private var given: Set<Int64> = []
  private var ranked: [(id: Int64, metres: Double)] = []
  private var index = 0

  init(_ ground: GroundIndex) { self.ground = ground }

  func start(_ arguments: TableArguments) throws {
    given = []
    ranked = []
    index = 0
    limit = arguments.isNull(3) ? Self.furthest : try arguments.real(3)
    reach = arguments.isNull(3) ? 250 : limit
    // What hangs on no node is nowhere, and nothing is near it.
    guard !arguments.isNull(1) else { return }
    let shape: Geometry? =
      switch try arguments.text(0) {
      case "point":
        .point(Coordinate(longitude: try arguments.real(1), latitude: try arguments.real(2)))
      case "node": try ground.location(of: try arguments.integer(1)).map { .point($0) }
      case let table: try ground.geometry(of: table, try arguments.integer(1))
      }
    guard let shape else { return }
    target = shape
    try search()
  }

  /// Ranks what lies within reach and was not given before; reaches out where that is nothing.
  private func search() throws {
    ranked = []
    index = 0
    guard let box = target.boundingBox else { return }
    while ranked.isEmpty {
      let near = try ground.routes(meeting: box.expanded(byMetres: reach))
      for (id, line) in near where !given.contains(id) {
        let metres = Self.distance(.lineString(line), target)
        if metres <= min(reach, limit) { ranked.append((id, metres)) }
      }
      guard ranked.isEmpty, reach < limit else { break }
      reach = min(reach * 2, limit)
    }
    ranked.sort { ($0.metres, $0.id) < ($1.metres, $1.id) }
    given.formUnion(ranked.map(\.id))
  }

  /// Metres between two shapes: 0 where they cross, else from a corner of one to the other.
  private static func distance(_ line: Geometry, _ other: Geometry) -> Double {
    if case .point(let place) = other { return Geodesy.distance(from: place, to: line) }
    if let area = try? PreparedArea(other), case .lineString(let path) = line,
      (try? area.intersects(line: path)) == true
    {
      return 0
    }
    if case .lineString(let left) = line, case .lineString(let right) = other,
      Self.cross(left, right)
    {
      return 0
    }
    var nearest = Double.infinity
    line.forEachCoordinate { nearest = min(nearest, Geodesy.distance(from: $0, to: other)) }
    other.forEachCoordinate { nearest = min(nearest, Geodesy.distance(from: $0, to: line)) }
    return nearest
  }

  private static func cross(_ left: [Coordinate], _ right: [Coordinate]) -> Bool {
    func side(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate) -> Double {
      (b.longitude - a.longitude) * (c.latitude - a.latitude)
        - (b.latitude - a.latitude) * (c.longitude - a.longitude)
    }
    for (a, b) in zip(left, left.dropFirst()) {
      for (c, d) in zip(right, right.dropFirst())
      where side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) < 0 {
        return true
      }
    }
    return false
  }

  var isAtEnd: Bool { index >= ranked.count }

  func advance() throws {
    index += 1
    guard index >= ranked.count, reach < limit else { return }
    reach = min(reach * 2, limit)
    try search()
  }

  func column(_ column: Int, _ result: ColumnResult) {
    if column == 0 { result.set(ranked[index].id) } else { result.set(ranked[index].metres) }
  }
}

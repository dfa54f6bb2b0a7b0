// What lies or runs along a route, in the order in which one walking it would meet it.

internal import TopoqGeometry
internal import TopoqSQLite

/// `nodes_along(route)` and `routes_along(route)`: what is along a route, by metres from its
/// beginning, over the ground.
final class AlongFunction: TableFunction {
  enum Content: String {
    case nodes = "nodes_along", routes = "routes_along"
  }

  let name: String
  let columns = ["thing INTEGER", "metres REAL"]
  let parameters = ["route"]
  let required = 1
  let expectedRows: Int64 = 50
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
      guard !arguments.isNull(0) else { return [] }
      let route = try arguments.integer(0)
      let found = try content == .nodes ? ground.nodes(along: route) : ground.routes(along: route)
      return found.map { ($0.key, $0.value) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    }
  }
}

extension GroundIndex {
  /// What lies no further from a route's line is along it: the width of a street, pole lines and
  /// chambers on both sides [building to street: 22 m median].
  static let reachAlongInMetres = 25.0
  /// A route of which so much runs along another is along it, or nine tenths of a shorter one.
  private static let leastRunInMetres = 20.0

  /// Nodes along a route and those at its ends: metres from its beginning, by id.
  func nodes(along route: Int64) throws -> [Int64: Double] {
    let line = try line(of: route)
    var found: [Int64: Double] = [:]
    for box in line?.boxes(within: Self.reachAlongInMetres) ?? [] {
      for (id, place) in try nodes(in: box) where found[id] == nil {
        let position = line!.position(of: place)
        if position.metresOff <= Self.reachAlongInMetres { found[id] = position.metresAlong }
      }
    }
    let ends = try connection.rows(
      "SELECT to_node, from_node, length_m FROM route WHERE id = ?", [.integer(route)])
    // Where no line is drawn the recorded length says how far apart the ends are.
    if let end = ends.first {
      if let last = end[0].integer { found[last] = line?.lengthInMetres ?? end[2].real ?? 0 }
      if let first = end[1].integer { found[first] = 0 }
    }
    return found
  }

  /// Routes that run along a route, itself not counted: metres from its beginning, by id.
  func routes(along route: Int64) throws -> [Int64: Double] {
    guard let line = try line(of: route) else { return [:] }
    var seen: Set<Int64> = [route]
    var found: [Int64: Double] = [:]
    for box in line.boxes(within: Self.reachAlongInMetres) {
      for (id, other) in try routes(meeting: box) where seen.insert(id).inserted {
        guard !other.isEmpty else { continue }
        let run = line.run(of: other, within: Self.reachAlongInMetres)
        let length = MeasuredLine(other).lengthInMetres
        guard run.lengthInMetres > 0,
          run.lengthInMetres >= min(Self.leastRunInMetres, 0.9 * length)
        else { continue }
        found[id] = run.metresAlong
      }
    }
    return found
  }

  private func line(of route: Int64) throws -> MeasuredLine? {
    guard case .lineString(let line)? = try geometry(of: "route", route), !line.isEmpty else {
      return nil
    }
    return MeasuredLine(line)
  }
}

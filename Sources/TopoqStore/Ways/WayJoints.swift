// The joints on a way over routes: those that join one route of the way to the next.

internal import TopoqNetwork
internal import TopoqSQLite

struct WayJoints {
  private let network: PhysicalNetwork

  init(_ network: PhysicalNetwork) { self.network = network }

  /// Joints between strands of each two routes that follow each other, bare hops, and joints of the
  /// first and the last route to ports of the way's ends.
  func joints(along way: Way, _ request: WayRequest) throws -> [Int64] {
    var joints: [Int64] = []
    var before: (route: Int32, node: Int32)?
    var place = way.points[0].node
    for point in way.points.dropFirst() where point.hop > 0 {
      defer { if point.route != 0 || point.node != place { place = point.node } }
      guard point.route != 0 else {
        joints += try hops(from: place, to: point.node)
        continue
      }
      if let before {
        joints += try joined(before, (point.route, before.node))
      } else {
        joints += try ports(of: request.from.node, on: (point.route, point.node), isFar: false)
      }
      before = (point.route, point.node)
    }
    if let before {
      joints += try ports(of: request.to.node, on: before, isFar: true)
    }
    return joints
  }

  private func side(_ route: Int32, at node: Int32) throws -> RouteSide {
    let ends = try network.glass().route(route)
    return try network.place(of: ends.from) == network.place(of: node) ? .a : .b
  }

  private func joined(
    _ first: (route: Int32, node: Int32), _ second: (route: Int32, node: Int32)
  ) throws -> [Int64] {
    try network.glass().integers(
      """
      SELECT e.id >> 1
      FROM strand_end AS e CROSS JOIN strand_end AS p ON p.id = e.id + 1 - 2 * (e.id & 1)
      WHERE e.route = ? AND e.side = ? AND p.route = ? AND p.side = ?
      """,
      [
        .integer(Int64(first.route)),
        .integer(Int64(try side(first.route, at: first.node).rawValue)),
        .integer(Int64(second.route)),
        .integer(Int64(try side(second.route, at: second.node).rawValue)),
      ])
  }

  /// Joints of a route to ports of a node, at the end that lies at the way's point or at the other.
  private func ports(
    of node: Int32?, on last: (route: Int32, node: Int32), isFar: Bool
  ) throws -> [Int64] {
    guard let node else { return [] }
    let far = try side(last.route, at: last.node)
    return try network.glass().integers(
      """
      SELECT e.id >> 1
      FROM strand_end AS e CROSS JOIN strand_end AS p ON p.id = e.id + 1 - 2 * (e.id & 1)
      WHERE e.route = ? AND e.side = ? AND p.node = ?
      """,
      [
        .integer(Int64(last.route)), .integer(Int64((isFar ? far : far.opposite).rawValue)),
        .integer(Int64(node)),
      ])
  }

  /// The joints of bare hops between two places.
  private func hops(from node: Int32, to other: Int32) throws -> [Int64] {
    let places = (try network.place(of: node), try network.place(of: other))
    guard places.0 != places.1 else { return [] }
    return try network.links(of: places.0).filter { $0.route == 0 && $0.place == places.1 }
      .map(\.joint)
  }
}

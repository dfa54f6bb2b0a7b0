// What hangs together by glass: over strands, joints and splitters in any direction.

internal import TopoqNetwork
internal import TopoqSQLite

/// A walk over strands and ports, lit or not, planned or not, cut or not.
///
/// Any port of a splitter leads to all others of it; a source's port is an end, and so is a premises
/// that hands nothing on.
///
/// - Complexity: O(strands and ports that hang together), each looked up once.
struct GlassReach {
  private let glass: StoredGlass
  /// Nodes at which a strand ends, or to which a port belongs.
  private(set) var nodes: Set<Int32> = []
  private(set) var routes: Set<Int32> = []
  /// Ends whose opposite was looked up, or need not be.
  private var seen: Set<End> = []
  /// Ends that are reached, and still to be followed to what is joined to them.
  private var pending: [End] = []
  private var splitters: Set<Int32> = []

  init(_ glass: StoredGlass) { self.glass = glass }

  /// All glass of a node: the strands of the routes that end at it, and its ports.
  mutating func follow(fromNode node: Int32) throws {
    for route in try glass.routes(endingAt: node) { try follow(fromRoute: route) }
    for port in try glass.joinedPorts(of: node) { try follow(fromPort: port, of: node) }
  }

  /// All strands of a route; those in no joint end at its two nodes.
  mutating func follow(fromRoute route: Int32) throws {
    try reach(route)
    for number in try glass.joinedStrands(of: route) { take(route, number) }
    try followPending()
  }

  mutating func follow(fromStrand number: Int32, of route: Int32) throws {
    try reach(route)
    take(route, number)
    try followPending()
  }

  /// The glass on a port, and what a splitter's other ports lead to.
  mutating func follow(fromPort number: PortNumber, of node: Int32) throws {
    pending.append(.port(node: node, number: number))
    try enter(node)
    try followPending()
  }

  private mutating func followPending() throws {
    while let end = pending.popLast() {
      guard seen.insert(end).inserted, let peer = try glass.peer(of: end)?.end,
        seen.insert(peer).inserted
      else { continue }
      switch peer {
      case .strand(let route, let number, _):
        try reach(route)
        take(route, number)
      case .port(let node, _): try enter(node)
      }
    }
  }

  /// A route's two ends are where its strands end.
  private mutating func reach(_ id: Int32) throws {
    guard routes.insert(id).inserted else { return }
    let route = try glass.route(id)
    for node in [route.from, route.to] where node > 0 { nodes.insert(node) }
  }

  private mutating func take(_ route: Int32, _ number: Int32) {
    for side in [RouteSide.a, .b] {
      let end = End.strand(route: route, number: number, side: side)
      if !seen.contains(end) { pending.append(end) }
    }
  }

  /// Goes on by all ports of a node through which light can go.
  private mutating func enter(_ id: Int32) throws {
    nodes.insert(id)
    guard splitters.insert(id).inserted else { return }
    let node = try glass.node(id)
    guard !node.isSource else { return }
    guard try node.kind == .splitter || !glass.joinedOutputs(of: id).isEmpty else { return }
    for port in try glass.joinedPorts(of: id) { pending.append(.port(node: id, number: port)) }
  }
}

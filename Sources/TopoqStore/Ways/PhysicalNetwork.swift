// The network of glass as a search walks it: places joined by routes, read from the file as it goes.

internal import TopoqNetwork
internal import TopoqSQLite

/// Places and what joins them, on one connection, over statements prepared at first need.
///
/// A place is an outermost node with all that it houses: housing costs nothing. Places are joined
/// by the routes in service that no cut is on record for, and by bare logical hops, which are
/// joints between ports of two places without glass between them. What is cut or not in service at
/// either end joins nothing.
///
/// SQLite's callbacks hold it, so it is a class. What was read of nodes stays at hand until
/// `forget` is called, which every sentence does first.
final class PhysicalNetwork {
  /// What joins two places, as seen from one of them.
  struct Link {
    /// The place at the other end.
    let place: Int32
    /// The route; 0 for a bare hop.
    let route: Int32
    /// The joint of a bare hop; 0 for a route.
    let joint: Int64
    let metres: Double
    /// The joint's loss in dB; 0 for a route, whose glass loses by its metres.
    let loss: Double
    /// The nodes that it joins: at the place itself, and at the other.
    let near: Int32
    let far: Int32
    /// Why nothing passes, or nil where it does.
    let obstacle: Obstacle?
  }

  enum Obstacle: String {
    case cut, planned, retired
    case endCut = "end cut"
    case endOutOfService = "end out of service"
  }

  private struct NodeFacts {
    let place: Int32
    let obstacle: Obstacle?
  }

  let connection: ConnectionHandle
  private var stored: StoredGlass?
  private var factsOfNode: Statement?
  private var nodesHoused: Statement?
  private var routesOfNode: Statement?
  private var hopsOfNode: Statement?
  private var facts: [Int32: NodeFacts] = [:]

  init(_ connection: ConnectionHandle) { self.connection = connection }

  func forget() { facts.removeAll() }

  /// Lets go of all statements, without which the connection cannot close.
  func close() {
    stored = nil
    factsOfNode = nil
    nodesHoused = nil
    routesOfNode = nil
    hopsOfNode = nil
  }

  /// The plant as light meets it, its statements prepared at first need.
  func glass() throws -> StoredGlass {
    let glass = try stored ?? StoredGlass(connection)
    stored = glass
    return glass
  }

  // MARK: Places

  /// The outermost housing of a node.
  func place(of node: Int32) throws -> Int32 { try facts(of: node).place }

  /// Why light cannot pass a node, or nil where it can.
  func obstacle(at node: Int32) throws -> Obstacle? { try facts(of: node).obstacle }

  private func facts(of node: Int32) throws -> NodeFacts {
    if let known = facts[node] { return known }
    let (housing, obstacle) = try row(of: node)
    var known = NodeFacts(place: node, obstacle: obstacle)
    var house = housing
    // A file that was not imported may house nodes in a ring; none is deeper than this.
    for _ in 0..<64 {
      guard house != 0 else { break }
      let (next, obstacleThere) = try row(of: house)
      known = NodeFacts(
        place: house, obstacle: obstacle ?? (next == 0 ? obstacleThere : nil))
      house = next
    }
    facts[node] = known
    return known
  }

  /// What houses a node, or 0, and why light cannot pass it.
  private func row(of node: Int32) throws -> (housing: Int32, obstacle: Obstacle?) {
    if factsOfNode == nil {
      factsOfNode = try Statement(
        connection,
        """
        SELECT housed_in, state, EXISTS (SELECT 1 FROM cut WHERE cut.node = node.id)
        FROM node WHERE id = ?
        """, isPersistent: true)
    }
    factsOfNode!.bind(Int(node), at: 1)
    defer { factsOfNode!.reset() }
    guard try factsOfNode!.step() else { return (0, .endOutOfService) }
    let isInService = PlantState(word: factsOfNode!.text(1)) == .inService
    let obstacle: Obstacle? =
      factsOfNode!.int(2) != 0 ? .endCut : isInService ? nil : .endOutOfService
    return (factsOfNode!.isNull(0) ? 0 : factsOfNode!.int32(0), obstacle)
  }

  /// A node and all that it houses, at any depth.
  func housed(in node: Int32) throws -> [Int32] {
    if nodesHoused == nil {
      nodesHoused = try Statement(
        connection, "SELECT id FROM node WHERE housed_in = ? ORDER BY id", isPersistent: true)
    }
    var nodes = [node]
    var index = 0
    while index < nodes.count {
      nodesHoused!.bind(Int(nodes[index]), at: 1)
      defer { nodesHoused!.reset() }
      while try nodesHoused!.step() {
        let inner = nodesHoused!.int32(0)
        // Each has one housing, so a ring, in a file that was not imported, comes back to the first.
        if inner != node { nodes.append(inner) }
      }
      index += 1
    }
    return nodes
  }

  // MARK: Links

  /// Everything that leads from a place to another, with what stands in the way of it.
  ///
  /// - Complexity: O(nodes, routes and joined ports of the place), an index look-up each.
  func links(of place: Int32) throws -> [Link] {
    var links: [Link] = []
    for node in try housed(in: place) {
      try appendRoutes(of: node, at: place, to: &links)
      try appendHops(of: node, at: place, to: &links)
    }
    return links
  }

  private func appendRoutes(of node: Int32, at place: Int32, to links: inout [Link]) throws {
    if routesOfNode == nil {
      routesOfNode = try Statement(
        connection,
        """
        SELECT id, to_node, length_m, state,
          EXISTS (SELECT 1 FROM cut WHERE cut.route = route.id)
        FROM route WHERE from_node = ?1 AND to_node IS NOT NULL
        UNION ALL
        SELECT id, from_node, length_m, state,
          EXISTS (SELECT 1 FROM cut WHERE cut.route = route.id)
        FROM route WHERE to_node = ?1 AND from_node IS NOT NULL
        """, isPersistent: true)
    }
    routesOfNode!.bind(Int(node), at: 1)
    defer { routesOfNode!.reset() }
    while try routesOfNode!.step() {
      let far = routesOfNode!.int32(1)
      let other = try self.place(of: far)
      guard other != place else { continue }
      links.append(
        Link(
          place: other, route: routesOfNode!.int32(0), joint: 0,
          metres: max(0, routesOfNode!.real(2)), loss: 0, near: node, far: far,
          obstacle: try Self.obstacle(
            state: routesOfNode!.text(3), isCut: routesOfNode!.int(4) != 0)
            ?? obstacle(at: node) ?? obstacle(at: far)))
    }
  }

  private static func obstacle(state: String, isCut: Bool) -> Obstacle? {
    if isCut { return .cut }
    switch PlantState(word: state) {
    case .inService?: return nil
    case .planned?: return .planned
    case .retired?, nil: return .retired
    }
  }

  private func appendHops(of node: Int32, at place: Int32, to links: inout [Link]) throws {
    if hopsOfNode == nil {
      hopsOfNode = try Statement(
        connection,
        """
        SELECT e.id >> 1, p.node, j.loss_db
        FROM strand_end AS e
          CROSS JOIN strand_end AS p ON p.id = e.id + 1 - 2 * (e.id & 1)
          LEFT JOIN joint AS j ON j.id = e.id >> 1
        WHERE e.node = ? AND p.node IS NOT NULL
        """, isPersistent: true)
    }
    hopsOfNode!.bind(Int(node), at: 1)
    defer { hopsOfNode!.reset() }
    while try hopsOfNode!.step() {
      let far = hopsOfNode!.int32(1)
      let other = try self.place(of: far)
      guard other != place else { continue }
      links.append(
        Link(
          place: other, route: 0, joint: hopsOfNode!.integer(0), metres: 0,
          loss: max(0, hopsOfNode!.optionalReal(2) ?? Optics.spliceLossInDecibels), near: node,
          far: far, obstacle: try obstacle(at: node) ?? obstacle(at: far)))
    }
  }
}

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

  /// A place with all that leads from it to others.
  struct Neighbourhood {
    /// The outermost node, then all that it houses.
    var nodes: [Int32]
    var links: [Link] = []
  }

  private struct NodeFacts {
    let place: Int32
    let obstacle: Obstacle?
  }

  /// So many places stay at hand: some 10 MB.
  private static let mostKept = 20_000

  let connection: ConnectionHandle
  private var stored: StoredGlass?
  /// Held here, as every place asks for it: to look it up by its text costs as much as a row.
  private var around: KeptStatement?
  private var facts: [Int32: NodeFacts] = [:]
  private var neighbourhoods: [Int32: Neighbourhood] = [:]
  /// The routes and nodes that a cut is on record for; nil where it was not read yet.
  private var cuts: (routes: Set<Int32>, nodes: Set<Int32>)?

  init(_ connection: ConnectionHandle) { self.connection = connection }

  func forget() {
    facts.removeAll()
    neighbourhoods.removeAll()
    cuts = nil
  }

  /// Lets go of all statements, without which the connection cannot close.
  func close() {
    stored = nil
    around = nil
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
    let kept = try connection.kept("SELECT housed_in, state = 'in service' FROM node WHERE id = ?")
    kept.statement.bind(Int(node), at: 1)
    defer { kept.statement.reset() }
    guard try kept.statement.step() else { return (0, .endOutOfService) }
    return (
      kept.statement.isNull(0) ? 0 : kept.statement.int32(0),
      try obstacle(at: node, isInService: kept.statement.int(1) == 1)
    )
  }

  private func obstacle(at node: Int32, isInService: Bool) throws -> Obstacle? {
    if try onRecord().nodes.contains(node) { return .endCut }
    return isInService ? nil : .endOutOfService
  }

  /// The cuts on record, few beside what is whole.
  private func onRecord() throws -> (routes: Set<Int32>, nodes: Set<Int32>) {
    if let cuts { return cuts }
    var read: (routes: Set<Int32>, nodes: Set<Int32>) = ([], [])
    for row in try connection.kept("SELECT route, node FROM cut").rows() {
      if let route = row[0].integer { read.routes.insert(Int32(clamping: route)) }
      if let node = row[1].integer { read.nodes.insert(Int32(clamping: node)) }
    }
    cuts = read
    return read
  }

  /// A node and all that it houses, at any depth.
  func housed(in node: Int32) throws -> [Int32] {
    if let known = neighbourhoods[node] { return known.nodes }
    let kept = try connection.kept("SELECT id FROM node WHERE housed_in = ? ORDER BY id")
    var nodes = [node]
    var index = 0
    while index < nodes.count {
      kept.statement.bind(Int(nodes[index]), at: 1)
      defer { kept.statement.reset() }
      while try kept.statement.step() {
        let inner = kept.statement.int32(0)
        // Each has one housing, so a ring, in a file that was not imported, comes back to the first.
        if inner != node { nodes.append(inner) }
      }
      index += 1
    }
    return nodes
  }

  // MARK: Links

  /// Everything that leads from a place to another, with what stands in the way of it.
  func links(of place: Int32) throws -> [Link] { try neighbourhood(of: place).links }

  /// A place, what it houses, and everything that leads from there to another place.
  ///
  /// - Complexity: O(nodes, routes and joined ports of the place), one statement a node.
  func neighbourhood(of place: Int32) throws -> Neighbourhood {
    if let known = neighbourhoods[place] { return known }
    var found = Neighbourhood(nodes: [place])
    var index = 0
    while index < found.nodes.count {
      try append(found.nodes[index], at: place, to: &found)
      index += 1
    }
    if neighbourhoods.count >= Self.mostKept { neighbourhoods.removeAll() }
    neighbourhoods[place] = found
    return found
  }

  /// Routes of a node, bare hops from it, and what it houses, in one go: starting a statement costs
  /// more than a row. `far` is the node at the other end.
  private static let linksOfNode = """
    SELECT 0, r.id, r.to_node, r.length_m, r.state,
      f.housed_in, f.state = 'in service'
    FROM route AS r LEFT JOIN node AS f ON f.id = r.to_node
    WHERE r.from_node = ?1 AND r.to_node IS NOT NULL
    UNION ALL
    SELECT 0, r.id, r.from_node, r.length_m, r.state,
      f.housed_in, f.state = 'in service'
    FROM route AS r LEFT JOIN node AS f ON f.id = r.from_node
    WHERE r.to_node = ?1 AND r.from_node IS NOT NULL
    UNION ALL
    SELECT 1, e.id >> 1, p.node, j.loss_db, NULL,
      f.housed_in, f.state = 'in service'
    FROM strand_end AS e
      CROSS JOIN strand_end AS p ON p.id = e.id + 1 - 2 * (e.id & 1)
      LEFT JOIN joint AS j ON j.id = e.id >> 1
      LEFT JOIN node AS f ON f.id = p.node
    WHERE e.node = ?1 AND p.node IS NOT NULL
    UNION ALL
    SELECT 2, id, NULL, NULL, NULL, NULL, NULL FROM node WHERE housed_in = ?1
    """

  private func append(_ node: Int32, at place: Int32, to found: inout Neighbourhood) throws {
    let kept = try around ?? connection.kept(Self.linksOfNode)
    around = kept
    kept.statement.bind(Int(node), at: 1)
    defer { kept.statement.reset() }
    while try kept.statement.step() {
      let sort = kept.statement.int(0)
      if sort == 2 {
        let inner = kept.statement.int32(1)
        // Each has one housing, so a ring, in a file that was not imported, comes back to the first.
        if inner != place { found.nodes.append(inner) }
        continue
      }
      let far = kept.statement.int32(2)
      if facts[far] == nil, kept.statement.isNull(5) {
        let isInService = kept.statement.int(6) == 1
        facts[far] = NodeFacts(
          place: far, obstacle: try obstacle(at: far, isInService: isInService))
      }
      let other = try facts(of: far)
      guard other.place != place else { continue }
      let isRoute = sort == 0
      let own = try isRoute ? obstacle(ofRoute: kept.statement) : nil
      found.links.append(
        Link(
          place: other.place, route: isRoute ? kept.statement.int32(1) : 0,
          joint: isRoute ? 0 : kept.statement.integer(1),
          metres: isRoute ? max(0, kept.statement.real(3)) : 0,
          loss: isRoute
            ? 0 : max(0, kept.statement.optionalReal(3) ?? Optics.spliceLossInDecibels),
          near: node, far: far, obstacle: try own ?? obstacle(at: node) ?? other.obstacle))
    }
  }

  /// Why light cannot pass the route of a row, or nil where it can.
  private func obstacle(ofRoute row: borrowing Statement) throws -> Obstacle? {
    if try onRecord().routes.contains(row.int32(1)) { return .cut }
    switch PlantState(word: row.text(4)) {
    case .inService?: return nil
    case .planned?: return .planned
    case .retired?, nil: return .retired
    }
  }
}

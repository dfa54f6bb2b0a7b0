// What hangs together by glass: over strands, joints and splitters in any direction.

internal import TopoqNetwork
internal import TopoqSQLite

/// A walk over strands and ports, lit or not, planned or not, cut or not.
///
/// Any port of a splitter leads to all others of it; a source's port is an end, and so is a premises
/// that hands nothing on.
///
/// - Complexity: O(strands and ports that hang together), a statement for each strand and node.
struct GlassReach {
  private let glass: StoredGlass
  private let peersOfStrand: KeptStatement
  private let portsOfNode: KeptStatement
  /// Nodes at which a strand ends, or to which a port belongs.
  private(set) var nodes: Set<Int32> = []
  private(set) var routes: Set<Int32> = []
  /// Strands that are reached, as `name(of:in:)` names them.
  private var strands: Set<UInt64> = []
  /// Strands that are reached, and still to be followed to what is joined to them.
  private var pending: [(route: Int32, number: Int32)] = []
  private var entered: Set<Int32> = []

  init(_ glass: StoredGlass) throws {
    self.glass = glass
    peersOfStrand = try glass.connection.kept(
      """
      SELECT p.route, p.node, p.number
      FROM strand_end AS e CROSS JOIN strand_end AS p ON p.id = e.id + 1 - 2 * (e.id & 1)
      WHERE e.route = ? AND e.number = ?
      """)
    portsOfNode = try glass.connection.kept(
      """
      SELECT n.kind, e.number, p.route, p.node, p.number
      FROM strand_end AS e CROSS JOIN node AS n ON n.id = e.node
        CROSS JOIN strand_end AS p ON p.id = e.id + 1 - 2 * (e.id & 1)
      WHERE e.node = ?
      """)
  }

  /// All glass of a node: the strands of the routes that end at it, and its ports.
  mutating func follow(fromNode node: Int32) throws {
    for route in try glass.routes(endingAt: node) { try follow(fromRoute: route) }
    for port in try glass.joinedPorts(of: node) { try follow(fromPort: port, of: node) }
  }

  /// All strands of a route; those in no joint end at its two nodes.
  mutating func follow(fromRoute route: Int32) throws {
    try reach(route)
    for number in try glass.joinedStrands(of: route) { try take(route, number) }
    try followPending()
  }

  mutating func follow(fromStrand number: Int32, of route: Int32) throws {
    try reach(route)
    try take(route, number)
    try followPending()
  }

  /// The glass on a port, and what a splitter's other ports lead to.
  mutating func follow(fromPort number: PortNumber, of node: Int32) throws {
    if let peer = try glass.peer(of: .port(node: node, number: number))?.end {
      switch peer {
      case .strand(let route, let strand, _): try take(route, strand)
      case .port(let other, _): try enter(other)
      }
    }
    try enter(node)
    try followPending()
  }

  private mutating func followPending() throws {
    let peers = peersOfStrand
    while let strand = pending.popLast() {
      peers.statement.bind(Int(strand.route), at: 1)
      peers.statement.bind(Int(strand.number), at: 2)
      defer { peers.statement.reset() }
      while try peers.statement.step() {
        if peers.statement.isNull(0) {
          try enter(peers.statement.int32(1))
        } else {
          try take(peers.statement.int32(0), peers.statement.int32(2))
        }
      }
    }
  }

  /// A route's two ends are where its strands end.
  private mutating func reach(_ id: Int32) throws {
    guard routes.insert(id).inserted else { return }
    let ends = try glass.reader.ends(of: id)
    for node in [ends.from, ends.to] where node > 0 { nodes.insert(node) }
  }

  private static func name(of number: Int32, in route: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: route)) << 32 | UInt64(UInt32(bitPattern: number))
  }

  private mutating func take(_ route: Int32, _ number: Int32) throws {
    guard strands.insert(Self.name(of: number, in: route)).inserted else { return }
    try reach(route)
    pending.append((route, number))
  }

  /// Goes on by all ports of a node through which light can go.
  private mutating func enter(_ first: Int32) throws {
    let ports = portsOfNode
    var waiting = [first]
    while let id = waiting.popLast() {
      nodes.insert(id)
      guard entered.insert(id).inserted else { continue }
      ports.statement.bind(Int(id), at: 1)
      defer { ports.statement.reset() }
      var isOpen = false
      var strands: [(route: Int32, number: Int32)] = []
      var hops: [Int32] = []
      while try ports.statement.step() {
        let kind = NodeKind(word: ports.statement.text(0)) ?? .site
        if kind == .olt, id <= LightAddress.largestSource { break }
        let number = ports.statement.int(1)
        isOpen = isOpen || kind == .splitter || number > 0 && number <= LightAddress.largestPort
        if ports.statement.isNull(2) {
          hops.append(ports.statement.int32(3))
        } else {
          strands.append((ports.statement.int32(2), ports.statement.int32(4)))
        }
      }
      guard isOpen else { continue }
      waiting += hops
      for strand in strands { try take(strand.route, strand.number) }
    }
  }
}

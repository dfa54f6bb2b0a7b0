// Small random networks: rings, splitters with several inputs, several sources, bare hops.

public import TopoqNetwork

/// A random plant with its joints in a plain list, for oracles that look at nothing else.
public struct RandomPlant {
  public var plant = DraftPlant()
  public var random: SeededGenerator
  public let nodeCount: Int32
  public let routeCount: Int32

  public init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    nodeCount = Int32.random(in: 3...10, using: &random)
    routeCount = Int32.random(in: 4...20, using: &random)
    for id in 0..<nodeCount {
      var node = randomNode()
      if id == 0 {
        node = DraftPlant.Node(kind: .olt)
        node.isSource = true
        node.ports = 4
      }
      plant.addNode(node)
    }
    for _ in 0..<routeCount { plant.addRoute(randomRoute()) }
    for _ in 0..<Int.random(in: 10...120, using: &random) { joinSomething() }
    plant.seal()
  }

  private mutating func randomNode() -> DraftPlant.Node {
    let kinds: [NodeKind] = [.olt, .splitter, .splitter, .splitter, .closure, .premises, .terminal]
    var node = DraftPlant.Node(kind: kinds.randomElement(using: &random)!)
    node.isSource = node.kind == .olt
    node.ports = [2, 4, 8].randomElement(using: &random)
    if Int.random(in: 0..<12, using: &random) == 0 { node.state = .planned }
    if Int.random(in: 0..<12, using: &random) == 0 { node.isCut = true }
    return node
  }

  private mutating func randomRoute() -> DraftPlant.Route {
    var route = DraftPlant.Route(
      from: Int32.random(in: 1...nodeCount, using: &random),
      to: Int32.random(in: 1...nodeCount, using: &random),
      metres: Double(Int.random(in: 1...900, using: &random)) / 8, strands: 3)
    if Int.random(in: 0..<10, using: &random) == 0 { route.isCut = true }
    if Int.random(in: 0..<15, using: &random) == 0 { route.state = .retired }
    return route
  }

  /// An end that lies at `node`, of whatever kind.
  private mutating func randomEnd(at node: Int32) -> End {
    let here = (1...routeCount).flatMap { id -> [(Int32, RouteSide)] in
      let route = plant.routes[Int(id)]
      return (route.from == node ? [(id, RouteSide.a)] : []) + (route.to == node ? [(id, .b)] : [])
    }
    if let (route, side) = here.randomElement(using: &random),
      Bool.random(using: &random)
    {
      return .strand(route: route, number: Int32.random(in: 1...3, using: &random), side: side)
    }
    let isSource = plant.nodes[Int(node)].isSource
    let number = Int32.random(in: isSource ? 1...3 : -2...3, using: &random)
    return .port(node: node, number: number == 0 ? .input(1) : PortNumber(number))
  }

  /// Adds a joint at a random node, or a hop between ports of two; nothing where an end is taken.
  /// Returns the ends changed, and whether they were in a joint before.
  @discardableResult
  public mutating func joinSomething() -> [End: Bool] {
    let node = Int32.random(in: 1...nodeCount, using: &random)
    let other =
      Int.random(in: 0..<4, using: &random) == 0
      ? Int32.random(in: 1...nodeCount, using: &random) : node
    var ends = (randomEnd(at: node), randomEnd(at: other))
    if other != node {
      ends = (
        .port(node: node, number: PortNumber(Int32.random(in: 1...3, using: &random))),
        .port(node: other, number: .input(1))
      )
    }
    let loss = Double(Int.random(in: 0...4, using: &random)) / 8
    let conflict = plant.addJoint(DraftPlant.Joint(node: node, ends: ends, loss: loss))
    return conflict == nil ? [ends.0: false, ends.1: false] : [:]
  }

  /// Takes a joint apart.
  public mutating func unjoinSomething() -> [End: Bool] {
    let there = plant.joints.indices.filter { !plant.joints[$0].isRemoved }
    guard let index = there.randomElement(using: &random) else { return [:] }
    plant.removeJoint(index)
    let ends = plant.joints[index].ends
    return [ends.0: true, ends.1: true]
  }

  /// The nodes at which ends lie.
  public func nodes(of ends: some Sequence<End>) -> Set<Int32> {
    Set(
      ends.map { end in
        switch end {
        case .port(let node, _): node
        case .strand(let route, _, let side):
          side == .a ? plant.routes[Int(route)].from : plant.routes[Int(route)].to
        }
      })
  }
}

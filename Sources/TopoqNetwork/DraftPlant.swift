// The plant in memory while a network is imported: what light needs, and nothing else.

/// Nodes, routes and joints by number, as arrays; ids begin at 1 and index the arrays directly.
public struct DraftPlant: Sendable {
  public struct Node: Sendable {
    public var kind: NodeKind
    public var state: PlantState = .inService
    public var isSource = false
    public var isCut = false
    /// Outputs or PON ports; nil where the records do not say.
    public var ports: Int32?
    /// The node that houses this one, or 0.
    public var housing: Int32 = 0

    public init(kind: NodeKind) { self.kind = kind }
  }

  public struct Route: Sendable {
    public var from: Int32
    public var to: Int32
    public var metres: Double
    /// Nil where the records do not say: passable, unnumbered.
    public var strands: Int32?
    public var state: PlantState = .inService
    public var isCut = false

    public init(from: Int32, to: Int32, metres: Double, strands: Int32?) {
      self.from = from
      self.to = to
      self.metres = metres
      self.strands = strands
    }
  }

  /// A joint as it was stored: its own node, its ends and its loss in dB, nil where unstated.
  public struct Joint: Sendable {
    public var node: Int32
    public var ends: (End, End)
    public var loss: Double?
    public internal(set) var isRemoved = false

    public init(node: Int32, ends: (End, End), loss: Double?) {
      self.node = node
      self.ends = ends
      self.loss = loss
    }
  }

  public private(set) var nodes = [Node(kind: .site)]
  public private(set) var routes = [Route(from: 0, to: 0, metres: 0, strands: 0)]
  public private(set) var joints: [Joint] = []
  private var taken = EndTable()
  /// Port ends in joints, sorted by key: node first, then number. Filled by `seal`.
  private var portKeys: [UInt64] = []

  public init() {}

  public mutating func addNode(_ node: Node) { nodes.append(node) }
  public mutating func addRoute(_ route: Route) { routes.append(route) }

  public mutating func withNode(_ id: Int32, _ body: (inout Node) -> Void) {
    body(&nodes[Int(id)])
  }
  public mutating func withRoute(_ id: Int32, _ body: (inout Route) -> Void) {
    body(&routes[Int(id)])
  }

  /// Adds a joint unless one of its ends is taken: then returns that end and the joint's index.
  public mutating func addJoint(_ joint: Joint) -> (end: End, joint: Int)? {
    let index = Int32(joints.count)
    for end in [joint.ends.0, joint.ends.1] {
      if let place = taken[end.key], !joints[Int(place)].isRemoved { return (end, Int(place)) }
    }
    guard joint.ends.0 != joint.ends.1 else { return (joint.ends.0, Int(index)) }
    joints.append(joint)
    for end in [joint.ends.0, joint.ends.1] where taken.insert(index, for: end.key) != nil {
      taken.replace(index, for: end.key)
    }
    return nil
  }

  public mutating func removeJoint(_ index: Int) { joints[index].isRemoved = true }
  public mutating func setLoss(_ loss: Double?, ofJoint index: Int) { joints[index].loss = loss }

  public func joint(taking end: End) -> Int? {
    guard let index = taken[end.key], !joints[Int(index)].isRemoved else { return nil }
    return Int(index)
  }

  /// The outermost housing of a node: what shares strand ends. Housings never form a ring, as
  /// `firstHousingRing` makes sure before anything asks.
  public func place(of node: Int32) -> Int32 {
    var place = node
    while nodes[Int(place)].housing != 0 { place = nodes[Int(place)].housing }
    return place
  }

  /// A node that is housed in itself over any number of steps, or nil.
  public func firstHousingRing() -> Int32? {
    for start in nodes.indices.dropFirst() where nodes[start].housing != 0 {
      var steps = 0
      var place = Int32(start)
      while nodes[Int(place)].housing != 0 {
        place = nodes[Int(place)].housing
        steps += 1
        if place == start || steps > 64 { return Int32(start) }
      }
    }
    return nil
  }

  /// Makes the look-up of joined ports ready; call after the last joint.
  public mutating func seal() {
    portKeys.removeAll(keepingCapacity: true)
    for joint in joints where !joint.isRemoved {
      for end in [joint.ends.0, joint.ends.1] {
        if case .port = end { portKeys.append(end.key) }
      }
    }
    portKeys.sort()
  }
}

extension DraftPlant: Glass {
  public func peer(of end: End) -> (end: End, loss: Double)? {
    guard let index = joint(taking: end) else { return nil }
    let joint = joints[index]
    return (
      joint.ends.0 == end ? joint.ends.1 : joint.ends.0,
      joint.loss ?? Optics.spliceLossInDecibels
    )
  }

  public func route(_ id: Int32) -> GlassRoute {
    let route = routes[Int(id)]
    return GlassRoute(
      from: route.from, to: route.to, metres: route.metres,
      isInService: route.state == .inService, isCut: route.isCut)
  }

  public func node(_ id: Int32) -> GlassNode {
    let node = nodes[Int(id)]
    return GlassNode(
      kind: node.kind, isSource: node.isSource, isInService: node.state == .inService,
      isCut: isCut(id),
      splitLoss: node.kind == .splitter
        ? Optics.splitterLossInDecibels(outputs: Int(node.ports ?? 1)) : 0)
  }

  /// What has failed takes with it what it houses.
  private func isCut(_ id: Int32) -> Bool {
    var current = id
    while current != 0 {
      if nodes[Int(current)].isCut { return true }
      current = nodes[Int(current)].housing
    }
    return false
  }

  public func joinedOutputs(of node: Int32) -> [Int32] {
    joinedPorts(of: node).filter { !$0.isInput }.map(\.value)
  }

  public func joinedInputs(of node: Int32) -> [PortNumber] {
    joinedPorts(of: node).filter(\.isInput).sorted { $0.value > $1.value }
  }

  /// - Complexity: O(log ports in joints).
  private func joinedPorts(of node: Int32) -> [PortNumber] {
    let first = End.port(node: node, number: PortNumber(0)).key
    var low = 0
    var high = portKeys.count
    while low < high {
      let middle = (low + high) / 2
      if portKeys[middle] < first { low = middle + 1 } else { high = middle }
    }
    var ports: [PortNumber] = []
    while low < portKeys.count, portKeys[low] >> 32 == first >> 32 {
      ports.append(PortNumber(Int32(bitPattern: UInt32(truncatingIfNeeded: portKeys[low]))))
      low += 1
    }
    return ports
  }
}

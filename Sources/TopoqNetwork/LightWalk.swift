// Follows light from a port through joints, strands and splitters.

/// Something in the joints that cannot be: reported, and the walk ends there.
public enum LightContradiction: Hashable, Sendable {
  /// Light comes back to a node whose outputs it already left on the same way.
  case loop(node: Int32, port: LightAddress, by: End)
  /// Light runs into a numbered port: an output, or another source.
  case entersOutput(node: Int32, number: PortNumber, port: LightAddress)
  /// The port lights more points than a chunk holds.
  case tooManyPoints(port: LightAddress)

  /// The port in whose light it was found.
  public var port: LightAddress {
    switch self {
    case .loop(_, let port, _), .entersOutput(_, _, let port), .tooManyPoints(let port): port
    }
  }
}

/// One walk from one port, or from nodes that nothing feeds.
///
/// The walk is depth first with a stack of its own, so that deep plant cannot exhaust the thread's.
/// After an edit it takes over what the edit cannot have changed: see `follow(source:port:knowing:)`.
public struct LightWalk<Plant: Glass> {
  let plant: Plant
  let address: LightAddress
  public internal(set) var points: [LightPoint] = []
  public internal(set) var contradictions: [LightContradiction] = []

  /// A way that is still to be followed.
  enum Pending {
    /// Light leaves the point `from` by `end`; `loss` was lost inside the node.
    case leave(end: End, from: Int, loss: Double)
    /// What hung below the point before the edit hangs there still: an old point.
    case takeOver(old: Int, from: Int)
  }
  var pending: [Pending] = []
  /// The points as they were, and for each new point the old one it is, or -1.
  var known = KnownLight()
  var origins: [Int] = []
  /// Set where what was taken over could not be told apart: the walk begins again without it.
  var isInDoubt = false

  public init(_ plant: Plant, address: LightAddress) {
    self.plant = plant
    self.address = address
  }

  /// Follows light from port `number` of source `node`.
  ///
  /// - Complexity: O(points lit), times the depth of splitters for each splitter entered.
  public mutating func follow(source node: Int32, port number: Int32) throws {
    let source = try plant.node(node)
    add(root: node, source, dark: !source.isInService || source.isCut)
    guard source.isInService else { return finish() }
    pending.append(
      .leave(end: .port(node: node, number: PortNumber(number)), from: 0, loss: 0))
    try followPending()
    finish()
  }

  /// Follows what would be lit below `roots`, which nothing feeds; all of it is dark.
  public mutating func follow(unfed roots: [Int32]) throws {
    for root in roots {
      guard points.count < LightAddress.pointsPerPort else {
        contradictions.append(.tooManyPoints(port: address))
        break
      }
      let node = try plant.node(root)
      let position = points.count
      add(root: root, node, dark: true)
      points[position].marks.insert(.splits)
      guard node.isInService else { continue }
      try leaveOutputs(of: root, node, at: position)
      try followPending()
    }
    finish()
  }

  private mutating func add(root id: Int32, _ node: GlassNode, dark: Bool) {
    origins.append(known.isEmpty ? -1 : 0)
    points.append(
      LightPoint(
        parent: nil, last: points.count, node: id, kind: node.kind, route: 0, strand: 0, metres: 0,
        jointLoss: 0, servicePoints: 0, marks: dark ? .dark : []))
  }

  mutating func followPending() throws {
    while let way = pending.popLast() {
      guard points.count < LightAddress.pointsPerPort else {
        contradictions.append(.tooManyPoints(port: address))
        pending.removeAll()
        return
      }
      switch way {
      case .leave(let end, let from, let loss): try leave(by: end, from: from, loss: loss)
      case .takeOver(let old, let from): try takeOver(old, from: from)
      }
    }
  }

  private mutating func leave(by end: End, from parent: Int, loss: Double) throws {
    guard let joint = try plant.peer(of: end) else { return }
    switch joint.end {
    case .strand(let id, let number, let side):
      try cross(
        route: id, strand: number, enteringAt: side, from: parent, loss: loss + joint.loss)
    case .port(let id, let number):
      try enter(node: id, port: number, from: parent, loss: loss + joint.loss)
    }
  }

  /// Light runs along a strand to the node at its far end.
  mutating func cross(
    route id: Int32, strand: Int32, enteringAt side: RouteSide, from parent: Int, loss: Double
  ) throws {
    let route = try plant.route(id)
    guard route.isInService else { return }
    let far = side == .a ? route.to : route.from
    guard far > 0 else { return }
    let node = try plant.node(far)
    guard node.isInService else { return }
    let position = points.count
    let above = points[parent]
    var marks = above.marks.subtracting(.splits)
    if route.isCut || node.isCut { marks.insert(.dark) }
    append(
      LightPoint(
        parent: parent, last: position, node: far, kind: node.kind, route: id, strand: strand,
        metres: above.metres + route.metres, jointLoss: above.jointLoss + loss, servicePoints: 0,
        marks: marks))
    guard !takeOverBelow(position) else { return }
    pending.append(
      .leave(
        end: .strand(route: id, number: strand, side: side.opposite), from: position, loss: 0))
  }

  /// Light goes in at a port and out at every numbered port that is in a joint.
  mutating func enter(
    node id: Int32, port number: PortNumber, from parent: Int, loss: Double
  ) throws {
    let node = try plant.node(id)
    guard node.isInService else { return }
    guard number.isInput, !node.isSource else {
      contradictions.append(.entersOutput(node: id, number: number, port: address))
      return
    }
    guard !hasSplit(at: id, aboveOrAt: parent) else {
      contradictions.append(.loop(node: id, port: address, by: .port(node: id, number: number)))
      return
    }
    var position = parent
    if points[parent].node != id {
      position = points.count
      let above = points[parent]
      var marks = above.marks.subtracting(.splits)
      if node.isCut { marks.insert(.dark) }
      append(
        LightPoint(
          parent: parent, last: position, node: id, kind: node.kind, route: 0, strand: 0,
          metres: above.metres, jointLoss: above.jointLoss + loss, servicePoints: 0, marks: marks))
    } else {
      points[position].jointLoss += loss
    }
    points[position].marks.insert(.splits)
    if number.value < -1 { points[position].marks.insert(.secondary) }
    try leaveOutputs(of: id, node, at: position)
  }

  private mutating func append(_ point: LightPoint) {
    origins.append(
      known.isEmpty ? -1 : known.child(of: origins[point.parent ?? 0], like: point) ?? -1)
    points.append(point)
  }

  /// Light leaves by every joined output; what hung on an output that an edit left alone hangs
  /// there still.
  mutating func leaveOutputs(of id: Int32, _ node: GlassNode, at position: Int) throws {
    let outputs = try plant.joinedOutputs(of: id)
    let old = origins[position]
    let isSame = old >= 0 && known.holds(old, what: points[position])
    let kept = isSame ? known.children(of: old, byOutput: outputs) : [:]
    for number in outputs.reversed() {
      if let child = kept[number] {
        pending.append(.takeOver(old: child, from: position))
      } else {
        let end = End.port(node: id, number: PortNumber(number))
        pending.append(.leave(end: end, from: position, loss: node.splitLoss))
      }
    }
  }

  private func hasSplit(at node: Int32, aboveOrAt start: Int) -> Bool {
    var position: Int? = start
    while let current = position {
      if points[current].node == node && points[current].marks.contains(.splits) { return true }
      position = points[current].parent
    }
    return false
  }

  /// Fills in `last` and the service points, from the leaves up.
  mutating func finish() {
    for position in points.indices {
      points[position].last = position
      points[position].servicePoints = points[position].kind == .premises ? 1 : 0
    }
    for position in points.indices.reversed() {
      guard let parent = points[position].parent else { continue }
      points[parent].last = max(points[parent].last, points[position].last)
      points[parent].servicePoints += points[position].servicePoints
    }
  }
}

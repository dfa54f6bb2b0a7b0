// After an edit: whatever lay below untouched points is taken over, block by block.

extension LightWalk {
  /// Follows light again after an edit that changed joints at `touched` nodes only: the joints of
  /// the ends in `changed`, with whether each was in a joint before.
  ///
  /// The joints at an untouched node are what they were, so the points below it are the old ones as
  /// far as the next touched node. Where a point holds what it held, its old children are taken
  /// over; a block without touched nodes is copied whole.
  ///
  /// - Complexity: O(points), with look-ups in the plant only at touched nodes and new points.
  public mutating func follow(
    source node: Int32, port number: Int32, knowing old: [LightPoint], touched: Set<Int32>,
    changed: [End: Bool]
  ) throws {
    known = KnownLight(old, touched: touched, changed: changed)
    if known.isEmpty || known.isTouched(0) || old[0].node != node {
      try follow(source: node, port: number)
    } else {
      try followKnown()
    }
    guard isInDoubt else { return }
    self = LightWalk(plant, address: address)
    try follow(source: node, port: number)
  }

  /// The port's own joint is untouched: what hung there hangs there still.
  private mutating func followKnown() throws {
    points.append(known.points[0])
    origins.append(0)
    pushOldChildren(of: 0, under: 0)
    try followPending()
    finish()
  }

  private mutating func pushOldChildren(of old: Int, under position: Int) {
    for child in known.children(of: old).reversed() {
      pending.append(.takeOver(old: child, from: position))
    }
  }

  /// Where a point just made by `cross` is an old one that holds what it held, at an untouched
  /// node, its children are pushed as old ones. A point that splits was changed by entering its
  /// input, so it is never told to be the same here.
  mutating func takeOverBelow(_ position: Int) -> Bool {
    let old = origins[position]
    guard old >= 0, !known.isTouched(old), known.holds(old, what: points[position]) else {
      return false
    }
    pushOldChildren(of: old, under: position)
    return true
  }

  mutating func takeOver(_ old: Int, from parent: Int) throws {
    if !known.isTouchedBelow(old) { return copyBlock(old, under: parent) }
    if !known.isTouched(old) {
      var point = known.points[old]
      point.parent = parent
      points.append(point)
      origins.append(old)
      pushOldChildren(of: old, under: points.count - 1)
      return
    }
    try reenter(old, from: parent)
  }

  private mutating func copyBlock(_ first: Int, under parent: Int) {
    let base = points.count
    for old in first...known.points[first].last {
      guard points.count < LightAddress.pointsPerPort else {
        isInDoubt = true
        return
      }
      var point = known.points[old]
      point.parent = old == first ? parent : point.parent! - first + base
      points.append(point)
      origins.append(old)
    }
  }

  /// An old point at a touched node: light comes to it as it did, and is followed from there.
  private mutating func reenter(_ old: Int, from parent: Int) throws {
    let point = known.points[old]
    let above = try plant.node(points[parent].node)
    let splitLoss = points[parent].marks.contains(.splits) ? above.splitLoss : 0
    if point.route != 0 {
      let route = try plant.route(point.route)
      guard route.from != route.to else {
        isInDoubt = true
        return
      }
      let near: RouteSide = route.to == point.node ? .a : .b
      let end = End.strand(route: point.route, number: point.strand, side: near)
      guard let joint = try plant.peer(of: end) else { return }
      try cross(
        route: point.route, strand: point.strand, enteringAt: near, from: parent,
        loss: splitLoss + joint.loss)
      return
    }
    for input in try plant.joinedInputs(of: point.node) {
      guard let joint = try plant.peer(of: .port(node: point.node, number: input)),
        try leads(joint.end, from: parent)
      else { continue }
      try enter(node: point.node, port: input, from: parent, loss: splitLoss + joint.loss)
      return
    }
  }

  /// Whether `end` is one by which light leaves the point at `position`.
  private mutating func leads(_ end: End, from position: Int) throws -> Bool {
    let point = points[position]
    switch end {
    case .port(let node, let number):
      if node == address.source, position == 0 { return number.value == address.port }
      return node == point.node && !number.isInput
    case .strand(let route, let number, _):
      return route == point.route && number == point.strand
    }
  }
}

// The best way that recorded light goes between two things.

internal import TopoqGraph
internal import TopoqNetwork

/// Looks for ways from one thing down to the other, or up to it, in the light of every port in
/// which both stand.
struct LightWay {
  /// Points of a chunk as a way meets them.
  private struct Candidate {
    let port: Int64
    let positions: [Int]
    let points: [LightPoint]
    let isDownwards: Bool
    let cost: WayCost
  }

  let request: WayRequest
  let reader: LightReader
  let network: PhysicalNetwork

  /// The best way that passes what it should and touches nothing that is avoided or cut, or nil.
  ///
  /// - Complexity: O(points of the ports in which both ends stand).
  func find(withJoints: Bool = false) throws -> Way? {
    var best: Candidate?
    for candidate in try candidates() {
      guard best == nil || candidate.cost < best!.cost, try isOpen(candidate) else { continue }
      best = candidate
    }
    guard let best else { return nil }
    var way = Way(points: try points(of: best), isLight: true)
    if withJoints { way.joints = try joints(of: best) }
    return way
  }

  private func candidates() throws -> [Candidate] {
    let from = try request.from.node.map { try network.housed(in: $0) } ?? []
    let to = try request.to.node.map { try network.housed(in: $0) } ?? []
    let common = Set(try reader.ports(of: request.from, from)).intersection(
      try reader.ports(of: request.to, to))
    var found: [Candidate] = []
    for port in common.sorted() {
      let bytes = try reader.bytes(of: port)
      try bytes.withUnsafeBytes { raw in
        guard let view = LightView(raw) else { return }
        let upper = try reader.stands(of: request.from, Set(from), in: port, view)
        let lower = try reader.stands(of: request.to, Set(to), in: port, view)
        found += try ways(from: upper, to: lower, port, view, isDownwards: true)
        found += try ways(from: lower, to: upper, port, view, isDownwards: false)
      }
    }
    return found
  }

  /// From each lower stand up to every upper one that it hangs below.
  private func ways(
    from upper: [LightStand], to lower: [LightStand], _ port: Int64, _ view: LightView,
    isDownwards: Bool
  ) throws -> [Candidate] {
    var starts: [Int: [LightStand]] = [:]
    for stand in upper { starts[stand.start, default: []].append(stand) }
    var ways: [Candidate] = []
    for stand in lower {
      var positions: [Int] = []
      var current = stand.top
      while current >= 0 {
        positions.append(current)
        let begins = starts[current]?.contains {
          $0.below.contains(stand.top) || $0.start == stand.top
        }
        if begins == true {
          ways.append(
            try candidate(port, isDownwards ? positions.reversed() : positions, view, isDownwards))
        }
        current = view.parent(current)
      }
    }
    return ways
  }

  private func candidate(
    _ port: Int64, _ positions: [Int], _ view: LightView, _ isDownwards: Bool
  ) throws -> Candidate {
    let points = positions.map { view.point($0) }
    let (first, last) = (points.first!, points.last!)
    let metres = abs(last.metres - first.metres)
    var hops = 0
    for (before, after) in zip(points, points.dropFirst()) {
      hops += try isHop(before, after) ? 1 : 0
    }
    let loss = Optics.lossInDecibels(
      metres: metres, joints: abs(last.jointLoss - first.jointLoss))
    return Candidate(
      port: port, positions: positions, points: points, isDownwards: isDownwards,
      cost: request.measure.cost(metres: metres, loss: loss, hops: hops))
  }

  private func isHop(_ before: LightPoint, _ after: LightPoint) throws -> Bool {
    try network.place(of: before.node) != network.place(of: after.node)
  }

  // MARK: What a way passes

  /// The route by which the way comes to each point after its first.
  private func crossed(_ points: [LightPoint], _ isDownwards: Bool) -> [LightPoint] {
    isDownwards ? Array(points.dropFirst()) : Array(points.dropLast())
  }

  /// Whether nothing on the way is avoided or cut, and every waypoint is passed in its order.
  private func isOpen(_ way: Candidate) throws -> Bool {
    for point in way.points {
      guard !request.avoids(node: point.node, route: 0), try network.obstacle(at: point.node) == nil
      else { return false }
    }
    let crossed = crossed(way.points, way.isDownwards)
    for point in crossed where point.route != 0 {
      guard !request.avoids(node: 0, route: point.route),
        try !network.glass().route(point.route).isCut
      else { return false }
    }
    var index = 0
    for waypoint in request.waypoints {
      let nodes = try waypoint.node.map { Set(try network.housed(in: $0)) } ?? []
      // Step i of the way leads from point i to point i + 1.
      let next = way.points.indices.dropFirst(index).first { place in
        nodes.contains(way.points[place].node)
          || place > 0 && waypoint.route == crossed[place - 1].route
            && Self.isStrand(waypoint, crossed[place - 1])
      }
      guard let next else { return false }
      index = next
    }
    return true
  }

  private static func isStrand(_ waypoint: WayPlace, _ point: LightPoint) -> Bool {
    guard case .strand(_, let number) = waypoint else { return point.route != 0 }
    return point.strand == number
  }

  private func points(of way: Candidate) throws -> [Way.Point] {
    let first = way.points[0]
    var points = [
      Way.Point(node: first.node, hop: 0, route: 0, strand: 0, metres: 0, loss: 0)
    ]
    for (index, step) in crossed(way.points, way.isDownwards).enumerated() {
      let (before, here) = (way.points[index], way.points[index + 1])
      let metres = abs(here.metres - first.metres)
      points.append(
        Way.Point(
          node: here.node, hop: points[index].hop + (try isHop(before, here) ? 1 : 0),
          route: step.route, strand: step.strand, metres: metres,
          loss: Optics.lossInDecibels(
            metres: metres, joints: abs(here.jointLoss - first.jointLoss))))
    }
    return points
  }

  // MARK: Joints

  /// The joints that light passes on the way, in the order of the way.
  private func joints(of way: Candidate) throws -> [Int64] {
    let points = way.isDownwards ? way.points : way.points.reversed()
    var joints: [Int64?] = []
    for (above, point) in zip(points, points.dropFirst()) {
      if point.route != 0 {
        let route = try network.glass().route(point.route)
        let far: RouteSide = route.to == point.node ? .b : .a
        joints.append(try joint(of: point, far.opposite))
        // Light that goes in at the node's own port passes the joint at the far end.
        if point.marks.contains(.splits) { joints.append(try joint(of: point, far)) }
      } else {
        joints.append(try joint(into: point, from: above))
      }
    }
    let passed = joints.compactMap { $0 }
    return way.isDownwards ? passed : passed.reversed()
  }

  private func joint(of point: LightPoint, _ side: RouteSide) throws -> Int64? {
    let end = End.strand(route: point.route, number: point.strand, side: side)
    return try network.glass().row(of: end).map { $0 >> 1 }
  }

  /// The joint by which light goes in at a port of `point`, from a strand or port at `above`.
  private func joint(into point: LightPoint, from above: LightPoint) throws -> Int64? {
    let glass = try network.glass()
    for input in try glass.joinedInputs(of: point.node) {
      guard let row = try glass.row(of: .port(node: point.node, number: input)),
        let end = try glass.end(row ^ 1)
      else { continue }
      switch end {
      case .strand(above.route, above.strand, _): return row >> 1
      case .port(above.node, _): return row >> 1
      default: continue
      }
    }
    return nil
  }
}

// The best way over routes in service, whether light goes there or not.

internal import TopoqGraph
internal import TopoqNetwork

/// Searches from stop to stop: the ends of the way and its waypoints, in order.
///
/// A route as a stop is crossed from either end, so a stop has up to two gates; the way is the best
/// over all of them.
struct PhysicalWay {
  /// A stop as a way meets it: where it comes in and goes on, and the route crossed between.
  private struct Gate {
    let enters: Int32
    let leaves: Int32
    /// The node that the stop itself is at, as the way comes in and as it goes on.
    let nodes: (Int32, Int32)
    let crossed: PhysicalNetwork.Link?
  }

  /// A way that has come to a gate.
  private struct Reached {
    let cost: WayCost
    var points: [Way.Point]
  }

  /// Where no way goes on: the search from one side of a leg came to its end.
  struct DeadEnd {
    /// Which leg, from 0.
    var leg: Int
    let isFromSide: Bool
    /// The place that the search began at; none where the stop itself cannot be entered.
    let starts: [Int32]
  }

  let network: PhysicalNetwork
  let request: WayRequest
  private(set) var deadEnd: DeadEnd?

  init(_ request: WayRequest, _ network: PhysicalNetwork) {
    self.request = request
    self.network = network
  }

  /// The best way, or nil where none exists; then `deadEnd` says where it ends.
  mutating func find() throws -> Way? {
    let first = try ends(at: request.from)
    var reached: [(gate: Gate, way: Reached)] = first.map { gate in
      let start = Way.Point(node: gate.nodes.0, hop: 0, route: 0, strand: 0, metres: 0, loss: 0)
      return (gate, Reached(cost: .nothing, points: [start]))
    }
    let stops = try request.waypoints.map { try gates(at: $0) } + [ends(at: request.to)]
    for (leg, gates) in stops.enumerated() {
      let before = reached
      reached = []
      for gate in gates {
        if let way = try best(from: before, to: gate) { reached.append((gate, way)) }
      }
      guard reached.isEmpty else { continue }
      if deadEnd == nil {
        // No gate at all: what is to be passed or reached is itself cut, avoided or without an end.
        deadEnd = DeadEnd(leg: leg, isFromSide: before.isEmpty, starts: [])
      }
      deadEnd!.leg = leg
      return nil
    }
    return reached.map(\.way).min { $0.cost < $1.cost }.map {
      Way(points: $0.points, isLight: false)
    }
  }

  // MARK: Stops

  /// Where a way can begin or end.
  private func ends(at stop: WayPlace) throws -> [Gate] {
    if let node = stop.node {
      guard !request.avoided.nodes.contains(node) else { return [] }
      let place = try network.place(of: node)
      return [Gate(enters: place, leaves: place, nodes: (node, node), crossed: nil)]
    }
    guard let route = stop.route else { return [] }
    let ends = try network.glass().route(route)
    return try [ends.from, ends.to].filter { $0 > 0 && !request.avoids(node: $0, route: 0) }.map {
      let place = try network.place(of: $0)
      return Gate(enters: place, leaves: place, nodes: ($0, $0), crossed: nil)
    }
  }

  /// How a way can pass a waypoint.
  private func gates(at stop: WayPlace) throws -> [Gate] {
    guard let route = stop.route else { return try ends(at: stop) }
    let ends = try network.glass().route(route)
    let places = try [ends.from, ends.to].filter { $0 > 0 }.map { try network.place(of: $0) }
    return try places.compactMap { place in
      let link = try network.links(of: place).first { $0.route == route }
      guard let link, isOpen(link) else { return nil }
      return Gate(enters: place, leaves: link.place, nodes: (link.near, link.far), crossed: link)
    }
  }

  // MARK: Legs

  private func isOpen(_ link: PhysicalNetwork.Link) -> Bool {
    link.obstacle == nil && !request.avoids(node: link.near, route: link.route)
      && !request.avoids(node: link.far, route: 0)
  }

  /// What a link is called in a search: a route by its number, a bare hop below zero.
  private static func name(of link: PhysicalNetwork.Link) -> Int64 {
    link.route > 0 ? Int64(link.route) : -link.joint - 1
  }

  private func openLinks(of place: Int32) throws -> [PhysicalNetwork.Link] {
    try network.links(of: place).filter(isOpen)
  }

  /// The best way to a gate over all the gates of the stop before.
  private mutating func best(
    from reached: [(gate: Gate, way: Reached)], to gate: Gate
  ) throws -> Reached? {
    var best: Reached?
    for (start, way) in reached {
      var search = MeetingSearch(from: [start.leaves], to: [gate.enters])
      let found = try search.run { place in
        try openLinks(of: place).map {
          WayEdge(to: $0.place, edge: Self.name(of: $0), cost: request.measure.cost(of: $0))
        }
      }
      guard let found else {
        deadEnd = DeadEnd(
          leg: 0, isFromSide: search.endedAtFrom,
          starts: [search.endedAtFrom ? start.leaves : gate.enters])
        continue
      }
      var cost = way.cost + found.cost
      if let crossed = gate.crossed { cost = cost + request.measure.cost(of: crossed) }
      guard best == nil || cost < best!.cost else { continue }
      best = try append(found, to: gate, after: Reached(cost: cost, points: way.points))
    }
    return best
  }

  private func append(
    _ found: MeetingSearch.Way, to gate: Gate, after reached: Reached
  ) throws -> Reached {
    var reached = reached
    var place = found.start
    for (edge, next) in found.steps {
      // Of several links of one name, as a route from a place to itself, the first is as good.
      guard let link = try openLinks(of: place).first(where: { Self.name(of: $0) == edge }) else {
        preconditionFailure("a search walks links that are there")
      }
      reached.points.append(Self.point(after: reached.points.last!, by: link))
      place = next
    }
    if reached.points.last!.node != gate.nodes.0 {
      let last = reached.points.last!
      reached.points.append(
        Way.Point(
          node: gate.nodes.0, hop: last.hop, route: 0, strand: 0, metres: last.metres,
          loss: last.loss))
    }
    if let crossed = gate.crossed {
      reached.points.append(Self.point(after: reached.points.last!, by: crossed))
    }
    return reached
  }

  private static func point(after last: Way.Point, by link: PhysicalNetwork.Link) -> Way.Point {
    let splice = last.hop > 0 ? Optics.spliceLossInDecibels : 0
    return Way.Point(
      node: link.far, hop: last.hop + 1, route: link.route, strand: 0,
      metres: last.metres + link.metres,
      loss: last.loss
        + Optics.lossInDecibels(metres: link.metres, joints: link.loss + splice))
  }
}

// What fails together, what hangs together by glass, and how far glass reaches, on a plain network.

import TopoqSyntax
import TopoqVocabulary

extension Interpreter {
  // MARK: Failures

  /// What is left with no light if things fail together: every feed that is lit passes one of them.
  func affected(by things: [Thing], _ noun: TopoqVocabulary.Noun) -> Set<Int> {
    var lost: Set<Int> = []
    var lostRoutes: Set<Int> = []
    for thing in things {
      let isPort = if case .port = thing { true } else { false }
      for (start, point) in points(below: thing, false)
      where light.arrivals[point].source != nil {
        lost.insert(point)
        // Light still comes along the route that leads to what fails.
        if isPort || point != start { lostRoutes.insert(point) }
      }
    }
    // What lies below two of them may be where light comes to one.
    func subjects(_ points: some Sequence<Int>) -> Set<Int> {
      Set(
        points.compactMap {
          noun.isRoute ? light.arrivals[$0].route : light.arrivals[$0].node
        })
    }
    let gone = noun.isRoute ? lostRoutes : lost
    let kept = light.arrivals.indices.filter {
      !gone.contains($0) && !light.arrivals[$0].isDark && light.arrivals[$0].source != nil
    }
    return subjects(gone).subtracting(subjects(kept)).subtracting(themselves(things, noun))
  }

  /// Things are not found by a place that they are themselves; what is attached to them is.
  private func themselves(_ things: [Thing], _ noun: TopoqVocabulary.Noun) -> Set<Int> {
    Set(
      things.compactMap { thing in
        switch thing {
        case .node(let node) where noun.isPlantNode: node
        case .route(let route) where noun.isRoute: route
        default: nil
        }
      })
  }

  // MARK: Glass

  /// What hangs together with things over strands, joints and splitters, in any direction.
  func connected(to things: [Thing], _ noun: TopoqVocabulary.Noun) -> Set<Int> {
    var glass = PlainGlass(network)
    for thing in things {
      switch thing {
      case .node(let node):
        for place in network.housed(in: node).union([node]) { glass.take(node: place) }
      case .route(let route): glass.take(route: route)
      case .strand(let route, let number): glass.take(strand: number, of: route)
      case .port(let node, let number): glass.take(port: number, of: node)
      case .joint, .customer, .charge, .area, .plan:
        if let node = node(of: thing) { glass.take(node: node) }
      }
    }
    glass.spread()
    let found = noun.isRoute ? glass.routes : glass.nodes
    return found.subtracting(themselves(things, noun))
  }

  // MARK: Reach

  /// Nodes within so many metres of fibre, or so many hops, of the nearest of some things.
  func reached(
    from things: [Thing], metres: Double?, hops: Int?, _ noun: TopoqVocabulary.Noun
  ) throws -> Reach {
    guard !noun.isRoute else { throw Unknown("routes within reach") }
    var found: [Int: Double] = [:]
    for origin in Set(things.map { self.node(of: $0) }) {
      guard let origin else {
        // A route begins to reach at both its ends, a thing on no node nowhere.
        if things.contains(where: { $0.isGlass }) { throw Unknown("reach of glass") }
        continue
      }
      let costs = try costs(from: network.site(of: origin), byMetres: metres != nil)
      for node in network.nodes.indices {
        guard let cost = costs[network.site(of: node)] else { continue }
        let isItself = noun.isPlantNode && things.contains(.node(origin)) && node == origin
        if isItself { continue }
        if let metres, abs(cost - metres) < 0.01 { throw Ambiguous() }
        if cost <= metres ?? Double(hops!) { found[node] = min(found[node] ?? cost, cost) }
      }
    }
    return Reach(subjects: Set(found.keys), metres: metres == nil ? nil : found)
  }

  /// The least cost from a site to every other, by trying each link until nothing gets better.
  private func costs(from start: Int, byMetres: Bool) throws -> [Int: Double] {
    var costs = [start: 0.0]
    let links = links
    var isBetter = true
    while isBetter {
      isBetter = false
      for link in links {
        for (from, to) in [(link.sites.0, link.sites.1), (link.sites.1, link.sites.0)] {
          guard let cost = costs[from] else { continue }
          let next = cost + (byMetres ? link.metres : 1)
          if next < (costs[to] ?? .infinity) - 1e-9 {
            costs[to] = next
            isBetter = true
          }
        }
      }
    }
    return costs
  }

  /// Routes in service that no cut is on record for, and joints of ports at two sites.
  private var links: [(sites: (Int, Int), metres: Double)] {
    func isOpen(_ node: Int) -> Bool {
      network.nodes[node].state == "in service"
        && network.nodes[network.site(of: node)].state == "in service"
    }
    var links: [(sites: (Int, Int), metres: Double)] = []
    for (index, route) in network.routes.enumerated()
    where route.state == "in service" && !route.isCut && isOpen(route.from) && isOpen(route.to) {
      links.append(
        ((network.site(of: route.from), network.site(of: route.to)), network.metres(of: index)))
    }
    for joint in network.joints {
      guard case (.port(let one, _), .port(let other, _)) = joint.ends, isOpen(one), isOpen(other)
      else { continue }
      links.append(((network.site(of: one), network.site(of: other)), 0))
    }
    return links.filter { $0.sites.0 != $0.sites.1 }
  }

  // MARK: Along

  /// Nodes along routes: those at their ends, and those no more than 25 m off the line; with the
  /// metres from the beginning of the route, the least where several have them.
  func along(_ things: [Thing], _ noun: TopoqVocabulary.Noun) throws -> Reach {
    guard !noun.isRoute else { throw Unknown("routes along") }
    var found: [Int: Double] = [:]
    for case .route(let index) in things {
      for (node, metres) in try along(index) {
        found[node] = min(found[node] ?? metres, metres)
      }
    }
    return Reach(subjects: Set(found.keys), chainage: found)
  }

  private func along(_ index: Int) throws -> [Int: Double] {
    var found: [Int: Double] = [:]
    let route = network.routes[index]
    let last = route.line.map { PlainGround.length(of: $0) } ?? network.metres(of: index)
    for node in network.nodes.indices {
      guard let line = route.line, let place = network.place(of: node) else { continue }
      let metres = PlainGround.metres(place, toLine: line)
      if abs(metres - 25) < 0.01 { throw Ambiguous() }
      if metres < 25 { found[node] = PlainGround.metres(along: line, to: place) }
    }
    found[route.to] = last
    found[route.from] = 0
    return found
  }
}

extension Interpreter.Thing {
  /// Whether it is glass between nodes.
  fileprivate var isGlass: Bool {
    switch self {
    case .route, .strand: true
    default: false
    }
  }
}

/// Ends of strands and ports that hang together, marked until nothing is added.
private struct PlainGlass {
  private let network: PlainNetwork
  private var ends: Set<PlainNetwork.End> = []
  private(set) var nodes: Set<Int> = []
  private(set) var routes: Set<Int> = []

  init(_ network: PlainNetwork) { self.network = network }

  mutating func take(node: Int) {
    for route in network.routes.indices
    where network.routes[route].from == node || network.routes[route].to == node {
      take(route: route)
    }
    for port in joinedPorts(of: node) { take(port: port, of: node) }
  }

  mutating func take(route: Int) {
    reach(route)
    for strand in network.usedStrands(of: route) { take(strand: strand, of: route) }
  }

  mutating func take(strand: Int, of route: Int) {
    reach(route)
    ends.insert(.strand(route: route, number: strand, atTo: false))
    ends.insert(.strand(route: route, number: strand, atTo: true))
  }

  mutating func take(port: Int, of node: Int) {
    ends.insert(.port(node: node, number: port))
    enter(node)
  }

  mutating func spread() {
    var count = -1
    while count != ends.count + nodes.count + routes.count {
      count = ends.count + nodes.count + routes.count
      for end in ends {
        guard let other = network.opposite(end)?.end else { continue }
        ends.insert(other)
        switch other {
        case .strand(let route, let number, _): take(strand: number, of: route)
        case .port(let node, _): enter(node)
        }
      }
    }
  }

  private mutating func reach(_ route: Int) {
    routes.insert(route)
    nodes.formUnion([network.routes[route].from, network.routes[route].to])
  }

  /// Any port of a splitter, or of what hands light on, leads to its others; a source's is an end.
  private mutating func enter(_ node: Int) {
    nodes.insert(node)
    guard network.nodes[node].kind != "olt" else { return }
    guard network.nodes[node].kind == "splitter" || !network.usedPorts(of: node).isEmpty else {
      return
    }
    for port in joinedPorts(of: node) { ends.insert(.port(node: node, number: port)) }
  }

  private func joinedPorts(of node: Int) -> [Int] {
    var ports: [Int] = []
    for joint in network.joints {
      for case .port(node, let number) in [joint.ends.0, joint.ends.1] { ports.append(number) }
    }
    return ports
  }
}

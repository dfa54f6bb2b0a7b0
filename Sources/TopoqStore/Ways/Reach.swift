// What lies within so many metres of fibre, or so many hops, of some things.

internal import TopoqGraph
internal import TopoqNetwork

/// Grows over the network from things as far as a limit goes, the nearest place first.
///
/// A thing is not within reach of itself, but is within that of the others: so each place is
/// reached from the nearest two of them.
struct Reach {
  /// A node or route that is reached.
  struct Found {
    let thing: Int32
    let metres: Double
    let hops: Int
  }

  enum Limit {
    case metres(Double)
    case hops(Int)

    fileprivate var cost: WayCost {
      switch self {
      case .metres(let metres): WayCost(metres, .infinity)
      case .hops(let hops): WayCost(Double(hops), .infinity)
      }
    }
  }

  private let network: PhysicalNetwork
  private let limit: Limit
  /// The things, each with the places where it is; a thing is named by its node, a route below zero.
  private let origins: [(name: Int32, places: [Int32])]

  init(of things: [WayPlace], within limit: Limit, _ network: PhysicalNetwork) throws {
    self.network = network
    self.limit = limit
    var known: Set<Int32> = []
    var origins: [(name: Int32, places: [Int32])] = []
    for thing in things {
      if let node = thing.node, known.insert(node).inserted {
        origins.append((node, [try network.place(of: node)]))
      } else if let route = thing.route, known.insert(-route).inserted {
        let ends = try network.glass().route(route)
        let places = try [ends.from, ends.to].filter { $0 > 0 }.map { try network.place(of: $0) }
        origins.append((-route, places))
      }
    }
    self.origins = origins
  }

  /// Runs over the places reached, the nearest first, each with its links that are open; none where
  /// they would lead beyond the limit.
  private func run(
    _ body: (OutwardSearch.Arrival, [PhysicalNetwork.Link]) throws -> Void
  ) throws {
    var search = OutwardSearch(
      from: origins.flatMap { origin in origin.places.map { ($0, origin.name) } },
      within: limit.cost, leastEdge: isByMetres ? .nothing : WayCost(1, 0),
      origins: origins.count > 1 ? 2 : 1)
    while true {
      var open: [PhysicalNetwork.Link] = []
      let next = try search.next { place in
        open = try network.links(of: place).filter { $0.obstacle == nil }
        return open.map {
          let cost = isByMetres ? WayCost($0.metres, 1) : WayCost(1, $0.metres)
          return WayEdge(to: $0.place, edge: Int64($0.route), cost: cost)
        }
      }
      guard let next else { return }
      try body(next, open)
    }
  }

  private var isByMetres: Bool {
    if case .metres = limit { true } else { false }
  }

  private func found(_ thing: Int32, _ cost: WayCost) -> Found {
    isByMetres
      ? Found(thing: thing, metres: cost.first, hops: Int(cost.second))
      : Found(thing: thing, metres: cost.second, hops: Int(cost.first))
  }

  /// Every node within reach, the nearest first. Where `sparesThings`, the things themselves are not
  /// within their own reach.
  ///
  /// - Complexity: O(n log n) in what is within reach.
  func nodes(sparesThings: Bool) throws -> [Found] {
    var given: Set<Int32> = []
    var nodes: [Found] = []
    try run { place, _ in
      for node in try network.housed(in: place.vertex) {
        if sparesThings, node == place.origin { continue }
        if given.insert(node).inserted { nodes.append(found(node, place.cost)) }
      }
    }
    return nodes
  }

  /// Every route within reach, the nearest first: by metres those with both ends within, as far as
  /// the farther of them; by hops those that are the last of so many.
  ///
  /// - Complexity: O(n log n) in what is within reach.
  func routes() throws -> [Found] {
    /// For each route the ends met, by place.
    var met: [Int32: [Int32: WayCost]] = [:]
    var routes: [(Int32, WayCost)] = []
    let most = limit.cost.first
    try run { place, links in
      for link in links where link.route != 0 && -link.route != place.origin {
        guard met[link.route]?[place.vertex] == nil else { continue }
        met[link.route, default: [:]][place.vertex] = place.cost
        if isByMetres {
          if met[link.route]!.count == 2 { routes.append((link.route, place.cost)) }
        } else if met[link.route]!.count == 1, place.cost.first + 1 <= most {
          routes.append((link.route, place.cost + WayCost(1, link.metres)))
        }
      }
    }
    return routes.map { found($0.0, $0.1) }
  }
}

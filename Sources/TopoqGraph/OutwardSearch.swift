// Everything around some starts, the nearest first, over edges that are read as the search goes.

/// Dijkstra's algorithm, one vertex at a time, over a network of which only what is reached is
/// looked at. Among ways that cost the same, the one that arrives by the lowest edge is taken.
///
/// Each start belongs to an origin. A vertex is given once for each of the nearest `origins` that
/// reach it: with two, whoever leaves out one origin still has the nearest of the others.
public struct OutwardSearch {
  /// A vertex that is reached, and how.
  public struct Arrival: Sendable {
    public let vertex: Int32
    public let origin: Int32
    public let cost: WayCost
  }

  private struct Label {
    var cost: WayCost
    /// The vertex before, and the edge from it; nil at a start.
    var arrival: (vertex: Int32, edge: Int64)?
    var isSettled = false
  }

  private let limit: WayCost
  private let leastEdge: WayCost
  private let origins: Int
  private var labels: [UInt64: Label] = [:]
  private var settled: [Int32: Int] = [:]
  private var queue = PriorityQueue<WayCost, (vertex: Int32, origin: Int32)>()
  /// What the last step reached at less cost than before.
  private(set) var improved: [Int32] = []
  /// How many vertices were given.
  public private(set) var count = 0

  /// Begins a search that goes no further than `limit`. Where no edge costs less than `leastEdge`,
  /// edges that can only lead beyond are not asked for.
  public init(
    from starts: [(vertex: Int32, origin: Int32)], within limit: WayCost = .unlimited,
    leastEdge: WayCost = .nothing, origins: Int = 1
  ) {
    self.limit = limit
    self.leastEdge = leastEdge
    self.origins = origins
    for start in starts { reach(start.vertex, start.origin, .nothing, nil) }
  }

  private static func key(_ vertex: Int32, _ origin: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: vertex)) << 32 | UInt64(UInt32(bitPattern: origin))
  }

  private mutating func reach(
    _ vertex: Int32, _ origin: Int32, _ cost: WayCost, _ arrival: (vertex: Int32, edge: Int64)?
  ) {
    guard cost <= limit, settled[vertex, default: 0] < origins else { return }
    let key = Self.key(vertex, origin)
    if let known = labels[key] {
      guard !known.isSettled, cost <= known.cost else { return }
      if cost == known.cost {
        // The same cost by a lower edge: only the way changes.
        guard let before = known.arrival, let arrival, arrival.edge < before.edge else { return }
        labels[key]!.arrival = arrival
        return
      }
    }
    labels[key] = Label(cost: cost, arrival: arrival)
    queue.insert((vertex, origin), priority: cost)
    improved.append(vertex)
  }

  /// The next nearest vertex, or nil where all within the limit were given. `edges` gives the edges
  /// of a vertex.
  ///
  /// - Complexity: O(log n) in the vertices reached, for each edge of the vertex.
  public mutating func next(_ edges: (Int32) throws -> [WayEdge]) rethrows -> Arrival? {
    improved.removeAll(keepingCapacity: true)
    while let (cost, place) = queue.popFirst() {
      let key = Self.key(place.vertex, place.origin)
      guard let label = labels[key], !label.isSettled, label.cost == cost,
        settled[place.vertex, default: 0] < origins
      else { continue }
      labels[key]!.isSettled = true
      settled[place.vertex, default: 0] += 1
      count += 1
      if cost + leastEdge <= limit {
        for edge in try edges(place.vertex) {
          reach(edge.vertex, place.origin, cost + edge.cost, (place.vertex, edge.edge))
        }
      }
      return Arrival(vertex: place.vertex, origin: place.origin, cost: cost)
    }
    return nil
  }

  /// What the next vertex costs at least, or nil where there is none.
  var nextCost: WayCost? { queue.firstPriority }

  /// The cost of a vertex from an origin as far as it is known, or nil where it is not reached.
  public func cost(of vertex: Int32, from origin: Int32 = 0) -> WayCost? {
    labels[Self.key(vertex, origin)]?.cost
  }

  /// The vertices and edges from a start to `vertex`, in order; the edge is the one to the vertex.
  func way(to vertex: Int32, from origin: Int32 = 0) -> [(vertex: Int32, edge: Int64?)] {
    var way: [(vertex: Int32, edge: Int64?)] = []
    var current = vertex
    while let label = labels[Self.key(current, origin)] {
      way.append((current, label.arrival?.edge))
      guard let before = label.arrival?.vertex else { break }
      current = before
    }
    return way.reversed()
  }
}

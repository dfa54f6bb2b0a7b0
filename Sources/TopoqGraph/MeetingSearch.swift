// The shortest way between two places of a network that is read as the search goes.

/// Two searches that grow towards each other until no shorter way can be left between them.
///
/// Pohl, "Bi-directional search", 1971. The smaller search goes on first, so where one side is soon
/// at its end, which is where no way exists, little of the other side is looked at.
public struct MeetingSearch {
  /// A way as it is walked: the first vertex, then each edge and the vertex at its end.
  public struct Way: Sendable {
    public let cost: WayCost
    public let start: Int32
    public let steps: [(edge: Int64, vertex: Int32)]
  }

  private var sides: (from: OutwardSearch, to: OutwardSearch)
  private var best: (cost: WayCost, vertex: Int32)?

  public init(from starts: [Int32], to ends: [Int32]) {
    sides.from = OutwardSearch(from: starts.map { ($0, 0) })
    sides.to = OutwardSearch(from: ends.map { ($0, 0) })
    for start in starts { meet(at: start) }
  }

  /// After a search that found no way: whether it was the side of the starts that came to its end.
  public var endedAtFrom: Bool { sides.from.nextCost == nil }

  /// The least way, or nil where there is none.
  public mutating func run(_ edges: (Int32) throws -> [WayEdge]) rethrows -> Way? {
    while let from = sides.from.nextCost, let to = sides.to.nextCost {
      if let best, from + to >= best.cost { break }
      if sides.from.count <= sides.to.count {
        _ = try sides.from.next(edges)
        for vertex in sides.from.improved { meet(at: vertex) }
      } else {
        _ = try sides.to.next(edges)
        for vertex in sides.to.improved { meet(at: vertex) }
      }
    }
    return best.map { way(through: $0.vertex, $0.cost) }
  }

  private mutating func meet(at vertex: Int32) {
    guard let from = sides.from.cost(of: vertex), let to = sides.to.cost(of: vertex) else { return }
    let cost = from + to
    guard best == nil || cost < best!.cost || cost == best!.cost && vertex < best!.vertex else {
      return
    }
    best = (cost, vertex)
  }

  private func way(through vertex: Int32, _ cost: WayCost) -> Way {
    let there = sides.from.way(to: vertex)
    let back = sides.to.way(to: vertex)
    var steps: [(edge: Int64, vertex: Int32)] = []
    for (vertex, edge) in there {
      if let edge { steps.append((edge, vertex)) }
    }
    for index in back.indices.dropLast().reversed() {
      steps.append((back[index + 1].edge!, back[index].vertex))
    }
    return Way(cost: cost, start: there[0].vertex, steps: steps)
  }
}

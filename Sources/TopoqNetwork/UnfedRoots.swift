// Splitters and their like that no source feeds: where light would begin if it came.

/// Finds the topmost nodes with outputs that no light reaches.
public struct UnfedRoots<Plant: Glass> {
  private let plant: Plant
  public init(_ plant: Plant) { self.plant = plant }

  /// Of `candidates` (unlit nodes with outputs), those that no other node's output feeds, ascending.
  ///
  /// Where candidates feed each other in a ring, so that none is on top, the one with the smallest
  /// id stands for the ring; the walk from there reports the loop.
  public func roots(among candidates: [Int32]) throws -> [Int32] {
    var roots: Set<Int32> = []
    for candidate in candidates { roots.insert(try top(above: candidate)) }
    return roots.sorted()
  }

  /// The topmost node with outputs above `node`, following first inputs; its ring's smallest id
  /// where there is none.
  public func top(above node: Int32) throws -> Int32 {
    var seen: [Int32] = [node]
    var known: Set<Int32> = [node]
    var current = node
    while let above = try feeder(of: current) {
      if !known.insert(above).inserted {
        let start = seen.firstIndex(of: above) ?? 0
        return seen[start...].min() ?? above
      }
      seen.append(above)
      current = above
    }
    return current
  }

  /// The node from whose numbered port the first joined input of `node` hangs, or nil; plant that
  /// is not in service feeds nothing.
  private func feeder(of node: Int32) throws -> Int32? {
    guard try plant.node(node).isInService else { return nil }
    for input in try plant.joinedInputs(of: node) {
      var end = End.port(node: node, number: input)
      var steps = 0
      while let joint = try plant.peer(of: end), steps < LightAddress.pointsPerPort {
        steps += 1
        switch joint.end {
        case .port(let above, let number):
          let feeder = try plant.node(above)
          guard !number.isInput, !feeder.isSource, feeder.isInService else { break }
          return above
        case .strand(let route, let number, let side):
          let glass = try plant.route(route)
          let arrival = side == .a ? glass.from : glass.to
          guard glass.isInService, arrival > 0, try plant.node(arrival).isInService else { break }
          end = .strand(route: route, number: number, side: side.opposite)
          continue
        }
        break
      }
    }
    return nil
  }
}

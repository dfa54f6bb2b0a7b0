// The node nearest to a drawn end, for routes that name none.

internal import TopoqGeometry

/// Nodes sorted by latitude, so that a tolerance is a narrow band.
struct NearbyNodes {
  private let nodes: [(id: Int32, place: Coordinate)]

  init(_ locations: [Coordinate?]) {
    nodes = locations.enumerated().compactMap { index, place in
      place.map { (Int32(index), $0) }
    }.sorted { $0.place.latitude < $1.place.latitude }
  }

  /// The nearest node within `metres` of `place`; the smallest id where several are as near.
  ///
  /// - Complexity: O(log nodes + nodes in a band of twice the tolerance).
  func nearest(to place: Coordinate, within metres: Double) -> (node: Int32, metres: Double)? {
    // A degree of latitude is at least 110,574 m [WGS 84, at the equator].
    let band = metres / 110_000
    var best: (node: Int32, metres: Double)?
    var index = firstIndex(atOrAbove: place.latitude - band)
    while index < nodes.count, nodes[index].place.latitude <= place.latitude + band {
      let distance = Geodesy.distance(place, nodes[index].place)
      let candidate = nodes[index].id
      if distance <= metres,
        best.map({ distance < $0.metres || (distance == $0.metres && candidate < $0.node) }) ?? true
      {
        best = (candidate, distance)
      }
      index += 1
    }
    return best
  }

  private func firstIndex(atOrAbove latitude: Double) -> Int {
    var low = 0
    var high = nodes.count
    while low < high {
      let middle = (low + high) / 2
      if nodes[middle].place.latitude < latitude { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

// Which vertices hang together: disjoint sets with path halving (Tarjan, 1975).

/// Connected components, built by joining pairs.
public struct DisjointSets: Sendable {
  private var parent: [Int32]

  public init(count: Int) { parent = (0..<Int32(count)).map { $0 } }

  /// The representative of `element`'s set.
  public mutating func root(_ element: Int32) -> Int32 {
    var current = element
    while parent[Int(current)] != current {
      parent[Int(current)] = parent[Int(parent[Int(current)])]
      current = parent[Int(current)]
    }
    return current
  }

  public mutating func join(_ left: Int32, _ right: Int32) {
    let (leftRoot, rightRoot) = (root(left), root(right))
    if leftRoot != rightRoot { parent[Int(max(leftRoot, rightRoot))] = min(leftRoot, rightRoot) }
  }

  public mutating func areJoined(_ left: Int32, _ right: Int32) -> Bool {
    root(left) == root(right)
  }
}

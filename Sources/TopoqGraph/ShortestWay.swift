// The shortest way between two vertices: Dijkstra's algorithm, stopped at the target.

/// Finds shortest ways in one graph, again and again, without clearing its tables between searches.
///
/// Dijkstra, "A note on two problems in connexion with graphs", 1959. Each search has a number; a
/// vertex whose mark is older has not been reached in this search.
public struct ShortestWay {
  private let graph: Adjacency
  private var mark: [Int32]
  private var distance: [Double]
  private var arrival: [Adjacency.Neighbour]
  private var settled: [Int32]
  private var search: Int32 = 0

  public init(_ graph: Adjacency) {
    self.graph = graph
    mark = [Int32](repeating: 0, count: graph.vertexCount)
    settled = mark
    distance = [Double](repeating: 0, count: graph.vertexCount)
    arrival = [Adjacency.Neighbour](
      repeating: Adjacency.Neighbour(vertex: 0, edge: 0), count: graph.vertexCount)
  }

  /// The edges from `start` to `goal` in order, or nil where no way exists or `limit` vertices
  /// were settled without reaching it. `length` gives an edge's length, or nil where it is closed.
  ///
  /// - Complexity: O(e log e) in the edges nearer to `start` than `goal` is.
  public mutating func edges(
    from start: Int32, to goal: Int32, limit: Int = .max, length: (Int32) -> Double?
  ) -> [Int32]? {
    search += 1
    var queue = PriorityQueue<Double, Int32>()
    mark[Int(start)] = search
    distance[Int(start)] = 0
    queue.insert(start, priority: 0)
    var settledCount = 0
    while let (reached, vertex) = queue.popFirst() {
      guard settled[Int(vertex)] != search else { continue }
      settled[Int(vertex)] = search
      if vertex == goal { return way(from: start, to: goal) }
      settledCount += 1
      guard settledCount < limit else { return nil }
      for neighbour in graph[vertex] where settled[Int(neighbour.vertex)] != search {
        guard let step = length(neighbour.edge) else { continue }
        let candidate = reached + step
        let index = Int(neighbour.vertex)
        guard mark[index] != search || candidate < distance[index] else { continue }
        mark[index] = search
        distance[index] = candidate
        arrival[index] = Adjacency.Neighbour(vertex: vertex, edge: neighbour.edge)
        queue.insert(neighbour.vertex, priority: candidate)
      }
    }
    return nil
  }

  private func way(from start: Int32, to goal: Int32) -> [Int32] {
    var edges: [Int32] = []
    var vertex = goal
    while vertex != start {
      edges.append(arrival[Int(vertex)].edge)
      vertex = arrival[Int(vertex)].vertex
    }
    return edges.reversed()
  }
}

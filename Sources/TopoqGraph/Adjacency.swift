// Which edges meet at a vertex: compressed rows, built once.

/// An undirected multigraph over vertices `0..<vertexCount`, in compressed sparse rows.
public struct Adjacency: Sendable {
  /// An edge as seen from one of its vertices.
  public struct Neighbour: Sendable {
    public let vertex: Int32
    public let edge: Int32
  }

  private let starts: [Int32]
  private let neighbours: [Neighbour]
  public var vertexCount: Int { starts.count - 1 }

  /// Builds the rows from edges given by their ends; an edge with a negative end is left out.
  ///
  /// - Complexity: O(vertices + edges).
  public init(vertexCount: Int, edgeCount: Int, ends: (Int) -> (Int32, Int32)) {
    var counts = [Int32](repeating: 0, count: vertexCount + 1)
    for edge in 0..<edgeCount {
      let (from, to) = ends(edge)
      guard from >= 0, to >= 0 else { continue }
      counts[Int(from) + 1] += 1
      if from != to { counts[Int(to) + 1] += 1 }
    }
    for vertex in 0..<vertexCount { counts[vertex + 1] += counts[vertex] }
    starts = counts
    var next = counts
    var rows = [Neighbour](
      repeating: Neighbour(vertex: 0, edge: 0), count: Int(counts[vertexCount]))
    for edge in 0..<edgeCount {
      let (from, to) = ends(edge)
      guard from >= 0, to >= 0 else { continue }
      rows[Int(next[Int(from)])] = Neighbour(vertex: to, edge: Int32(edge))
      next[Int(from)] += 1
      guard from != to else { continue }
      rows[Int(next[Int(to)])] = Neighbour(vertex: from, edge: Int32(edge))
      next[Int(to)] += 1
    }
    neighbours = rows
  }

  public subscript(vertex: Int32) -> ArraySlice<Neighbour> {
    neighbours[Int(starts[Int(vertex)])..<Int(starts[Int(vertex) + 1])]
  }
}

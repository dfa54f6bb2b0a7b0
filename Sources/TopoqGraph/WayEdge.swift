// An edge of a network that is read as a search goes.

/// An edge as seen from one of its vertices.
public struct WayEdge: Hashable, Sendable {
  /// The vertex at its other end.
  public let vertex: Int32
  /// What the edge is called by whoever reads the network.
  public let edge: Int64
  public let cost: WayCost

  public init(to vertex: Int32, edge: Int64, cost: WayCost) {
    self.vertex = vertex
    self.edge = edge
    self.cost = cost
  }
}

// How far one gets from a place, and what ends the way there.

internal import TopoqGraph

/// The places that can be reached from some, and what leads on from them but cannot be used.
struct Surroundings {
  /// What is looked at: more than this is said to be many.
  private static let most = 2000
  private static let mostObstacles = 3

  /// How many places were reached, those it began at included.
  private(set) var places = 0
  private(set) var obstacles: [(link: PhysicalNetwork.Link, reason: String)] = []

  init(of starts: [Int32], _ request: WayRequest, _ network: PhysicalNetwork) throws {
    var search = OutwardSearch(from: starts.map { ($0, 0) })
    var blocked: [PhysicalNetwork.Link] = []
    while places < Self.most {
      let next = try search.next { place in
        var edges: [WayEdge] = []
        for link in try network.links(of: place) {
          if link.obstacle != nil || request.avoids(node: link.near, route: link.route)
            || request.avoids(node: link.far, route: 0)
          {
            blocked.append(link)
          } else {
            edges.append(WayEdge(to: link.place, edge: 0, cost: WayCost(1, link.metres)))
          }
        }
        return edges
      }
      guard next != nil else { break }
      places += 1
    }
    // What is blocked between two places that are both reached ends nothing.
    for link in blocked where search.cost(of: link.place) == nil {
      guard obstacles.count < Self.mostObstacles else { break }
      obstacles.append((link, link.obstacle?.rawValue ?? "avoided"))
    }
  }
}

// What is asked of a way: its ends, what it passes and avoids, and what it is least in.

struct WayRequest {
  let from: WayPlace
  let to: WayPlace
  /// In the order in which they are to be passed.
  let waypoints: [WayPlace]
  let avoided: AvoidedPlant
  let measure: WayMeasure

  /// Whether a way that comes to `node` by `route` touches what is avoided.
  func avoids(node: Int32, route: Int32) -> Bool {
    avoided.nodes.contains(node) || route != 0 && avoided.routes.contains(route)
  }
}

// What a way must not touch.

/// Nodes, with all that they house, and routes.
struct AvoidedPlant {
  private(set) var nodes: Set<Int32> = []
  private(set) var routes: Set<Int32> = []

  static let nothing = AvoidedPlant()

  private init() {}

  /// Of an area, everything that stands in it or crosses it.
  init(_ places: [WayPlace], _ network: PhysicalNetwork, _ ground: GroundIndex) throws {
    for place in places {
      if case .area(let area) = place {
        for node in try ground.nodes(inArea: area) {
          nodes.formUnion(try network.housed(in: Int32(clamping: node)))
        }
        routes.formUnion(
          try ground.routes(inArea: area, isWhole: false).map { Int32(clamping: $0) })
      } else if let route = place.route {
        routes.insert(route)
      } else if let node = place.node {
        nodes.formUnion(try network.housed(in: node))
      }
    }
  }
}

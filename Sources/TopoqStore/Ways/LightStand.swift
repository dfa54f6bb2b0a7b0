// Where a thing stands in the light of one port, for ways that light goes.

internal import TopoqNetwork

/// A thing in a chunk: the point from which light goes on below it, what lies below, and the point
/// by which a way that comes up or down to it ends.
struct LightStand {
  let start: Int
  /// The positions that a way downwards from it may end at, besides `start` itself.
  let below: ClosedRange<Int>
  /// Where a way that comes from above or goes up to it ends: a route is met at its near end.
  let top: Int
}

extension LightReader {
  /// The ports in whose light a thing can stand, ascending. `nodes` are a node and what it houses.
  func ports(of place: WayPlace, _ nodes: [Int32]) throws -> [Int64] {
    if case .port(let node, let number) = place, number > 0,
      let first = try ports(lighting: node).first, LightAddress(rawValue: first).source == node,
      number <= LightAddress.largestPort
    {
      return [LightAddress(source: node, port: number).rawValue]
    }
    var places = nodes
    if let route = place.route {
      let ends = try ends(of: route)
      places = [ends.from, ends.to]
    }
    var ports: Set<Int64> = []
    for node in places where node > 0 { ports.formUnion(try self.ports(lighting: node)) }
    return ports.sorted()
  }

  /// Where a thing stands in a port's light, by ascending position.
  func stands(
    of place: WayPlace, _ nodes: Set<Int32>, in port: Int64, _ view: LightView
  ) throws -> [LightStand] {
    switch place {
    case .port(let node, let number):
      return try spans(fromPort: number, of: node).filter { $0.port == port }.map { span in
        let parent = view.parent(span.first)
        let start = parent < 0 ? span.first : parent
        return LightStand(start: start, below: span.first...span.last, top: start)
      }
    case .route, .strand:
      return (0..<view.count).filter { Self.lies(place, at: $0, view) }.map {
        LightStand(start: $0, below: $0...view.last($0), top: max(0, view.parent($0)))
      }
    case .node, .area:
      return (0..<view.count).filter { nodes.contains(view.node($0)) }.map {
        LightStand(start: $0, below: $0...view.last($0), top: $0)
      }
    }
  }

  private static func lies(_ place: WayPlace, at index: Int, _ view: LightView) -> Bool {
    switch place {
    case .route(let route): view.route(index) == route
    case .strand(let route, let number):
      view.route(index) == route && view.strand(index) == number
    case .node, .port, .area: false
    }
  }
}

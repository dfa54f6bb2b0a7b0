// Shortest ways against a search that tries everything.

import Testing

@testable import TopoqGraph

@Suite("Shortest way")
struct ShortestWayTests {
  private struct Edge {
    let from: Int32
    let to: Int32
    let length: Double
  }

  /// Bellman and Ford: relaxes every edge until nothing changes.
  private func distances(_ edges: [Edge], _ count: Int, from start: Int32) -> [Double] {
    var distance = [Double](repeating: .infinity, count: count)
    distance[Int(start)] = 0
    for _ in 0..<count {
      for edge in edges where edge.length >= 0 {
        for (a, b) in [(edge.from, edge.to), (edge.to, edge.from)] {
          distance[Int(b)] = min(distance[Int(b)], distance[Int(a)] + edge.length)
        }
      }
    }
    return distance
  }

  @Test("is as short as any, and closed edges stay closed")
  func againstRelaxation() {
    var random = SystemRandomNumberGenerator()
    for round in 0..<200 {
      let count = Int.random(in: 1...20, using: &random)
      let edges = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        Edge(
          from: Int32.random(in: 0..<Int32(count), using: &random),
          to: Int32.random(in: 0..<Int32(count), using: &random),
          length: Double(Int.random(in: -1...50, using: &random)))
      }
      let graph = Adjacency(vertexCount: count, edgeCount: edges.count) {
        (edges[$0].from, edges[$0].to)
      }
      var ways = ShortestWay(graph)
      let expected = distances(edges, count, from: 0)
      for goal in 0..<Int32(count) {
        let way = ways.edges(from: 0, to: goal) {
          edges[Int($0)].length < 0 ? nil : edges[Int($0)].length
        }
        let length = way.map { $0.reduce(0) { $0 + edges[Int($1)].length } } ?? .infinity
        #expect(length == expected[Int(goal)], "round \(round), goal \(goal), edges \(edges)")
      }
    }
  }

  @Test("searches over what is read as they go find the same, from one side and from both")
  func outward() {
    var random = SystemRandomNumberGenerator()
    for round in 0..<200 {
      let count = Int.random(in: 1...20, using: &random)
      let edges = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        Edge(
          from: Int32.random(in: 0..<Int32(count), using: &random),
          to: Int32.random(in: 0..<Int32(count), using: &random),
          length: Double(Int.random(in: -1...9, using: &random)))
      }
      func links(_ vertex: Int32) -> [WayEdge] {
        edges.enumerated().flatMap { index, edge -> [WayEdge] in
          guard edge.length >= 0 else { return [] }
          let cost = WayCost(edge.length, 1)
          return (edge.from == vertex ? [WayEdge(to: edge.to, edge: Int64(index), cost: cost)] : [])
            + (edge.to == vertex ? [WayEdge(to: edge.from, edge: Int64(index), cost: cost)] : [])
        }
      }
      let starts = [Int32(0), Int32(count - 1)]
      let expected = starts.map { distances(edges, count, from: $0) }
      var search = OutwardSearch(
        from: [(starts[0], 7), (starts[1], 8)], within: WayCost(12, .infinity), origins: 2)
      var found: [[Double]] = [[], []].map { _ in [Double](repeating: .infinity, count: count) }
      var last = 0.0
      while let next = search.next(links) {
        #expect(next.cost.first >= last)
        last = next.cost.first
        found[next.origin == 7 ? 0 : 1][Int(next.vertex)] = last
      }
      for vertex in 0..<count {
        for side in 0..<2 {
          let right = expected[side][vertex] <= 12 ? expected[side][vertex] : .infinity
          #expect(found[side][vertex] == right, "round \(round), vertex \(vertex)")
        }
        var meeting = MeetingSearch(from: [0], to: [Int32(vertex)])
        let way = meeting.run(links)
        #expect(way?.cost.first ?? .infinity == expected[0][vertex], "round \(round)")
        var place: Int32 = 0
        var length = 0.0
        for (edge, next) in way?.steps ?? [] {
          let ends = edges[Int(edge)]
          #expect(Set([place, next]).isSubset(of: [ends.from, ends.to]))
          length += ends.length
          place = next
        }
        if let way { #expect(length == way.cost.first && place == Int32(vertex)) }
      }
    }
  }

  @Test("disjoint sets know what hangs together")
  func sets() {
    var sets = DisjointSets(count: 6)
    sets.join(0, 1)
    sets.join(2, 3)
    sets.join(1, 3)
    let (near, far, root) = (sets.areJoined(0, 2), sets.areJoined(0, 4), sets.root(3))
    #expect(near)
    #expect(!far)
    #expect(root == 0)
  }

  @Test("a queue gives the smallest first, and equals in order")
  func queue() {
    var queue = PriorityQueue<Double, Int>()
    for (index, priority) in [3.0, 1, 2, 1, 3].enumerated() {
      queue.insert(index, priority: priority)
    }
    var order: [Int] = []
    while let next = queue.popFirst() { order.append(next.element) }
    #expect(order == [1, 3, 2, 0, 4])
  }
}

// A network file as plain arrays, with the ways in it found by trying everything.

import Topoq
import TopoqNetwork
import TopoqSQLite

/// The tables of a file, read whole: what ways and reaches are compared with.
struct WayTables {
  struct Edge {
    let places: (Int, Int)
    let nodes: (Int, Int)
    let route: Int?
    let metres: Double
    /// In dB, fibre and a splice before it.
    let loss: Double
  }

  var codes: [Int: String] = [:]
  var ids: [String: Int] = [:]
  var kinds: [Int: String] = [:]
  private var housing: [Int: Int] = [:]
  private var closed: Set<Int> = []
  private(set) var edges: [Edge] = []
  private(set) var routeCodes: [Int: String] = [:]
  private var cutRoutes: Set<Int> = []
  /// All light, a list of points for each port.
  private(set) var light: [[LightPoint]] = []
  private(set) var jointLoss: [Int: Double] = [:]
  private(set) var ports: [Int: Int] = [:]

  init(_ handle: ConnectionHandle) throws {
    for row in try handle.rows("SELECT id, code, kind, housed_in, state, ports FROM node") {
      let id = Int(row[0].integer!)
      codes[id] = row[1].text!
      ids[row[1].text!] = id
      kinds[id] = row[2].text!
      if let house = row[3].integer { housing[id] = Int(house) }
      if row[4].text != "in service" { closed.insert(id) }
      ports[id] = row[5].integer.map { Int($0) }
    }
    for row in try handle.rows("SELECT node FROM cut WHERE node IS NOT NULL") {
      closed.insert(Int(row[0].integer!))
    }
    for row in try handle.rows("SELECT route FROM cut WHERE route IS NOT NULL") {
      cutRoutes.insert(Int(row[0].integer!))
    }
    for row in try handle.rows("SELECT id, from_node, to_node, length_m, state, code FROM route") {
      let id = Int(row[0].integer!)
      routeCodes[id] = row[5].text!
      guard row[4].text == "in service", !cutRoutes.contains(id), let from = row[1].integer,
        let to = row[2].integer
      else { continue }
      let metres = row[3].real ?? 0
      add(Int(from), Int(to), id, metres, 0.00025 * metres + 0.1)
    }
    let hops = """
      SELECT a.node, b.node, coalesce(j.loss_db, 0.1)
      FROM joint AS j JOIN strand_end AS a ON a.id = 2 * j.id
        JOIN strand_end AS b ON b.id = 2 * j.id + 1
      WHERE a.node IS NOT NULL AND b.node IS NOT NULL
      """
    for row in try handle.rows(hops) {
      add(Int(row[0].integer!), Int(row[1].integer!), nil, 0, row[2].real! + 0.1)
    }
    for row in try handle.rows("SELECT id, coalesce(loss_db, 0.1) FROM joint") {
      jointLoss[Int(row[0].integer!)] = row[1].real!
    }
    for row in try handle.rows("SELECT points FROM light_chunk ORDER BY port") {
      guard case .blob(let bytes) = row[0] else { continue }
      light.append(LightChunk(trusted: bytes).points)
    }
  }

  private mutating func add(_ from: Int, _ to: Int, _ route: Int?, _ metres: Double, _ loss: Double)
  {
    let places = (place(of: from), place(of: to))
    guard places.0 != places.1, isOpen(from), isOpen(to) else { return }
    edges.append(Edge(places: places, nodes: (from, to), route: route, metres: metres, loss: loss))
  }

  func place(of node: Int) -> Int { housing[node].map { place(of: $0) } ?? node }

  private func isOpen(_ node: Int) -> Bool {
    !closed.contains(node) && !closed.contains(place(of: node))
  }

  /// A node and what it houses.
  func housed(in node: Int) -> Set<Int> {
    var all: Set<Int> = [node]
    for id in codes.keys where place(of: id) != id {
      var up: Int? = id
      while let current = up {
        if current == node { all.insert(id) }
        up = housing[current]
      }
    }
    return all
  }

  /// The least sums of a cost between all places [Floyd and Warshall, 1962].
  func distances(
    avoiding nodes: Set<Int> = [], _ routes: Set<Int> = [], _ cost: (Edge) -> Double
  ) -> [Int: [Int: Double]] {
    var least: [Int: [Int: Double]] = [:]
    let places = Set(codes.keys.map { place(of: $0) })
    for place in places { least[place] = [place: 0] }
    for edge in edges
    where !nodes.contains(edge.nodes.0) && !nodes.contains(edge.nodes.1)
      && !(edge.route.map { routes.contains($0) } ?? false)
    {
      for (a, b) in [edge.places, (edge.places.1, edge.places.0)] {
        least[a]![b] = min(least[a]![b] ?? .infinity, cost(edge))
      }
    }
    for middle in places {
      for a in places {
        for b in places {
          let around =
            (least[a]![middle] ?? .infinity) + (least[middle]![b] ?? .infinity)
          if around < least[a]![b] ?? .infinity { least[a]![b] = around }
        }
      }
    }
    return least
  }

  /// Every way of the light between two nodes, downwards, as the points of a port.
  func lightWays(
    from upper: Int, to lower: Int, avoiding nodes: Set<Int> = [], _ routes: Set<Int> = []
  ) -> [[LightPoint]] {
    let (starts, ends) = (housed(in: upper), housed(in: lower))
    var ways: [[LightPoint]] = []
    for points in light {
      for index in points.indices where ends.contains(Int(points[index].node)) {
        var way: [LightPoint] = []
        var current: Int? = index
        while let position = current {
          way.insert(points[position], at: 0)
          if starts.contains(Int(points[position].node)), isOpen(way, nodes, routes) {
            ways.append(way)
          }
          current = points[position].parent
        }
      }
    }
    return ways
  }

  private func isOpen(_ way: [LightPoint], _ nodes: Set<Int>, _ routes: Set<Int>) -> Bool {
    way.allSatisfy { isOpen(Int($0.node)) && !nodes.contains(Int($0.node)) }
      && way.dropFirst().allSatisfy {
        !routes.contains(Int($0.route)) && !cutRoutes.contains(Int($0.route))
      }
  }
}

// Ways and reaches against a reader who tries everything on the plain tables.

import TestSupport
import Testing
import Topoq
import TopoqSQLite
import TopoqStore

@testable import TopoqNetwork

@Suite("Ways")
struct WayTests {
  /// A random network with housing, and cuts on record.
  private func network(_ seed: UInt64) throws -> TestNetwork {
    let plant = RandomPlant(seed: seed).plant
    var random = SeededGenerator(seed: seed &+ 400)
    var files = plant.folder
    var lines = files["nodes.csv"]!.split(separator: "\n").map { String($0) }
    lines[0] += ",housed_in"
    for index in lines.indices.dropFirst() {
      // Only by what comes before, so that none houses itself.
      let houses = index > 1 && Int.random(in: 0..<4, using: &random) == 0
      lines[index] += houses ? ",N\(Int.random(in: 1..<index, using: &random))" : ","
    }
    files["nodes.csv"] = lines.joined(separator: "\n") + "\n"
    let network = try TestNetwork.of(files)
    let cuts = plant.routes.indices.filter { plant.routes[$0].isCut }
    if !cuts.isEmpty {
      let file = try network.open(.write)
      for id in cuts { try file.change("cut route R\(id)") }
    }
    return network
  }

  private func forEachNetwork(
    _ count: UInt64,
    _ body: (NetworkFile, WayTables, inout SeededGenerator, UInt64) throws -> Void
  ) throws {
    for seed in 0..<count {
      let network = try network(seed)
      let connection = try Connection(path: network.path, mode: .read)
      let plain = try WayTables(connection.handle)
      var random = SeededGenerator(seed: seed &+ 900)
      try body(try network.open(), plain, &random, seed)
    }
  }

  @Test("within so many hops, and so much fibre, is what no shorter way can refute")
  func reach() throws {
    try forEachNetwork(40) { file, plain, random, seed in
      let hops = plain.distances { _ in 1 }
      let metres = plain.distances { $0.metres }
      let nodes = plain.codes.keys.sorted()
      for _ in 0..<4 {
        let one = nodes.randomElement(using: &random)!
        let other = nodes.randomElement(using: &random)!
        let sources = Set([one, other])
        let things = sources.sorted().map { plain.codes[$0]! }.joined(separator: ", ")
        func least(_ table: [Int: [Int: Double]], _ node: Int) -> Double {
          sources.subtracting([node]).map {
            table[plain.place(of: $0)]![plain.place(of: node)] ?? .infinity
          }.min() ?? .infinity
        }
        let most = Int.random(in: 0...3, using: &random)
        let near = nodes.filter { least(hops, $0) <= Double(most) }.map { plain.codes[$0]! }
        let answer = try file.answer("nodes within \(most) hops of nodes \(things) show code, hops")
        #expect(answer.column("code").sorted() == near.sorted(), "seed \(seed), \(things)")
        for (code, count) in zip(answer.column("code"), answer.column("hops")) {
          #expect(Double(count) == least(hops, plain.ids[code]!), "seed \(seed), \(things)")
        }
        let far = Double(Int.random(in: 0...250, using: &random))
        let within = "within \(Int(far)) m by fibre of nodes \(things)"
        let close = nodes.filter { least(metres, $0) <= far }.map { plain.codes[$0]! }
        let lengths = try file.answer("nodes \(within) show code, distance")
        #expect(lengths.column("code").sorted() == close.sorted(), "seed \(seed), \(within)")
        for (code, distance) in zip(lengths.column("code"), lengths.column("distance")) {
          #expect(abs(Double(distance)! - least(metres, plain.ids[code]!)) < 0.01)
        }
        let outside = Set(plain.codes.values).subtracting(close)
        #expect(try file.codes("nodes not \(within)") == outside.sorted(), "seed \(seed)")
        #expect(try file.codes("nodes where not \(within)") == outside.sorted())
        #expect(
          try file.codes("nodes \(within.replacing("nodes \(things)", with: "(nodes \(things))"))")
            == close.sorted())
        // Of a route both ends are within reach; by hops it is one more than its nearer end.
        func routes(_ holds: ([Double]) -> Bool, _ table: [Int: [Int: Double]]) -> [String] {
          plain.edges.filter { edge in
            edge.route != nil
              && holds(
                [edge.places.0, edge.places.1].map { place in
                  sources.map { table[plain.place(of: $0)]![place] ?? .infinity }.min()!
                })
          }.map { plain.routeCodes[$0.route!]! }.sorted()
        }
        #expect(
          try file.codes("routes \(within)") == routes({ $0.max()! <= far }, metres),
          "seed \(seed), \(within)")
        #expect(
          try file.codes("routes within \(most) hops of nodes \(things)")
            == routes({ $0.min()! + 1 <= Double(most) }, hops), "seed \(seed), \(things)")
      }
    }
  }

  private struct Found {
    let nodes: [String]
    let routes: [String]
    let metres: Double
    let loss: Double
    let hops: Double
    let isLit: Bool

    init?(_ rows: Rows) {
      guard !rows.values.isEmpty else { return nil }
      nodes = rows.column("node")
      routes = rows.column("route")
      metres = Double(rows.column("metres").last!)!
      loss = Double(rows.column("loss").last!)!
      hops = Double(rows.column("hop").last!)!
      isLit = rows.column("lit").last == "1"
    }
  }

  @Test("a path costs as little as any, by light where it goes, else over routes")
  func paths() throws {
    var (lit, unlit, none) = (0, 0, 0)
    try forEachNetwork(40) { file, plain, random, seed in
      let nodes = plain.codes.keys.sorted()
      guard nodes.count > 3 else { return }
      for _ in 0..<6 {
        let chosen = nodes.shuffled(using: &random)
        let (from, to) = (chosen[0], chosen[1])
        let avoided = Bool.random(using: &random) ? chosen[2] : nil
        let route =
          Bool.random(using: &random)
          ? plain.routeCodes.keys.sorted().randomElement(using: &random) : nil
        let cost = ["length", "loss", "hops"].randomElement(using: &random)!
        var sentence = "path from node \(plain.codes[from]!) to node \(plain.codes[to]!)"
        if let avoided { sentence += " avoiding node \(plain.codes[avoided]!)" }
        if let route { sentence += " avoiding route \(plain.routeCodes[route]!)" }
        sentence += " by \(cost)"
        let shut = avoided.map { plain.housed(in: $0) } ?? []
        let routes = Set([route].compactMap { $0 })
        let found = Found(try file.answer(sentence))
        let ways =
          plain.lightWays(from: from, to: to, avoiding: shut, routes)
          + plain.lightWays(from: to, to: from, avoiding: shut, routes)
        if !ways.isEmpty {
          lit += 1
          let expected = ways.map { way -> Double in
            let metres = way.last!.metres - way[0].metres
            switch cost {
            case "length": return metres
            case "loss": return metres * 0.00025 + way.last!.jointLoss - way[0].jointLoss
            default:
              return Double(
                zip(way, way.dropFirst()).count {
                  plain.place(of: Int($0.node)) != plain.place(of: Int($1.node))
                })
            }
          }.min()!
          let amount = ["length": found?.metres, "loss": found?.loss, "hops": found?.hops][cost]!
          #expect(found?.isLit == true, "seed \(seed), \(sentence)")
          #expect(abs((amount ?? .infinity) - expected) < 0.01, "seed \(seed), \(sentence)")
          continue
        }
        let table = plain.distances(avoiding: shut, routes) { edge in
          ["length": edge.metres, "loss": edge.loss, "hops": 1][cost]!
        }
        let isShut = shut.contains(from) || shut.contains(to)
        var expected = table[plain.place(of: from)]![plain.place(of: to)]
        if isShut { expected = nil }
        guard let expected else {
          none += 1
          #expect(found == nil, "seed \(seed), \(sentence)")
          continue
        }
        unlit += 1
        let way = try #require(found, "seed \(seed), \(sentence)")
        let splice = way.hops > 0 ? 0.1 : 0
        let amount = ["length": way.metres, "loss": way.loss + splice, "hops": way.hops][cost]!
        #expect(!way.isLit)
        #expect(abs(amount - expected) < 0.01, "seed \(seed), \(sentence)")
        #expect(way.nodes.first == plain.codes[from]! && way.nodes.last == plain.codes[to]!)
        expectWalkable(way, plain, shut, routes, "seed \(seed), \(sentence)")
      }
    }
    #expect(lit > 30 && unlit > 30 && none > 10, "\(lit) lit, \(unlit) not, \(none) none")
  }

  /// Each hop is a route or bare hop between the places of two rows, open and not avoided.
  private func expectWalkable(
    _ way: Found, _ plain: WayTables, _ shut: Set<Int>, _ routes: Set<Int>, _ comment: String
  ) {
    for index in way.nodes.indices.dropFirst() {
      let places = [index - 1, index].map { plain.place(of: plain.ids[way.nodes[$0]]!) }
      guard places[0] != places[1] else { continue }
      let isThere = plain.edges.contains { edge in
        (edge.route.map { plain.routeCodes[$0]! } ?? "") == way.routes[index]
          && Set([edge.places.0, edge.places.1]) == Set(places) && !shut.contains(edge.nodes.0)
          && !shut.contains(edge.nodes.1) && !(edge.route.map { routes.contains($0) } ?? false)
      }
      #expect(isThere, "\(comment), hop \(index)")
    }
  }

  @Test("via a node a path is as long as its two parts")
  func waypoints() throws {
    try forEachNetwork(40) { file, plain, random, seed in
      let table = plain.distances { $0.metres }
      let nodes = plain.codes.keys.sorted()
      guard nodes.count > 3 else { return }
      for _ in 0..<5 {
        let chosen = nodes.shuffled(using: &random).prefix(3).map { $0 }
        let words = chosen.map { "node \(plain.codes[$0]!)" }
        let sentence = "path from \(words[0]) to \(words[1]) via \(words[2])"
        let found = Found(try file.answer(sentence))
        func length(_ a: Int, _ b: Int) -> Double {
          table[plain.place(of: a)]![plain.place(of: b)] ?? .infinity
        }
        if let found, found.isLit {
          let inside = plain.housed(in: chosen[2]).map { plain.codes[$0]! }
          #expect(!Set(found.nodes).isDisjoint(with: inside), "seed \(seed), \(sentence)")
          continue
        }
        let expected = length(chosen[0], chosen[2]) + length(chosen[2], chosen[1])
        if expected.isInfinite {
          #expect(found == nil, "seed \(seed), \(sentence)")
        } else {
          #expect(abs((found?.metres ?? -1) - expected) < 0.01, "seed \(seed), \(sentence)")
          #expect(
            found?.nodes.contains(plain.codes[chosen[2]]!) == true, "seed \(seed), \(sentence)")
        }
      }
    }
  }

  @Test("the joints on a way of light, its splitters and its glass make up its loss")
  func joints() throws {
    var checked = 0
    try forEachNetwork(40) { file, plain, _, seed in
      let nodes = plain.codes.keys.sorted()
      for from in nodes {
        for to in nodes where from != to {
          let ways = plain.lightWays(from: from, to: to)
          let back = plain.lightWays(from: to, to: from)
          guard ways.count + back.count == 1, let way = ways.first ?? back.first else { continue }
          let ends = "node \(plain.codes[from]!) and node \(plain.codes[to]!)"
          let joints = try file.codes("joints between \(ends)").map { Int($0)! }
          let split = way.dropLast().filter { $0.kind == .splitter && $0.marks.contains(.splits) }
            .map { Optics.splitterLossInDecibels(outputs: plain.ports[Int($0.node)] ?? 1) }
          let sum =
            joints.map { plain.jointLoss[$0]! }.reduce(0, +) + split.reduce(0, +)
          #expect(
            abs(sum - (way.last!.jointLoss - way[0].jointLoss)) < 0.001, "seed \(seed), \(ends)")
          let between = Set(way.dropFirst().dropLast().map { plain.codes[Int($0.node)]! })
            .subtracting([plain.codes[from]!, plain.codes[to]!])
          #expect(
            Set(try file.codes("nodes between \(ends)")).isSuperset(of: between), "seed \(seed)")
          #expect(
            try file.codes("routes between \(ends)")
              == Set(
                way.dropFirst().filter { $0.route > 0 }.map { plain.routeCodes[Int($0.route)]! }
              )
              .sorted(), "seed \(seed), \(ends)")
          checked += 1
        }
      }
    }
    #expect(checked > 100)
  }

  /// The codes of a trace, a list for each feed.
  private func feeds(_ rows: Rows) -> [[String]] {
    var feeds: [String: [String]] = [:]
    for (feed, code) in zip(rows.column("feed"), rows.column("code")) {
      feeds[feed, default: []].append(code)
    }
    return feeds.values.sorted { $0.lexicographicallyPrecedes($1) }
  }

  @Test("a trace shows the branches that lead there, and none through what is avoided")
  func traces() throws {
    var shown = 0
    try forEachNetwork(40) { file, plain, random, seed in
      let nodes = plain.codes.keys.sorted()
      for _ in 0..<6 {
        let origin = nodes.randomElement(using: &random)!
        let goal = Bool.random(using: &random) ? nodes.randomElement(using: &random) : nil
        let avoided = Bool.random(using: &random) ? nodes.randomElement(using: &random) : nil
        let route =
          avoided == nil && Bool.random(using: &random)
          ? plain.routeCodes.keys.sorted().randomElement(using: &random) : nil
        guard goal != origin, avoided != origin else { continue }
        var end = goal.map { " to node \(plain.codes[$0]!)" } ?? ""
        if let avoided { end += " avoiding node \(plain.codes[avoided]!)" }
        if let route { end += " avoiding route \(plain.routeCodes[route]!)" }
        let shut = avoided.map { plain.housed(in: $0) } ?? []
        func isShut(_ point: LightPoint) -> Bool {
          shut.contains(Int(point.node)) || point.route > 0 && Int(point.route) == route
        }
        var up: [[String]] = []
        var down: [[String]] = []
        for points in plain.light {
          for index in points.indices where Int(points[index].node) == origin {
            var chain = [index]
            while let above = points[chain.last!].parent { chain.append(above) }
            if !chain.dropFirst().contains(where: { Int(points[$0].node) == origin }) {
              down.append(below(index, points, goal, isShut).map { plain.codes[$0]! })
            }
            if let goal {
              let place = chain.dropFirst().firstIndex { Int(points[$0].node) == goal }
              guard let place else { continue }
              chain = Array(chain[...place])
            }
            guard !chain.contains(where: { isShut(points[$0]) }) else { continue }
            up.append(chain.map { plain.codes[Int(points[$0].node)]! })
          }
        }
        // A trace of what is not lit itself begins at what it houses.
        guard plain.light.contains(where: { $0.contains { Int($0.node) == origin } }) else {
          continue
        }
        let from = "from node \(plain.codes[origin]!)\(end)"
        let upwards = try file.answer("trace upstream \(from)")
        #expect(
          feeds(upwards)
            == up.sorted { $0.lexicographicallyPrecedes($1) }, "seed \(seed), upstream \(from)")
        shown += up.count
        // What crosses a source in another's light is traced from the source's own ports.
        guard plain.kinds[origin] != "olt" else { continue }
        let downwards = try file.answer("trace downstream \(from)")
        #expect(
          feeds(downwards)
            == down.filter { !$0.isEmpty }.sorted { $0.lexicographicallyPrecedes($1) },
          "seed \(seed), downstream \(from)")
      }
    }
    #expect(shown > 50)
  }

  /// The nodes below a point that are shown.
  private func below(
    _ start: Int, _ points: [LightPoint], _ goal: Int?, _ isShut: (LightPoint) -> Bool
  ) -> [Int] {
    var open: Set<Int> = [start]
    for index in start...points[start].last where index > start {
      if open.contains(points[index].parent!), !isShut(points[index]) { open.insert(index) }
    }
    if let goal {
      var leading: Set<Int> = []
      for index in open where index != start && Int(points[index].node) == goal {
        var current: Int? = index
        while let place = current, place >= start {
          leading.insert(place)
          current = points[place].parent
        }
      }
      open = leading
    }
    return open.sorted().map { Int(points[$0].node) }
  }
}

// What fails with what, and what hangs together: against searches over a plain list of joints.

import TestSupport
import Testing
import Topoq

@testable import TopoqNetwork

@Suite("Failures and glass")
struct FailureTests {
  /// A random plant with a customer at every node, and a cut or two.
  private struct Scene {
    var plant: DraftPlant
    var files: [String: String]
    var cuts: Set<Int32> = []
    /// One of each kind of thing that can fail.
    var faults: [NaiveFault]

    init(seed: UInt64) {
      var random = RandomPlant(seed: seed)
      plant = random.plant
      for id in plant.nodes.indices.dropFirst() {
        plant.withNode(Int32(id)) { $0.isCut = false }
      }
      for id in plant.routes.indices.dropFirst() {
        plant.withRoute(Int32(id)) { $0.isCut = false }
      }
      files = plant.folder
      files["customers.csv"] =
        "code,name,node\n"
        + plant.nodes.indices.dropFirst().map { "C\($0),Name \($0),N\($0)\n" }.joined()
      for _ in 0..<Int.random(in: 0...2, using: &random.random) {
        cuts.insert(Int32.random(in: 1...random.routeCount, using: &random.random))
      }
      for cut in cuts { plant.withRoute(cut) { $0.isCut = true } }
      faults = [
        .node(Int32.random(in: 1...random.nodeCount, using: &random.random)),
        .route(Int32.random(in: 1...random.routeCount, using: &random.random)),
      ]
      let ends = plant.importedJoints.flatMap { [$0.ends.0, $0.ends.1] }
      for end in ends.shuffled(using: &random.random).prefix(4) {
        switch end {
        case .strand(let route, let number, _): faults.append(.strand(route, number))
        case .port(let node, let number) where number.value > 0:
          faults.append(.port(node, number.value))
        case .port: break
        }
      }
    }

    func open(_ network: borrowing TestNetwork) throws -> NetworkFile {
      let file = try network.open(.write)
      for cut in cuts.sorted() { try file.change("cut route R\(cut)") }
      return file
    }
  }

  private func codes(_ letter: String, _ ids: some Sequence<Int32>) -> [String] {
    ids.map { "\(letter)\($0)" }.sorted()
  }

  @Test("who is affected and what an impact says equal a search over all ways of the light")
  func failures() throws {
    var lost = 0
    var kept = 0
    for seed in 0..<120 as Range<UInt64> {
      let scene = Scene(seed: seed)
      let network = try TestNetwork.of(scene.files)
      let file = try scene.open(network)
      let light = NaiveLight(scene.plant)
      for fault in scene.faults {
        let what = "\(fault.written), seed \(seed)"
        let outcomes = light.outcomes([fault])
        let affected = outcomes.filter { !$0.value }.map(\.key)
        lost += affected.count
        kept += outcomes.count - affected.count
        #expect(
          try file.codes("customers affected by \(fault.written)") == codes("C", affected),
          "\(what)")
        var nodes = Set(affected)
        if case .node(let id) = fault { nodes.remove(id) }
        #expect(
          try file.codes("nodes affected by \(fault.written)") == codes("N", nodes), "\(what)")
        let impact = try file.answer("impact of \(fault.written) show code, outcome")
        let said = Set(zip(impact.column("code"), impact.column("outcome")).map { "\($0) \($1)" })
        let expected = outcomes.map {
          "C\($0.key) \($0.value ? "on second feed" : "loses service")"
        }
        #expect(said == Set(expected), "\(what)")
        var routes = Set(light.routeOutcomes([fault]).filter { !$0.value }.map(\.key))
        if case .route(let id) = fault { routes.remove(id) }
        #expect(
          try file.codes("routes affected by \(fault.written)") == codes("R", routes), "\(what)")
      }
    }
    #expect(lost > 150 && kept > 50, "the random faults must take light: \(lost), \(kept)")
  }

  @Test("the things of a set fail together")
  func sets() throws {
    for seed in 100..<130 as Range<UInt64> {
      let scene = Scene(seed: seed)
      let network = try TestNetwork.of(scene.files)
      let file = try scene.open(network)
      let ids = scene.plant.routes.indices.dropFirst().shuffled().prefix(2).map { Int32($0) }
      guard ids.count == 2 else { continue }
      let outcomes = NaiveLight(scene.plant).outcomes(ids.map { .route($0) })
      let affected = codes("C", outcomes.filter { !$0.value }.map(\.key))
      for target in [
        "routes R\(ids[0]), R\(ids[1])", "(routes where code in (R\(ids[0]), R\(ids[1])))",
      ] {
        #expect(try file.codes("customers affected by \(target)") == affected, "seed \(seed)")
        let rest = try file.codes("customers not affected by \(target)")
        #expect(Set(rest).isDisjoint(with: affected))
        #expect(rest.count + affected.count == (try file.codes("customers").count))
        #expect(
          try file.codes("customers where affected by \(target) and lit")
            == file.codes("customers affected by \(target) where lit"))
      }
    }
  }

  @Test("what hangs together by glass equals marking ends until nothing changes")
  func glass() throws {
    var reached = 0
    for seed in 200..<240 as Range<UInt64> {
      let scene = Scene(seed: seed)
      let network = try TestNetwork.of(scene.files)
      let file = try scene.open(network)
      let glass = NaiveGlass(scene.plant)
      for start in scene.faults {
        var (nodes, routes) = glass.reach(start)
        reached += nodes.count
        let place = "connected to \(start.written)"
        #expect(
          try file.codes("customers \(place)") == codes("C", nodes), "\(place), seed \(seed)")
        if case .node(let id) = start { nodes.remove(id) }
        if case .route(let id) = start { routes.remove(id) }
        #expect(try file.codes("nodes \(place)") == codes("N", nodes), "\(place), seed \(seed)")
        #expect(try file.codes("routes \(place)") == codes("R", routes), "\(place), seed \(seed)")
      }
    }
    #expect(reached > 300, "the random glass must lead somewhere: \(reached)")
  }

  @Test("directly upstream is the mirror of directly on")
  func mirror() throws {
    for seed in 300..<340 as Range<UInt64> {
      let scene = Scene(seed: seed)
      // Light that comes back to a node is below it twice.
      let isLooped = NaiveLight(scene.plant).arrivals.contains {
        Set($0.nodes).count < $0.nodes.count
      }
      guard !isLooped else { continue }
      let network = try TestNetwork.of(scene.files)
      try mirror(scene.open(network), "seed \(seed)")
    }
  }

  private func mirror(_ file: NetworkFile, _ seed: String) throws {
    var nodes: [String: Set<String>] = [:]
    var routes: [String: Set<String>] = [:]
    for node in try file.codes("nodes") {
      for below in try file.codes("nodes directly on node \(node)") {
        nodes[below, default: []].insert(node)
      }
    }
    for route in try file.codes("routes") {
      for below in try file.codes("nodes directly on route \(route)") {
        routes[below, default: []].insert(route)
      }
    }
    for node in try file.codes("nodes") {
      let above = try file.codes("nodes directly upstream of node \(node)")
      #expect(Set(above) == nodes[node, default: []], "\(node), \(seed)")
      let ways = try file.codes("routes directly upstream of node \(node)")
      #expect(Set(ways) == routes[node, default: []], "\(node), \(seed)")
    }
  }
}

// Places by light and glass, found by searching a plain list of joints: oracles for the engine's.

import TestSupport

@testable import TopoqNetwork

/// One time that light comes to a node, with all that it passed on its way.
struct NaiveArrival {
  /// The nodes passed, the one it comes to last.
  var nodes: [Int32]
  /// The routes and strands passed, the one it comes by last; 0 for a bare hop.
  var strands: [(route: Int32, number: Int32)]
  /// The ports it left by.
  var ports: [(node: Int32, number: Int32)] = []
  var isLit: Bool

  var node: Int32 { nodes[nodes.count - 1] }
}

/// What fails, as an oracle sees it.
enum NaiveFault {
  case node(Int32)
  case route(Int32)
  case strand(Int32, Int32)
  case port(Int32, Int32)

  /// Whether light passes it on its way; with `isWhole` the last step counts too.
  func isPassed(by arrival: NaiveArrival, isWhole: Bool) -> Bool {
    let last = isWhole ? 0 : 1
    return switch self {
    case .node(let id): arrival.nodes.dropLast(last).contains(id)
    case .route(let id): arrival.strands.dropLast(last).contains { $0.route == id }
    case .strand(let id, let number):
      arrival.strands.dropLast(last).contains { $0.route == id && $0.number == number }
    case .port(let id, let number):
      arrival.ports.contains { $0.node == id && $0.number == number }
    }
  }

  var written: String {
    switch self {
    case .node(let id): "node N\(id)"
    case .route(let id): "route R\(id)"
    case .strand(let id, let number): "strand R\(id)#\(number)"
    case .port(let id, let number): "port N\(id):\(number)"
    }
  }
}

/// Every arrival of light in a plant, found by recursion.
struct NaiveLight {
  private let plant: DraftPlant
  private let joints: [DraftPlant.Joint]
  private(set) var arrivals: [NaiveArrival] = []

  init(_ plant: DraftPlant) {
    self.plant = plant
    joints = plant.importedJoints
    for (index, node) in plant.nodes.enumerated().dropFirst() where node.isSource {
      let source = Int32(index)
      for number in outputs(of: source) {
        let root = NaiveArrival(
          nodes: [source], strands: [(0, 0)], isLit: node.state == .inService && !node.isCut)
        arrivals.append(root)
        guard node.state == .inService else { continue }
        var leaving = root
        leaving.ports.append((source, number))
        leave(.port(node: source, number: PortNumber(number)), leaving, split: [])
      }
    }
  }

  func opposite(_ end: End) -> End? {
    for joint in joints {
      if joint.ends.0 == end { return joint.ends.1 }
      if joint.ends.1 == end { return joint.ends.0 }
    }
    return nil
  }

  private func outputs(of node: Int32) -> [Int32] {
    joints.flatMap { joint in
      [joint.ends.0, joint.ends.1].compactMap { end in
        if case .port(node, let number) = end, number.value > 0 { number.value } else { nil }
      }
    }.sorted()
  }

  private mutating func leave(_ end: End, _ way: NaiveArrival, split: [Int32]) {
    guard let far = opposite(end), arrivals.count < 5000 else { return }
    switch far {
    case .strand(let id, let number, let side):
      let route = plant.routes[Int(id)]
      let target = side == .a ? route.to : route.from
      let node = plant.nodes[Int(target)]
      guard route.state == .inService, node.state == .inService else { return }
      var next = way
      next.nodes.append(target)
      next.strands.append((id, number))
      next.isLit = way.isLit && !route.isCut && !node.isCut
      arrivals.append(next)
      leave(.strand(route: id, number: number, side: side.opposite), next, split: split)
    case .port(let id, let number):
      let node = plant.nodes[Int(id)]
      guard node.state == .inService, number.isInput, !node.isSource, !split.contains(id) else {
        return
      }
      var next = way
      if way.node != id {
        next.nodes.append(id)
        next.strands.append((0, 0))
        next.isLit = way.isLit && !node.isCut
        arrivals.append(next)
      }
      for output in outputs(of: id) {
        var leaving = next
        leaving.ports.append((id, output))
        leave(.port(node: id, number: PortNumber(output)), leaving, split: split + [id])
      }
    }
  }

  /// What becomes of each node that loses light when all `faults` happen: true where it stays lit.
  func outcomes(_ faults: [NaiveFault]) -> [Int32: Bool] {
    outcomes(faults, isWhole: true) { $0.node }
  }

  /// The same of each route; the route by which light comes to what fails loses none.
  func routeOutcomes(_ faults: [NaiveFault]) -> [Int32: Bool] {
    outcomes(faults, isWhole: false) { $0.strands[$0.strands.count - 1].route }
  }

  private func outcomes(
    _ faults: [NaiveFault], isWhole: Bool, _ thing: (NaiveArrival) -> Int32
  ) -> [Int32: Bool] {
    func isLost(_ arrival: NaiveArrival) -> Bool {
      faults.contains { $0.isPassed(by: arrival, isWhole: isWhole) }
    }
    let lost = Set(arrivals.filter(isLost).map(thing)).subtracting([0])
    return Dictionary(
      uniqueKeysWithValues: lost.map { id in
        (id, arrivals.contains { thing($0) == id && $0.isLit && !isLost($0) })
      })
  }
}

/// What glass leads to, by marking ends until nothing changes.
struct NaiveGlass {
  private let plant: DraftPlant
  private let joints: [DraftPlant.Joint]

  init(_ plant: DraftPlant) {
    self.plant = plant
    joints = plant.importedJoints
  }

  private var allEnds: [End] {
    let strands = plant.routes.indices.dropFirst().flatMap { id in
      (1...3).flatMap { number in
        [RouteSide.a, .b].map {
          End.strand(route: Int32(id), number: Int32(number), side: $0)
        }
      }
    }
    return strands
      + joints.flatMap { [$0.ends.0, $0.ends.1] }.filter {
        if case .port = $0 { true } else { false }
      }
  }

  private func node(of end: End) -> Int32 {
    switch end {
    case .port(let node, _): node
    case .strand(let id, _, let side):
      side == .a ? plant.routes[Int(id)].from : plant.routes[Int(id)].to
    }
  }

  private func passes(_ id: Int32) -> Bool {
    let node = plant.nodes[Int(id)]
    return !node.isSource
      && (node.kind == .splitter
        || allEnds.contains {
          if case .port(id, let number) = $0 { number.value > 0 } else { false }
        })
  }

  private func touches(_ left: End, _ right: End) -> Bool {
    if joints.contains(where: { $0.ends == (left, right) || $0.ends == (right, left) }) {
      return true
    }
    switch (left, right) {
    case (.strand(let one, let first, _), .strand(let other, let second, _)):
      return one == other && first == second
    case (.port(let one, _), .port(let other, _)): return one == other && passes(one)
    default: return false
    }
  }

  /// The nodes and routes that glass leads to from a thing.
  func reach(_ start: NaiveFault) -> (nodes: Set<Int32>, routes: Set<Int32>) {
    let all = allEnds
    var reached = Set(
      all.filter { end in
        switch (start, end) {
        case (.node(let id), _): node(of: end) == id
        case (.route(let id), .strand(let other, _, _)): id == other
        case (.strand(let id, let number), .strand(let other, let strand, _)):
          id == other && number == strand
        case (.port(let id, let number), .port(let other, let port)):
          id == other && port.value == number
        default: false
        }
      })
    var count = -1
    while count != reached.count {
      count = reached.count
      let next = all.filter { end in
        !reached.contains(end) && reached.contains { touches($0, end) }
      }
      reached.formUnion(next)
    }
    let routes = reached.compactMap { end in
      if case .strand(let id, _, _) = end { id } else { nil as Int32? }
    }
    return (Set(reached.map(node)), Set(routes))
  }
}

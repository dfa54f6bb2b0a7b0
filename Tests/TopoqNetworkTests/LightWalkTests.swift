// Light followed cleverly equals light followed naively.

import TestSupport
import Testing
@testable import TopoqNetwork

/// Follows light by searching a plain list of joints, one recursion a hop.
struct NaiveWalk {
  let plant: DraftPlant
  var points: [LightPoint] = []
  var isTooLarge = false

  init(_ plant: DraftPlant) { self.plant = plant }

  private func opposite(_ end: End) -> (End, Double)? {
    for joint in plant.joints where !joint.isRemoved {
      if joint.ends.0 == end { return (joint.ends.1, joint.loss ?? 0.1) }
      if joint.ends.1 == end { return (joint.ends.0, joint.loss ?? 0.1) }
    }
    return nil
  }

  private func outputs(of node: Int32) -> [Int32] {
    var numbers: [Int32] = []
    for joint in plant.joints where !joint.isRemoved {
      for case .port(node, let number) in [joint.ends.0, joint.ends.1] where number.value > 0 {
        numbers.append(number.value)
      }
    }
    return numbers.sorted()
  }

  mutating func start(at source: Int32, port: Int32) {
    let node = plant.nodes[Int(source)]
    points = [
      LightPoint(
        parent: nil, last: 0, node: source, kind: node.kind, route: 0, strand: 0, metres: 0,
        jointLoss: 0, servicePoints: 0,
        marks: node.isCut || node.state != .inService ? .dark : [])
    ]
    guard node.state == .inService else { return }
    leave(by: .port(node: source, number: PortNumber(port)), from: 0, loss: 0, split: [])
  }

  private mutating func leave(by end: End, from parent: Int, loss: Double, split: [Int32]) {
    guard let (far, jointLoss) = opposite(end), points.count < 2000 else {
      isTooLarge = isTooLarge || points.count >= 2000
      return
    }
    switch far {
    case .strand(let id, let number, let side):
      let route = plant.routes[Int(id)]
      let target = side == .a ? route.to : route.from
      let node = plant.nodes[Int(target)]
      guard route.state == .inService, node.state == .inService else { return }
      var point = points[parent]
      point.parent = parent
      point.node = target
      point.kind = node.kind
      point.route = id
      point.strand = number
      point.metres += route.metres
      point.jointLoss += loss + jointLoss
      point.marks.remove(.splits)
      if route.isCut || node.isCut { point.marks.insert(.dark) }
      points.append(point)
      leave(
        by: .strand(route: id, number: number, side: side.opposite), from: points.count - 1,
        loss: 0, split: split)
    case .port(let id, let number):
      let node = plant.nodes[Int(id)]
      guard node.state == .inService, number.isInput, !node.isSource, !split.contains(id) else {
        return
      }
      var position = parent
      if points[parent].node == id {
        points[parent].jointLoss += loss + jointLoss
      } else {
        var point = points[parent]
        point.parent = parent
        point.node = id
        point.kind = node.kind
        point.route = 0
        point.strand = 0
        point.jointLoss += loss + jointLoss
        point.marks.remove(.splits)
        if node.isCut { point.marks.insert(.dark) }
        points.append(point)
        position = points.count - 1
      }
      points[position].marks.insert(.splits)
      if number.value < -1 { points[position].marks.insert(.secondary) }
      let splitLoss =
        node.kind == .splitter
        ? Optics.splitterLossInDecibels(outputs: Int(node.ports ?? 1)) : 0
      for output in outputs(of: id) {
        leave(
          by: .port(node: id, number: PortNumber(output)), from: position, loss: splitLoss,
          split: split + [id])
      }
    }
  }

  /// The points with their subtrees counted one by one.
  var finished: [LightPoint] {
    var finished = points
    for index in points.indices {
      let below = points.indices.filter { isBelow($0, index) }
      finished[index].last = below.max()!
      finished[index].servicePoints = below.count { points[$0].kind == .premises }
    }
    return finished
  }

  private func isBelow(_ index: Int, _ top: Int) -> Bool {
    var current: Int? = index
    while let place = current {
      if place == top { return true }
      current = points[place].parent
    }
    return false
  }
}

@Suite("Light")
struct LightWalkTests {
  private func ports(of plant: DraftPlant) -> [(Int32, Int32)] {
    plant.nodes.indices.dropFirst().filter { plant.nodes[$0].isSource }.flatMap { source in
      plant.joinedOutputs(of: Int32(source)).map { (Int32(source), $0) }
    }
  }

  @Test("equals a naive walk over the joints")
  func naive() throws {
    var points = 0
    for seed in 0..<600 { points += try naive(seed) }
    #expect(points > 3000, "the random networks must light something")
  }

  private func naive(_ seed: Int) throws -> Int {
    var points = 0
    let plant = RandomPlant(seed: UInt64(seed)).plant
    for (source, port) in ports(of: plant) {
      var naive = NaiveWalk(plant)
      naive.start(at: source, port: port)
      guard !naive.isTooLarge else { continue }
      var walk = LightWalk(plant, address: LightAddress(source: source, port: port))
      try walk.follow(source: source, port: port)
      #expect(walk.points == naive.finished, "seed \(seed), port \(source):\(port)")
      points += walk.points.count
    }
    return points
  }

  @Test("after an edit equals light followed anew")
  func edits() throws {
    for seed in 0..<600 { try edits(seed) }
  }

  private func edits(_ seed: Int) throws {
    var network = RandomPlant(seed: UInt64(seed) &+ 10_000)
    for step in 0..<6 {
      let before = network.plant
      var changed: [End: Bool] = [:]
      for _ in 0..<Int.random(in: 1...3, using: &network.random) {
        let ends =
          Bool.random(using: &network.random)
          ? network.joinSomething() : network.unjoinSomething()
        // What counts is how an end was before the first change.
        changed.merge(ends) { first, _ in first }
      }
      let touched = network.nodes(of: changed.keys)
      network.plant.seal()
      for (source, port) in ports(of: network.plant) {
        let address = LightAddress(source: source, port: port)
        var old = LightWalk(before, address: address)
        try old.follow(source: source, port: port)
        var updated = LightWalk(network.plant, address: address)
        try updated.follow(
          source: source, port: port, knowing: old.points, touched: touched,
          changed: changed)
        var anew = LightWalk(network.plant, address: address)
        try anew.follow(source: source, port: port)
        #expect(updated.points == anew.points, "seed \(seed), step \(step), \(source):\(port)")
      }
    }
  }

  @Test("packs into a chunk and out again")
  func chunks() throws {
    for seed in 0..<100 { try chunks(seed) }
  }

  private func chunks(_ seed: Int) throws {
    let plant = RandomPlant(seed: UInt64(seed)).plant
    for (source, port) in ports(of: plant) {
      var walk = LightWalk(plant, address: LightAddress(source: source, port: port))
      try walk.follow(source: source, port: port)
      let chunk = LightChunk(walk.points)
      #expect(chunk.points == walk.points)
      let copy = chunk.bytes.withUnsafeBytes { LightChunk($0) }
      #expect(copy?.points == walk.points)
      let cut = chunk.bytes.dropLast().withUnsafeBytes { LightChunk($0) }
      #expect(cut == nil)
    }
  }

  @Test("names the joint where it comes back to a splitter")
  func loop() throws {
    var plant = DraftPlant()
    var olt = DraftPlant.Node(kind: .olt)
    olt.isSource = true
    plant.addNode(olt)
    var splitter = DraftPlant.Node(kind: .splitter)
    splitter.ports = 8
    plant.addNode(splitter)
    let port = End.port(node: 1, number: PortNumber(1))
    let output = End.port(node: 2, number: PortNumber(3))
    #expect(
      plant.addJoint(
        DraftPlant.Joint(node: 2, ends: (port, .port(node: 2, number: .input(1))), loss: nil))
        == nil)
    #expect(
      plant.addJoint(
        DraftPlant.Joint(node: 2, ends: (output, .port(node: 2, number: .input(2))), loss: nil))
        == nil)
    plant.seal()
    let address = LightAddress(source: 1, port: 1)
    var walk = LightWalk(plant, address: address)
    try walk.follow(source: 1, port: 1)
    #expect(walk.points.map(\.node) == [1, 2])
    #expect(
      walk.contradictions == [
        .loop(node: 2, port: address, by: .port(node: 2, number: .input(2)))
      ])
  }

  @Test("an address is source, port and position")
  func addresses() {
    let address = LightAddress(source: 16_777_215, port: 32_767, position: 16_383)
    #expect(address.rawValue == 1 << 53 - 1)
    #expect(address.source == 16_777_215)
    #expect(address.port == 32_767)
    #expect(address.position == 16_383)
    #expect(address.chunk == LightAddress(source: 16_777_215, port: 32_767))
  }
}

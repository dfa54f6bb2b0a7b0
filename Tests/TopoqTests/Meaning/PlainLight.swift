// Light followed by hand: from every port, strand by strand, each arrival written down.

/// Every point where light arrives, in the order in which a reader of the records would meet them.
struct PlainLight {
  typealias End = PlainNetwork.End

  struct Arrival {
    var node: Int
    /// The arrival that the light comes from; nil at the source.
    var above: Int?
    /// The output of the node above by which light left it; nil where it was handed through.
    var output: Int?
    var route: Int?
    var strand = 0
    /// The joint by which light left the arrival above, and those by which it entered the node's own
    /// inputs.
    var joint: Int?
    var inputs: [Int] = []
    /// Fibre since the source.
    var metres = 0.0
    /// Joints and splitters since the source, in dB.
    var loss = 0.0
    /// Below a cut, or fed by no source.
    var isDark = false
    /// By a second input somewhere above.
    var isSecondary = false
    /// Light leaves here by outputs.
    var splits = false
    /// The source and its port; nil below a splitter that nothing feeds.
    var source: Int?
    var port = 0
  }

  let network: PlainNetwork
  private(set) var arrivals: [Arrival] = []
  /// For each arrival, those that come straight from it.
  private(set) var children: [[Int]] = []

  init(_ network: PlainNetwork) {
    self.network = network
    for source in network.nodes.indices where network.nodes[source].kind == "olt" {
      for port in network.usedPorts(of: source) {
        arrivals.append(Arrival(node: source, source: source, port: port))
        let start = arrivals.count - 1
        guard isInService(source) else {
          arrivals[start].isDark = true
          continue
        }
        leave(.port(node: source, number: port), from: start, output: port, loss: 0)
      }
    }
    for root in unfedRoots() {
      arrivals.append(Arrival(node: root, isDark: true, splits: true))
      if isInService(root) { leaveOutputs(of: root, at: arrivals.count - 1) }
    }
    children = Array(repeating: [], count: arrivals.count)
    for (index, arrival) in arrivals.enumerated() {
      if let above = arrival.above { children[above].append(index) }
    }
  }

  private func isInService(_ node: Int) -> Bool { network.nodes[node].state == "in service" }

  // MARK: Following

  private mutating func leave(_ end: End, from above: Int, output: Int?, loss: Double) {
    guard let joint = network.opposite(end) else { return }
    let lost = loss + joint.loss
    switch joint.end {
    case .strand(let id, let number, let atTo):
      let route = network.routes[id]
      let far = atTo ? route.from : route.to
      guard route.state == "in service", isInService(far) else { return }
      var arrival = arrivals[above]
      arrival.node = far
      arrival.above = above
      arrival.output = output
      arrival.route = id
      arrival.strand = number
      arrival.joint = joint.joint
      arrival.inputs = []
      arrival.metres += network.metres(of: id)
      arrival.loss += lost
      arrival.splits = false
      if route.isCut { arrival.isDark = true }
      arrivals.append(arrival)
      leave(
        .strand(route: id, number: number, atTo: !atTo), from: arrivals.count - 1, output: nil,
        loss: 0)
    case .port(let node, let number):
      enter(node, by: number, from: above, output: output, joint: (joint.joint, lost))
    }
  }

  /// Light goes in at an input and out at every output; into an output, or a source, it does not go.
  private mutating func enter(
    _ node: Int, by number: Int, from above: Int, output: Int?, joint: (index: Int, loss: Double)
  ) {
    guard number < 0, network.nodes[node].kind != "olt", isInService(node) else { return }
    var current: Int? = above
    while let at = current {
      // Light does not come back to where it was split before.
      if arrivals[at].node == node, arrivals[at].splits { return }
      current = arrivals[at].above
    }
    var position = above
    if arrivals[above].node == node {
      arrivals[above].loss += joint.loss
      arrivals[above].inputs.append(joint.index)
    } else {
      var arrival = arrivals[above]
      arrival.node = node
      arrival.above = above
      arrival.output = output
      arrival.route = nil
      arrival.strand = 0
      arrival.joint = joint.index
      arrival.inputs = []
      arrival.loss += joint.loss
      arrivals.append(arrival)
      position = arrivals.count - 1
    }
    arrivals[position].splits = true
    if number < -1 { arrivals[position].isSecondary = true }
    leaveOutputs(of: node, at: position)
  }

  private mutating func leaveOutputs(of node: Int, at position: Int) {
    let loss = splitLoss(of: node)
    for number in network.usedPorts(of: node) {
      leave(.port(node: node, number: number), from: position, output: number, loss: loss)
    }
  }

  /// dB from a splitter's input to an output, by the data sheets' worst case.
  private func splitLoss(of node: Int) -> Double {
    guard network.nodes[node].kind == "splitter" else { return 0 }
    switch network.nodes[node].ports ?? 1 {
    case ...1: return 0
    case 2: return 3.5
    case ...4: return 7
    case ...8: return 10.5
    case ...16: return 14
    case ...32: return 17
    case ...64: return 20.5
    default: return 24
    }
  }

  // MARK: What nothing feeds

  /// Unlit nodes with outputs into which no other's light would run; of a ring, the first.
  private func unfedRoots() -> [Int] {
    let lit = Set(arrivals.map(\.node))
    let unlit = network.nodes.indices.filter { node in
      !lit.contains(node) && network.nodes[node].kind != "olt"
        && (network.nodes[node].kind == "splitter" || !network.usedPorts(of: node).isEmpty)
    }
    var roots: Set<Int> = []
    for node in unlit {
      var way = [node]
      while let above = feeder(of: way.last!) {
        if let start = way.firstIndex(of: above) {
          way = [way[start...].min()!]
          break
        }
        way.append(above)
      }
      roots.insert(way.last!)
    }
    return roots.filter { !lit.contains($0) }.sorted()
  }

  /// The node whose output runs into the first input of `node` that anything runs into.
  private func feeder(of node: Int) -> Int? {
    guard isInService(node) else { return nil }
    for input in 1...64 {
      var end = End.port(node: node, number: -input)
      var crossed: Set<End> = []
      way: while let joint = network.opposite(end), crossed.insert(end).inserted {
        switch joint.end {
        case .port(let above, let number):
          if number > 0, network.nodes[above].kind != "olt", isInService(above) { return above }
          break way
        case .strand(let id, let number, let atTo):
          let route = network.routes[id]
          guard route.state == "in service", isInService(atTo ? route.to : route.from) else {
            break way
          }
          end = .strand(route: id, number: number, atTo: !atTo)
        }
      }
    }
    return nil
  }

  // MARK: Looking

  func arrivals(at node: Int) -> [Int] { arrivals.indices.filter { arrivals[$0].node == node } }

  /// The arrivals above one, the nearest first, itself not counted.
  func ways(above arrival: Int) -> [Int] {
    var found: [Int] = []
    var current = arrivals[arrival].above
    while let at = current {
      found.append(at)
      current = arrivals[at].above
    }
    return found
  }

  /// An arrival and all that comes from it; what `stops` is the last of its branch.
  func below(_ start: Int, stops: (Arrival) -> Bool = { _ in false }) -> [Int] {
    guard !stops(arrivals[start]) else { return [start] }
    return [start] + children[start].flatMap { below($0, stops: stops) }
  }

  /// The feed that counts where one must: by first inputs, from a source, from the lowest port.
  func primary(of node: Int) -> Int? {
    let all = arrivals(at: node)
    return all.first { !arrivals[$0].isSecondary && arrivals[$0].source != nil } ?? all.first
  }
}

// Turns "S12 hangs on port 3 of OLT1" into joints along the shortest physical way.

internal import TopoqGraph

/// What coarse records say: this node is fed by that one, perhaps on a known port.
public struct CoarseFeed: Sendable {
  public var node: Int32
  public var feeder: Int32
  public var port: PortNumber?

  public init(node: Int32, feeder: Int32, port: PortNumber?) {
    self.node = node
    self.feeder = feeder
    self.port = port
  }
}

/// What the resolver had to assume or could not do.
public enum FeedRemark: Sendable {
  /// Several nodes name one port: a splitter was put there that the records do not name.
  case impliedSplitter(splitter: Int32, feeder: Int32, port: PortNumber, count: Int)
  /// The records name no port; this one was free.
  case assumedPort(node: Int32, feeder: Int32, port: PortNumber)
  case noFreePort(node: Int32, feeder: Int32)
  /// The port named is taken by a joint on record.
  case portTaken(node: Int32, feeder: Int32, port: PortNumber)
  /// Routes connect the two, but no strand was free the whole way: a bare hop was recorded.
  case noFreeStrand(node: Int32, feeder: Int32)
  case feedsItself(node: Int32)
}

/// Makes joints for coarse feeds: along routes with free strands, else as a bare hop.
public struct FeedResolver {
  public private(set) var plant: DraftPlant
  public private(set) var remarks: [FeedRemark] = []
  /// Joints made, in order; they follow those on record.
  public private(set) var joints: [DraftPlant.Joint] = []
  /// Splitters made: their ids follow the nodes on record.
  public private(set) var splitters: [(id: Int32, housing: Int32, ports: Int32)] = []

  private var ways: ShortestWay
  private var components: DisjointSets
  private var nextStrand: [Int32: Int32] = [:]
  private var nextPort: [Int32: Int32] = [:]

  public init(_ plant: DraftPlant) {
    self.plant = plant
    let places = plant.nodes.indices.map { plant.place(of: Int32($0)) }
    let routes = plant.routes
    func ends(_ route: Int) -> (Int32, Int32) {
      guard routes[route].from > 0, routes[route].to > 0 else { return (-1, -1) }
      return (places[Int(routes[route].from)], places[Int(routes[route].to)])
    }
    components = DisjointSets(count: places.count)
    for route in routes.indices {
      let (from, to) = ends(route)
      if from >= 0, to >= 0, routes[route].state == .inService { components.join(from, to) }
    }
    ways = ShortestWay(
      Adjacency(vertexCount: places.count, edgeCount: routes.count, ends: ends))
  }

  /// Resolves `feeds` in order. Joints on record win: a node with a joined input is left alone.
  public mutating func resolve(_ feeds: [CoarseFeed]) {
    let open = feeds.filter {
      plant.joint(taking: .port(node: $0.node, number: .input(1))) == nil
    }
    var sharing: [End: Int] = [:]
    for feed in open {
      guard let port = feed.port else { continue }
      sharing[.port(node: feed.feeder, number: port), default: 0] += 1
    }
    var implied: [End: Int32] = [:]
    for feed in open {
      guard feed.node != feed.feeder else {
        remarks.append(.feedsItself(node: feed.node))
        continue
      }
      guard let port = feed.port else {
        resolveUnnumbered(feed)
        continue
      }
      let end = End.port(node: feed.feeder, number: port)
      let count = sharing[end] ?? 1
      if count > 1 {
        let splitter = implied[end] ?? makeSplitter(on: feed.feeder, port: port, outputs: count)
        guard splitter > 0 else {
          remarks.append(.portTaken(node: feed.node, feeder: feed.feeder, port: port))
          continue
        }
        implied[end] = splitter
        connect(feed.node, to: splitter, port: freePort(of: splitter)!, named: feed.feeder)
      } else if plant.joint(taking: end) != nil {
        remarks.append(.portTaken(node: feed.node, feeder: feed.feeder, port: port))
      } else {
        connect(feed.node, to: feed.feeder, port: port, named: feed.feeder)
      }
    }
  }

  private mutating func resolveUnnumbered(_ feed: CoarseFeed) {
    guard let port = freePort(of: feed.feeder) else {
      remarks.append(.noFreePort(node: feed.node, feeder: feed.feeder))
      return
    }
    if plant.nodes[Int(feed.feeder)].isSource {
      remarks.append(.assumedPort(node: feed.node, feeder: feed.feeder, port: port))
    }
    connect(feed.node, to: feed.feeder, port: port, named: feed.feeder)
  }

  /// Puts a splitter behind a port that several nodes name; 0 where the port is taken.
  private mutating func makeSplitter(on feeder: Int32, port: PortNumber, outputs: Int) -> Int32 {
    let end = End.port(node: feeder, number: port)
    guard plant.joint(taking: end) == nil else { return 0 }
    let id = Int32(plant.nodes.count)
    var node = DraftPlant.Node(kind: .splitter)
    node.ports = [2, 4, 8, 16, 32, 64, 128].first { $0 >= outputs } ?? Int32(outputs)
    node.housing = feeder
    plant.addNode(node)
    splitters.append((id, feeder, node.ports!))
    remarks.append(
      .impliedSplitter(splitter: id, feeder: feeder, port: port, count: outputs))
    add(at: feeder, end, .port(node: id, number: .input(1)))
    return id
  }

  private mutating func freePort(of node: Int32) -> PortNumber? {
    var number = nextPort[node] ?? 1
    while plant.joint(taking: .port(node: node, number: PortNumber(number))) != nil { number += 1 }
    nextPort[node] = number
    if let ports = plant.nodes[Int(node)].ports, number > ports { return nil }
    return PortNumber(number)
  }

  /// Joins `node`'s first input to `port` of `feeder` along the shortest way with free strands.
  /// A splitter that the resolver made stands at the place of the node that the records name.
  private mutating func connect(
    _ node: Int32, to feeder: Int32, port: PortNumber, named: Int32
  ) {
    let start = plant.place(of: node)
    let goal = plant.place(of: named)
    var end = End.port(node: feeder, number: port)
    let input = End.port(node: node, number: .input(1))
    guard start != goal, components.areJoined(start, goal) else {
      add(at: node, end, input)
      return
    }
    guard let way = shortestWay(from: goal, to: start) else {
      remarks.append(.noFreeStrand(node: node, feeder: named))
      add(at: node, end, input)
      return
    }
    var place = goal
    var at = feeder
    for route in way {
      let strand = takeStrand(of: route)
      let side: RouteSide = plant.place(of: plant.routes[Int(route)].from) == place ? .a : .b
      add(at: at, end, .strand(route: route, number: strand, side: side))
      at = side == .a ? plant.routes[Int(route)].to : plant.routes[Int(route)].from
      place = plant.place(of: at)
      end = .strand(route: route, number: strand, side: side.opposite)
    }
    add(at: node, end, input)
  }

  /// The search starts at the fed node: a drop has one way out, a feeder has hundreds.
  private mutating func shortestWay(from goal: Int32, to start: Int32) -> [Int32]? {
    var closed: Set<Int32> = []
    let plant = plant
    var cursor = nextStrand
    let way = ways.edges(from: start, to: goal, limit: 200_000) { route in
      let record = plant.routes[Int(route)]
      guard record.state == .inService, !closed.contains(route) else { return nil }
      guard let strand = FeedResolver.freeStrand(of: route, in: plant, from: cursor[route] ?? 1)
      else {
        closed.insert(route)
        return nil
      }
      cursor[route] = strand
      return max(record.metres, 0)
    }
    nextStrand = cursor
    return way?.reversed()
  }

  private static func freeStrand(of route: Int32, in plant: DraftPlant, from first: Int32) -> Int32?
  {
    var strand = first
    let strands = plant.routes[Int(route)].strands ?? .max
    while strand <= strands {
      let isTaken = [RouteSide.a, .b].contains {
        plant.joint(taking: .strand(route: route, number: strand, side: $0)) != nil
      }
      if !isTaken { return strand }
      strand += 1
    }
    return nil
  }

  private mutating func takeStrand(of route: Int32) -> Int32 {
    let strand =
      FeedResolver.freeStrand(of: route, in: plant, from: nextStrand[route] ?? 1) ?? .max
    precondition(strand < .max, "the way was found over routes with a free strand")
    nextStrand[route] = strand + 1
    return strand
  }

  private mutating func add(at node: Int32, _ first: End, _ second: End) {
    let joint = DraftPlant.Joint(
      node: node, ends: (first, second), loss: Optics.spliceLossInDecibels)
    let conflict = plant.addJoint(joint)
    precondition(conflict == nil, "the resolver joins only free ends")
    joints.append(joint)
  }
}

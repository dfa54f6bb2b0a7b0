// A network as plain arrays: what a network folder says, for answers worked out by the dumbest means.

/// Nodes, routes, joints and what hangs on them, each named by its index in the order of the files.
struct PlainNetwork {
  struct Place: Equatable {
    var longitude: Double
    var latitude: Double
  }

  struct Node {
    var code: String
    var kind: String
    var name: String?
    /// Where the file puts it; nil where it says nothing.
    var ownPlace: Place?
    var housing: Int?
    var ports: Int?
    var technology: String?
    var units: Int?
    var state = "in service"
    /// A column of the file that topoq has no word for.
    var leased: String?

    init(_ code: String, _ kind: String, at place: Place? = nil, in housing: Int? = nil) {
      self.code = code
      self.kind = kind
      ownPlace = place
      self.housing = housing
    }
  }

  struct Route {
    var code: String
    var kind: String?
    var name: String?
    var from: Int
    var to: Int
    var strands: Int?
    /// As measured; nil where the map must do.
    var measuredMetres: Double?
    var trench: String?
    var state = "in service"
    /// From its from node to its to node; nil where nothing is drawn.
    var line: [Place]?
    /// Written from end to beginning in the file.
    var isDrawnBackwards = false
    var isCut = false
  }

  /// What a joint takes: a strand at one end of its route, or a port; inputs are below zero.
  enum End: Hashable {
    case strand(route: Int, number: Int, atTo: Bool)
    case port(node: Int, number: Int)
  }

  struct Joint {
    var node: Int
    var ends: (End, End)
    var loss: Double?
  }

  struct Area {
    var code: String
    var name: String?
    var kind: String?
    /// Polygons of rings, the outer one first, each closed.
    var polygons: [[[Place]]]
  }

  struct Customer {
    var code: String
    var name: String?
    var node: Int?
    var status: String
    var from: String?
    var to: String?
    var phone: String?
    var email: String?
    var segment: String?
    var isVIP: Bool?
  }

  struct Plan {
    var code: String
    var name: String?
    var kind: String?
    var price: Int?
    var currency: String?
    var megabits: Int?
    var from: String?
    var to: String?
  }

  struct Charge {
    var code: String
    var party: String?
    var node: Int?
    var plan: Int?
    var price: Int?
    var currency: String?
    var from: String?
    var to: String?
  }

  var nodes: [Node] = []
  var routes: [Route] = []
  var joints: [Joint] = []
  var areas: [Area] = []
  var customers: [Customer] = []
  var plans: [Plan] = []
  var charges: [Charge] = []

  /// Where a node lies: its own place, else that of the nearest housing that has one.
  func place(of node: Int) -> Place? {
    var current: Int? = node
    while let at = current {
      if let place = nodes[at].ownPlace { return place }
      current = nodes[at].housing
    }
    return nil
  }

  /// What a node houses, at any depth, itself not counted.
  func housed(in node: Int) -> Set<Int> {
    Set(
      nodes.indices.filter { inner in
        var current = nodes[inner].housing
        while let at = current {
          if at == node { return true }
          current = nodes[at].housing
        }
        return false
      })
  }

  /// The outermost housing: what shares strand ends.
  func site(of node: Int) -> Int {
    var current = node
    while let housing = nodes[current].housing { current = housing }
    return current
  }

  func metres(of route: Int) -> Double {
    let route = routes[route]
    if let metres = route.measuredMetres { return metres }
    if let line = route.line { return PlainGround.length(of: line) }
    guard let from = place(of: route.from), let to = place(of: route.to) else { return 0 }
    return PlainGround.metres(from, to)
  }

  /// What a joint puts opposite an end, and its loss in dB: a splice loses 0.1 where nothing is said.
  func opposite(_ end: End) -> (end: End, loss: Double, joint: Int)? {
    for (index, joint) in joints.enumerated() {
      if joint.ends.0 == end { return (joint.ends.1, joint.loss ?? 0.1, index) }
      if joint.ends.1 == end { return (joint.ends.0, joint.loss ?? 0.1, index) }
    }
    return nil
  }

  /// Outputs, or PON ports, that are in a joint.
  func usedPorts(of node: Int) -> [Int] {
    var used: [Int] = []
    for joint in joints {
      for case .port(node, let number) in [joint.ends.0, joint.ends.1] where number > 0 {
        used.append(number)
      }
    }
    return used.sorted()
  }

  /// Strands of a route with a joint at either end.
  func usedStrands(of route: Int) -> Set<Int> {
    var used: Set<Int> = []
    for joint in joints {
      for case .strand(route, let number, _) in [joint.ends.0, joint.ends.1] { used.insert(number) }
    }
    return used
  }
}

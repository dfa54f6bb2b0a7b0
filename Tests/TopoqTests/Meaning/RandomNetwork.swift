// Small random networks with all that real ones have: second feeds, dark pieces, odd names, gaps.

import TestSupport
import TopoqText

/// Draws a network about a made-up town, the same for the same seed.
struct RandomNetwork {
  private(set) var network = PlainNetwork()
  private var random: SeededGenerator
  private var counts: [String: Int] = [:]
  private var freeStrands: [Int: Int] = [:]

  private let centre = PlainNetwork.Place(longitude: 77.5946, latitude: 12.9716)
  private let today: Day

  init(seed: UInt64, today: Day) {
    random = SeededGenerator(seed: seed)
    self.today = today
    drawPlant()
    drawJunk()
    spoilStates()
    drawAreas()
    drawCustomers()
    drawMoney()
  }

  // MARK: Dice

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  private mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: 0..<choices.count, using: &random)]
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }

  private mutating func code(_ prefix: String) -> String {
    counts[prefix, default: 0] += 1
    return "\(prefix)\(counts[prefix]!)"
  }

  /// Within some metres of a place, on a grid of a centimetre.
  private mutating func near(
    _ place: PlainNetwork.Place, metres: Int
  ) -> PlainNetwork.Place {
    func shift(_ degrees: Double, _ random: inout SeededGenerator) -> Double {
      let steps = Int.random(in: -metres * 90...metres * 90, using: &random)
      return ((degrees * 1e7).rounded() + Double(steps)) / 1e7
    }
    return PlainNetwork.Place(
      longitude: shift(place.longitude, &random), latitude: shift(place.latitude, &random))
  }

  private static let names = [
    "Mill Road", "mill road", "Zoë Ångström", "Zoe\u{308} A\u{30A}ngstro\u{308}m", "मोहन", "山田",
    "Asha Rao", "O'Brien, \"Bob\"", "Σίσυφος", "100%", "a*b?", "[x]", "ÉTÉ", "été", "  spaced",
  ]

  private mutating func name() -> String? { chance(60) ? pick(Self.names) : nil }

  // MARK: Plant

  private mutating func addNode(
    _ prefix: String, _ kind: String, near place: PlainNetwork.Place?, metres: Int = 60,
    in housing: Int? = nil
  ) -> Int {
    var node = PlainNetwork.Node(code(prefix), kind, in: housing)
    let isPlaced = housing == nil ? !chance(4) : chance(15)
    if isPlaced { node.ownPlace = near(place ?? centre, metres: metres) }
    node.name = name()
    if chance(20) { node.leased = pick(["true", "false", "yes", "no", "1", "12", "7.5"]) }
    network.nodes.append(node)
    return network.nodes.count - 1
  }

  private mutating func addRoute(_ prefix: String, _ kind: String?, _ from: Int, _ to: Int) -> Int {
    var route = PlainNetwork.Route(code: code(prefix), kind: kind, from: from, to: to)
    route.name = chance(20) ? name() : nil
    route.strands = chance(15) ? nil : pick([1, 2, 4, 12])
    if prefix == "F" { route.strands = chance(10) ? nil : 12 }
    if chance(60) { route.measuredMetres = Double(number(1...9_000)) / 4 }
    if let start = network.place(of: from), let end = network.place(of: to), start != end,
      chance(75)
    {
      let bends = (0..<number(0...2)).map { _ in near(start, metres: 300) }
      route.line = [start] + bends + [end]
      route.isDrawnBackwards = chance(15)
    }
    route.trench = chance(30) ? pick(["TR1", "TR2"]) : nil
    network.routes.append(route)
    return network.routes.count - 1
  }

  private mutating func join(
    at node: Int, _ one: PlainNetwork.End, _ other: PlainNetwork.End
  ) {
    guard one != other, network.opposite(one) == nil, network.opposite(other) == nil else { return }
    let loss = chance(50) ? Double(number(0...40)) / 100 : nil
    network.joints.append(PlainNetwork.Joint(node: node, ends: (one, other), loss: loss))
  }

  /// The lowest free strand of a route, or nil where all are taken.
  private func freeStrand(of route: Int) -> Int? {
    let used = network.usedStrands(of: route)
    return (1...(network.routes[route].strands ?? 64)).first { !used.contains($0) }
  }

  private func freePort(of node: Int) -> Int? {
    let used = Set(network.usedPorts(of: node))
    return (1...(network.nodes[node].ports ?? 16)).first { !used.contains($0) }
  }

  /// Leads light from an output over routes in a row to an input, as far as strands are free.
  private mutating func feed(_ node: Int, input: Int, from feeder: Int, over routes: [Int]) {
    guard let port = freePort(of: feeder) else { return }
    var end = PlainNetwork.End.port(node: feeder, number: port)
    var site = network.site(of: feeder)
    for route in routes {
      guard let strand = freeStrand(of: route) else { return }
      let startsHere = network.site(of: network.routes[route].from) == site
      join(at: site, end, .strand(route: route, number: strand, atTo: !startsHere))
      end = .strand(route: route, number: strand, atTo: startsHere)
      site = network.site(
        of: startsHere ? network.routes[route].to : network.routes[route].from)
    }
    // A bare hop may lead anywhere; glass only to what stands where it ends.
    guard routes.isEmpty || network.site(of: node) == site else { return }
    join(at: network.site(of: node), end, .port(node: node, number: -input))
  }

  private mutating func drawPlant() {
    var sources: [(olt: Int, site: Int)] = []
    for _ in 0..<number(1...2) {
      let site = addNode("POP", "site", near: centre, metres: 800)
      let olt = addNode("OLT", "olt", near: nil, in: chance(80) ? site : nil)
      network.nodes[olt].ports = pick([2, 4, 8])
      network.nodes[olt].technology = pick(["GPON", "XGS-PON"])
      sources.append((olt, network.site(of: olt)))
    }
    for _ in 0..<number(2...4) {
      let source = pick(sources)
      let cabinet = addNode(
        pick(["CAB", "CL"]), pick(["cabinet", "closure"]), near: centre, metres: 700)
      var way = [addRoute("F", pick(["feeder", "backbone"]), source.site, cabinet)]
      if chance(30) {
        let closure = addNode("CL", "closure", near: centre, metres: 500)
        network.routes[way[0]].to = closure
        network.routes[way[0]].line = nil
        way.append(
          chance(50)
            ? addRoute("F", "feeder", closure, cabinet) : addRoute("F", nil, cabinet, closure))
      }
      for _ in 0..<number(1...2) { drawSplitter(in: cabinet, from: source.olt, over: way) }
      if chance(40), let other = sources.first(where: { $0.olt != source.olt }) {
        let second = addRoute("F", "feeder", cabinet, other.site)
        if let splitter = network.nodes.indices.last(where: {
          network.nodes[$0].housing == cabinet
        }) {
          feed(splitter, input: chance(85) ? 2 : 1, from: other.olt, over: [second])
        }
      }
    }
    for _ in 0..<number(0...3) {
      _ = addNode(pick(["PL", "HH"]), pick(["pole", "handhole"]), near: centre, metres: 600)
    }
  }

  private mutating func drawSplitter(in cabinet: Int, from olt: Int, over way: [Int]) {
    let splitter = addNode("S", "splitter", near: network.place(of: cabinet), in: cabinet)
    network.nodes[splitter].ports = pick([2, 4, 8, 8])
    if !chance(12) { feed(splitter, input: 1, from: olt, over: chance(8) ? [] : way) }
    for _ in 0..<number(1...3) {
      let terminal = addNode(
        "T", pick(["terminal", "closure", "building"]), near: network.place(of: cabinet),
        metres: 250)
      let route = addRoute("D", chance(90) ? "distribution" : nil, cabinet, terminal)
      let hasSplitter = chance(60)
      var feeder = splitter
      var rest = [route]
      if hasSplitter {
        feeder = addNode("S", "splitter", near: nil, in: terminal)
        network.nodes[feeder].ports = pick([2, 4])
        feed(feeder, input: 1, from: splitter, over: rest)
        rest = []
      }
      for _ in 0..<number(0...3) { drawPremises(at: terminal, from: feeder, over: rest) }
    }
  }

  private mutating func drawPremises(at terminal: Int, from feeder: Int, over way: [Int]) {
    let isUnit = network.nodes[terminal].kind == "building"
    if isUnit { network.nodes[terminal].units = number(1...9) }
    let home = addNode(
      isUnit ? "U" : "H", "premises", near: network.place(of: terminal), metres: 50,
      in: isUnit ? terminal : nil)
    var route: [Int] = []
    if !isUnit, !chance(10) { route = [addRoute("DR", "drop", terminal, home)] }
    let dice = number(0...9)
    if dice == 0 { return }
    feed(home, input: 1, from: feeder, over: way + route)
    // The strand ends at the wall: light comes as far as the house.
    if dice == 1, !route.isEmpty, case .port(home, _)? = network.joints.last?.ends.1 {
      network.joints.removeLast()
    }
    if dice == 2,
      let other = network.nodes.indices.last(where: {
        network.nodes[$0].kind == "splitter" && $0 != feeder
      })
    {
      feed(home, input: 2, from: other, over: [])
    }
  }

  /// Joints that nobody planned: loops, light into outputs, patches between strands.
  private mutating func drawJunk() {
    guard chance(35) else { return }
    for _ in 0..<number(1...5) {
      let node = number(0...network.nodes.count - 1)
      let other = chance(30) ? number(0...network.nodes.count - 1) : node
      guard let one = anyEnd(at: node), let two = anyEnd(at: other) else { continue }
      if node != other, case .strand = one { continue }
      if node != other, case .strand = two { continue }
      join(at: node, one, two)
    }
  }

  private mutating func anyEnd(at node: Int) -> PlainNetwork.End? {
    let site = network.site(of: node)
    let strands = network.routes.indices.flatMap { route -> [PlainNetwork.End] in
      let number = freeStrand(of: route) ?? 1
      return [
        (network.routes[route].from, false), (network.routes[route].to, true),
      ].filter { network.site(of: $0.0) == site }.map {
        .strand(route: route, number: number, atTo: $0.1)
      }
    }
    if !strands.isEmpty, chance(50) { return pick(strands) }
    if network.nodes[node].kind == "olt" {
      return freePort(of: node).map { .port(node: node, number: $0) }
    }
    if chance(50) { return .port(node: node, number: -number(1...3)) }
    return freePort(of: node).map { .port(node: node, number: $0) }
  }

  private mutating func spoilStates() {
    for node in network.nodes.indices where chance(5) {
      network.nodes[node].state = pick(["planned", "retired"])
    }
    for route in network.routes.indices {
      if chance(5) { network.routes[route].state = pick(["planned", "retired"]) }
      if chance(6) { network.routes[route].isCut = true }
    }
    if !network.nodes.contains(where: { $0.leased != nil }) { network.nodes[0].leased = "yes" }
  }

  // MARK: Ground

  private mutating func drawAreas() {
    for _ in 0..<number(1...4) {
      let middle = near(centre, metres: 700)
      var polygons = [ring(around: middle, metres: number(80...900)).map { [$0] } ?? []]
      if chance(25) {
        // Far enough that the two do not touch.
        let other = PlainNetwork.Place(
          longitude: middle.longitude + 0.03, latitude: middle.latitude)
        polygons.append([ring(around: other, metres: 200)!])
      }
      if chance(25) {
        polygons[0].append(ring(around: middle, metres: 20)!.reversed())
      }
      network.areas.append(
        PlainNetwork.Area(
          code: code("A"), name: name(), kind: chance(50) ? pick(["ward", "Ward"]) : nil,
          polygons: polygons))
    }
  }

  /// A ring that does not cross itself: corners at rising angles, none nearer than half the reach.
  private mutating func ring(
    around middle: PlainNetwork.Place, metres: Int
  ) -> [PlainNetwork.Place]? {
    let directions: [(x: Double, y: Double)] = [
      (1, 0.03), (0.7, 0.72), (0.02, 1), (-0.71, 0.7), (-1, 0.01), (-0.69, -0.7), (0.03, -1),
      (0.71, -0.72),
    ]
    var ring: [PlainNetwork.Place] = []
    for direction in directions where !(chance(20) && ring.count > 2) {
      let reach = Double(metres) * Double(number(60...100)) / 100 / 111_000
      ring.append(
        PlainNetwork.Place(
          longitude: ((middle.longitude + direction.x * reach) * 1e7 + 0.3).rounded() / 1e7,
          latitude: ((middle.latitude + direction.y * reach) * 1e7 + 0.3).rounded() / 1e7))
    }
    return ring + [ring[0]]
  }

  // MARK: People and money

  private mutating func day() -> String? {
    guard !chance(15) else { return nil }
    // Some days fall on today and on its neighbours.
    let shift = chance(20) ? number(-1...1) : number(-700...200)
    return today.adding(days: shift).description
  }

  private mutating func period() -> (from: String?, to: String?) {
    let from = day()
    guard chance(50), let to = day(), from ?? "" <= to else { return (from, nil) }
    return (from, to)
  }

  private mutating func drawCustomers() {
    let homes = network.nodes.indices.filter { network.nodes[$0].kind == "premises" }
    for _ in 0..<number(2...16) {
      let period = period()
      var node: Int?
      if !homes.isEmpty, chance(88) { node = pick(homes) }
      if chance(6) { node = number(0...network.nodes.count - 1) }
      network.customers.append(
        PlainNetwork.Customer(
          code: code("C"), name: name(), node: node,
          status: pick(["active", "active", "active", "suspended", "ceased"]), from: period.from,
          to: period.to, phone: chance(50) ? "+91\(number(100...999))" : nil,
          email: chance(40) ? pick(["a@example.net", "B@Example.net"]) : nil,
          segment: chance(60) ? pick(["home", "business", "Home"]) : nil,
          isVIP: chance(40) ? chance(50) : nil))
    }
  }

  private mutating func drawMoney() {
    let currencies = chance(15) ? ["INR", "KES"] : ["INR"]
    for _ in 0..<number(1...4) {
      let period = period()
      network.plans.append(
        PlainNetwork.Plan(
          code: code("P"), name: chance(80) ? pick(["Home 50", "Home 100", "home 50"]) : nil,
          kind: chance(60) ? pick(["internet", "voice"]) : nil,
          price: chance(90) ? number(0...900) * 100 : nil, currency: pick(currencies),
          megabits: chance(70) ? pick([50, 100, 200]) : nil, from: period.from, to: period.to))
    }
    for _ in 0..<number(0...18) {
      let period = period()
      let customer = pick(network.customers)
      let isOfParty = chance(75)
      var node = chance(60) ? customer.node : nil
      if !isOfParty, node == nil, chance(80) { node = number(0...network.nodes.count - 1) }
      if chance(10) { node = number(0...network.nodes.count - 1) }
      let party = isOfParty ? (chance(5) ? code("X") : customer.code) : nil
      let plan = chance(80) ? number(0...network.plans.count - 1) : nil
      let price = chance(60) ? pick([0, 49_900, 59_900, 99_900]) : nil
      network.charges.append(
        PlainNetwork.Charge(
          code: code("CH"), party: party, node: node, plan: plan, price: price,
          currency: price == nil || (plan != nil && chance(50)) ? nil : pick(currencies),
          from: period.from, to: period.to))
    }
  }
}

// Places of a sentence on a plain network: which nodes, or routes, a place means.

import TopoqSyntax
import TopoqVocabulary

extension Interpreter {
  /// What a place comes to: nodes (for routes as noun: routes), with distances where it measures.
  struct Reach {
    var subjects: Set<Int> = []
    var metres: [Int: Double]?
    /// Metres from the beginning of a route.
    var chainage: [Int: Double]?
  }

  /// What a target means.
  enum Goal {
    case things([Thing])
    case point(PlainNetwork.Place)
  }

  func keep(
    _ members: [Member], in place: TopoqSyntax.Place, _ noun: TopoqVocabulary.Noun
  ) throws -> [Member] {
    if case .related(let relation) = place.spot {
      return try members.filter {
        try meets(relation, $0.thing, noun) != place.isNegated
      }
    }
    if let passed = try passed(place.spot, noun) {
      return members.filter { passed.contains($0.thing) != place.isNegated }
    }
    let reach = try reach(place.spot, noun)
    return members.compactMap { member in
      let subject = subject(of: member.thing)
      guard subject.map(reach.subjects.contains) ?? false != place.isNegated else { return nil }
      var member = member
      let isNear = if case .near = place.spot { true } else { false }
      if !place.isNegated, let metres = subject.flatMap({ reach.metres?[$0] }),
        isNear || member.distance == nil
      {
        member.distance = metres
      }
      if !place.isNegated, member.chainage == nil {
        member.chainage = subject.flatMap { reach.chainage?[$0] }
      }
      return member
    }
  }

  /// A place as a test.
  func holds(
    _ place: TopoqSyntax.Place, for member: Member, _ noun: TopoqVocabulary.Noun
  ) throws -> Bool {
    try !keep([member], in: place, noun).isEmpty
  }

  private func subject(of thing: Thing) -> Int? {
    if case .route(let route) = thing { route } else { node(of: thing) }
  }

  private func reach(_ spot: Spot, _ noun: TopoqVocabulary.Noun) throws -> Reach {
    switch spot {
    case .fed(let target, let isDirect):
      let things = try things(target)
      return Reach(
        subjects: noun.isRoute
          ? routes(below: things, isDirect) : nodes(below: things, isDirect, noun))
    case .upstream(let target, let isDirect):
      let things = try things(target)
      return Reach(
        subjects: noun.isRoute
          ? routes(above: things, isDirect) : nodes(above: things, isDirect, noun))
    case .affected(let target):
      return Reach(subjects: affected(by: try things(target), noun))
    case .connected(let target):
      return Reach(subjects: connected(to: try things(target), noun))
    case .along(let target): return try along(try things(target), noun)
    case .within(let quantity, false, let target) where quantity.unit?.unit == .hops:
      return try reached(
        from: try things(target), metres: nil, hops: quantity.number.integer, noun)
    case .within(let quantity, true, let target):
      return try reached(from: try things(target), metres: metres(quantity), hops: nil, noun)
    case .at(let target): return Reach(subjects: housed(in: try things(target), noun))
    case .inside(let target):
      return Reach(subjects: inside(try things(target), noun, isWhole: true))
    case .crossing(let target):
      return Reach(subjects: inside(try things(target), noun, isWhole: false))
    case .near(let target): return try around(try goal(target), noun, within: nil)
    case .within(let quantity, false, let target):
      guard let metres = metres(quantity) else { throw Unknown("within \(quantity.number.text)") }
      return try around(try goal(target), noun, within: metres)
    default: throw Unknown("place")
    }
  }

  // MARK: Targets

  private func goal(_ target: Target) throws -> Goal {
    switch target {
    case .things(let named):
      let noun = try noun(named.noun)
      return .things(try named.names.map { try thing($0.text, noun) })
    case .word(let word): return .things([try bare(word.text)])
    case .string(let string): return .things([try bare(string.text)])
    case .point(let point):
      return .point(
        PlainNetwork.Place(longitude: point.longitude.value, latitude: point.latitude.value))
    case .question(let question, _): return .things(try set(question))
    case .parameter, .path: throw Unknown("target")
    }
  }

  func things(_ target: Target) throws -> [Thing] {
    guard case .things(let things) = try goal(target) else { throw Unknown("point") }
    return things
  }

  /// The one thing that bears a code, of whatever noun.
  private func bare(_ text: String) throws -> Thing {
    var found: [Thing] = []
    for name in ["node", "route", "area", "customer", "charge"] {
      found += try all(vocabulary.noun(name)!).filter { code(of: $0)?.folded == text.folded }
    }
    guard found.count == 1 else { throw Unknown("code \(text)") }
    return found[0]
  }

  private func metres(_ quantity: Quantity) -> Double? {
    switch quantity.unit?.unit {
    case .metres?: quantity.number.value
    case .kilometres?: quantity.number.value * 1000
    case .feet?: quantity.number.value * 0.3048
    default: nil
    }
  }

  // MARK: Light

  /// Where light arrives that passes a thing: the arrivals from which what it feeds is reached.
  func starts(of thing: Thing) -> [Int] {
    switch thing {
    case .route(let route):
      return light.arrivals.indices.filter { light.arrivals[$0].route == route }
    case .strand(let route, let number):
      return light.arrivals.indices.filter {
        light.arrivals[$0].route == route && light.arrivals[$0].strand == number
      }
    case .port(let node, let number):
      return light.arrivals.indices.filter { index in
        guard let above = light.arrivals[index].above else { return false }
        return light.arrivals[above].node == node && light.arrivals[index].output == number
      }
    case .node, .joint, .customer, .charge, .area, .plan:
      return node(of: thing).map { light.arrivals(at: $0) } ?? []
    }
  }

  /// All points below a thing: of a node, also below what it houses.
  func points(below thing: Thing, _ isDirect: Bool) -> [(start: Int, point: Int)] {
    var places = [thing]
    if case .node(let node) = thing { places += network.housed(in: node).map { .node($0) } }
    return places.flatMap { place in
      var own: Int?
      if case .strand = place {} else if case .route = place {} else { own = node(of: place) }
      return starts(of: place).flatMap { start in
        light.below(start) {
          isDirect && $0.splits && network.nodes[$0.node].kind == "splitter" && $0.node != own
        }.map { (start, $0) }
      }
    }
  }

  /// What things feed. A node is not below itself, but what is attached to it is.
  private func nodes(
    below things: [Thing], _ isDirect: Bool, _ noun: TopoqVocabulary.Noun
  ) -> Set<Int> {
    var found: Set<Int> = []
    for thing in things {
      var below = Set(points(below: thing, isDirect).map { light.arrivals[$0.point].node })
      if case .port = thing {
        found.formUnion(below)
        continue
      }
      guard let node = node(of: thing) else {
        found.formUnion(below)
        continue
      }
      if noun.isPlantNode {
        below.remove(node)
      } else {
        below.insert(node)
        if case .node = thing { below.formUnion(network.housed(in: node)) }
      }
      found.formUnion(below)
    }
    return found
  }

  /// Routes that light leaves by below things; that on a port is below the port.
  private func routes(below things: [Thing], _ isDirect: Bool) -> Set<Int> {
    var found: Set<Int> = []
    for thing in things {
      let isPort = if case .port = thing { true } else { false }
      for (start, point) in points(below: thing, isDirect) where isPort || point != start {
        if let route = light.arrivals[point].route { found.insert(route) }
      }
    }
    return found
  }

  /// What feeds things. A thing does not feed itself; the node of a port feeds the port.
  private func nodes(
    above things: [Thing], _ isDirect: Bool, _ noun: TopoqVocabulary.Noun
  ) -> Set<Int> {
    var found: Set<Int> = []
    for thing in things {
      if case .port(let node, _) = thing {
        let isStop = isDirect && network.nodes[node].kind == "splitter"
        let above = isStop ? [] : ways(to: light.arrivals(at: node), isDirect, own: node)
        found.formUnion(above.map { light.arrivals[$0].node })
        found.insert(node)
        continue
      }
      let own = node(of: thing)
      var above = Set(
        ways(to: starts(of: thing), isDirect, own: own).map { light.arrivals[$0].node })
      if let own { above.remove(own) }
      found.formUnion(above)
    }
    return found
  }

  /// The points above some, as far as the next splitter where only one step is asked for.
  func ways(to points: [Int], _ isDirect: Bool, own: Int?) -> [Int] {
    points.flatMap { point in
      let way = light.ways(above: point)
      guard isDirect, let stop = way.firstIndex(where: { stops($0, own: own) }) else { return way }
      return Array(way[...stop])
    }
  }

  /// Whether light is split here, by a splitter other than the thing's own.
  func stops(_ point: Int, own: Int?) -> Bool {
    let arrival = light.arrivals[point]
    return arrival.splits && network.nodes[arrival.node].kind == "splitter" && arrival.node != own
  }

  /// Routes by which light comes to things; no route is above itself.
  private func routes(above things: [Thing], _ isDirect: Bool) -> Set<Int> {
    var found: Set<Int> = []
    for thing in things {
      let own = node(of: thing)
      var points = starts(of: thing)
      switch thing {
      case .port(let node, _):
        guard !isDirect || network.nodes[node].kind != "splitter" else { continue }
        points = light.arrivals(at: node)
        points += ways(to: points, isDirect, own: own)
      case .route, .strand: points = ways(to: points, isDirect, own: own)
      default: points += ways(to: points, isDirect, own: own)
      }
      // The route by which light comes to the splitter is beyond the step.
      if isDirect { points.removeAll { stops($0, own: own) } }
      found.formUnion(points.compactMap { light.arrivals[$0].route })
    }
    return found
  }

  // MARK: Housing and ground

  private func housed(in things: [Thing], _ noun: TopoqVocabulary.Noun) -> Set<Int> {
    var found: Set<Int> = []
    for node in things.compactMap({ node(of: $0) }) {
      found.formUnion(network.housed(in: node))
      if !noun.isPlantNode { found.insert(node) }
    }
    guard noun.isRoute else { return found }
    return Set(
      network.routes.indices.filter {
        found.contains(network.routes[$0].from) || found.contains(network.routes[$0].to)
      })
  }

  private func inside(
    _ things: [Thing], _ noun: TopoqVocabulary.Noun, isWhole: Bool
  ) -> Set<Int> {
    var found: Set<Int> = []
    for case .area(let index) in things {
      let area = network.areas[index]
      if noun.isRoute {
        found.formUnion(
          network.routes.indices.filter { route in
            guard let line = network.routes[route].line else { return false }
            return isWhole
              ? PlainGround.covers(area, line: line) : PlainGround.meets(area, line)
          })
      } else {
        found.formUnion(
          network.nodes.indices.filter { node in
            network.place(of: node).map { PlainGround.covers(area, $0) } ?? false
          })
      }
    }
    return found
  }

  /// Distances from the nearest of several things, no thing near itself.
  private func around(
    _ goal: Goal, _ noun: TopoqVocabulary.Noun, within limit: Double?
  ) throws -> Reach {
    var metres: [Int: Double] = [:]
    for subject in noun.isRoute ? network.routes.indices : network.nodes.indices {
      var distances: [Double] = []
      switch goal {
      case .point(let place):
        distances = [distance(of: subject, noun, from: place)].compactMap { $0 }
      case .things(let things):
        distances = things.compactMap { distance(of: subject, noun, from: $0) }
      }
      guard let distance = distances.min() else { continue }
      if let limit, abs(distance - limit) < 0.01 { throw Ambiguous() }
      if distance <= limit ?? .infinity { metres[subject] = distance }
    }
    return Reach(subjects: Set(metres.keys), metres: metres)
  }

  private func distance(
    of subject: Int, _ noun: TopoqVocabulary.Noun, from place: PlainNetwork.Place
  ) -> Double? {
    if noun.isRoute {
      return network.routes[subject].line.map { PlainGround.metres(place, toLine: $0) }
    }
    return network.place(of: subject).map { PlainGround.metres(place, $0) }
  }

  private func distance(
    of subject: Int, _ noun: TopoqVocabulary.Noun, from thing: Thing
  ) -> Double? {
    switch thing {
    case .area(let index):
      let area = network.areas[index]
      if noun.isRoute {
        return network.routes[subject].line.map { PlainGround.metres($0, to: area) }
      }
      return network.place(of: subject).map { PlainGround.metres($0, to: area) }
    case .route(let route), .strand(let route, _):
      if noun.isRoute, subject == route, case .route = thing { return nil }
      guard let line = network.routes[route].line else { return nil }
      if noun.isRoute {
        return network.routes[subject].line.map { PlainGround.metres($0, toLine: line) }
      }
      return network.place(of: subject).map { PlainGround.metres($0, toLine: line) }
    case .node, .port, .joint, .customer, .charge, .plan:
      if noun.isPlantNode, case .node(subject) = thing { return nil }
      return node(of: thing).flatMap { network.place(of: $0) }.flatMap {
        distance(of: subject, noun, from: $0)
      }
    }
  }

  // MARK: Relations

  private func meets(
    _ relation: Relation, _ thing: Thing, _ noun: TopoqVocabulary.Noun
  ) throws -> Bool {
    let related: TopoqVocabulary.Noun
    let things: [Thing]
    switch relation.related {
    case .noun(let word):
      related = try self.noun(word)
      things = try all(related)
    case .question(let question, _):
      related = try self.noun(of: question)
      things = try set(question)
    }
    let count = try count(of: things, related, hangingOn: thing, noun)
    let isMet =
      switch relation.amount {
      case nil: count > 0
      case let amount?:
        switch amount.comparison {
        case .atLeast: count >= amount.count
        case .atMost: count <= amount.count
        case .exactly: count == amount.count
        }
      }
    return isMet == relation.isPresent
  }

  /// How many of some things hang on a thing or below it, or concern the same party.
  func count(
    of things: [Thing], _ related: TopoqVocabulary.Noun, hangingOn thing: Thing,
    _ noun: TopoqVocabulary.Noun
  ) throws -> Int {
    if noun.party != nil, related.party != nil {
      // Who names a place and nobody concerns whoever is there.
      let (party, node) = (party(of: thing), node(of: thing))
      return things.count {
        guard let party, let theirs = self.party(of: $0) else {
          let mayName = [party == nil ? noun : nil, self.party(of: $0) == nil ? related : nil]
          return node != nil && self.node(of: $0) == node
            && mayName.contains { $0?.isForWhoeverIsThere == true }
        }
        return theirs == party
      }
    }
    let nodes = nodes(below: [thing], false, related)
    return things.count { node(of: $0).map(nodes.contains) ?? false }
  }
}

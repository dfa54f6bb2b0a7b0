// Fields of things on a plain network, each by what its line of help says.

import TopoqSQLite
import TopoqSyntax
import TopoqText
import TopoqVocabulary

extension Interpreter {
  /// The value of a field, dotted or not, of a thing.
  func value(
    _ field: String, of member: Member, _ noun: TopoqVocabulary.Noun, in currency: String? = nil
  ) throws -> SQLiteValue {
    if field.lowercased() == "distance" {
      guard let distance = member.distance else { throw Unknown("distance") }
      return .real(distance)
    }
    if field == "at_m" { return member.chainage.map { .real($0) } ?? .null }
    var path = field.lowercased().split(separator: ".").map { String($0) }
    if path[0] == noun.name, path.count > 1, vocabulary.field(path[0], of: noun) == nil {
      path.removeFirst()
    }
    return try value(path[...], of: member.thing, noun, currency ?? self.currency)
  }

  /// In a list money stands once for each currency of the file.
  func currencies(of field: String, _ noun: TopoqVocabulary.Noun) throws -> [String] {
    let all = network.currencies
    return try all.count > 1 && type(of: field, noun) == .money ? all : [currency]
  }

  func values(
    _ field: String, of member: Member, _ noun: TopoqVocabulary.Noun
  ) throws -> [SQLiteValue] {
    try currencies(of: field, noun).map { try value(field, of: member, noun, in: $0) }
  }

  private func value(
    _ path: ArraySlice<String>, of thing: Thing, _ noun: TopoqVocabulary.Noun, _ currency: String
  ) throws -> SQLiteValue {
    let word = path.first!
    guard let field = vocabulary.field(word, of: noun) else {
      guard word == "leased", case .node(let node) = thing else {
        throw Unknown("field \(word) of \(noun.name)")
      }
      return text(network.nodes[node].leased)
    }
    let value = try value(word, thing, currency)
    guard path.count > 1 else { return value }
    let rest = path.dropFirst()
    if field.type == .day, ["month", "year"].contains(rest.first) {
      return text(value.text.map { String($0.prefix(rest.first == "month" ? 7 : 4)) })
    }
    guard let next = field.relation.flatMap({ vocabulary.noun($0) }) else {
      throw Unknown("field \(path.joined(separator: "."))")
    }
    guard let code = value.text,
      let related = try all(anyKind(of: next)).first(where: { self.code(of: $0) == code })
    else { return .null }
    return try self.value(rest, of: related, next, currency)
  }

  /// A code names a node of whatever kind.
  private func anyKind(of noun: TopoqVocabulary.Noun) -> TopoqVocabulary.Noun {
    noun.isPlantNode ? vocabulary.noun("node")! : noun
  }

  func type(of field: String, _ noun: TopoqVocabulary.Noun) throws -> ValueType {
    var path = field.lowercased().split(separator: ".").map { String($0) }
    if path == ["distance"] { return .metres }
    if path[0] == noun.name, path.count > 1, vocabulary.field(path[0], of: noun) == nil {
      path.removeFirst()
    }
    var current = noun
    for (index, word) in path.enumerated() {
      guard let field = vocabulary.field(word, of: current) else { return .text }
      if index == path.count - 1 { return field.type }
      guard let next = field.relation.flatMap({ vocabulary.noun($0) }) else { return .text }
      current = next
    }
    return .text
  }

  private func text(_ value: String?) -> SQLiteValue { value.map { .text($0.normalized) } ?? .null }
  private func integer(_ value: Int?) -> SQLiteValue { value.map { .integer(Int64($0)) } ?? .null }
  private func real(_ value: Double?) -> SQLiteValue { value.map { .real($0) } ?? .null }

  private func value(_ word: String, _ thing: Thing, _ currency: String) throws -> SQLiteValue {
    if word == "code" {
      if case .joint(let joint) = thing { return integer(joint + 1) }
      return text(code(of: thing))
    }
    switch thing {
    case .node(let node): return try value(word, network.nodes[node], node)
    case .route(let route): return try value(word, network.routes[route], route)
    case .area(let index):
      switch word {
      case "name": return text(network.areas[index].name)
      case "kind": return text(network.areas[index].kind)
      default: throw Unknown("field \(word) of area")
      }
    case .port(let node, let number):
      switch word {
      case "node": return text(network.nodes[node].code)
      case "number": return integer(number)
      case "service_points":
        return integer(
          nodes(behind: number, of: node).count { network.nodes[$0].kind == "premises" })
      case "fill":
        // Outputs in a joint over outputs, of all splitters behind it.
        let splitters = nodes(behind: number, of: node).filter {
          network.nodes[$0].kind == "splitter" && network.nodes[$0].ports ?? 0 > 0
        }
        let outputs = splitters.reduce(0) { $0 + (network.nodes[$1].ports ?? 0) }
        let used = splitters.reduce(0) { $0 + network.usedPorts(of: $1).count }
        return real(outputs == 0 ? nil : Double(used) / Double(outputs))
      default: throw Unknown("field \(word) of port")
      }
    case .strand: throw Unknown("field \(word) of strand")
    case .joint(let joint): return try value(word, network.joints[joint])
    case .customer(let index):
      return try value(word, network.customers[index]) ?? value(ofParty: word, thing, currency)
    case .charge(let index):
      return try value(word, network.charges[index], currency)
        ?? value(ofParty: word, thing, currency)
    case .plan(let index): return try value(word, network.plans[index], currency)
    }
  }

  // MARK: Plant

  private func value(
    _ word: String, _ node: PlainNetwork.Node, _ index: Int
  ) throws -> SQLiteValue {
    let used = network.usedPorts(of: index).count
    switch word {
    case "name": return text(node.name)
    case "kind": return text(node.kind)
    case "state": return text(node.state)
    case "housed_in": return text(node.housing.map { network.nodes[$0].code })
    case "ports": return integer(node.ports)
    case "used_ports": return integer(used)
    case "reserved": return integer(0)
    case "free_ports": return integer(node.ports.map { $0 - used })
    case "fill":
      return real(node.ports.flatMap { $0 == 0 ? nil : Double(used) / Double($0) })
    case "technology": return text(node.technology)
    case "units": return integer(node.units)
    case "longitude": return real(network.place(of: index)?.longitude)
    case "latitude": return real(network.place(of: index)?.latitude)
    case "service_points":
      let lit = light.arrivals(at: index).flatMap { light.below($0) }
      let homes = Set(lit.map { light.arrivals[$0].node }).filter {
        network.nodes[$0].kind == "premises"
      }
      return integer(homes.count)
    default: return try value(ofFeed: word, .node(index))
    }
  }

  private func value(
    _ word: String, _ route: PlainNetwork.Route, _ index: Int
  ) throws -> SQLiteValue {
    let used = network.usedStrands(of: index).count
    switch word {
    case "name": return text(route.name)
    case "kind": return text(route.kind)
    case "state": return text(route.state)
    case "from_node": return text(network.nodes[route.from].code)
    case "to_node": return text(network.nodes[route.to].code)
    case "strands": return integer(route.strands)
    case "used_strands": return integer(used)
    case "reserved": return integer(0)
    case "area": return text(area(around: route.to))
    case "free_strands": return integer(route.strands.map { $0 - used })
    case "fill": return real(route.strands.map { Double(used) / Double($0) })
    case "length_m": return real(network.metres(of: index))
    case "trench": return text(route.trench)
    default: throw Unknown("field \(word) of route")
    }
  }

  private func value(_ word: String, _ joint: PlainNetwork.Joint) throws -> SQLiteValue {
    switch word {
    case "loss_db": return real(joint.loss)
    case "loss": return real(joint.loss ?? 0.1)
    case "ends":
      let ends = [joint.ends.0, joint.ends.1].map { end in
        switch end {
        case .strand(let route, let number, _): "\(network.routes[route].code)#\(number)"
        case .port(let node, let number):
          "\(network.nodes[node].code):"
            + (number > 0 ? "\(number)" : number == -1 ? "in" : "in\(-number)")
        }
      }
      return text(ends.joined(separator: " = "))
    default: return try value(ofFeed: word, node: joint.node)
    }
  }

  private func value(ofFeed word: String, _ thing: Thing) throws -> SQLiteValue {
    try value(ofFeed: word, node: node(of: thing))
  }

  /// What is said of a node by its primary feed, and by where it lies.
  private func value(ofFeed word: String, node: Int?) throws -> SQLiteValue {
    let feed = node.flatMap { light.primary(of: $0) }
    switch word {
    case "node": return text(node.map { network.nodes[$0].code })
    case "splitter", "cabinet", "terminal", "olt":
      let above = feed.map { light.ways(above: $0).map { light.arrivals[$0].node } } ?? []
      return text(
        above.first { network.nodes[$0].kind == word && $0 != node }.map { network.nodes[$0].code })
    case "port":
      guard let feed, let source = light.arrivals[feed].source else { return .null }
      return text("\(network.nodes[source].code):\(light.arrivals[feed].port)")
    case "area":
      return text(node.flatMap { area(around: $0) })
    case "fibre_m":
      guard let feed, light.arrivals[feed].source != nil else { return .null }
      return real(light.arrivals[feed].metres)
    case "feed_loss":
      guard let feed, light.arrivals[feed].source != nil else { return .null }
      // Fibre loses 0.25 dB a kilometre at 1490 nm.
      return real(light.arrivals[feed].loss + light.arrivals[feed].metres * 0.00025)
    default: throw Unknown("field \(word)")
    }
  }

  /// The smallest area in which a node lies.
  private func area(around node: Int) -> String? {
    guard let place = network.place(of: node) else { return nil }
    return network.areas.filter { PlainGround.covers($0, place) }
      .min { PlainGround.size(of: $0) < PlainGround.size(of: $1) }?.code
  }

  /// The nodes that light from a port comes to.
  private func nodes(behind number: Int, of node: Int) -> Set<Int> {
    Set(
      light.arrivals.indices.filter { index in
        ([index] + light.ways(above: index)).contains {
          light.arrivals[$0].output == number
            && light.arrivals[$0].above.map { light.arrivals[$0].node } == node
        }
      }.map { light.arrivals[$0].node })
  }

  // MARK: People and money

  private func value(_ word: String, _ customer: PlainNetwork.Customer) throws -> SQLiteValue? {
    switch word {
    case "name": return text(customer.name)
    case "status":
      let isAhead = customer.from.map { $0 > today.description } ?? false
      if hasCeased(customer) { return text("ceased") }
      return text(customer.status == "active" && isAhead ? "pending" : customer.status)
    case "active_from", "since": return text(customer.from)
    case "active_to": return text(customer.to)
    case "phone": return text(customer.phone)
    case "email": return text(customer.email)
    case "segment": return text(customer.segment)
    default: return nil
    }
  }

  private func value(
    _ word: String, _ charge: PlainNetwork.Charge, _ currency: String
  ) throws -> SQLiteValue? {
    let counted = network.counted(charge)
    switch word {
    case "party": return text(charge.party)
    case "charged_plan": return text(charge.plan.map { title(of: $0) })
    case "price": return counted.currency == currency ? integer(counted.price) : .null
    case "currency": return text(counted.currency)
    case "begins": return text(charge.from)
    case "ends": return text(charge.to)
    default: return nil
    }
  }

  private func title(of plan: Int) -> String {
    network.plans[plan].name ?? network.plans[plan].code
  }

  private func value(
    _ word: String, _ plan: PlainNetwork.Plan, _ currency: String
  ) throws -> SQLiteValue {
    switch word {
    case "name": return text(plan.name)
    case "kind": return text(plan.kind)
    case "price": return plan.currency == currency ? integer(plan.price) : .null
    case "currency": return text(plan.currency)
    case "down_mbps": return integer(plan.megabits)
    case "valid_from": return text(plan.from)
    case "valid_to": return text(plan.to)
    default: throw Unknown("field \(word) of plan")
    }
  }

  /// The charges that run today for the party of a thing at its node: those that name the party and
  /// no other node, and those that name nobody but the node.
  func charges(of thing: Thing) -> [PlainNetwork.Charge] {
    let (party, node) = (party(of: thing), node(of: thing))
    return network.charges.filter { charge in
      guard runs(from: charge.from, to: charge.to) else { return false }
      if let named = charge.party {
        return named == party && (charge.node == nil || charge.node == node)
      }
      return charge.node != nil && charge.node == node
    }
  }

  /// What a thing's party is charged a month today, in minor units; nil where nothing is.
  func monthly(_ thing: Thing, _ currency: String) -> Int? {
    let prices = charges(of: thing).map { network.counted($0) }.filter {
      $0.currency == currency
    }.compactMap(\.price)
    return prices.isEmpty ? nil : prices.reduce(0, +)
  }

  private func value(
    ofParty word: String, _ thing: Thing, _ currency: String
  ) throws -> SQLiteValue {
    let running = charges(of: thing)
    // Of those that began on the same day, the one that stands last in the file is the newest.
    let newest = running.enumerated().max {
      ($0.element.from ?? "", $0.offset) < ($1.element.from ?? "", $1.offset)
    }?.element
    switch word {
    case "plan": return text(newest?.plan.map { title(of: $0) })
    case "plan_code": return text(newest?.plan.map { network.plans[$0].code })
    case "mrr": return integer(monthly(thing, currency))
    case "billed_from": return text(running.compactMap(\.from).min())
    default: return try value(ofFeed: word, thing)
    }
  }
}

extension PlainNetwork {
  /// A charge's own price and currency, or where one is missing, the plan's.
  func counted(_ charge: Charge) -> (price: Int?, currency: String?) {
    let plan = charge.plan.map { plans[$0] }
    return (charge.price ?? plan?.price, charge.currency ?? plan?.currency)
  }

  /// The currencies that anything is counted in.
  var currencies: [String] {
    Set(charges.compactMap { counted($0).currency } + plans.compactMap(\.currency)).sorted()
  }
}

// Questions answered from their syntax tree and a plain network, by loops and nothing else.

import TopoqSQLite
import TopoqSyntax
import TopoqText
import TopoqVocabulary

/// The meaning of a question as its words are documented. It is slow, and shares no code with the
/// compiler: of the vocabulary it takes the words' names, types and relations, and no SQL.
struct Interpreter {
  enum Thing: Hashable {
    case node(Int), route(Int), area(Int), joint(Int), customer(Int), charge(Int), plan(Int)
    case port(node: Int, number: Int)
    case strand(route: Int, number: Int)
  }

  /// A thing with its distance from the place that measures one.
  struct Member {
    var thing: Thing
    var distance: Double?
    /// Metres from the beginning of the route that it is along.
    var chainage: Double?
  }

  /// A word or a form that is not interpreted.
  struct Unknown: Error {
    let what: String
    init(_ what: String) { self.what = what }
  }

  /// The answer hangs on a rounding, or on which of several equals comes first.
  struct Ambiguous: Error {}

  let network: PlainNetwork
  let light: PlainLight
  let vocabulary: Vocabulary
  let today: Day
  /// The currency that money is counted in.
  var currency: String

  init(_ network: PlainNetwork, _ vocabulary: Vocabulary, today: Day) {
    self.network = network
    self.vocabulary = vocabulary
    self.today = today
    light = PlainLight(network)
    currency = network.currencies.first ?? "XXX"
  }

  // MARK: Questions

  func answer(_ question: Question) throws -> PlainAnswer {
    let noun = try noun(of: question)
    if question.heading != nil || !question.grouping.isEmpty {
      return try figures(question, noun)
    }
    let members = try cut(question, noun)
    let isCard = isCard(question)
    let words = try columns(question, noun, isCard: isCard)
    var answer = PlainAnswer(columns: words)
    answer.limit = question.limit?.count
    for member in members {
      var row = try words.flatMap { try values($0, of: member, noun) }
      if isCard { row += try hanging(on: member.thing, noun) }
      answer.rows.append(row)
      answer.keys.append(
        try question.ordering.flatMap { try values($0.field.text, of: member, noun) })
    }
    if isNear(question) {
      answer.limit = nil
      if question.ordering.isEmpty {
        answer.keys = members.map { [.real($0.distance ?? 0)] }
        answer.descending = [false]
      }
    } else if isAlong(question), question.ordering.isEmpty {
      answer.keys = members.map { [.real($0.chainage ?? 0)] }
      answer.descending = [false]
    }
    if !question.ordering.isEmpty { answer.descending = try descending(question, noun) }
    return answer
  }

  /// One thing is named, in parentheses or not, and nothing is asked of it.
  private func isCard(_ question: Question) -> Bool {
    guard question.places.isEmpty, question.filter == nil, question.shown.isEmpty,
      question.ordering.isEmpty
    else { return false }
    switch question.things {
    case .noun(let named): return named.names.count == 1
    case .question(let inner, _): return isCard(inner) && inner.limit == nil
    }
  }

  private func columns(
    _ question: Question, _ noun: TopoqVocabulary.Noun, isCard: Bool
  ) throws -> [String] {
    if !question.shown.isEmpty { return question.shown.map(\.text) }
    if isCard { return vocabulary.fields(of: noun).map(\.name) }
    var columns =
      noun.shown.filter { vocabulary.field($0, of: noun) != nil }
      + question.places.filter { !$0.isNegated }.compactMap { place in
        switch place.spot {
        case .near: "distance"
        case .along: "at_m"
        default: nil
        }
      }
    // What it is ordered by is shown, too.
    for key in question.ordering {
      let name = vocabulary.field(key.field.text, of: noun)?.name ?? key.field.text
      if !columns.contains(name) { columns.append(name) }
    }
    return columns
  }

  /// On the card of a node or route: how many of each module's things hang there.
  private func hanging(on thing: Thing, _ noun: TopoqVocabulary.Noun) throws -> [SQLiteValue] {
    guard noun.isPlantNode || noun.isRoute else { return [] }
    return try vocabulary.allNouns.filter {
      $0.placement == .attached && $0.table.contains("_")
    }.map { related in
      .integer(Int64(try count(of: try all(related), related, hangingOn: thing, noun)))
    }
  }

  func noun(of question: Question) throws -> TopoqVocabulary.Noun {
    switch question.things {
    case .question(let inner, _): return try noun(of: inner)
    case .noun(let named): return try noun(named.noun)
    }
  }

  func noun(_ noun: TopoqSyntax.Noun) throws -> TopoqVocabulary.Noun {
    guard let found = vocabulary.noun(noun.canonical) else { throw Unknown("noun \(noun.text)") }
    return found
  }

  private func isAlong(_ question: Question) -> Bool {
    question.places.contains { if case .along = $0.spot { !$0.isNegated } else { false } }
  }

  private func isNear(_ question: Question) -> Bool {
    question.places.contains { if case .near = $0.spot { !$0.isNegated } else { false } }
  }

  /// The things of a question, nearest first where it says `near`; all of them but for `near`.
  private func cut(
    _ question: Question, _ noun: TopoqVocabulary.Noun
  ) throws -> [Member] {
    let members = try found(question, noun)
    guard isNear(question) else { return members }
    return try first(
      question.limit?.count ?? 10, of: members, keys: members.map { [.real($0.distance ?? 0)] },
      descending: [false])
  }

  /// The things of a question as a set: of those that it orders, as many as it says.
  func set(_ question: Question) throws -> [Thing] {
    guard question.heading == nil, question.grouping.isEmpty else { throw Unknown("figures") }
    let noun = try noun(of: question)
    let members = try cut(question, noun)
    guard let limit = question.limit?.count, !isNear(question) else { return members.map(\.thing) }
    return try first(
      limit, of: members,
      keys: members.map { member in
        try question.ordering.flatMap { try values($0.field.text, of: member, noun) }
      }, descending: try descending(question, noun)
    ).map(\.thing)
  }

  /// Which way each value goes by which a question orders its things.
  private func descending(
    _ question: Question, _ noun: TopoqVocabulary.Noun
  ) throws -> [Bool] {
    try question.ordering.flatMap { key in
      [Bool](
        repeating: key.isDescending, count: try currencies(of: key.field.text, noun).count)
    }
  }

  private func first(
    _ count: Int, of members: [Member], keys: [[SQLiteValue]], descending: [Bool]
  ) throws -> [Member] {
    let order = members.indices.sorted {
      PlainAnswer.precedes(keys[$0], keys[$1], descending)
    }
    guard order.count > count else { return order.map { members[$0] } }
    if count > 0, PlainAnswer.areTied(keys[order[count - 1]], keys[order[count]]) {
      throw Ambiguous()
    }
    return order.prefix(count).map { members[$0] }
  }

  /// All things that a question is about, before any limit.
  func found(_ question: Question, _ noun: TopoqVocabulary.Noun) throws -> [Member] {
    var members: [Member]
    switch question.things {
    case .question(let inner, _): members = try set(inner).map { Member(thing: $0) }
    case .noun(let named) where named.names.isEmpty:
      members = try all(noun).map { Member(thing: $0) }
    case .noun(let named):
      let things = Set(try named.names.map { try thing($0.text, noun) })
      members = things.filter(isOnRecord).map { Member(thing: $0) }
    }
    for place in question.places { members = try keep(members, in: place, noun) }
    if let filter = question.filter {
      members = try members.filter { try holds(filter, for: $0, noun) }
    }
    return members
  }

  // MARK: Things

  /// Every thing of a noun.
  func all(_ noun: TopoqVocabulary.Noun) throws -> [Thing] {
    switch noun.placement {
    case .node(let kind):
      return network.nodes.indices.filter { kind == nil || network.nodes[$0].kind == kind }.map {
        .node($0)
      }
    case .route(let kind):
      return network.routes.indices.filter { kind == nil || network.routes[$0].kind == kind }.map {
        .route($0)
      }
    case .area: return network.areas.indices.map { .area($0) }
    case .port:
      return network.nodes.indices.filter { network.nodes[$0].kind == "olt" }.flatMap { node in
        network.usedPorts(of: node).map { .port(node: node, number: $0) }
      }
    case .strand:
      return network.routes.indices.flatMap { route in
        network.usedStrands(of: route).map { .strand(route: route, number: $0) }
      }
    case .attached, .nowhere:
      switch noun.name {
      case "joint": return network.joints.indices.map { .joint($0) }
      case "customer": return network.customers.indices.map { .customer($0) }
      case "charge": return network.charges.indices.map { .charge($0) }
      case "plan": return network.plans.indices.map { .plan($0) }
      default: throw Unknown("noun \(noun.name)")
      }
    }
  }

  /// Ports and strands that are in no joint can be named, and have nothing to be shown.
  private func isOnRecord(_ thing: Thing) -> Bool {
    switch thing {
    case .port(let node, let number): network.usedPorts(of: node).contains(number)
    case .strand(let route, let number): network.usedStrands(of: route).contains(number)
    default: true
    }
  }

  /// The one thing of a noun that a code means, or a name where nothing bears the code.
  func thing(_ text: String, _ noun: TopoqVocabulary.Noun) throws -> Thing {
    let text = text.normalized
    if noun.placement == .port || noun.placement == .strand {
      let isPort = noun.placement == .port
      guard let mark = text.lastIndex(of: isPort ? ":" : "#"),
        let number = Int(text[text.index(after: mark)...])
      else { throw Unknown("code \(text)") }
      let owner = String(text[..<mark])
      if isPort, let node = network.nodes.firstIndex(where: { $0.code == owner }) {
        return .port(node: node, number: number)
      }
      if !isPort, let route = network.routes.firstIndex(where: { $0.code == owner }) {
        return .strand(route: route, number: number)
      }
      throw Unknown("code \(text)")
    }
    let things = try all(noun)
    for isCode in [true, false] {
      let bearers = things.filter { thing in
        (isCode ? code(of: thing) : name(of: thing))?.folded == text.folded
      }
      if let exact = bearers.first(where: { code(of: $0) == text }), isCode { return exact }
      if bearers.count == 1 { return bearers[0] }
      if bearers.count > 1 { throw Unknown("several \(text)") }
    }
    throw Unknown("code \(text)")
  }

  func code(of thing: Thing) -> String? {
    switch thing {
    case .node(let node): network.nodes[node].code
    case .route(let route): network.routes[route].code
    case .area(let area): network.areas[area].code
    case .joint(let joint): String(joint + 1)
    case .customer(let customer): network.customers[customer].code
    case .charge(let charge): network.charges[charge].code
    case .plan(let plan): network.plans[plan].code
    case .port(let node, let number): "\(network.nodes[node].code):\(number)"
    case .strand(let route, let number): "\(network.routes[route].code)#\(number)"
    }
  }

  func name(of thing: Thing) -> String? {
    switch thing {
    case .node(let node): network.nodes[node].name?.normalized
    case .route(let route): network.routes[route].name?.normalized
    case .area(let area): network.areas[area].name?.normalized
    case .customer(let customer): network.customers[customer].name?.normalized
    case .plan(let plan): network.plans[plan].name
    case .joint, .charge, .port, .strand: nil
    }
  }

  /// The node that a thing is, or hangs on.
  func node(of thing: Thing) -> Int? {
    switch thing {
    case .node(let node), .port(let node, _): node
    case .joint(let joint): network.joints[joint].node
    case .customer(let customer): network.customers[customer].node
    case .charge(let charge): network.charges[charge].node
    case .route, .area, .plan, .strand: nil
    }
  }

  /// The party that a thing names.
  func party(of thing: Thing) -> String? {
    switch thing {
    case .customer(let customer): network.customers[customer].code
    case .charge(let charge): network.charges[charge].party
    default: nil
    }
  }
}

extension TopoqVocabulary.Noun {
  var isPlantNode: Bool { if case .node = placement { true } else { false } }
  var isRoute: Bool { if case .route = placement { true } else { false } }
}

extension String {
  /// As texts are compared: the case of Latin letters does not matter, that of others does.
  var folded: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map {
          (65...90).contains($0.value) ? Unicode.Scalar($0.value + 32)! : $0
        }))
  }
}

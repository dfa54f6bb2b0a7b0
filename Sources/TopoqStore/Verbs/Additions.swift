// New plant: nodes of every kind, routes and drops.

internal import TopoqGeometry
internal import TopoqNetwork
internal import TopoqSQLite
internal import TopoqVocabulary

/// The verb `add` for what the plant is made of.
enum Additions {
  static let verbs: [Verb] = [node, route]

  static let state = VerbArgument(
    "state", .word(["planned", "in service", "in_service", "retired"]),
    doc: "planned, in_service or retired; without it in service")
  static let name = VerbArgument("name", .value(.text), doc: "the free name")
  static let ports = VerbArgument(
    "ports", .value(.integer), doc: "outputs of a splitter, PON ports of a source")
  static let technology = VerbArgument("technology", .value(.text), doc: "GPON, XGS-PON, ...")
  static let units = VerbArgument("units", .value(.integer), doc: "dwellings in a building")
  static let strands = VerbArgument("strands", .value(.integer), doc: "how many fibres are in it")
  static let length = VerbArgument("length", .value(.metres), doc: "the length that was measured")
  static let trench = VerbArgument("trench", .value(.text), doc: "what it lies in")
  static let kind = VerbArgument(
    "kind", .word(RouteKind.allCases.map(\.rawValue)),
    doc: RouteKind.allCases.map(\.rawValue).joined(separator: ", "))
  static let housing = VerbArgument("in", .thing([.plantNode]), doc: "what houses it")

  private static let node = Verb(
    "add", .new, of: NodeKind.allCases.map { .noun($0.word) },
    arguments: [
      VerbArgument(
        "at", .thing([.plantNode]), .point,
        doc: "what houses it, or where it stands: @latitude,longitude"),
      housing, name, ports, state, units, technology,
    ],
    doc: "puts a new node into the plant",
    example: "add splitter S40 in closure CL3 ports 8"
  ) { try NodeAddition($0).run() }

  private static let route = Verb(
    "add", .new, of: [.noun("route"), .noun("drop")],
    arguments: [
      VerbArgument(
        "from", .thing([.plantNode]), isRequired: true, doc: "the node where it begins"),
      VerbArgument("to", .thing([.plantNode]), isRequired: true, doc: "the node where it ends"),
      strands, length, kind, trench, name, state,
    ],
    doc: "puts a new cable between two nodes",
    example: "add drop DR55 from terminal T11 to premises H55 strands 1 length 40 m"
  ) { try RouteAddition($0).run() }
}

/// What the values of the plant's fields may be, whoever sets them.
enum PlantLimits {
  static func requirePorts(_ ports: Int64?) throws {
    guard let ports, !(0...Int64(LightAddress.largestPort)).contains(ports) else { return }
    throw ChangeRefusal("0 to \(LightAddress.largestPort) ports are possible, not \(ports)")
  }

  static func requireUnits(_ units: Int64?) throws {
    guard let units, units < 0 else { return }
    throw ChangeRefusal("a building has no or more units, not \(units)")
  }

  static func requireStrands(_ strands: Int64?) throws {
    guard let strands, !(1...13_824).contains(strands) else { return }
    throw ChangeRefusal("1 to 13824 strands are possible, not \(strands)")
  }

  static func requireLength(_ metres: Double?) throws {
    guard let metres, !(metres >= 0 && metres < 40_000_000) else { return }
    throw ChangeRefusal("a length is 0 m or more, not \(metres) m")
  }

  /// The state a word names, as the file keeps it.
  static func state(_ word: String?) -> String? {
    word.flatMap { PlantState(word: $0) }?.word
  }
}

/// A node that is to be put into the plant.
private struct NodeAddition {
  let request: ChangeRequest
  let target: ChangedThing

  init(_ request: ChangeRequest) throws {
    self.request = request
    target = try request.changed()
  }

  func run() throws {
    let code = try NewCode(target.code, in: "node", request)
    try PlantLimits.requirePorts(request.integer("ports"))
    try PlantLimits.requireUnits(request.integer("units"))
    let housing = try housing()
    let place = try place(in: housing)
    let number = try UnusedNumber(of: "node", request.connection).next()
    guard number <= LightAddress.largestSource else {
      throw ChangeRefusal("a file holds at most \(LightAddress.largestSource) nodes")
    }
    try request.connection.kept(
      """
      INSERT INTO node (id, code, kind, name, state, housed_in, ports, technology, units, geom)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).run([
      .integer(number), .text(code.text), .text(target.noun.name),
      TextCell.of(request.text("name")),
      .text(PlantLimits.state(request.text("state")) ?? PlantState.inService.word),
      housing.map { .integer(Int64($0)) } ?? .null,
      request.integer("ports").map { .integer($0) } ?? .null,
      TextCell.of(request.text("technology")),
      request.integer("units").map { .integer($0) } ?? .null, try Placement.blob(place),
    ])
    if target.noun.name == NodeKind.splitter.word, request.integer("ports") == nil {
      request.note("it does not say how many ports it has: `set \(target.called) ports 8` does")
    }
    if place == nil {
      request.note("it has no place on the map: `move \(target.called) to @...` gives it one")
    }
  }

  private func housing() throws -> Int32? {
    if let inside = request.thing("in"), let at = request.thing("at") {
      throw ChangeRefusal(
        "it cannot be both in \(inside.called) and at \(at.called)", help: "name one of them")
    }
    return (request.thing("in") ?? request.thing("at"))?.row
  }

  /// The point given, or that of its housing.
  private func place(in housing: Int32?) throws -> Coordinate? {
    guard case .point(let longitude, let latitude)? = request.arguments["at"] else {
      return try housing.flatMap { try Placement.coordinate(of: $0, request.connection) }
    }
    let place = Coordinate(longitude: longitude, latitude: latitude)
    guard place.isValid else {
      throw ChangeRefusal(
        "@\(latitude),\(longitude) is no place on earth",
        help: "latitude comes first, -90 to 90, then longitude, -180 to 180")
    }
    return place
  }
}

/// A cable that is to be drawn between two nodes, straight until somebody surveys it.
private struct RouteAddition {
  let request: ChangeRequest
  let target: ChangedThing

  init(_ request: ChangeRequest) throws {
    self.request = request
    target = try request.changed()
  }

  func run() throws {
    let code = try NewCode(target.code, in: "route", request)
    guard let from = request.thing("from"), let to = request.thing("to") else {
      throw ChangeRefusal("a route runs from one node to another", help: "add `from` and `to`")
    }
    guard from.id != to.id else {
      throw ChangeRefusal("a route from \(from.called) to itself leads nowhere")
    }
    try PlantLimits.requireStrands(request.integer("strands"))
    let measured = request.real("length")
    try PlantLimits.requireLength(measured)
    let straight = try Placement.straight(from.row, to.row, request.connection)
    let line = try [from, to].compactMap {
      try Placement.coordinate(of: $0.row, request.connection)
    }
    try request.connection.kept(
      """
      INSERT INTO route (id, code, kind, name, from_node, to_node, strands, length_m, is_measured,
        trench, state, geom)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).run([
      .integer(try UnusedNumber(of: "route", request.connection).next()), .text(code.text),
      try kind(), TextCell.of(request.text("name")), .integer(from.id),
      .integer(to.id), request.integer("strands").map { .integer($0) } ?? .null,
      .real(measured ?? straight ?? 0), .integer(measured == nil ? 0 : 1),
      TextCell.of(request.text("trench")),
      .text(PlantLimits.state(request.text("state")) ?? PlantState.inService.word),
      line.count == 2 ? try Placement.blob(line) : .null,
    ])
    if measured == nil {
      request.note(
        straight.map { "\(rounded($0)) m as the crow flies" }
          ?? "it has no length: one of its ends has no place; `set \(target.called) length 40 m`")
    }
    if request.integer("strands") == nil {
      request.note("its strands are not counted: `set \(target.called) strands 12` does")
    }
  }

  private func kind() throws -> SQLiteValue {
    let kind = request.text("kind")
    guard target.noun.name == RouteKind.drop.rawValue else {
      return kind.map { .text($0) } ?? .null
    }
    guard let kind, kind != RouteKind.drop.rawValue else { return .text(RouteKind.drop.rawValue) }
    throw ChangeRefusal("a drop is no \(kind)", help: "write `add route \(target.code) ...`")
  }
}

/// Text as a column keeps it: nothing where it is empty.
enum TextCell {
  static func of(_ text: String?) -> SQLiteValue {
    guard let text, !text.isEmpty else { return .null }
    return .text(text)
  }
}

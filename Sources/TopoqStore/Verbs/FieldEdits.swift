// Renaming things, and setting their fields.

internal import TopoqGeometry
internal import TopoqNetwork
internal import TopoqSQLite
internal import TopoqVocabulary

/// The verbs `rename` and `set` for what the plant is made of.
enum FieldEdits {
  static let verbs: [Verb] = [rename, renameParty, setNode, setRoute, setArea, setJoint]

  private static let newCode = VerbArgument(
    "to", .newName, isRequired: true, doc: "the new code, in quotes where it is no plain word")

  private static let rename = Verb(
    "rename", .thing, of: [.plantNode, .plantRoute, .noun("area")], arguments: [newCode],
    doc: "gives something another code", example: "rename splitter S12 to S12A"
  ) { request in
    let target = try request.changed()
    try recode(target, in: target.noun.table, id: target.id, request)
  }

  private static let renameParty = Verb(
    "rename", .thing, of: [.somebody], arguments: [newCode],
    doc: "gives somebody another number", example: "rename customer C1001 to C2001"
  ) { request in
    let target = try request.changed()
    guard let party = target.party else {
      throw ChangeRefusal("\(target.called) names nobody, so it has no number to change")
    }
    try recode(target, in: "party", id: party, request)
  }

  private static func recode(
    _ target: ChangedThing, in table: String, id: Int64, _ request: ChangeRequest
  ) throws {
    guard let written = request.text("to") else {
      throw ChangeRefusal("it does not say which code", help: "add `to` and the new code")
    }
    let code = try NewCode(written, in: table, for: id, request)
    guard code.text != target.code else {
      throw ChangeRefusal("\(target.called) is called that already")
    }
    try request.connection.kept("UPDATE \(table) SET code = ? WHERE id = ?")
      .run([.text(code.text), .integer(id)])
  }

  private static let setNode = Verb(
    "set", .thing, of: [.plantNode],
    arguments: [
      Additions.name, Additions.state, Additions.ports, Additions.technology, Additions.units,
      Additions.housing,
    ],
    doc: "sets fields of a node", example: "set splitter S12 ports 16"
  ) { try NodeEdit($0).run() }

  private static let setRoute = Verb(
    "set", .thing, of: [.plantRoute],
    arguments: [
      Additions.name, Additions.kind, Additions.state, Additions.strands, Additions.length,
      Additions.trench,
    ],
    doc: "sets fields of a route", example: "set route F7 strands 48"
  ) { try RouteEdit($0).run() }

  private static let setArea = Verb(
    "set", .thing, of: [.noun("area")],
    arguments: [
      Additions.name, VerbArgument("kind", .value(.text), doc: "what sort of area it is"),
    ],
    doc: "sets fields of an area", example: "set area A1 name \"North ward\""
  ) { request in
    try Columns(of: request).text("name").text("kind").store(in: "area")
  }

  private static let setJoint = Verb(
    "set", .thing, of: [.noun("joint")],
    arguments: [VerbArgument("loss", .value(.decibels), doc: "what was measured, in dB")],
    doc: "sets the loss of a joint", example: "set joint 12 loss 0.2 dB"
  ) { request in
    if let loss = request.real("loss") { try JointLoss.require(loss) }
    try Columns(of: request).value("loss", as: "loss_db", request.real("loss").map { .real($0) })
      .store(in: "joint")
  }
}

/// The columns of one row that a change sets.
private struct Columns {
  private let request: ChangeRequest
  private var columns: [String] = []
  private var values: [SQLiteValue] = []

  init(of request: ChangeRequest) { self.request = request }

  /// A column of text, set where the argument of its name was given; empty text is nothing.
  func text(_ argument: String) -> Columns {
    value(argument, as: argument, request.text(argument).map { TextCell.of($0) })
  }

  func integer(_ argument: String) -> Columns {
    value(argument, as: argument, request.integer(argument).map { .integer($0) })
  }

  func state() -> Columns {
    value(
      "state", as: "state", PlantLimits.state(request.text("state")).map { .text($0) })
  }

  func value(_ argument: String, as column: String, _ value: SQLiteValue?) -> Columns {
    guard let value, request.arguments[argument] != nil else { return self }
    return setting(column, value)
  }

  func setting(_ column: String, _ value: SQLiteValue) -> Columns {
    var columns = self
    columns.columns.append(column)
    columns.values.append(value)
    return columns
  }

  func store(in table: String) throws {
    guard !columns.isEmpty else { return }
    let list = columns.map { "\($0) = ?" }.joined(separator: ", ")
    try request.connection.kept("UPDATE \(table) SET \(list) WHERE id = ?")
      .run(values + [.integer(try request.changed().id)])
  }
}

/// Fields of a node, tested against what hangs on it.
private struct NodeEdit {
  let request: ChangeRequest
  let node: NodeRow
  var connection: ConnectionHandle { request.connection }

  init(_ request: ChangeRequest) throws {
    self.request = request
    node = try NodeRow(request.changed().row, request.connection)
  }

  func run() throws {
    try PlantLimits.requireUnits(request.integer("units"))
    try requirePorts()
    var columns = Columns(of: request).text("name").state().integer("ports").text("technology")
      .integer("units")
    if let housing = request.thing("in") {
      try requireHousing(housing)
      columns = columns.setting("housed_in", .integer(housing.id))
    }
    try columns.store(in: "node")
    if let housing = request.thing("in") { try follow(housing.row) }
  }

  /// Not fewer ports than are in use.
  private func requirePorts() throws {
    guard let ports = request.integer("ports") else { return }
    try PlantLimits.requirePorts(ports)
    let used = try node.usedPorts(connection)
    if let highest = used.last, highest > ports {
      throw ChangeRefusal(
        "port \(node.code):\(highest) is in use, so \(node.called) has at least \(highest) ports",
        help: "`unsplice port \(node.code):\(highest)` first, or move what hangs on it")
    }
    if ports < used.count + node.reserved {
      request.note(
        "\(counted(used.count, "port is", "ports are")) in use and \(node.reserved) reserved")
    }
  }

  /// A node is not housed in itself, and takes no joints to another place.
  private func requireHousing(_ housing: ChangedThing) throws {
    let inside = try Placement.housed(in: node.id, connection)
    guard !inside.contains(housing.row) else {
      throw ChangeRefusal(
        housing.row == node.id
          ? "\(node.called) cannot be housed in itself"
          : "\(housing.called) is housed in \(node.called), and not the other way round")
    }
    let joinery = try Joinery(connection)
    guard try joinery.place(of: housing.row) != joinery.place(of: node.id) else { return }
    for id in inside {
      let joint = try connection.kept(
        """
        SELECT e.number FROM strand_end AS e CROSS JOIN strand_end AS o
          ON o.id = CASE WHEN e.id % 2 = 0 THEN e.id + 1 ELSE e.id - 1 END
        WHERE e.node = ? AND o.route IS NOT NULL
        LIMIT 1
        """
      ).first([.integer(Int64(id))])?.integer
      guard let joint else { continue }
      let end = End.port(node: id, number: PortNumber(Int32(clamping: joint)))
      throw ChangeRefusal(
        "\(try joinery.name(end)) is spliced to glass at "
          + "\(try joinery.code(ofNode: joinery.place(of: node.id)))",
        help: "`unsplice \(try joinery.name(end))` first: the glass stays where it is")
    }
  }

  /// What is housed lies where its housing lies.
  private func follow(_ housing: Int32) throws {
    guard let place = try Placement.coordinate(of: housing, connection) else { return }
    for id in try Placement.housed(in: node.id, connection) {
      try Placement.put(id, at: place, connection)
    }
  }
}

/// Fields of a route, tested against what is spliced to it.
private struct RouteEdit {
  let request: ChangeRequest
  let route: RouteRow

  init(_ request: ChangeRequest) throws {
    self.request = request
    route = try RouteRow(request.changed().row, request.connection)
  }

  func run() throws {
    try requireStrands()
    let length = request.real("length")
    try requireLength(length)
    var columns = Columns(of: request).text("name").text("kind").state().integer("strands")
      .text("trench")
    if let length {
      columns = columns.setting("length_m", .real(length)).setting("is_measured", .integer(1))
    }
    try columns.store(in: "route")
  }

  private func requireStrands() throws {
    guard let strands = request.integer("strands") else { return }
    try PlantLimits.requireStrands(strands)
    let used = try route.usedStrands(request.connection)
    if let highest = used.last, highest > strands {
      throw ChangeRefusal(
        "strand \(route.code)#\(highest) is spliced, so route \(route.code) has at least "
          + "\(highest) strands", help: "`unsplice strand \(route.code)#\(highest)` first")
    }
  }

  private func requireLength(_ metres: Double?) throws {
    guard let metres else { return }
    try PlantLimits.requireLength(metres)
    let furthest = try request.connection.kept("SELECT max(at_m) FROM cut WHERE route = ?")
      .first([.integer(Int64(route.id))])?.real
    if let furthest, furthest > metres {
      throw ChangeRefusal(
        "route \(route.code) is cut at \(rounded(furthest)) m, so it is at least that long",
        help: "`restore route \(route.code)` first")
    }
  }
}

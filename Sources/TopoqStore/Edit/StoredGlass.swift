// The plant in the file as light meets it: an edit looks up only what it touches.

public import TopoqNetwork
public import TopoqSQLite

/// Look-ups of joints, routes and nodes on a writing connection, and the statements that change
/// them, prepared once for many edits. A class, as the walk copies it; it ends before its connection.
public final class StoredGlass: Glass {
  let connection: ConnectionHandle
  let reader: LightReader
  private var prepared: [String: PreparedStatement] = [:]
  private let endOfStrand: Statement
  private let endOfPort: Statement
  private let endByID: Statement
  private let lossOfJoint: Statement
  private let routeByID: Statement
  private let nodeByID: Statement
  private let portsOfNode: Statement

  public init(_ connection: ConnectionHandle) throws {
    self.connection = connection
    reader = LightReader(connection)
    func prepare(_ sql: String) throws -> Statement {
      try Statement(connection, sql, isPersistent: true)
    }
    endOfStrand = try prepare(
      "SELECT id FROM strand_end WHERE route = ? AND number = ? AND side = ?")
    endOfPort = try prepare("SELECT id FROM strand_end WHERE node = ? AND number = ?")
    endByID = try prepare("SELECT route, node, number, side FROM strand_end WHERE id = ?")
    lossOfJoint = try prepare("SELECT loss_db FROM joint WHERE id = ?")
    routeByID = try prepare(
      """
      SELECT from_node, to_node, length_m, state,
        EXISTS (SELECT 1 FROM cut WHERE cut.route = route.id)
      FROM route WHERE id = ?
      """)
    nodeByID = try prepare(
      """
      SELECT kind, state, ports, EXISTS (SELECT 1 FROM cut WHERE cut.node = node.id)
      FROM node WHERE id = ?
      """)
    portsOfNode = try prepare("SELECT number FROM strand_end WHERE node = ? ORDER BY number")
  }

  /// A statement that stays prepared; dictionaries hold no noncopyable values.
  private final class PreparedStatement {
    let statement: Statement
    init(_ connection: ConnectionHandle, _ sql: String) throws {
      statement = try Statement(connection, sql, isPersistent: true)
    }
  }

  private func statement(_ sql: String, _ values: [SQLiteValue]) throws -> PreparedStatement {
    let held = try prepared[sql] ?? PreparedStatement(connection, sql)
    prepared[sql] = held
    held.statement.bind(values)
    return held
  }

  /// Runs a statement that gives no rows, prepared at first need.
  func run(_ sql: String, _ values: [SQLiteValue]) throws {
    try statement(sql, values).statement.run()
  }

  /// The first cell of a query, or nil where it gives no row.
  func first(_ sql: String, _ values: [SQLiteValue]) throws -> SQLiteValue? {
    let held = try statement(sql, values)
    defer { held.statement.reset() }
    return try held.statement.step() ? held.statement.value(0) : nil
  }

  /// The row of an end that is in a joint, or nil. The opposite end's row is that number ^ 1.
  func row(of end: End) throws -> Int64? {
    switch end {
    case .strand(let route, let number, let side):
      endOfStrand.bind(Int(route), at: 1)
      endOfStrand.bind(Int(number), at: 2)
      endOfStrand.bind(Int(side.rawValue), at: 3)
      defer { endOfStrand.reset() }
      return try endOfStrand.step() ? endOfStrand.integer(0) : nil
    case .port(let node, let number):
      endOfPort.bind(Int(node), at: 1)
      endOfPort.bind(Int(number.value), at: 2)
      defer { endOfPort.reset() }
      return try endOfPort.step() ? endOfPort.integer(0) : nil
    }
  }

  func end(_ row: Int64) throws -> End? {
    endByID.bind(row, at: 1)
    defer { endByID.reset() }
    guard try endByID.step() else { return nil }
    guard endByID.isNull(0) else {
      return .strand(
        route: endByID.int32(0), number: endByID.int32(2),
        side: endByID.int(3) == 0 ? .a : .b)
    }
    return .port(node: endByID.int32(1), number: PortNumber(endByID.int32(2)))
  }

  public func peer(of end: End) throws -> (end: End, loss: Double)? {
    guard let row = try row(of: end), let peer = try self.end(row ^ 1) else { return nil }
    lossOfJoint.bind(row >> 1, at: 1)
    defer { lossOfJoint.reset() }
    let loss = try lossOfJoint.step() ? lossOfJoint.optionalReal(0) : nil
    return (peer, loss ?? Optics.spliceLossInDecibels)
  }

  public func route(_ id: Int32) throws -> GlassRoute {
    routeByID.bind(Int(id), at: 1)
    defer { routeByID.reset() }
    guard try routeByID.step() else {
      return GlassRoute(from: 0, to: 0, metres: 0, isInService: false, isCut: false)
    }
    return GlassRoute(
      from: routeByID.int32(0), to: routeByID.int32(1), metres: routeByID.real(2),
      isInService: PlantState(word: routeByID.text(3)) == .inService,
      isCut: routeByID.int(4) != 0)
  }

  public func node(_ id: Int32) throws -> GlassNode {
    nodeByID.bind(Int(id), at: 1)
    defer { nodeByID.reset() }
    let isThere = try nodeByID.step()
    let kind = isThere ? NodeKind(word: nodeByID.text(0)) ?? .site : .site
    let ports = isThere ? nodeByID.optionalInt(2) ?? 1 : 1
    return GlassNode(
      kind: kind, isSource: kind == .olt && id <= LightAddress.largestSource,
      isInService: isThere && PlantState(word: nodeByID.text(1)) == .inService,
      isCut: isThere && nodeByID.int(3) != 0,
      splitLoss: kind == .splitter ? Optics.splitterLossInDecibels(outputs: ports) : 0)
  }

  /// The ends of a route's strands that are in a joint.
  func joinedEnds(of route: Int32) throws -> [End] {
    let rows = try connection.prepare("SELECT number, side FROM strand_end WHERE route = ?")
    rows.bind(Int(route), at: 1)
    var ends: [End] = []
    while try rows.step() {
      ends.append(
        .strand(route: route, number: rows.int32(0), side: rows.int(1) == 0 ? .a : .b))
    }
    return ends
  }

  /// The routes that begin or end at a node.
  func routes(endingAt node: Int32) throws -> [Int32] {
    let rows = try connection.prepare(
      "SELECT id FROM route WHERE from_node = ?1 UNION SELECT id FROM route WHERE to_node = ?1")
    rows.bind(Int(node), at: 1)
    var routes: [Int32] = []
    while try rows.step() { routes.append(rows.int32(0)) }
    return routes
  }

  private func ports(of node: Int32) throws -> [Int32] {
    portsOfNode.bind(Int(node), at: 1)
    defer { portsOfNode.reset() }
    var ports: [Int32] = []
    while try portsOfNode.step() { ports.append(portsOfNode.int32(0)) }
    return ports
  }

  public func joinedOutputs(of node: Int32) throws -> [Int32] {
    try ports(of: node).filter { $0 > 0 && $0 <= LightAddress.largestPort }
  }

  public func joinedInputs(of node: Int32) throws -> [PortNumber] {
    try ports(of: node).filter { $0 < 0 }.reversed().map { PortNumber($0) }
  }
}

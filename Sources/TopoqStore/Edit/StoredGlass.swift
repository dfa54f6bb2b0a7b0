// The plant in the file as light meets it: an edit looks up only what it touches.

public import TopoqNetwork
public import TopoqSQLite

/// Look-ups of joints, routes and nodes, over statements that it keeps: to
/// make another costs nothing. A class, as the walk copies it; it ends before its connection.
public final class StoredGlass: Glass {
  let connection: ConnectionHandle
  let reader: LightReader
  private let endOfStrand: KeptStatement
  private let endOfPort: KeptStatement
  private let endByID: KeptStatement
  private let lossOfJoint: KeptStatement
  private let routeByID: KeptStatement
  private let nodeByID: KeptStatement
  private let portsOfNode: KeptStatement
  private let strandsOfRoute: KeptStatement
  private let routesOfNode: KeptStatement

  public init(_ connection: ConnectionHandle) throws {
    self.connection = connection
    reader = LightReader(connection)
    endOfStrand = try connection.kept(
      "SELECT id FROM strand_end WHERE route = ? AND number = ? AND side = ?")
    endOfPort = try connection.kept("SELECT id FROM strand_end WHERE node = ? AND number = ?")
    endByID = try connection.kept("SELECT route, node, number, side FROM strand_end WHERE id = ?")
    lossOfJoint = try connection.kept("SELECT loss_db FROM joint WHERE id = ?")
    routeByID = try connection.kept(
      """
      SELECT from_node, to_node, length_m, state,
        EXISTS (SELECT 1 FROM cut WHERE cut.route = route.id)
      FROM route WHERE id = ?
      """)
    nodeByID = try connection.kept(
      """
      SELECT kind, state, ports,
        EXISTS (SELECT 1 FROM cut WHERE cut.node = node.id)
          OR node.housed_in IS NOT NULL AND EXISTS (
            WITH RECURSIVE housing(id) AS (
              VALUES (node.housed_in)
              UNION
              SELECT n.housed_in FROM housing CROSS JOIN node AS n ON n.id = housing.id
              WHERE n.housed_in IS NOT NULL)
            SELECT 1 FROM housing CROSS JOIN cut ON cut.node = housing.id)
      FROM node WHERE id = ?
      """)
    portsOfNode = try connection.kept(
      "SELECT number FROM strand_end WHERE node = ? ORDER BY number")
    strandsOfRoute = try connection.kept(
      "SELECT DISTINCT number FROM strand_end WHERE route = ? ORDER BY number")
    routesOfNode = try connection.kept(
      "SELECT id FROM route WHERE from_node = ?1 UNION SELECT id FROM route WHERE to_node = ?1")
  }

  /// Runs a statement that gives no rows, prepared at first need.
  func run(_ sql: String, _ values: [SQLiteValue]) throws { try connection.kept(sql).run(values) }

  /// The first cell of a query, or nil where it gives no row.
  func first(_ sql: String, _ values: [SQLiteValue]) throws -> SQLiteValue? {
    try connection.kept(sql).first(values)
  }

  /// The first column of every row of a query.
  func integers(_ sql: String, _ values: [SQLiteValue]) throws -> [Int64] {
    try connection.kept(sql).rows(values).compactMap { $0[0].integer }
  }

  /// The row of an end that is in a joint, or nil. The opposite end's row is that number ^ 1.
  func row(of end: End) throws -> Int64? {
    switch end {
    case .strand(let route, let number, let side):
      endOfStrand.statement.bind(Int(route), at: 1)
      endOfStrand.statement.bind(Int(number), at: 2)
      endOfStrand.statement.bind(Int(side.rawValue), at: 3)
      defer { endOfStrand.statement.reset() }
      return try endOfStrand.statement.step() ? endOfStrand.statement.integer(0) : nil
    case .port(let node, let number):
      endOfPort.statement.bind(Int(node), at: 1)
      endOfPort.statement.bind(Int(number.value), at: 2)
      defer { endOfPort.statement.reset() }
      return try endOfPort.statement.step() ? endOfPort.statement.integer(0) : nil
    }
  }

  func end(_ row: Int64) throws -> End? {
    endByID.statement.bind(row, at: 1)
    defer { endByID.statement.reset() }
    guard try endByID.statement.step() else { return nil }
    guard endByID.statement.isNull(0) else {
      return .strand(
        route: endByID.statement.int32(0), number: endByID.statement.int32(2),
        side: endByID.statement.int(3) == 0 ? .a : .b)
    }
    return .port(node: endByID.statement.int32(1), number: PortNumber(endByID.statement.int32(2)))
  }

  public func peer(of end: End) throws -> (end: End, loss: Double)? {
    guard let row = try row(of: end), let peer = try self.end(row ^ 1) else { return nil }
    lossOfJoint.statement.bind(row >> 1, at: 1)
    defer { lossOfJoint.statement.reset() }
    let loss = try lossOfJoint.statement.step() ? lossOfJoint.statement.optionalReal(0) : nil
    return (peer, loss ?? Optics.spliceLossInDecibels)
  }

  public func route(_ id: Int32) throws -> GlassRoute {
    routeByID.statement.bind(Int(id), at: 1)
    defer { routeByID.statement.reset() }
    guard try routeByID.statement.step() else {
      return GlassRoute(from: 0, to: 0, metres: 0, isInService: false, isCut: false)
    }
    return GlassRoute(
      from: routeByID.statement.int32(0), to: routeByID.statement.int32(1),
      metres: routeByID.statement.real(2),
      isInService: PlantState(word: routeByID.statement.text(3)) == .inService,
      isCut: routeByID.statement.int(4) != 0)
  }

  public func node(_ id: Int32) throws -> GlassNode {
    nodeByID.statement.bind(Int(id), at: 1)
    defer { nodeByID.statement.reset() }
    let isThere = try nodeByID.statement.step()
    let kind = isThere ? NodeKind(word: nodeByID.statement.text(0)) ?? .site : .site
    let ports = isThere ? nodeByID.statement.optionalInt(2) ?? 1 : 1
    return GlassNode(
      kind: kind, isSource: kind == .olt && id <= LightAddress.largestSource,
      isInService: isThere && PlantState(word: nodeByID.statement.text(1)) == .inService,
      isCut: isThere && nodeByID.statement.int(3) != 0,
      splitLoss: kind == .splitter ? Optics.splitterLossInDecibels(outputs: ports) : 0)
  }

  /// What a node houses, at any depth.
  func housed(in node: Int32) throws -> [Int32] { try reader.housed(in: node) }

  /// Whether light can come to the strands at a node without arriving there: from what it houses,
  /// or from what houses it.
  func sharesHousing(_ node: Int32) throws -> Bool {
    try first(
      """
      SELECT 1 WHERE EXISTS (SELECT 1 FROM node WHERE housed_in = ?1)
        OR EXISTS (SELECT 1 FROM node WHERE id = ?1 AND housed_in IS NOT NULL)
      """, [.integer(Int64(node))]) != nil
  }

  /// Whether any node has failed.
  var hasFailedNodes: Bool {
    get throws { try first("SELECT 1 FROM cut WHERE node IS NOT NULL LIMIT 1", []) != nil }
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

  private func ports(of node: Int32) throws -> [Int32] { try numbers(portsOfNode, node) }

  /// The first column of a statement over one id.
  private func numbers(_ kept: KeptStatement, _ id: Int32) throws -> [Int32] {
    kept.statement.bind(Int(id), at: 1)
    defer { kept.statement.reset() }
    var numbers: [Int32] = []
    while try kept.statement.step() { numbers.append(kept.statement.int32(0)) }
    return numbers
  }

  /// Every port of `node` that is in a joint, inputs too.
  func joinedPorts(of node: Int32) throws -> [PortNumber] {
    try ports(of: node).map { PortNumber($0) }
  }

  /// The strands of a route that are in a joint at either end.
  func joinedStrands(of route: Int32) throws -> [Int32] { try numbers(strandsOfRoute, route) }

  /// The routes that begin or end at a node.
  func routes(endingAt node: Int32) throws -> [Int32] { try numbers(routesOfNode, node) }

  public func joinedOutputs(of node: Int32) throws -> [Int32] {
    try ports(of: node).filter { $0 > 0 && $0 <= LightAddress.largestPort }
  }

  public func joinedInputs(of node: Int32) throws -> [PortNumber] {
    try ports(of: node).filter { $0 < 0 }.reversed().map { PortNumber($0) }
  }
}

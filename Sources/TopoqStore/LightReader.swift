// Reads chunks from the file: which ports light a node, and what a port lights.

internal import TopoqNetwork
internal import TopoqSQLite

/// Look-ups of light on one connection, over statements that are prepared at first need.
///
/// SQLite's callbacks hold it, so it is a class; it lives and is used on its connection's thread.
/// The last chunk read stays at hand until `forget` is called, which every sentence does first.
final class LightReader {
  let connection: ConnectionHandle
  private var portsOfNode: Statement?
  private var pointsOfPort: Statement?
  private var endsOfRoute: Statement?
  private var endOfPort: Statement?
  private var endByID: Statement?
  private var codeOfNode: Statement?
  private var nodesHousedIn: Statement?
  private var pointsOfSource: Statement?
  private var cached: (port: Int64, bytes: [UInt8])?
  /// The spans through the route that was asked for last: a row's tests ask for the same again.
  var lastPassed: (route: Int32, strand: Int32, isNested: Bool, spans: [LightSpan])?

  init(_ connection: ConnectionHandle) { self.connection = connection }

  /// Drops what is remembered of the file; another process may have written since.
  func forget() {
    cached = nil
    lastPassed = nil
  }

  /// Lets go of all statements, without which the connection cannot close.
  func close() {
    portsOfNode = nil
    pointsOfPort = nil
    endsOfRoute = nil
    endOfPort = nil
    endByID = nil
    codeOfNode = nil
    nodesHousedIn = nil
    pointsOfSource = nil
    forget()
  }

  /// The chunk keys of the ports that light `node`, ascending; those of no source first.
  func ports(lighting node: Int32) throws -> [Int64] {
    if portsOfNode == nil {
      portsOfNode = try Statement(
        connection, "SELECT port FROM lit_at WHERE node = ? ORDER BY port", isPersistent: true)
    }
    portsOfNode!.bind(Int(node), at: 1)
    defer { portsOfNode!.reset() }
    var ports: [Int64] = []
    while try portsOfNode!.step() { ports.append(portsOfNode!.integer(0)) }
    return ports
  }

  /// The bytes of a port's chunk, empty where the port lights nothing.
  func bytes(of port: Int64) throws -> [UInt8] {
    if let cached, cached.port == port { return cached.bytes }
    if pointsOfPort == nil {
      pointsOfPort = try Statement(
        connection, "SELECT points FROM light_chunk WHERE port = ?", isPersistent: true)
    }
    pointsOfPort!.bind(port, at: 1)
    defer { pointsOfPort!.reset() }
    guard try pointsOfPort!.step() else { return [] }
    let bytes = pointsOfPort!.withBlob(0) { Array($0) }
    guard bytes.withUnsafeBytes({ LightView($0) }) != nil else {
      throw LightReader.damage(port)
    }
    cached = (port, bytes)
    return bytes
  }

  /// Runs `body` over every chunk of a source, in order of its ports, without copying any.
  func forEachChunk(of source: Int32, _ body: (Int64, LightView) throws -> Void) throws {
    guard source > 0, source <= LightAddress.largestSource else { return }
    if pointsOfSource == nil {
      pointsOfSource = try Statement(
        connection, "SELECT port, points FROM light_chunk WHERE port BETWEEN ? AND ?",
        isPersistent: true)
    }
    pointsOfSource!.bind(LightAddress(source: source, port: 0).rawValue, at: 1)
    pointsOfSource!.bind(
      LightAddress(source: source, port: Int32(LightAddress.largestPort)).rawValue, at: 2)
    defer { pointsOfSource!.reset() }
    while try pointsOfSource!.step() {
      let port = pointsOfSource!.integer(0)
      try pointsOfSource!.withBlob(1) { raw in
        guard let view = LightView(raw) else { throw LightReader.damage(port) }
        try body(port, view)
      }
    }
  }

  static func damage(_ port: Int64) -> TableFunctionError {
    let address = LightAddress(rawValue: port)
    return TableFunctionError(
      "the light of port \(address.source):\(address.port) is damaged: run `topoq check`")
  }

  /// Runs `body` over a port's chunk; nil where the port lights nothing.
  func withChunk<Result>(_ port: Int64, _ body: (LightView) throws -> Result) throws -> Result? {
    try bytes(of: port).withUnsafeBytes { raw in
      guard let view = LightView(raw) else { return nil }
      return try body(view)
    }
  }

  /// The code of a node, or nil where the file has none of that id.
  func code(of node: Int32) throws -> String? {
    if codeOfNode == nil {
      codeOfNode = try Statement(
        connection, "SELECT code FROM node WHERE id = ?", isPersistent: true)
    }
    codeOfNode!.bind(Int(node), at: 1)
    defer { codeOfNode!.reset() }
    return try codeOfNode!.step() ? codeOfNode!.text(0) : nil
  }

  /// What a node houses, at any depth.
  func housed(in node: Int32) throws -> [Int32] {
    if nodesHousedIn == nil {
      nodesHousedIn = try Statement(
        connection, "SELECT id FROM node WHERE housed_in = ?", isPersistent: true)
    }
    var found: [Int32] = []
    var next = -1
    while next < found.count {
      nodesHousedIn!.bind(Int(next < 0 ? node : found[next]), at: 1)
      defer { nodesHousedIn!.reset() }
      while try nodesHousedIn!.step() { found.append(nodesHousedIn!.int32(0)) }
      next += 1
    }
    return found
  }

  /// The nodes at the two ends of a route; 0 where an end is unknown.
  func ends(of route: Int32) throws -> (from: Int32, to: Int32) {
    if endsOfRoute == nil {
      endsOfRoute = try Statement(
        connection, "SELECT from_node, to_node FROM route WHERE id = ?", isPersistent: true)
    }
    endsOfRoute!.bind(Int(route), at: 1)
    defer { endsOfRoute!.reset() }
    guard try endsOfRoute!.step() else { return (0, 0) }
    return (endsOfRoute!.int32(0), endsOfRoute!.int32(1))
  }

  /// What a joint puts opposite a port, or nil.
  func peer(ofPort number: Int32, of node: Int32) throws -> End? {
    if endOfPort == nil {
      endOfPort = try Statement(
        connection, "SELECT id FROM strand_end WHERE node = ? AND number = ?", isPersistent: true)
      endByID = try Statement(
        connection, "SELECT route, node, number, side FROM strand_end WHERE id = ?",
        isPersistent: true)
    }
    endOfPort!.bind(Int(node), at: 1)
    endOfPort!.bind(Int(number), at: 2)
    defer { endOfPort!.reset() }
    guard try endOfPort!.step() else { return nil }
    endByID!.bind(endOfPort!.integer(0) ^ 1, at: 1)
    defer { endByID!.reset() }
    guard try endByID!.step() else { return nil }
    guard endByID!.isNull(0) else {
      return .strand(
        route: endByID!.int32(0), number: endByID!.int32(2),
        side: endByID!.int(3) == 0 ? .a : .b)
    }
    return .port(node: endByID!.int32(1), number: PortNumber(endByID!.int32(2)))
  }
}

// How light comes to a premises: the glass that leads up from it, and the port it hangs on.

internal import TopoqNetwork
internal import TopoqSQLite
internal import TopoqVocabulary

/// The feed of a node's first input.
struct Feed {
  /// The end that hangs on a port, or would: the upper end of the glass that leads up from the
  /// input, or the input itself where it hangs on a port by a bare hop; nil where nothing leads up.
  let upper: End?
  /// The near end of the node's only drop, where no joint says that light takes it; else nil.
  let lower: End?
  /// The port that `upper` is joined to, or nil.
  let port: End?

  static func input(of node: Int32) -> End { .port(node: node, number: .input(1)) }

  init(of node: Int32, _ joinery: Joinery) throws {
    let input = Feed.input(of: node)
    var end = input
    var next = try joinery.glass.peer(of: end)?.end
    lower = next == nil ? try Feed.onlyDrop(at: node, joinery.connection) : nil
    if let lower { next = lower }
    var steps = 0
    while case .strand(let id, let number, let side)? = next, steps < LightAddress.pointsPerPort {
      end = .strand(route: id, number: number, side: side.opposite)
      next = try joinery.glass.peer(of: end)?.end
      steps += 1
    }
    upper = next == nil && end == input ? nil : end
    if case .port? = next { port = next } else { port = nil }
  }

  /// The near end of the only route that ends at a node, where no joint says which it is.
  private static func onlyDrop(at node: Int32, _ connection: ConnectionHandle) throws -> End? {
    let rows = try connection.kept(
      """
      SELECT id, 1 FROM route WHERE to_node = ?1
      UNION SELECT id, 0 FROM route WHERE from_node = ?1
      """
    ).rows([.integer(Int64(node))])
    guard rows.count == 1, let id = rows[0][0].integer else { return nil }
    return .strand(
      route: Int32(clamping: id), number: 1, side: rows[0][1] == .integer(1) ? .b : .a)
  }
}

/// Where a feed is to hang, found and tested before anything is written.
struct FeedTarget {
  let node: NodeRow
  let port: Int32
  var end: End { .port(node: node.id, number: PortNumber(port)) }

  /// The port that the arguments `to` and `port` name, or the lowest free one.
  ///
  /// - Parameter leaving: the node whose port becomes free by this change, or nil.
  init(_ request: ChangeRequest, leaving: Int32?, _ joinery: Joinery) throws {
    guard let to = request.thing("to"), let id = to.node else {
      throw ChangeRefusal("it does not say where to", help: "add `to splitter S12`")
    }
    if to.number > 0, request.integer("port") != nil {
      throw ChangeRefusal("\(to.called) names the port already", help: "leave out `port`")
    }
    let node = try NodeRow(Int32(clamping: id), joinery.connection)
    try FeedTarget.requireOutputs(node, joinery.connection)
    let used = try node.usedPorts(joinery.connection)
    if let asked = to.number > 0 ? to.number : request.integer("port") {
      port = Int32(clamping: asked)
      try FeedTarget.requirePort(port, of: node, joinery)
    } else {
      let taken = Set(used)
      let free = (1...max(1, node.ports ?? LightAddress.largestPort)).first { !taken.contains($0) }
      guard let free else {
        throw ChangeRefusal(
          "\(node.called) is full: all its \(counted(used.count, "port", "ports")) are taken",
          help: "`splitters near \(node.called) where free_ports > 0` finds another", isTaken: true)
      }
      port = Int32(clamping: free)
    }
    self.node = node
    let own = leaving == node.id ? 1 : 0
    if node.reserved > 0, let ports = node.ports, ports - used.count + own <= node.reserved {
      throw Reservations.held(node.called, node.reserved, "port")
    }
  }

  /// Refused where a node has no outputs; then what it houses may have some.
  private static func requireOutputs(_ node: NodeRow, _ connection: ConnectionHandle) throws {
    guard node.kind != .splitter, node.kind != .olt, node.ports == nil else { return }
    guard try node.usedPorts(connection).isEmpty else { return }
    let housed = try connection.rows(
      "SELECT code FROM node WHERE housed_in = ? AND kind = 'splitter' ORDER BY id LIMIT 4",
      [.integer(Int64(node.id))]
    ).compactMap { $0[0].text }
    throw ChangeRefusal(
      "\(node.called) has no ports",
      help: housed.isEmpty
        ? "name a splitter, an OLT, or `set \(node.called) ports 8` first"
        : "write `to splitter \(housed[0])`"
          + (housed.count > 1
            ? "; it also houses \(housed.dropFirst().joined(separator: ", "))" : ""))
  }

  /// Refused where a port is none of the node's, or is taken.
  static func requirePort(_ port: Int32, of node: NodeRow, _ joinery: Joinery) throws {
    let most = node.ports ?? LightAddress.largestPort
    guard port >= 1, Int(port) <= most else {
      throw ChangeRefusal(
        "\(node.called) has no port \(port)", help: "its ports are 1 to \(most)")
    }
    try joinery.requireFree(.port(node: node.id, number: PortNumber(port)))
  }
}

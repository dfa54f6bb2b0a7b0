// What lies within reach over the network, as SQL sees it.

internal import TopoqSQLite

/// `nodes_reached(things, metres, hops, spares)` and `routes_reached(things, metres, hops)`: what
/// lies within so many metres of fibre, or where these are NULL within so many hops, nearest first.
///
/// Things are named as for `way`. Where `spares` is 1, none of them is within its own reach.
final class ReachFunction: TableFunction {
  enum Content: String {
    case nodes = "nodes_reached", routes = "routes_reached"
  }

  let name: String
  let columns = ["thing INTEGER", "metres REAL", "hops INTEGER"]
  let parameters = ["things", "within_metres", "within_hops", "spares"]
  let required = 3
  let expectedRows: Int64 = 200
  private let content: Content
  private let network: PhysicalNetwork

  init(_ content: Content, _ network: PhysicalNetwork) {
    self.content = content
    self.network = network
    name = content.rawValue
  }

  func open() -> any TableCursor { ReachCursor(content, network) }
}

final class ReachCursor: TableCursor {
  private let content: ReachFunction.Content
  private let network: PhysicalNetwork
  private var found: [Reach.Found] = []
  private var index = 0

  init(_ content: ReachFunction.Content, _ network: PhysicalNetwork) {
    self.content = content
    self.network = network
  }

  func start(_ arguments: TableArguments) throws {
    index = 0
    found = []
    guard !arguments.isNull(0) else { return }
    let limit: Reach.Limit =
      try arguments.isNull(1)
      ? .hops(Int(clamping: arguments.integer(2))) : .metres(arguments.real(1))
    let reach = try Reach(of: WayPlace.list(arguments.text(0)), within: limit, network)
    switch content {
    case .nodes:
      let spares = try !arguments.isNull(3) && arguments.integer(3) != 0
      found = try reach.nodes(sparesThings: spares)
    case .routes: found = try reach.routes()
    }
  }

  var isAtEnd: Bool { index >= found.count }
  func advance() { index += 1 }

  func column(_ column: Int, _ result: ColumnResult) {
    switch column {
    case 0: result.set(Int64(found[index].thing))
    case 1: result.set(found[index].metres)
    default: result.set(Int64(found[index].hops))
    }
  }
}

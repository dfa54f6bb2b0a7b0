// What hangs together by glass with some things, as tables of nodes and of routes.

internal import TopoqNetwork
internal import TopoqSQLite

/// `connected_nodes(place, things)` and `connected_routes(place, things)`: what glass leads to.
///
/// `place` is `node`, `route`, `strand` or `port`; `things` is as in `failing_nodes`.
final class ConnectedFunction: TableFunction {
  enum Content: String {
    case nodes = "connected_nodes", routes = "connected_routes"
  }

  let name: String
  let columns = ["thing INTEGER"]
  let parameters = ["place", "things"]
  let required = 2
  let expectedRows: Int64 = 200
  private let content: Content
  private let glass: () throws -> StoredGlass

  init(_ content: Content, _ glass: @escaping () throws -> StoredGlass) {
    self.content = content
    self.glass = glass
    name = content.rawValue
  }

  func open() -> any TableCursor {
    let (content, glass) = (content, glass)
    return ListCursor { arguments in
      guard !arguments.isNull(1) else { return [] }
      var reach = try GlassReach(try glass())
      let place = try arguments.text(0)
      for (id, number) in try ThingList(arguments.text(1)).things {
        switch place {
        case "node": try reach.follow(fromNode: id)
        case "route": try reach.follow(fromRoute: id)
        case "strand": try reach.follow(fromStrand: number, of: id)
        case "port": try reach.follow(fromPort: PortNumber(number), of: id)
        default: throw TableFunctionError("glass knows no place `\(place)`")
        }
      }
      return (content == .nodes ? reach.nodes : reach.routes).sorted().map { (Int64($0), 0) }
    }
  }
}

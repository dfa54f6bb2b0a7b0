// How a call names a thing of the network: `node:5`, `route:7`, `strand:7:3`, `port:5:2`, `area:1`.

internal import TopoqSQLite

/// One thing that a way begins at, ends at, passes or avoids.
enum WayPlace: Hashable {
  case node(Int32)
  case route(Int32)
  case strand(route: Int32, number: Int32)
  case port(node: Int32, number: Int32)
  case area(Int64)

  init(_ text: Substring) throws {
    let parts = text.split(separator: ":")
    let numbers = parts.dropFirst().compactMap { Int64($0) }
    guard let word = parts.first, numbers.count == parts.count - 1, let id = numbers.first else {
      throw TableFunctionError("a way knows no place `\(text)`")
    }
    let thing = Int32(clamping: id)
    let number = Int32(clamping: numbers.count > 1 ? numbers[1] : 0)
    switch word {
    case "node": self = .node(thing)
    case "route": self = .route(thing)
    case "strand": self = .strand(route: thing, number: number)
    case "port": self = .port(node: thing, number: number)
    case "area": self = .area(id)
    default: throw TableFunctionError("a way knows no place `\(text)`")
    }
  }

  /// The places of a list, with spaces between them.
  static func list(_ text: String) throws -> [WayPlace] {
    try text.split(separator: " ").map { try WayPlace($0) }
  }

  /// The route that it is or lies in.
  var route: Int32? {
    switch self {
    case .route(let route), .strand(let route, _): route
    case .node, .port, .area: nil
    }
  }

  /// The node that it is or belongs to.
  var node: Int32? {
    switch self {
    case .node(let node), .port(let node, _): node
    case .route, .strand, .area: nil
    }
  }
}

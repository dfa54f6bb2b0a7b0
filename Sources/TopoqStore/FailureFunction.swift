// What fails with some things, as tables: nodes that lose light, routes that lose light.

internal import TopoqNetwork
internal import TopoqSQLite

/// `failing_nodes(place, things, kinds, beyond)` and `failing_routes(place, things)`: what loses an
/// arrival of light when all `things` fail together, and whether other light stays.
///
/// `place` is as in `light`: `below node`, `below route`, `below strand`, `below port`. `things` is
/// a text of `id:number` with blanks between, the number 0 where the thing has none. `kinds` is a
/// set of bits as in `lit_nodes`. With `beyond` only what lies so many metres below fails.
final class FailureFunction: TableFunction {
  enum Content: String {
    case nodes = "failing_nodes", routes = "failing_routes"
  }

  let name: String
  let columns = ["thing INTEGER", "stays INTEGER"]
  let parameters: [String]
  let required = 2
  let expectedRows: Int64 = 64
  private let content: Content
  private let reader: LightReader

  init(_ content: Content, _ reader: LightReader) {
    self.content = content
    self.reader = reader
    name = content.rawValue
    parameters = ["place", "things"] + (content == .nodes ? ["kinds", "beyond"] : [])
  }

  func open() -> any TableCursor {
    let (content, reader) = (content, reader)
    return FlagCursor { arguments in
      guard !arguments.isNull(1) else { return [] }
      let things = try ThingList(arguments.text(1)).things
      let place = try LightPlace(arguments.text(0))
      switch content {
      case .nodes:
        let beyond = arguments.isNull(3) ? nil : try arguments.real(3)
        let failed = try FailedLight(reader, place, things, beyond: beyond)
        return try failed.nodes(kinds: arguments.isNull(2) ? ~0 : arguments.integer(2))
          .map { (Int64($0.id), $0.hasSecondFeed) }
      case .routes:
        return try FailedLight(reader, place, things, beyond: nil).routes()
          .map { (Int64($0.id), $0.hasLight) }
      }
    }
  }
}

/// Walks a list of (thing, yes or no) that is made when the call begins.
final class FlagCursor: TableCursor {
  private let make: (TableArguments) throws -> [(Int64, Bool)]
  private var rows: [(Int64, Bool)] = []
  private var index = 0

  init(_ make: @escaping (TableArguments) throws -> [(Int64, Bool)]) { self.make = make }

  func start(_ arguments: TableArguments) throws {
    rows = try make(arguments)
    index = 0
  }
  var isAtEnd: Bool { index >= rows.count }
  func advance() { index += 1 }
  func column(_ column: Int, _ result: ColumnResult) {
    result.set(column == 0 ? rows[index].0 : rows[index].1 ? 1 : 0)
  }
}

/// Several things as one argument of a call: `12:0 13:0`, ids and numbers.
struct ThingList {
  let things: [(id: Int32, number: Int32)]

  init(_ text: String) throws {
    things = try text.utf8.split(separator: UInt8(ascii: " ")).map { word in
      let parts = Substring(word).split(separator: ":").map { Int32($0) }
      guard parts.count == 2, let id = parts[0], let number = parts[1] else {
        throw TableFunctionError("`\(Substring(word))` is no thing and number")
      }
      return (id, number)
    }
  }
}

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
    var text = text
    things = try text.withUTF8 { bytes in
      var things: [(id: Int32, number: Int32)] = []
      var place = 0
      while place < bytes.count {
        let start = place
        guard bytes[place] != UInt8(ascii: " ") else {
          place += 1
          continue
        }
        guard let id = Self.number(bytes, &place), place < bytes.count,
          bytes[place] == UInt8(ascii: ":"),
          let number = Self.number(bytes, after: &place),
          place == bytes.count || bytes[place] == UInt8(ascii: " ")
        else {
          let word = bytes[start...].prefix { $0 != UInt8(ascii: " ") }
          throw TableFunctionError(
            "`\(String(decoding: word, as: UTF8.self))` is no thing and number")
        }
        things.append((id, number))
      }
      return things
    }
  }

  private static func number(
    _ bytes: UnsafeBufferPointer<UInt8>, after place: inout Int
  ) -> Int32? {
    place += 1
    return number(bytes, &place)
  }

  /// A whole number from `place` on, or nil; `place` is then behind it.
  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> Int32? {
    let isNegative = place < bytes.count && bytes[place] == UInt8(ascii: "-")
    if isNegative { place += 1 }
    let first = place
    var value: Int64 = 0
    while place < bytes.count, case let digit = bytes[place] &- UInt8(ascii: "0"), digit < 10 {
      value = value * 10 + Int64(digit)
      guard value <= Int64(Int32.max) + 1 else { return nil }
      place += 1
    }
    return place > first ? Int32(exactly: isNegative ? -value : value) : nil
  }
}

// Reads the text of a column as what it must be, and says what is wrong where it is not.

internal import TopoqGeometry
internal import TopoqNetwork
internal import TopoqStore

struct ColumnText {
  let place: SourcePlace

  init(_ place: SourcePlace) { self.place = place }

  func whole(_ text: String, _ header: String) throws -> Int {
    guard let number = Int(text) else { throw refuse(header, text, "it must be a whole number") }
    return number
  }

  /// A finite decimal number; `Double` by itself takes `nan` and `0x1p3` too.
  func number(_ text: String, _ header: String) throws -> Double {
    let isPlain = text.utf8.allSatisfy {
      $0 &- 0x30 < 10 || $0 == 0x2E || $0 == 0x2D || $0 == 0x2B || $0 | 0x20 == 0x65
    }
    guard isPlain, let number = Double(text), number.isFinite else {
      throw refuse(header, text, "it must be a number, such as 12.5")
    }
    return number
  }

  func nodeKind(_ text: String) throws -> NodeKind {
    guard let kind = NodeKind(word: text) else {
      throw refuse(
        "kind", text, "it is one of " + NodeKind.allCases.map(\.word).joined(separator: ", "))
    }
    return kind
  }

  func routeKind(_ text: String) throws -> String {
    if RouteKind(rawValue: text) != nil { return text }
    guard let kind = RouteKind(rawValue: text.lowercased()) else {
      throw refuse(
        "kind", text, "it is one of " + RouteKind.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return kind.rawValue
  }

  func state(_ text: String) throws -> PlantState {
    guard let state = PlantState(word: text) else {
      throw refuse("state", text, "it is one of planned, in service, retired")
    }
    return state
  }

  func port(_ text: String) throws -> PortNumber {
    guard let port = PortNumber(written: text[...]) else {
      throw refuse("fed_port", text, "it must be the number of a port")
    }
    return port
  }

  /// A shape as WKT, as a GeoJSON geometry, or a point as `longitude,latitude`.
  func shape(_ text: String, _ header: String) throws -> Geometry {
    guard let first = text.utf8.first else { throw refuse(header, text, "it is empty") }
    do {
      if first == UInt8(ascii: "{") { return try Geometry(geoJSON: text) }
      if first | 0x20 >= UInt8(ascii: "a") { return try WKT.read(text) }
    } catch {
      throw ImportProblem("\(header) cannot be read: \(reason(error))", at: place)
    }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw refuse(header, text, "write longitude,latitude or a shape as WKT or GeoJSON")
    }
    let numbers = try parts.map { part in
      try number(String(part.drop { $0 == " " }), header)
    }
    return .point(Coordinate(longitude: numbers[0], latitude: numbers[1]))
  }

  private func reason(_ error: any Error) -> String {
    (error as? WKTError).map(\.description) ?? "\(error)"
  }

  private func refuse(_ header: String, _ text: String, _ wanted: String) -> ImportProblem {
    ImportProblem("\(header) is '\(text)': \(wanted)", at: place)
  }
}

// Moving a node on the map: what is housed in it moves along, and so do the ends of its routes.

internal import TopoqGeometry
internal import TopoqNetwork
internal import TopoqSQLite
internal import TopoqVocabulary

/// A node put at another point.
///
/// The end of each route that ends there follows, and the rest of the line stays where it was drawn.
/// Lengths that were measured stay; those taken from the map are taken anew.
struct Relocation {
  private let request: ChangeRequest
  private let node: NodeRow
  private var connection: ConnectionHandle { request.connection }

  init(_ request: ChangeRequest) throws {
    self.request = request
    let target = try request.changed()
    guard case .node = target.noun.placement else {
      throw ChangeRefusal(
        "\(target.called) has no place of its own on the map",
        help: "name a splitter to re-home it, or move the node where it is")
    }
    node = try NodeRow(target.row, request.connection)
    for argument in ["port", "on"] where request.arguments[argument] != nil {
      throw ChangeRefusal("a move on the map takes no `\(argument)`", help: "leave it out")
    }
    guard let housing = node.housing else { return }
    let outer = try NodeRow(housing, request.connection)
    throw ChangeRefusal(
      "\(node.called) is housed in \(outer.called) and lies where that lies",
      help: "write `move \(outer.called) to @...`")
  }

  func run(longitude: Double, latitude: Double) throws {
    let new = Coordinate(longitude: longitude, latitude: latitude)
    guard new.isValid else {
      throw ChangeRefusal(
        "@\(latitude),\(longitude) is no place on earth",
        help: "latitude comes first, -90 to 90, then longitude, -180 to 180")
    }
    let old = try Placement.coordinate(of: node.id, connection)
    var moved: [Int32] = []
    for id in try Placement.housed(in: node.id, connection) {
      let place = try Placement.coordinate(of: id, connection)
      guard place == nil || place == old else { continue }
      try Placement.put(id, at: new, connection)
      moved.append(id)
    }
    let glass = try StoredGlass(connection)
    var routes: Set<Int32> = []
    for id in moved { routes.formUnion(try glass.routes(endingAt: id)) }
    for id in routes.sorted() {
      try follow(RouteRow(id, connection), Set(moved), from: old, to: new)
    }
    if !routes.isEmpty {
      request.note("\(counted(routes.count, "route", "routes")) moved along")
    }
  }

  /// Takes the ends of a route's line along, and its length where that came from the map.
  private func follow(
    _ route: RouteRow, _ moved: Set<Int32>, from old: Coordinate?, to new: Coordinate
  ) throws {
    var line = try Placement.line(of: route.id, connection)
    if var points = line, let old {
      if moved.contains(route.from), Placement.coincide(points[0], old) { points[0] = new }
      if moved.contains(route.to), Placement.coincide(points[points.count - 1], old) {
        points[points.count - 1] = new
      }
      line = points
      try connection.kept("UPDATE route SET geom = ? WHERE id = ?")
        .run([try Placement.blob(points), .integer(Int64(route.id))])
    }
    guard !route.isMeasured else { return }
    let metres =
      try line.map { Geodesy.length(of: $0) }
      ?? Placement.straight(route.from, route.to, connection)
    guard let metres, metres != route.metres else { return }
    try connection.kept("UPDATE route SET length_m = ? WHERE id = ?")
      .run([.real(metres), .integer(Int64(route.id))])
  }
}

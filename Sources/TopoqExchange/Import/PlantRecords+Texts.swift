// Nodes, routes and areas out of texts and shapes: what each column may hold.

internal import TopoqGeometry
internal import TopoqNetwork
internal import TopoqStore

extension NodeRecord {
  /// - Parameters:
  ///   - geometry: the shape that came with the row, as in GeoJSON; nil: read it from the columns.
  ///   - text: what a column says, or nil where it is empty or missing.
  ///   - number: the same of a column that holds a number.
  init(
    geometry: Geometry?, attributes: String?, at place: SourcePlace,
    text: (NodeColumn) -> String?, number: (NodeColumn) throws -> Double?
  ) throws {
    self.init(code: text(.code) ?? "")
    let value = ColumnText(place)
    kind = try text(.kind).map { try value.nodeKind($0) }
    name = text(.name)
    housing = text(.housing)
    ports = try text(.ports).map { try value.whole($0, "ports") }
    technology = text(.technology)
    units = try text(.units).map { try value.whole($0, "units") }
    state = try text(.state).map { try value.state($0) }
    reserved = try text(.reserved).map { try value.whole($0, "reserved") }
    feeder = text(.feeder)
    feederPort = try text(.feederPort).map { try value.port($0) }
    self.attributes = attributes
    if feederPort != nil && feeder == nil {
      throw ImportProblem("node \(code) has a fed_port and no fed_by: say by which node", at: place)
    }
    location = try NodeRecord.location(geometry, code, value, text, number)
  }

  private static func location(
    _ geometry: Geometry?, _ code: String, _ value: ColumnText, _ text: (NodeColumn) -> String?,
    _ number: (NodeColumn) throws -> Double?
  ) throws -> Coordinate? {
    let longitude = try number(.longitude)
    let latitude = try number(.latitude)
    guard (longitude == nil) == (latitude == nil) else {
      throw ImportProblem(
        "node \(code) has a \(longitude == nil ? "lat and no lon" : "lon and no lat")",
        at: value.place)
    }
    if let longitude, let latitude {
      return Coordinate(longitude: longitude, latitude: latitude)
    }
    var shape = geometry
    for column in [NodeColumn.geometry, .wkt] where shape == nil {
      shape = try text(column).map { try value.shape($0, column.header) }
    }
    guard let shape else { return nil }
    guard case .point(let place) = shape else {
      throw ImportProblem("node \(code) lies at a point, and its shape is none", at: value.place)
    }
    return place
  }
}

extension RouteRecord {
  /// - Parameters: as for nodes.
  init(
    geometry: Geometry?, attributes: String?, at place: SourcePlace,
    text: (RouteColumn) -> String?, number: (RouteColumn) throws -> Double?
  ) throws {
    self.init(code: text(.code) ?? "")
    let value = ColumnText(place)
    kind = try text(.kind).map { try value.routeKind($0) }
    name = text(.name)
    from = text(.from)
    to = text(.to)
    strands = try text(.strands).map { try value.whole($0, "strands") }
    metres = try number(.metres)
    trench = text(.trench)
    state = try text(.state).map { try value.state($0) }
    reserved = try text(.reserved).map { try value.whole($0, "reserved") }
    self.attributes = attributes
    var shape = geometry
    for column in [RouteColumn.wkt, .geometry] where shape == nil {
      shape = try text(column).map { try value.shape($0, column.header) }
    }
    guard let shape else { return }
    guard let line = DrawnLine(shape) else {
      throw ImportProblem("route \(code) is no one line: \(DrawnLine.advice)", at: place)
    }
    self.line = line.coordinates
  }
}

extension AreaRecord {
  init(_ feature: FeatureFile.Feature, at place: SourcePlace) throws {
    let code = feature.text("code") ?? ""
    switch feature.geometry {
    case .polygon(let rings): self.init(code: code, polygons: [rings])
    case .multiPolygon(let polygons): self.init(code: code, polygons: polygons)
    default:
      throw ImportProblem(
        "area \(code) has no Polygon or MultiPolygon: draw it as one", at: place)
    }
    name = feature.text("name")
    kind = feature.text("kind")
    attributes = feature.attributes(besides: AreaColumn.self)
  }
}

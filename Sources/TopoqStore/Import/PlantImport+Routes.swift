// Routes: declared ends win over the drawing, and where they disagree it is a finding.

internal import TopoqGeometry
internal import TopoqNetwork
internal import TopoqSQLite

extension PlantImport {
  public mutating func add(_ record: RouteRecord, at place: SourcePlace) throws {
    try require(record.code, "route", place)
    let known = codes.routes[record.code]
    let isNew = known == nil
    if let metres = record.metres, !(metres >= 0 && metres < 40_000_000) {
      throw ImportProblem(
        "route \(record.code) is \(metres) m long: a length is 0 m or more", at: place)
    }
    if let strands = record.strands, !(1...13_824).contains(strands) {
      throw ImportProblem(
        "route \(record.code) has \(strands) strands: 1 to 13824, or empty where unknown", at: place
      )
    }
    if let reserved = record.reserved, reserved < 0 {
      throw ImportProblem(
        "route \(record.code) has \(reserved) strands reserved: none or more", at: place)
    }
    var line = record.line
    if let line, let bad = line.first(where: { !$0.isValid }) {
      throw ImportProblem(
        "route \(record.code) runs through \(bad.latitude),\(bad.longitude), which is no place "
          + "on earth: longitude is -180 to 180, latitude -90 to 90", at: place)
    }
    if let points = line, points.count < 2 || points.allSatisfy({ $0 == points[0] }) { line = nil }
    var route =
      known.map { plant.routes[Int($0)] }
      ?? DraftPlant.Route(from: 0, to: 0, metres: 0, strands: nil)
    try takeEnds(of: record, &line, &route, place)
    if let strands = record.strands { route.strands = Int32(strands) }
    if let state = record.state { route.state = state }
    if let metres = record.metres ?? line.map({ Geodesy.length(of: $0) })
      ?? (isNew ? straightMetres(route) : nil)
    {
      route.metres = metres
    }
    let id = try codes.routes.claim(record.code, noun: "route", at: place)
    if isNew {
      plant.addRoute(route)
      routeBoxes.append(nil)
    } else {
      plant.withRoute(id) { $0 = route }
    }
    if let line { routeBoxes[Int(id)] = BoundingBox(around: line) }
    try write(record, id, route, line)
    counts.routes += 1
  }

  private func straightMetres(_ route: DraftPlant.Route) -> Double? {
    guard let from = locations[Int(route.from)], let to = locations[Int(route.to)] else {
      return nil
    }
    return Geodesy.distance(from, to)
  }

  /// Declared ends win over the drawing; a line drawn the other way round is turned.
  private mutating func takeEnds(
    of record: RouteRecord, _ line: inout [Coordinate]?, _ route: inout DraftPlant.Route,
    _ place: SourcePlace
  ) throws {
    for (code, end) in [(record.from, "from"), (record.to, "to")] {
      guard let code else { continue }
      guard let node = codes.nodes[code] else {
        throw ImportProblem(
          "route \(record.code) goes \(end) \(code), which is no node here", at: place,
          lacking: code)
      }
      if end == "from" { route.from = node } else { route.to = node }
    }
    if let drawn = line, isDrawnBackwards(drawn, route) {
      noteTurned(drawn, route, record.code)
      line = drawn.reversed()
    }
    guard let line else {
      guard route.from != 0, route.to != 0 else {
        throw ImportProblem(
          "route \(record.code) has no \(route.from == 0 ? "from" : "to") and no geometry: name the "
            + "nodes it runs between", at: place)
      }
      return
    }
    if route.from == 0 {
      route.from = matchEnd("from", line[0], record.code, place)
    } else {
      compare(route.from, line[0], record.code, "from")
    }
    if route.to == 0 {
      route.to = matchEnd("to", line[line.count - 1], record.code, place)
    } else {
      compare(route.to, line[line.count - 1], record.code, "to")
    }
  }

  private func isDrawnBackwards(_ line: [Coordinate], _ route: DraftPlant.Route) -> Bool {
    guard route.from != route.to, let from = locations[Int(route.from)],
      let to = locations[Int(route.to)]
    else { return false }
    let (first, last) = (line[0], line[line.count - 1])
    guard !isNear(from, first) || !isNear(to, last) else { return false }
    return Geodesy.distance(from, last) + Geodesy.distance(to, first)
      < Geodesy.distance(from, first) + Geodesy.distance(to, last)
  }

  private mutating func noteTurned(
    _ line: [Coordinate], _ route: DraftPlant.Route, _ code: String
  ) {
    guard let from = locations[Int(route.from)] else { return }
    let metres = Geodesy.distance(from, line[0])
    findings.append(
      Finding(
        rule: "line turned", noun: "route", code: code,
        message:
          "its line is drawn from its to node \(codes.nodes.code(route.to)) to its from node "
          + "\(codes.nodes.code(route.from)), and begins \(rounded(metres)) m from the latter; it "
          + "was turned", distanceInMetres: metres))
  }

  /// Within 0.8 m, wherever on earth, without measuring: a degree is 111.7 km at most [WGS 84].
  private func isNear(_ one: Coordinate, _ other: Coordinate) -> Bool {
    abs(one.longitude - other.longitude) < 5e-6 && abs(one.latitude - other.latitude) < 5e-6
  }

  private mutating func compare(_ node: Int32, _ end: Coordinate, _ route: String, _ side: String) {
    guard let location = locations[Int(node)], !isNear(location, end) else { return }
    let distance = Geodesy.distance(location, end)
    guard distance > PlantImport.coincidence else { return }
    let code = codes.nodes.code(node)
    findings.append(
      Finding(
        rule: "line end away from node", noun: "route", code: route,
        message: "its line ends \(rounded(distance)) m from its \(side) node \(code)",
        distanceInMetres: distance))
  }

  /// The nearest node within the tolerance, or none; a finding tells either.
  private mutating func matchEnd(
    _ side: String, _ end: Coordinate, _ route: String, _ place: SourcePlace
  ) -> Int32 {
    if nearby == nil { nearby = NearbyNodes(locations) }
    guard let match = nearby!.nearest(to: end, within: tolerance) else {
      findings.append(
        Finding(
          rule: "missing end", noun: "route", code: route,
          message:
            "it names no \(side) node, and none lies within \(rounded(tolerance)) m of its line's end"
        ))
      return 0
    }
    findings.append(
      Finding(
        rule: "missing end matched", noun: "route", code: route,
        message: "it names no \(side) node; the nearest, \(codes.nodes.code(match.node)), lies "
          + "\(rounded(match.metres)) m from its line's end", distanceInMetres: match.metres))
    return match.node
  }

  private mutating func write(
    _ record: RouteRecord, _ id: Int32, _ route: DraftPlant.Route, _ line: [Coordinate]?
  ) throws {
    routeInsert.bind(Int(id), at: 1)
    routeInsert.bind(record.code, at: 2)
    routeInsert.bind(record.kind, at: 3)
    routeInsert.bind(record.name, at: 4)
    routeInsert.bind(route.from == 0 ? nil : Int(route.from), at: 5)
    routeInsert.bind(route.to == 0 ? nil : Int(route.to), at: 6)
    routeInsert.bind(record.strands, at: 7)
    routeInsert.bind(route.metres, at: 8)
    routeInsert.bind(record.metres == nil ? 0 : 1, at: 9)
    routeInsert.bind(record.trench, at: 10)
    routeInsert.bind(record.state?.word, at: 11)
    routeInsert.bind(record.attributes, at: 12)
    if let line {
      try SpatiaLiteBLOB.encode(.lineString(line), into: &blob)
      routeInsert.bind(blob, at: 13)
    } else {
      routeInsert.bindNull(at: 13)
    }
    routeInsert.bind(record.reserved, at: 14)
    try routeInsert.run()
  }
}

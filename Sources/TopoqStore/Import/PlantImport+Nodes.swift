// Nodes come first: whatever else is imported names them.

internal import TopoqGeometry
internal import TopoqNetwork
internal import TopoqSQLite

extension PlantImport {
  public mutating func add(_ record: NodeRecord, at place: SourcePlace) throws {
    try require(record.code, "node", place)
    try check(record, at: place)
    let id = try codes.nodes.claim(record.code, noun: "node", at: place)
    guard id <= LightAddress.largestSource else {
      throw ImportProblem("a file holds at most \(LightAddress.largestSource) nodes", at: place)
    }
    var node = Int(id) < plant.nodes.count ? plant.nodes[Int(id)] : DraftPlant.Node(kind: .site)
    if let kind = record.kind { node.kind = kind }
    if let state = record.state { node.state = state }
    if let ports = record.ports { node.ports = Int32(ports) }
    if record.kind != nil {
      node.isSource = node.kind == .olt
    }
    if Int(id) == plant.nodes.count {
      plant.addNode(node)
      locations.append(record.location)
    } else {
      plant.withNode(id) { $0 = node }
      if let location = record.location { locations[Int(id)] = location }
    }
    if let housing = record.housing {
      // Where the housing came before, as it mostly does, nothing is left to be looked up.
      if isFresh, record.location != nil, let known = codes.nodes[housing] {
        plant.withNode(id) { $0.housing = known }
      } else {
        pendingHousings.append((id, housing, place))
      }
    }
    if let feeder = record.feeder {
      pendingFeeds.append((id, feeder, record.feederPort, place))
    }
    try write(record, id)
    counts.nodes += 1
  }

  private func check(_ record: NodeRecord, at place: SourcePlace) throws {
    if let location = record.location, !location.isValid {
      throw ImportProblem(
        "node \(record.code) lies at \(location.latitude),\(location.longitude), which is no place "
          + "on earth: longitude is -180 to 180, latitude -90 to 90", at: place)
    }
    if let ports = record.ports, !(0...Int(LightAddress.largestPort)).contains(ports) {
      throw ImportProblem(
        "node \(record.code) has \(ports) ports: 0 to \(LightAddress.largestPort) are possible",
        at: place)
    }
    if let reserved = record.reserved, reserved < 0 {
      throw ImportProblem(
        "node \(record.code) has \(reserved) ports reserved: none or more", at: place)
    }
    if let units = record.units, units < 0 {
      throw ImportProblem("node \(record.code) has \(units) units: none or more", at: place)
    }
  }

  private mutating func write(_ record: NodeRecord, _ id: Int32) throws {
    nodeInsert.bind(Int(id), at: 1)
    nodeInsert.bind(record.code, at: 2)
    nodeInsert.bind(record.kind?.word, at: 3)
    nodeInsert.bind(record.name, at: 4)
    nodeInsert.bind(record.state?.word, at: 5)
    nodeInsert.bind(record.ports, at: 6)
    nodeInsert.bind(record.technology, at: 7)
    nodeInsert.bind(record.units, at: 8)
    nodeInsert.bind(record.attributes, at: 9)
    if let location = record.location {
      blob.removeAll(keepingCapacity: true)
      try SpatiaLiteBLOB.encode(location, into: &blob)
      nodeInsert.bind(blob, at: 10)
    } else {
      nodeInsert.bindNull(at: 10)
    }
    let housing = isFresh ? plant.nodes[Int(id)].housing : 0
    nodeInsert.bind(housing == 0 ? nil : Int(housing), at: 11)
    nodeInsert.bind(record.reserved, at: 12)
    try nodeInsert.run()
  }

  /// Looks up housings once all nodes are there; joints and routes need them.
  public mutating func endNodes() throws {
    let update = try connection.prepare(
      "UPDATE node SET housed_in = ?1 WHERE id = ?2 AND housed_in IS NOT ?1")
    let place = try connection.prepare(
      "UPDATE node SET geom = (SELECT h.geom FROM node AS h WHERE h.id = ?1) "
        + "WHERE id = ?2 AND geom IS NULL")
    for pending in pendingHousings {
      guard let housing = codes.nodes[pending.housing] else {
        throw ImportProblem(
          "node \(codes.nodes.code(pending.node)) is housed in \(pending.housing), "
            + "which is no node here", at: pending.place, lacking: pending.housing)
      }
      plant.withNode(pending.node) { $0.housing = housing }
      update.bind(Int(housing), at: 1)
      update.bind(Int(pending.node), at: 2)
      try update.run()
    }
    if let ring = plant.firstHousingRing() {
      let source = pendingHousings.first { $0.node == ring }?.place ?? pendingHousings.first?.place
      throw ImportProblem(
        "node \(codes.nodes.code(ring)) is housed in itself over one or more steps", at: source)
    }
    // What is housed lies where its housing lies, unless it says otherwise.
    for pending in pendingHousings where locations[Int(pending.node)] == nil {
      var outer = plant.nodes[Int(pending.node)].housing
      while outer != 0, locations[Int(outer)] == nil { outer = plant.nodes[Int(outer)].housing }
      guard outer != 0 else { continue }
      locations[Int(pending.node)] = locations[Int(outer)]
      place.bind(Int(outer), at: 1)
      place.bind(Int(pending.node), at: 2)
      try place.run()
    }
    pendingHousings.removeAll()
  }
}

// Before an import into a file that holds a network: what it holds, so that codes are recognised.

internal import TopoqGeometry
internal import TopoqNetwork
internal import TopoqSQLite

extension PlantImport {
  /// Fills the code book and the plant from the file.
  ///
  /// - Complexity: O(network): an import into a large file costs about what a fresh one does.
  mutating func load() throws {
    try loadNodes()
    try loadRoutes()
    try loadJoints()
    for (sql, list) in [
      ("SELECT id, code FROM area", \CodeBook.areas), ("SELECT id, code FROM party", \.parties),
    ] as [(String, WritableKeyPath<CodeBook, CodeList>)] {
      let rows = try connection.prepare(sql)
      while try rows.step() { codes[keyPath: list].load(rows.text(1), id: Int32(rows.int(0))) }
    }
  }

  private mutating func loadNodes() throws {
    let rows = try connection.prepare(
      """
      SELECT id, code, kind, state, ports, housed_in, geom,
        EXISTS (SELECT 1 FROM cut WHERE cut.node = node.id)
      FROM node ORDER BY id
      """)
    while try rows.step() {
      let id = Int32(rows.int(0))
      codes.nodes.load(rows.text(1), id: id)
      while plant.nodes.count < Int(id) {
        plant.addNode(DraftPlant.Node(kind: .site))
        locations.append(nil)
      }
      var node = DraftPlant.Node(kind: NodeKind(word: rows.text(2)) ?? .site)
      node.state = PlantState(word: rows.text(3)) ?? .inService
      node.isSource = node.kind == .olt
      node.ports = rows.optionalInt(4).map { Int32($0) }
      node.housing = Int32(rows.int(5))
      node.isCut = rows.int(7) != 0
      plant.addNode(node)
      locations.append(
        try rows.isNull(6) ? nil : rows.withBlob(6) { try SpatiaLiteBLOB.decodePoint($0) })
    }
  }

  private mutating func loadRoutes() throws {
    let rows = try connection.prepare(
      """
      SELECT id, code, from_node, to_node, length_m, strands, state, geom,
        EXISTS (SELECT 1 FROM cut WHERE cut.route = route.id)
      FROM route ORDER BY id
      """)
    while try rows.step() {
      let id = Int32(rows.int(0))
      codes.routes.load(rows.text(1), id: id)
      while plant.routes.count < Int(id) {
        plant.addRoute(DraftPlant.Route(from: 0, to: 0, metres: 0, strands: 0))
        routeBoxes.append(nil)
      }
      var route = DraftPlant.Route(
        from: Int32(rows.int(2)), to: Int32(rows.int(3)), metres: rows.real(4),
        strands: rows.optionalInt(5).map { Int32($0) })
      route.state = PlantState(word: rows.text(6)) ?? .inService
      route.isCut = rows.int(8) != 0
      plant.addRoute(route)
      routeBoxes.append(
        try rows.isNull(7) ? nil : rows.withBlob(7) { try SpatiaLiteBLOB.boundingBox($0) })
    }
  }

  private mutating func loadJoints() throws {
    let rows = try connection.prepare(
      """
      SELECT j.id, j.node, j.loss_db, a.route, a.node, a.number, a.side,
        b.route, b.node, b.number, b.side
      FROM joint AS j
      CROSS JOIN strand_end AS a ON a.id = 2 * j.id
      CROSS JOIN strand_end AS b ON b.id = 2 * j.id + 1
      ORDER BY j.id
      """)
    func end(_ first: Int32) -> End {
      rows.isNull(first)
        ? .port(
          node: Int32(rows.int(first + 1)), number: PortNumber(Int32(rows.int(first + 2))))
        : .strand(
          route: Int32(rows.int(first)), number: Int32(rows.int(first + 2)),
          side: rows.int(first + 3) == 0 ? .a : .b)
    }
    while try rows.step() {
      let conflict = plant.addJoint(
        DraftPlant.Joint(
          node: Int32(rows.int(1)), ends: (end(3), end(7)), loss: rows.optionalReal(2)))
      guard conflict == nil else {
        throw ImportProblem("the file holds an end in two joints: run `topoq check`")
      }
      jointIDs.append(rows.integer(0))
      nextJointID = rows.integer(0) + 1
    }
    storedJoints = plant.joints.count
    isConfirmed = [Bool](repeating: false, count: storedJoints)
  }
}

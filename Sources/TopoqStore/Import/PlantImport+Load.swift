// Before an import into a file that holds a network: what it holds, so that codes are recognised.

internal import TopoqGeometry
internal import TopoqNetwork
internal import TopoqSQLite

extension PlantImport {
  /// Fills the code book and the plant from the file. Rows that cannot be are left out, and stand
  /// in `damage`: a file may have been written by another program, or by a failing disk.
  ///
  /// - Complexity: O(network): an import into a large file costs about what a fresh one does.
  mutating func load() throws {
    try loadNodes()
    try loadRoutes()
    try loadJoints()
    for (noun, list) in [("area", \CodeBook.areas), ("party", \.parties)]
      as [(String, WritableKeyPath<CodeBook, CodeList>)]
    {
      let rows = try connection.prepare("SELECT id, code FROM \(noun)")
      while try rows.step() {
        guard let id = number(rows, noun) else { continue }
        codes[keyPath: list].load(rows.text(1), id: id)
      }
    }
  }

  /// Keeps the numbers that rows bore which are gone from being given to others.
  mutating func reserveNumbers() throws {
    try codes.nodes.reserve(for: "node", connection)
    while plant.nodes.count <= codes.nodes.count {
      plant.addNode(DraftPlant.Node(kind: .site))
      locations.append(nil)
    }
    try codes.routes.reserve(for: "route", connection)
    while plant.routes.count <= codes.routes.count {
      plant.addRoute(DraftPlant.Route(from: 0, to: 0, metres: 0, strands: 0))
      routeBoxes.append(nil)
    }
    try codes.areas.reserve(for: "area", connection)
    try codes.parties.reserve(for: "party", connection)
    nextJointID = max(nextJointID, try UnusedNumber(of: "joint", connection).noted() &+ 1)
  }

  /// The id in a row's first column, or nil where nothing of ours can bear it; the code is second.
  private mutating func number(_ rows: borrowing Statement, _ noun: String) -> Int32? {
    let id = rows.integer(0)
    if id > 0, id <= LightAddress.largestSource { return Int32(id) }
    damage.append(
      Finding(
        rule: "row damaged", noun: noun, code: rows.text(1),
        message: "its row bears the number \(id)"))
    return nil
  }

  /// What `read` takes from a geometry, or nil where there is none or it is damaged.
  private mutating func shape<Shape>(
    _ rows: borrowing Statement, _ column: Int32, _ noun: String,
    _ read: (UnsafeRawBufferPointer) throws -> Shape
  ) -> Shape? {
    guard !rows.isNull(column) else { return nil }
    do {
      return try rows.withBlob(column) { try read($0) }
    } catch {
      damage.append(
        Finding(
          rule: FileCheck.damagedGeometry, noun: noun, code: rows.text(1), message: "\(error)"))
      return nil
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
      guard let id = number(rows, "node"), Int(id) >= plant.nodes.count else { continue }
      codes.nodes.load(rows.text(1), id: id)
      while plant.nodes.count < Int(id) {
        plant.addNode(DraftPlant.Node(kind: .site))
        locations.append(nil)
      }
      var node = DraftPlant.Node(kind: NodeKind(word: rows.text(2)) ?? .site)
      node.state = PlantState(word: rows.text(3)) ?? .inService
      node.isSource = node.kind == .olt
      node.ports = rows.isNull(4) ? nil : rows.int32(4)
      node.housing = rows.int32(5)
      node.isCut = rows.int(7) != 0
      plant.addNode(node)
      locations.append(shape(rows, 6, "node") { try SpatiaLiteBLOB.decodePoint($0) })
    }
    checkHousings()
  }

  /// Housings that lead nowhere, or in a ring.
  private mutating func checkHousings() {
    for id in plant.nodes.indices where !isNode(plant.nodes[id].housing) {
      note(damaged: "node", codes.nodes.code(Int32(id)), "it is housed in a node that is not there")
      plant.withNode(Int32(id)) { $0.housing = 0 }
    }
    guard let ring = plant.firstHousingRing() else { return }
    note(damaged: "node", codes.nodes.code(ring), "it is housed in itself, over one or more steps")
    for id in plant.nodes.indices { plant.withNode(Int32(id)) { $0.housing = 0 } }
  }

  private mutating func note(damaged noun: String, _ code: String, _ message: String) {
    damage.append(Finding(rule: "row damaged", noun: noun, code: code, message: message))
  }

  /// Whether the plant has a node of that number; 0 stands for none.
  private func isNode(_ id: Int32) -> Bool { id >= 0 && Int(id) < plant.nodes.count }

  private mutating func loadRoutes() throws {
    let rows = try connection.prepare(
      """
      SELECT id, code, from_node, to_node, length_m, strands, state, geom,
        EXISTS (SELECT 1 FROM cut WHERE cut.route = route.id)
      FROM route ORDER BY id
      """)
    while try rows.step() {
      guard let id = number(rows, "route"), Int(id) >= plant.routes.count else { continue }
      codes.routes.load(rows.text(1), id: id)
      while plant.routes.count < Int(id) {
        plant.addRoute(DraftPlant.Route(from: 0, to: 0, metres: 0, strands: 0))
        routeBoxes.append(nil)
      }
      var (from, to) = (rows.int32(2), rows.int32(3))
      if !isNode(from) || !isNode(to) {
        note(damaged: "route", rows.text(1), "an end of it is a node that is not there")
        (from, to) = (isNode(from) ? from : 0, isNode(to) ? to : 0)
      }
      var route = DraftPlant.Route(
        from: from, to: to, metres: rows.real(4), strands: rows.isNull(5) ? nil : rows.int32(5))
      route.state = PlantState(word: rows.text(6)) ?? .inService
      route.isCut = rows.int(8) != 0
      plant.addRoute(route)
      routeBoxes.append(shape(rows, 7, "route") { try SpatiaLiteBLOB.boundingBox($0) })
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
    while try rows.step() {
      let node = rows.int32(1)
      guard isNode(node), let first = end(rows, 3), let second = end(rows, 7) else {
        note(damaged: "joint", "\(rows.integer(0))", "it joins what is not there")
        continue
      }
      let conflict = plant.addJoint(
        DraftPlant.Joint(node: node, ends: (first, second), loss: rows.optionalReal(2)))
      if let conflict {
        damage.append(
          Finding(
            rule: "end in two joints", noun: "node", code: codes.nodes.code(node),
            message: "joint \(rows.integer(0)) takes \(written(conflict.end)), which another takes")
        )
        continue
      }
      jointIDs.append(rows.integer(0))
      nextJointID = rows.integer(0) &+ 1
    }
    storedJoints = plant.joints.count
    isConfirmed = [Bool](repeating: false, count: storedJoints)
  }

  /// Numbers that fit the key of an end.
  private static let strandNumbers: ClosedRange<Int32> = 0...0xff_ffff
  private static let portNumbers = -LightAddress.largestPort...LightAddress.largestPort

  /// The end in four columns from `first` on, or nil where the plant has no such route or node.
  private func end(_ rows: borrowing Statement, _ first: Int32) -> End? {
    let (route, node, number) = (
      rows.int32(first), rows.int32(first + 1), rows.int32(first + 2)
    )
    if rows.isNull(first) {
      guard node > 0, isNode(node), PlantImport.portNumbers.contains(Int(number)) else {
        return nil
      }
      return .port(node: node, number: PortNumber(number))
    }
    guard route > 0, Int(route) < plant.routes.count,
      PlantImport.strandNumbers.contains(number)
    else { return nil }
    return .strand(route: route, number: number, side: rows.int(first + 3) == 0 ? .a : .b)
  }
}

// The end of an import: coarse feeds, joints, light, indexes, findings.

internal import TopoqGeometry
internal import TopoqNetwork
internal import TopoqSQLite
internal import TopoqVocabulary

extension PlantImport {
  /// Writes what follows from the records, and says what was found.
  ///
  /// - Complexity: O(network), plus the routes searched for coarse feeds.
  public mutating func finish() throws -> ImportReport {
    try resolveFeeds()
    try writeJoints()
    plant.seal()
    let light = try LightBuild(plant).run(connection)
    report.lightPoints = light.points
    findings += light.contradictions.map { finding(of: $0) }
    try recordFindings()
    try recordKinds()
    try recordCurrencies()
    report.nodesWithoutLocation = try countNodesWithoutLocation()
    // What a question about the ground says of its footing.
    try connection.run(
      "INSERT OR REPLACE INTO file (key, value) VALUES ('nodes without location', ?)",
      [.text(String(report.nodesWithoutLocation))])
    noteNamed()
    // Sorting for the indexes wants the room that the plant takes up.
    plant = DraftPlant()
    codes = CodeBook()
    try packSpatialIndexes()
    if isFresh { try makeIndexes() }
    for statements in pendingWork { try connection.execute(statements) }
    try recordSettledKinds()
    try Gaps.rebuild(modules, connection)
    report.findings = findings
    report.rows =
      [
        ("nodes", counts.nodes), ("routes", counts.routes), ("joints", counts.joints),
        ("areas", counts.areas),
      ].filter { $0.1 > 0 } + report.rows
    return report
  }

  /// In a file that was there, numbers without a node are without a location too.
  private func countNodesWithoutLocation() throws -> Int {
    if isFresh { return locations.dropFirst().count { $0 == nil } }
    let count = try connection.first("SELECT count(*) FROM node WHERE geom IS NULL")
    return Int(count?.integer ?? 0)
  }

  /// Sorts in memory as far as 256 MiB go.
  private func makeIndexes() throws {
    let size = try connection.first("PRAGMA cache_size")?.integer ?? -2000
    try connection.execute("PRAGMA cache_size = -262144")
    for module in modules {
      for migration in module.migrations {
        do {
          try connection.execute(migration.indexes)
        } catch {
          guard error.isConstraint else { throw error }
          throw contradiction(error, module)
        }
      }
    }
    try connection.execute("PRAGMA cache_size = \(size)")
  }

  /// Rows of a new file that exclude each other: which file's they are.
  private func contradiction(_ error: SQLiteError, _ module: Module) -> ImportProblem {
    let table = module.tables.first { error.message.contains(" \($0.table).") }
    guard let table else {
      return ImportProblem("the rows contradict each other: \(error.message)")
    }
    return ImportProblem(
      "\(table.file).csv: two rows exclude each other: " + PlantImport.contradiction(error, table))
  }

  // MARK: Coarse feeds

  private mutating func resolveFeeds() throws {
    guard !pendingFeeds.isEmpty else { return }
    var feeds: [CoarseFeed] = []
    for pending in pendingFeeds {
      guard let feeder = codes.nodes[pending.feeder] else {
        throw ImportProblem(
          "node \(codes.nodes.code(pending.node)) is fed by \(pending.feeder), "
            + "which is no node here", at: pending.place)
      }
      if let port = pending.port {
        let ports = plant.nodes[Int(feeder)].ports
        guard !port.isInput, port.value <= ports ?? .max, port.value <= LightAddress.largestPort
        else {
          throw ImportProblem(
            "node \(codes.nodes.code(pending.node)) is fed by port \(port.written) of "
              + "\(pending.feeder), which has \(ports ?? 0) ports", at: pending.place)
        }
      }
      feeds.append(CoarseFeed(node: pending.node, feeder: feeder, port: pending.port))
      if storedJoints > 0 { releaseMoved(feeds[feeds.count - 1]) }
    }
    var resolver = FeedResolver(plant)
    plant = DraftPlant()
    resolver.resolve(feeds)
    plant = resolver.plant
    for _ in resolver.joints {
      jointIDs.append(nextJointID)
      nextJointID += 1
    }
    for splitter in resolver.splitters { try writeImplied(splitter) }
    findings += resolver.remarks.map { finding(of: $0) }
  }

  /// Where the file feeds the node from elsewhere, the joints of that way are taken out.
  private mutating func releaseMoved(_ feed: CoarseFeed) {
    var way: [Int] = []
    var end = End.port(node: feed.node, number: .input(1))
    while let index = plant.joint(taking: end), way.count < 10_000 {
      way.append(index)
      let joint = plant.joints[index]
      switch joint.ends.0 == end ? joint.ends.1 : joint.ends.0 {
      case .strand(let route, let number, let side):
        end = .strand(route: route, number: number, side: side.opposite)
      case .port(let node, let number):
        let isSame = node == feed.feeder && (feed.port == nil || feed.port == number)
        let isImplied =
          plant.nodes[Int(node)].kind == .splitter && plant.nodes[Int(node)].housing == feed.feeder
        guard !isSame, !isImplied, way.allSatisfy({ $0 < storedJoints }) else { return }
        for index in way {
          plant.removeJoint(index)
          removedJoints.append(jointIDs[index])
        }
        return
      }
    }
  }

  private mutating func writeImplied(
    _ splitter: (id: Int32, housing: Int32, ports: Int32)
  ) throws {
    var ordinal = 1
    let base = codes.nodes.code(splitter.housing)
    while codes.nodes["\(base)/split\(ordinal)"] != nil { ordinal += 1 }
    let code = "\(base)/split\(ordinal)"
    let id = codes.nodes.add(code)
    precondition(id == splitter.id, "splitters are numbered after the nodes on record")
    let location = locations[Int(splitter.housing)]
    locations.append(location)
    try connection.run(
      """
      INSERT INTO node (id, code, kind, state, ports, housed_in, attributes, geom)
      VALUES (?, ?, 'splitter', 'in service', ?, ?, '{"implied":true}', ?)
      """,
      [
        .integer(Int64(id)), .text(code), .integer(Int64(splitter.ports)),
        .integer(Int64(splitter.housing)),
        try location.map { .blob(try SpatiaLiteBLOB.encode(.point($0))) } ?? .null,
      ])
  }

  // MARK: Joints

  private func writeJoints() throws {
    let joint = try connection.prepare("DELETE FROM joint WHERE id = ?")
    let ends = try connection.prepare("DELETE FROM strand_end WHERE id IN (?1, ?2)")
    for id in removedJoints {
      ends.bind([.integer(2 * id), .integer(2 * id + 1)])
      try ends.run()
      joint.bind(id, at: 1)
      try joint.run()
    }
    let loss = try connection.prepare(
      "UPDATE joint SET loss_db = ?1 WHERE id = ?2 AND loss_db IS NOT ?1")
    for index in changedLosses where !plant.joints[index].isRemoved {
      loss.bind(plant.joints[index].loss, at: 1)
      loss.bind(jointIDs[index], at: 2)
      try loss.run()
    }
    try insertJoints()
    let makeshift = try connection.prepare(
      """
      UPDATE joint SET until = ?1, reason = ?2
      WHERE id = ?3 AND (until IS NOT ?1 OR reason IS NOT ?2)
      """)
    for (id, stated) in makeshifts.sorted(by: { $0.key < $1.key }) {
      makeshift.bind([.text(stated.until), .text(stated.reason), .integer(id)])
      try makeshift.run()
    }
  }

  private func insertJoints() throws {
    var joints = try NumberRows(into: "joint (id, node, loss_db)", columns: 3, connection)
    var ends = try NumberRows(
      into: "strand_end (id, route, node, number, side)", columns: 5, connection)
    for index in storedJoints..<plant.joints.count where !plant.joints[index].isRemoved {
      let record = plant.joints[index]
      let id = jointIDs[index]
      joints.add(.integer(id))
      joints.add(.init(record.node))
      joints.add(.init(record.loss))
      try joints.endRow()
      try insert(record.ends.0, 2 * id, &ends)
      try insert(record.ends.1, 2 * id + 1, &ends)
    }
    try joints.finish()
    try ends.finish()
  }

  private func insert(_ end: End, _ id: Int64, _ ends: inout NumberRows) throws {
    ends.add(.integer(id))
    switch end {
    case .strand(let route, let number, let side):
      ends.add(.init(route))
      ends.add(.null)
      ends.add(.init(number))
      ends.add(.integer(Int64(side.rawValue)))
    case .port(let node, let number):
      ends.add(.null)
      ends.add(.init(node))
      ends.add(.init(number.value))
      ends.add(.null)
    }
    try ends.endRow()
  }

  // MARK: Spatial indexes

  private func packSpatialIndexes() throws {
    var ids: [Int64] = []
    var points: [Coordinate] = []
    for (index, location) in locations.enumerated() {
      guard let location else { continue }
      ids.append(Int64(index))
      points.append(location)
    }
    let pages = Int(try connection.first("PRAGMA page_size")?.integer ?? 4096)
    try SpatialIndex.pack(
      "node", try PackedRTree(ids: ids, points: points, pageSize: pages), connection)
    ids = []
    var boxes: [BoundingBox] = []
    for (index, box) in routeBoxes.enumerated() {
      guard let box else { continue }
      ids.append(Int64(index))
      boxes.append(box)
    }
    try SpatialIndex.pack(
      "route", try PackedRTree(ids: ids, boxes: boxes, pageSize: pages), connection)
    try SpatialIndex.repack("area", pageSize: pages, connection)
  }

  // MARK: Findings

  private mutating func recordFindings() throws {
    // An import that did not speak of a thing leaves what was found of it before; light is new.
    try connection.execute("DELETE FROM finding WHERE port IS NOT NULL")
    let forget = try connection.prepare(
      "DELETE FROM finding WHERE noun = ? AND code = ? AND rule = ?")
    let insert = try Finding.insertion(connection)
    if !isFresh {
      for finding in findings {
        forget.bind([.text(finding.noun), .text(finding.code), .text(finding.rule)])
        try forget.run()
      }
    }
    for finding in findings {
      insert.bind(finding.values)
      try insert.run()
    }
  }

  private func finding(of contradiction: LightContradiction) -> Finding {
    Finding(
      contradiction, node: { codes.nodes.code($0) },
      joint: { end in
        guard let index = plant.joint(taking: end) else { return written(end) }
        let ends = plant.joints[index].ends
        return "\(written(ends.0)) = \(written(ends.1))"
      })
  }

  private func finding(of remark: FeedRemark) -> Finding {
    func code(_ node: Int32) -> String { codes.nodes.code(node) }
    switch remark {
    case .impliedSplitter(let splitter, let feeder, let port, let count):
      return Finding(
        rule: "implied splitter", noun: "node", code: code(splitter),
        message: "\(count) nodes are fed by port \(code(feeder)):\(port.written): a splitter must "
          + "stand there")
    case .assumedPort(let node, let feeder, let port):
      return Finding(
        rule: "assumed port", noun: "node", code: code(node),
        message: "it is fed by \(code(feeder)) on no known port; \(port.written) was free")
    case .noFreePort(let node, let feeder):
      return Finding(
        rule: "no free port", noun: "node", code: code(node),
        message: "it is fed by \(code(feeder)), which has no free port left")
    case .portTaken(let node, let feeder, let port):
      return Finding(
        rule: "port taken", noun: "node", code: code(node),
        message: "it is fed by \(code(feeder)):\(port.written), which is in another joint")
    case .noFreeStrand(let node, let feeder):
      return Finding(
        rule: "no free strand", noun: "node", code: code(node),
        message: "no way with a free strand leads to it from \(code(feeder)): a bare hop stands in")
    case .feedsItself(let node):
      return Finding(
        rule: "feeds itself", noun: "node", code: code(node), message: "it is said to feed itself")
    }
  }

  // MARK: What hangs where

  /// Notes in which currencies the modules' rows count money, so that no question need look.
  private func recordCurrencies() throws {
    var codes: Set<String> = []
    for query in modules.compactMap(\.currencies) {
      for row in try connection.rows(query) { if let code = row[0].text { codes.insert(code) } }
    }
    guard !codes.isEmpty else { return }
    try connection.run(
      "INSERT OR REPLACE INTO file (key, value) VALUES ('currencies', ?)",
      [.text(codes.sorted().joined(separator: ","))])
  }

  /// Rows without codes get their node by the work after loading.
  private func recordSettledKinds() throws {
    for module in modules {
      let settled = Set(module.tables.filter { !$0.keys.isEmpty }.map(\.table))
      for noun in module.nouns where noun.placement == .attached && settled.contains(noun.table) {
        try AttachedKinds.widen(noun.table, connection)
      }
    }
  }

  /// Notes on which kinds of node each module's rows hang, as bits; only ever gains bits.
  private mutating func recordKinds() throws {
    for joint in plant.joints {
      attachedKinds["joint", default: 0] |= 1 << Int64(plant.nodes[Int(joint.node)].kind.rawValue)
    }
    for module in modules {
      for noun in module.nouns where noun.placement == .attached && noun.node == "{row}.node" {
        if isFresh || noun.table == "joint" {
          try AttachedKinds.widen(noun.table, by: attachedKinds[noun.table] ?? 0, connection)
        } else {
          try AttachedKinds.widen(noun.table, connection)
        }
      }
    }
  }
}

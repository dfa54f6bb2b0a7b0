// Joints: written ends become ends, each taken once.

internal import TopoqNetwork
internal import TopoqText

extension PlantImport {
  public mutating func add(_ record: JointRecord, at place: SourcePlace) throws {
    guard record.from.count == record.to.count else {
      throw ImportProblem(
        "the joint has \(record.from.count) ends on one side and \(record.to.count) on the other: "
          + "both ranges must be as long", at: place)
    }
    let node = try jointNode(record, place)
    if let loss = record.loss, !(loss >= 0 && loss < 100) {
      throw ImportProblem("a joint loses 0 to 100 dB, not \(loss)", at: place)
    }
    if let until = record.until, Day(until) == nil {
      throw ImportProblem("until is '\(until)': a day is written 2026-05-04", at: place)
    }
    for offset in 0..<Int32(record.from.count) {
      let ends = (
        try end(record.from, offset, at: node, place), try end(record.to, offset, at: node, place)
      )
      try checkPlaces(ends, node, place)
      let id = try join(DraftPlant.Joint(node: node, ends: ends, loss: record.loss), place)
      if let until = record.until {
        makeshifts[id] = Makeshift(until: until, reason: record.reason ?? "")
      }
    }
    counts.joints += 1
  }

  private func jointNode(_ record: JointRecord, _ place: SourcePlace) throws -> Int32 {
    var code = record.node
    for end in [record.from, record.to] where code == nil {
      if case .port(let node?, _) = end { code = node }
    }
    guard let code else {
      throw ImportProblem("a joint without a node: say at which node it is", at: place)
    }
    guard let node = codes.nodes[code] else {
      throw ImportProblem(
        "the joint is at \(code), which is no node here", at: place, lacking: code)
    }
    return node
  }

  private func end(
    _ written: WrittenEnd, _ offset: Int32, at node: Int32, _ place: SourcePlace
  ) throws -> End {
    switch written {
    case .port(let code, let number): return try port(code, number, at: node, place)
    case .strands(let code, let first, _, let side):
      let number = first + offset
      guard let id = codes.routes[code] else {
        throw ImportProblem(
          "the joint takes \(code)#\(number), but \(code) is no route here", at: place,
          lacking: code)
      }
      let route = plant.routes[Int(id)]
      if let strands = route.strands, number > strands {
        throw ImportProblem(
          "the joint takes strand \(code)#\(number), but \(code) has \(strands) strands", at: place)
      }
      let here = plant.place(of: node)
      let sides = [(RouteSide.a, route.from), (.b, route.to)].filter { candidate in
        candidate.1 != 0 && plant.place(of: candidate.1) == here
          && (side == nil || side == candidate.0)
      }
      guard let found = sides.first else {
        throw ImportProblem(
          "route \(code) does not end at \(codes.nodes.code(node)): it runs from "
            + "\(codes.nodes.code(route.from)) to \(codes.nodes.code(route.to))", at: place)
      }
      guard sides.count == 1 else {
        throw ImportProblem(
          "both ends of route \(code) lie at \(codes.nodes.code(node)): write \(code)#\(number)@a "
            + "or \(code)#\(number)@b", at: place)
      }
      return .strand(route: id, number: number, side: found.0)
    }
  }

  private func port(
    _ code: String?, _ number: PortNumber, at node: Int32, _ place: SourcePlace
  ) throws -> End {
    guard let id = code.map({ codes.nodes[$0] }) ?? node else {
      throw ImportProblem(
        "the joint takes \(code ?? ""):\(number.written), but \(code ?? "") is no node here",
        at: place, lacking: code)
    }
    let name = "\(codes.nodes.code(id)):\(number.written)"
    let record = plant.nodes[Int(id)]
    if number.isInput, record.isSource {
      throw ImportProblem("\(name): a source has no input", at: place)
    }
    if number.value < -64 {
      throw ImportProblem("\(name): a node has at most 64 inputs", at: place)
    }
    if let ports = record.ports, number.value > ports {
      throw ImportProblem(
        "the joint takes port \(name), but \(codes.nodes.code(id)) has \(ports) ports", at: place)
    }
    guard number.value <= LightAddress.largestPort else {
      throw ImportProblem(
        "\(name): ports are numbered up to \(LightAddress.largestPort)", at: place)
    }
    return .port(node: id, number: number)
  }

  /// A port is joined to a strand only where it stands; two ports may be a bare hop apart.
  private func checkPlaces(_ ends: (End, End), _ node: Int32, _ place: SourcePlace) throws {
    let pairs = [(ends.0, ends.1), (ends.1, ends.0)]
    for case (.port(let id, let number), .strand) in pairs
    where plant.place(of: id) != plant.place(of: node) {
      throw ImportProblem(
        "port \(codes.nodes.code(id)):\(number.written) is not at \(codes.nodes.code(node)): a port "
          + "is joined to a strand at its own node or housing", at: place)
    }
  }

  /// A joint of this import replaces one that the file had; two of this import exclude each other.
  /// Gives the joint's number.
  private mutating func join(
    _ joint: DraftPlant.Joint, _ place: SourcePlace
  ) throws -> Int64 {
    if storedJoints > 0, let same = plant.joint(taking: joint.ends.0), same < storedJoints,
      same == plant.joint(taking: joint.ends.1), !isConfirmed[same]
    {
      isConfirmed[same] = true
      if let loss = joint.loss, loss != plant.joints[same].loss {
        plant.setLoss(loss, ofJoint: same)
        changedLosses.append(same)
      }
      return jointIDs[same]
    }
    while let conflict = plant.addJoint(joint) {
      guard conflict.joint < storedJoints, !isConfirmed[conflict.joint] else {
        throw ImportProblem(
          "\(written(conflict.end)) is in a joint already: an end is joined once", at: place)
      }
      plant.removeJoint(conflict.joint)
      removedJoints.append(jointIDs[conflict.joint])
    }
    jointIDs.append(nextJointID)
    nextJointID += 1
    return jointIDs[jointIDs.count - 1]
  }

  /// An end as it is written in joints.csv.
  func written(_ end: End) -> String {
    switch end {
    case .strand(let route, let number, let side):
      let record = plant.routes[Int(route)]
      let needsSide =
        record.from != 0 && record.to != 0
        && plant.place(of: record.from) == plant.place(of: record.to)
      return "\(codes.routes.code(route))#\(number)" + (needsSide ? (side == .a ? "@a" : "@b") : "")
    case .port(let node, let number): return "\(codes.nodes.code(node)):\(number.written)"
    }
  }
}

// Keeps the books while an OFDS file is read: which ids have come, and what was wrong or odd.

import TopoqText

struct OFDSLog {
  private(set) var problems: [OFDSProblem] = []
  private(set) var notices: [OFDSProblem] = []
  /// By network id.
  private var nodeIDs: [String: Set<String>] = [:]
  private var spanIDs: [String: Set<String>] = [:]

  /// Adds problems; throws where they have become too many.
  mutating func report(_ more: [OFDSProblem]) throws(OFDSError) {
    problems += more
    if problems.count >= OFDSError.mostProblems { throw OFDSError(problems: problems) }
  }

  mutating func report(_ sentence: String, at place: OFDSPlace) throws(OFDSError) {
    try report([OFDSProblem(place: place, sentence: sentence)])
  }

  /// Notes a node's id; false, with a problem, where its network has another node of that id.
  mutating func admit(
    node id: String, of networkID: String, at place: OFDSPlace
  ) throws(OFDSError) -> Bool {
    if nodeIDs[networkID, default: []].insert(id).inserted { return true }
    try report(
      "another node of this network has the id '\(id)' already; give each its own", at: place)
    return false
  }

  /// Notes a span's id; false, with a problem, where its network has another span of that id.
  mutating func admit(
    span id: String, of networkID: String, at place: OFDSPlace
  ) throws(OFDSError) -> Bool {
    if spanIDs[networkID, default: []].insert(id).inserted { return true }
    try report(
      "another span of this network has the id '\(id)' already; give each its own", at: place)
    return false
  }

  /// Notes the ends of a span that name no node.
  mutating func noteUnknownEnds(of span: OFDSSpan) {
    for (end, verb) in [(span.startID, "starts"), (span.endID, "ends")] {
      guard let end, nodeIDs[span.networkID]?.contains(end) != true else { continue }
      let sentence =
        "span '\(span.id)' \(verb) at node '\(end)', which its network does not have; "
        + "write the id of one of its nodes"
      notices.append(OFDSProblem(place: span.place, sentence: sentence))
    }
  }

  /// Hands a node over if it and its id are sound; else keeps what is wrong.
  mutating func deliverNode(
    _ members: inout OFDSMembers, of networkID: String, location: Range<Int>?, at place: OFDSPlace,
    _ deliver: (OFDSItem) throws -> Void
  ) throws {
    let node = OFDSThing.node(&members, networkID: networkID, location: location, place)
    try report(members.problems)
    guard let id = members.id, try admit(node: id, of: networkID, at: place), let node else {
      return
    }
    try deliver(.node(node))
  }

  /// Hands a span over if it and its id are sound; else keeps what is wrong.
  mutating func deliverSpan(
    _ members: inout OFDSMembers, of networkID: String, route: Range<Int>?, at place: OFDSPlace,
    _ deliver: (OFDSItem) throws -> Void
  ) throws {
    let span = OFDSThing.span(&members, networkID: networkID, route: route, place)
    try report(members.problems)
    guard let id = members.id, try admit(span: id, of: networkID, at: place), let span else {
      return
    }
    noteUnknownEnds(of: span)
    try deliver(.span(span))
  }
}

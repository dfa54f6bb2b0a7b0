// Nodes and routes as a change looks at them before it writes.

internal import TopoqNetwork
internal import TopoqSQLite
internal import TopoqVocabulary

/// A node's row.
struct NodeRow {
  let id: Int32
  let code: String
  let kind: NodeKind
  let state: String
  let ports: Int?
  let reserved: Int
  let housing: Int32?

  init(_ id: Int32, _ connection: ConnectionHandle) throws {
    let row = try connection.kept(
      "SELECT code, kind, state, ports, reserved, housed_in FROM node WHERE id = ?"
    ).row([.integer(Int64(id))])
    guard let row else { throw ChangeRefusal("node \(id) is no longer there") }
    self.id = id
    code = row[0].text ?? ""
    kind = NodeKind(word: row[1].text ?? "") ?? .site
    state = row[2].text ?? ""
    ports = row[3].integer.map { Int($0) }
    reserved = Int(row[4].integer ?? 0)
    housing = row[5].integer.map { Int32(clamping: $0) }
  }

  /// As it is named in a sentence: `splitter S12`.
  var called: String { "\(kind.word) \(code)" }

  /// The numbers of its outputs or source ports that are in a joint, ascending.
  func usedPorts(_ connection: ConnectionHandle) throws -> [Int] {
    try connection.kept(
      "SELECT number FROM strand_end WHERE node = ? AND number > 0 ORDER BY number"
    ).rows([.integer(Int64(id))]).compactMap { $0[0].integer.map { Int($0) } }
  }

  /// The free numbers, the first few; none where it does not say how many it has.
  func freePorts(_ connection: ConnectionHandle, atMost count: Int) throws -> [Int] {
    guard let ports, ports > 0 else { return [] }
    let used = Set(try usedPorts(connection))
    return Array((1...ports).lazy.filter { !used.contains($0) }.prefix(count))
  }
}

/// A route's row.
struct RouteRow {
  let id: Int32
  let code: String
  let from: Int32
  let to: Int32
  let strands: Int?
  let reserved: Int
  let metres: Double?
  let isMeasured: Bool

  init(_ id: Int32, _ connection: ConnectionHandle) throws {
    let row = try connection.kept(
      """
      SELECT code, from_node, to_node, strands, reserved, length_m, is_measured
      FROM route WHERE id = ?
      """
    ).row([.integer(Int64(id))])
    guard let row else { throw ChangeRefusal("route \(id) is no longer there") }
    self.id = id
    code = row[0].text ?? ""
    from = Int32(clamping: row[1].integer ?? 0)
    to = Int32(clamping: row[2].integer ?? 0)
    strands = row[3].integer.map { Int($0) }
    reserved = Int(row[4].integer ?? 0)
    metres = row[5].real
    isMeasured = row[6].integer == 1
  }

  /// The numbers of its strands that are in a joint at either end, ascending.
  func usedStrands(_ connection: ConnectionHandle) throws -> [Int] {
    try connection.kept(
      "SELECT DISTINCT number FROM strand_end WHERE route = ? ORDER BY number"
    ).rows([.integer(Int64(id))]).compactMap { $0[0].integer.map { Int($0) } }
  }
}

extension ChangedThing {
  /// As it is named in a sentence: `customer C1001`.
  var called: String { "\(noun.name) \(code)" }
  /// The row's key as the plant numbers nodes and routes.
  var row: Int32 { Int32(clamping: id) }
}

extension ChangeRequest {
  /// What is changed; the verbs of the plant all have a target.
  func changed() throws -> ChangedThing {
    guard let target else { throw ChangeRefusal("the sentence names nothing to change") }
    return target
  }
}

/// `1 port`, `4 ports`.
func counted(_ count: Int, _ one: String, _ many: String) -> String {
  "\(count) \(count == 1 ? one : many)"
}

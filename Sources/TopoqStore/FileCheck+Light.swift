// All light followed anew, and held against what the file keeps of it.

internal import TopoqNetwork
internal import TopoqSQLite

extension FileCheck {
  /// A node that a port lights.
  private struct Lit: Hashable {
    let node: Int32
    let port: Int64
  }

  /// How many wrong notes of lit nodes are listed one by one.
  private static let listedNotes = 1000

  /// Follows all light anew and compares it with the chunks and with `lit_at`.
  func light() throws -> [Finding] {
    let stored = try StoredPlant(connection, modules: modules)
    var findings = stored.damage.filter { $0.rule != FileCheck.damagedGeometry }
    func differ(_ port: LightAddress, _ message: String) {
      findings.append(
        Finding(
          rule: "light differs", noun: "port", code: stored.name(of: port), message: message))
    }
    let chunk = try connection.prepare("SELECT points FROM light_chunk WHERE port = ?")
    var ports: Set<Int64> = []
    var lit: Set<Lit> = []
    try LightBuild(stored.plant).forEachChunk { address, points, _ in
      ports.insert(address.rawValue)
      for point in points { lit.insert(Lit(node: point.node, port: address.rawValue)) }
      chunk.bind(address.rawValue, at: 1)
      defer { chunk.reset() }
      guard try chunk.step() else { return differ(address, "its light is not in the file") }
      if !chunk.withBlob(0, { $0.elementsEqual(LightChunk(points).bytes) }) {
        differ(address, "its light is not what the joints say")
      }
    }
    for row in try connection.rows("SELECT port FROM light_chunk") {
      let port = row[0].integer ?? 0
      if !ports.contains(port) {
        differ(LightAddress(rawValue: port), "nothing lights it any more")
      }
    }
    let notes = try wrongNotes(lit)
    for wrong in notes.prefix(FileCheck.listedNotes) {
      let isThere = lit.contains(wrong)
      let node = stored.code(of: wrong.node)
      differ(
        LightAddress(rawValue: wrong.port),
        isThere
          ? "it lights node \(node), which is not noted" : "node \(node) is noted as lit by it")
    }
    if notes.count > FileCheck.listedNotes {
      findings.append(
        Finding(
          rule: "light differs", noun: "file", code: "lit_at",
          message: "\(notes.count - FileCheck.listedNotes) more nodes are noted wrongly"))
    }
    return findings
  }

  /// What `lit_at` notes otherwise than the light says.
  private func wrongNotes(_ lit: Set<Lit>) throws -> [Lit] {
    var noted: Set<Lit> = []
    noted.reserveCapacity(lit.count)
    let rows = try connection.prepare("SELECT node, port FROM lit_at")
    while try rows.step() { noted.insert(Lit(node: rows.int32(0), port: rows.integer(1))) }
    return noted.symmetricDifference(lit).sorted { ($0.node, $0.port) < ($1.node, $1.port) }
  }
}

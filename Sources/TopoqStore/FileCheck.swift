// Everything derived is computed anew and compared; everything contradictory is listed.

public import TopoqSQLite
public import TopoqVocabulary

internal import TopoqGeometry
internal import TopoqNetwork

/// `topoq check`: what the file says against itself.
public struct FileCheck {
  private let connection: ConnectionHandle
  private let modules: [Module]

  public init(_ connection: ConnectionHandle, modules: [Module]) {
    self.connection = connection
    self.modules = modules
  }

  /// Every finding: those on record, broken references, then whatever derived is not as it should be.
  ///
  /// - Complexity: O(network).
  public func findings() throws -> [Finding] {
    try connection.reading {
      var findings = try recorded()
      findings += try references()
      findings += try light()
      findings += try spatialIndexes()
      for module in modules {
        for check in module.checks {
          for row in try connection.rows(check.sql) {
            findings.append(
              Finding(
                rule: check.rule, noun: row[0].text ?? "", code: row[1].text ?? "",
                message: row[2].text ?? check.doc))
          }
        }
      }
      return findings
    }
  }

  private func recorded() throws -> [Finding] {
    try connection.rows("SELECT rule, noun, code, message, distance_m FROM finding ORDER BY id").map
    {
      Finding(
        rule: $0[0].text ?? "", noun: $0[1].text ?? "", code: $0[2].text ?? "",
        message: $0[3].text ?? "", distanceInMetres: $0[4].real)
    }
  }

  private func references() throws -> [Finding] {
    try connection.rows("PRAGMA foreign_key_check").map {
      Finding(
        rule: "broken reference", noun: $0[0].text ?? "", code: "row \($0[1].integer ?? 0)",
        message: "it names a row of \($0[2].text ?? "") that is not there")
    }
  }

  /// Follows all light anew and compares it with the chunks and with `lit_at`.
  private func light() throws -> [Finding] {
    var findings: [Finding] = []
    func differ(_ port: LightAddress, _ message: String) {
      findings.append(
        Finding(
          rule: "light differs", noun: "port", code: "\(port.source):\(port.port)",
          message: message))
    }
    let plant = try PlantImport.sealedPlant(connection, modules: modules)
    let stored = try connection.prepare("SELECT points FROM light_chunk WHERE port = ?")
    var ports: Set<Int64> = []
    var lit: Set<Lit> = []
    try LightBuild(plant).forEachChunk { address, points, _ in
      ports.insert(address.rawValue)
      for point in points { lit.insert(Lit(node: point.node, port: address.rawValue)) }
      stored.bind(address.rawValue, at: 1)
      let isStored = try stored.step()
      let isSame = isStored && stored.withBlob(0) { $0.elementsEqual(LightChunk(points).bytes) }
      stored.reset()
      if !isStored { differ(address, "its light is not in the file") }
      if isStored, !isSame { differ(address, "its light is not what the joints say") }
    }
    for row in try connection.rows("SELECT port FROM light_chunk") {
      let port = row[0].integer ?? 0
      if !ports.contains(port) {
        differ(LightAddress(rawValue: port), "nothing lights it any more")
      }
    }
    var recorded: Set<Lit> = []
    let rows = try connection.prepare("SELECT node, port FROM lit_at")
    while try rows.step() {
      recorded.insert(Lit(node: Int32(rows.int(0)), port: rows.integer(1)))
    }
    for wrong in recorded.symmetricDifference(lit).sorted(by: {
      ($0.node, $0.port) < ($1.node, $1.port)
    })
    .prefix(1000) {
      differ(LightAddress(rawValue: wrong.port), "node \(wrong.node) is noted wrongly as lit by it")
    }
    return findings
  }

  private struct Lit: Hashable {
    let node: Int32
    let port: Int64
  }

  private func spatialIndexes() throws -> [Finding] {
    var findings: [Finding] = []
    for spatial in Plant.spatialTables {
      let index = "idx_\(spatial.table)_geom"
      let missing = try connection.first(
        """
        SELECT (SELECT count(*) FROM \(spatial.table) WHERE geom IS NOT NULL)
          - (SELECT count(*) FROM \(index)_rowid)
        """)
      if let count = missing?.integer, count != 0 {
        findings.append(
          Finding(
            rule: "spatial index differs", noun: spatial.table, code: index,
            message: "it lacks \(count) rows of the table"))
      }
    }
    return findings
  }
}

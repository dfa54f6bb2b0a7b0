// The plant in memory, for those who compare rather than import.

internal import TopoqNetwork
internal import TopoqSQLite
internal import TopoqVocabulary

/// The plant as the file holds it, ready to be followed.
struct StoredPlant {
  let plant: DraftPlant
  /// Rows that cannot be, and were left out.
  let damage: [Finding]
  private let codes: CodeList

  init(_ connection: ConnectionHandle, modules: [Module]) throws {
    var reader = try PlantImport(connection, modules, false, PlantImport.defaultTolerance)
    try reader.load()
    reader.plant.seal()
    plant = reader.plant
    damage = reader.damage
    codes = reader.codes.nodes
  }

  /// A port as it is typed, `OLT1:3`.
  func name(of port: LightAddress) -> String {
    port.source == 0 ? "no source" : "\(code(of: port.source)):\(port.port)"
  }

  func code(of node: Int32) -> String {
    node > 0 && node <= codes.count ? codes.code(node) : "number \(node)"
  }
}

// The plant in memory, for those who compare rather than import.

internal import TopoqNetwork
internal import TopoqSQLite
internal import TopoqVocabulary

extension PlantImport {
  /// The plant as the file holds it, ready to be followed.
  static func sealedPlant(_ connection: ConnectionHandle, modules: [Module]) throws -> DraftPlant {
    var reader = try PlantImport.begin(connection, modules: modules, isFresh: false)
    reader.plant.seal()
    return reader.plant
  }
}

// Areas on the ground: named polygons.

internal import TopoqGeometry
internal import TopoqSQLite

extension PlantImport {
  public mutating func add(_ record: AreaRecord, at place: SourcePlace) throws {
    try require(record.code, "area", place)
    let id = try codes.areas.claim(record.code, noun: "area", at: place)
    areaInsert.bind(Int(id), at: 1)
    areaInsert.bind(record.code, at: 2)
    areaInsert.bind(record.name, at: 3)
    areaInsert.bind(record.kind, at: 4)
    areaInsert.bind(record.attributes, at: 5)
    do {
      areaInsert.bind(try SpatiaLiteBLOB.encode(.multiPolygon(record.polygons)), at: 6)
    } catch {
      throw ImportProblem("area \(record.code) is no polygon: \(error)", at: place)
    }
    try areaInsert.run()
    counts.areas += 1
  }
}

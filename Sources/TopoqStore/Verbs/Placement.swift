// Where nodes and routes lie, read and written as the file keeps it.

internal import TopoqGeometry
internal import TopoqSQLite

/// Coordinates of the plant's rows.
enum Placement {
  /// Where a node lies, or nil where nobody knows.
  static func coordinate(of node: Int32, _ connection: ConnectionHandle) throws -> Coordinate? {
    let cell = try connection.kept("SELECT geom FROM node WHERE id = ?")
      .first([.integer(Int64(node))])
    guard case .blob(let bytes)? = cell else { return nil }
    guard case .point(let place) = try SpatiaLiteBLOB.decode(bytes) else { return nil }
    return place
  }

  static func put(_ node: Int32, at place: Coordinate?, _ connection: ConnectionHandle) throws {
    try connection.kept("UPDATE node SET geom = ? WHERE id = ?")
      .run([try blob(place), .integer(Int64(node))])
  }

  /// A point as the file keeps it.
  static func blob(_ place: Coordinate?) throws -> SQLiteValue {
    guard let place else { return .null }
    return .blob(try SpatiaLiteBLOB.encode(.point(place)))
  }

  /// A line as the file keeps it; nothing where all of it is one point.
  static func blob(_ line: [Coordinate]) throws -> SQLiteValue {
    guard line.count > 1, !line.allSatisfy({ $0 == line[0] }) else { return .null }
    return .blob(try SpatiaLiteBLOB.encode(.lineString(line)))
  }

  static func line(of route: Int32, _ connection: ConnectionHandle) throws -> [Coordinate]? {
    let cell = try connection.kept("SELECT geom FROM route WHERE id = ?")
      .first([.integer(Int64(route))])
    guard case .blob(let bytes)? = cell else { return nil }
    guard case .lineString(let line) = try SpatiaLiteBLOB.decode(bytes) else { return nil }
    return line
  }

  /// Metres between two nodes as the crow flies, or nil where one of them has no place.
  static func straight(
    _ from: Int32, _ to: Int32, _ connection: ConnectionHandle
  ) throws -> Double? {
    guard let first = try coordinate(of: from, connection),
      let second = try coordinate(of: to, connection)
    else { return nil }
    return Geodesy.distance(first, second)
  }

  /// Within 0.8 m, wherever on earth: a degree is 111.7 km at most [WGS 84].
  static func coincide(_ one: Coordinate, _ other: Coordinate) -> Bool {
    abs(one.longitude - other.longitude) < 5e-6 && abs(one.latitude - other.latitude) < 5e-6
  }

  /// A node and all that it houses, at any depth.
  static func housed(in node: Int32, _ connection: ConnectionHandle) throws -> [Int32] {
    try connection.kept(
      """
      WITH RECURSIVE down(id) AS (
        SELECT ?1
        UNION SELECT n.id FROM down CROSS JOIN node AS n ON n.housed_in = down.id)
      SELECT id FROM down
      """
    ).rows([.integer(Int64(node))]).compactMap { $0[0].integer.map { Int32(clamping: $0) } }
  }
}

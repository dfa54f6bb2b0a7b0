/// The structural rules every shape obeys before it is stored or handed to a C library.
extension Geometry {
  /// Collections may lie this deep in each other; parsers and walks recurse, so there is an end.
  public static let maximumDepth = 128

  /// Throws the first broken rule: valid coordinates, no empty part, lines of two coordinates or
  /// more, closed rings of four or more.
  ///
  /// That an area does not cross itself is another question; `GEOSContext.defect(of:)` answers it.
  public func checkStructure() throws(GeometryFault) {
    try checkStructure(depth: 0)
  }

  private func checkStructure(depth: Int) throws(GeometryFault) {
    guard depth <= Self.maximumDepth else { throw .tooDeep }
    switch self {
    case .point(let coordinate): try Self.check(coordinate)
    case .lineString(let line): try Self.check(line: line)
    case .polygon(let rings): try Self.check(rings: rings)
    case .multiPoint(let coordinates):
      guard !coordinates.isEmpty else { throw .emptyPart }
      for coordinate in coordinates { try Self.check(coordinate) }
    case .multiLineString(let lines):
      guard !lines.isEmpty else { throw .emptyPart }
      for line in lines { try Self.check(line: line) }
    case .multiPolygon(let polygons):
      guard !polygons.isEmpty else { throw .emptyPart }
      for rings in polygons { try Self.check(rings: rings) }
    case .collection(let members):
      guard !members.isEmpty else { throw .emptyPart }
      for member in members { try member.checkStructure(depth: depth + 1) }
    }
  }

  @inline(__always)
  static func check(_ coordinate: Coordinate) throws(GeometryFault) {
    guard coordinate.isValid else { throw .coordinateOutOfRange(coordinate) }
  }

  static func check(line: [Coordinate]) throws(GeometryFault) {
    guard !line.isEmpty else { throw .emptyPart }
    guard line.count >= 2 else { throw .lineTooShort }
    for coordinate in line { try check(coordinate) }
  }

  static func check(rings: [[Coordinate]]) throws(GeometryFault) {
    guard !rings.isEmpty else { throw .emptyPart }
    for ring in rings {
      guard !ring.isEmpty else { throw .emptyPart }
      guard ring.count >= 4 else { throw .ringTooShort }
      for coordinate in ring { try check(coordinate) }
      guard ring.first == ring.last else { throw .ringOpen }
    }
  }
}

/// The rectangle a shape fills on the map, and a walk over its coordinates.
extension Geometry {
  /// The box around every coordinate, or nil where there is none.
  public var boundingBox: BoundingBox? {
    var box: BoundingBox?
    forEachCoordinate { coordinate in
      if box == nil { box = BoundingBox(coordinate) } else { box?.include(coordinate) }
    }
    return box
  }

  /// Whether there is at least one coordinate and all of them are valid.
  public var hasValidCoordinates: Bool {
    var count = 0
    var allValid = true
    forEachCoordinate { coordinate in
      count += 1
      allValid = allValid && coordinate.isValid
    }
    return count > 0 && allValid
  }

  /// Calls `body` with each coordinate, in drawn order, rings' closing ones included.
  public func forEachCoordinate(_ body: (Coordinate) -> Void) {
    switch self {
    case .point(let coordinate): body(coordinate)
    case .lineString(let coordinates), .multiPoint(let coordinates): coordinates.forEach(body)
    case .polygon(let lines), .multiLineString(let lines):
      for line in lines { line.forEach(body) }
    case .multiPolygon(let polygons):
      for rings in polygons { for ring in rings { ring.forEach(body) } }
    case .collection(let members):
      for member in members { member.forEachCoordinate(body) }
    }
  }
}

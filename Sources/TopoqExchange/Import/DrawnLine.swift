// A route's line, out of one line or of several that follow one another.

internal import TopoqGeometry

struct DrawnLine {
  static let advice = "draw it as a LineString, or as parts of which each begins where one ends"

  let coordinates: [Coordinate]

  /// Nil where the shape is no line, or parts that do not chain end to end.
  init?(_ shape: Geometry) {
    switch shape {
    case .lineString(let line): coordinates = line
    case .multiLineString(let parts):
      guard let line = DrawnLine.chained(parts) else { return nil }
      coordinates = line
    default: return nil
    }
  }

  /// Puts parts together at the coordinates they share, turning them where they were drawn the
  /// other way.
  ///
  /// - Complexity: O(parts²); drawings have few.
  private static func chained(_ parts: [[Coordinate]]) -> [Coordinate]? {
    guard var line = parts.first else { return nil }
    var rest = Array(parts.dropFirst())
    while !rest.isEmpty {
      guard let (index, extended) = extended(line, by: rest) else { return nil }
      rest.remove(at: index)
      line = extended
    }
    return line
  }

  private static func extended(
    _ line: [Coordinate], by parts: [[Coordinate]]
  ) -> (index: Int, line: [Coordinate])? {
    for (index, part) in parts.enumerated() {
      if part.first == line.last { return (index, line + part.dropFirst()) }
      if part.last == line.last { return (index, line + part.reversed().dropFirst()) }
      if part.last == line.first { return (index, part + line.dropFirst()) }
      if part.first == line.first { return (index, part.reversed() + line.dropFirst()) }
    }
    return nil
  }
}

/// Shapes as text, `LINESTRING (2.35 48.85, 2.36 48.86)`, as tables and other tools carry them.
///
/// Source: OGC 06-103r4, "Simple feature access, part 1", section 7. Two dimensions; a height is
/// read and dropped. Longitude first.
public enum WKT {
  /// Longer texts are refused, in bytes.
  static let maximumByteCount = 1 << 26

  /// The shape in a text; its structure is checked as by `Geometry.checkStructure`.
  public static func read(_ text: String) throws(WKTError) -> Geometry {
    var text = text
    return try text.withUTF8 { bytes in
      Result { () throws(WKTError) in try read(bytes) }
    }.get()
  }

  /// The shape in the bytes of a text.
  public static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(WKTError) -> Geometry {
    guard bytes.count <= maximumByteCount else { throw WKTError(.textTooLong, at: 0) }
    var reader = WKTReader(bytes)
    return try reader.read()
  }

  /// The text of a shape; each number is the shortest that reads back as the same double.
  public static func write(_ geometry: Geometry) -> String {
    var writer = WKTWriter()
    writer.shape(geometry)
    return writer.text
  }
}

/// Puts a shape's text together.
private struct WKTWriter {
  var text = ""

  mutating func shape(_ geometry: Geometry) {
    switch geometry {
    case .point(let place):
      text += "POINT ("
      coordinate(place)
      text += ")"
    case .lineString(let line):
      text += "LINESTRING "
      coordinates(line)
    case .polygon(let rings):
      text += "POLYGON "
      list(rings) { $0.coordinates($1) }
    case .multiPoint(let places):
      text += "MULTIPOINT "
      list(places) { $0.coordinates([$1]) }
    case .multiLineString(let lines):
      text += "MULTILINESTRING "
      list(lines) { $0.coordinates($1) }
    case .multiPolygon(let polygons):
      text += "MULTIPOLYGON "
      list(polygons) { writer, rings in writer.list(rings) { $0.coordinates($1) } }
    case .collection(let members):
      text += "GEOMETRYCOLLECTION "
      list(members) { $0.shape($1) }
    }
  }

  private mutating func coordinates(_ line: [Coordinate]) {
    list(line) { $0.coordinate($1) }
  }

  private mutating func list<Member>(
    _ members: [Member], _ write: (inout WKTWriter, Member) -> Void
  ) {
    guard !members.isEmpty else { return text += "EMPTY" }
    text += "("
    for (index, member) in members.enumerated() {
      if index > 0 { text += ", " }
      write(&self, member)
    }
    text += ")"
  }

  private mutating func coordinate(_ place: Coordinate) {
    number(place.longitude)
    text += " "
    number(place.latitude)
  }

  private mutating func number(_ value: Double) {
    let digits = value.description
    text += digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits
  }
}

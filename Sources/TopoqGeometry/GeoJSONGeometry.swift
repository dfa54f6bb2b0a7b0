// GeoJSON shapes (RFC 7946) in and out: strict on the way in, exact on the way out.

public import TopoqText

extension Geometry {
  /// Reads the GeoJSON geometry object that lies ahead of a scanner. An altitude is dropped.
  /// - Throws: `JSONError` at the byte where the shape breaks GeoJSON's rules or ours: no empty
  ///   parts, lines of two coordinates or more, closed rings, degrees in their ranges.
  public init(geoJSON scanner: inout JSONScanner) throws(JSONError) {
    self = try GeoJSONGeometry.read(&scanner)
  }

  /// Reads a document that is one GeoJSON geometry.
  public init(geoJSON text: String) throws(JSONError) {
    var scanner = JSONScanner(text)
    self = try GeoJSONGeometry.read(&scanner)
    try scanner.finish()
  }

  /// Reads a geometry from a tree; errors then count in the tree's compact text.
  public init(geoJSON value: JSONValue) throws(JSONError) {
    try self.init(geoJSON: value.text)
  }

  /// The shape as a compact GeoJSON object, with every digit that is stored.
  public var geoJSON: String {
    var bytes: [UInt8] = []
    bytes.append(geoJSON: self)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Reads GeoJSON coordinates at each of their depths.
private enum GeoJSONGeometry {
  static func read(_ scanner: inout JSONScanner) throws(JSONError) -> Geometry {
    try scanner.expect(.object)
    let start = scanner.offset
    let members = try scanner.members()
    guard let typePlace = members.last(where: { $0.key == "type" }) else {
      throw scanner.problem("a GeoJSON geometry has a \"type\", such as \"Point\"", at: start)
    }
    var typeScanner = scanner.scanner(at: typePlace.value)
    let type = try typeScanner.string()
    let holder = type == "GeometryCollection" ? "geometries" : "coordinates"
    guard shapes.contains(type) else {
      throw scanner.problem(
        "'\(type)' is no GeoJSON geometry; one of \(shapes.joined(separator: ", ")) is",
        at: typePlace.value.lowerBound)
    }
    guard let content = members.last(where: { $0.key == holder }) else {
      throw scanner.problem("a \(type) has \"\(holder)\"; add them", at: start)
    }
    var inner = scanner.scanner(at: content.value)
    switch type {
    case "Point": return .point(try coordinate(&inner))
    case "LineString": return .lineString(try line(&inner))
    case "Polygon": return .polygon(try rings(&inner))
    case "MultiPoint": return .multiPoint(try parts(&inner, coordinate))
    case "MultiLineString": return .multiLineString(try parts(&inner, line))
    case "MultiPolygon": return .multiPolygon(try parts(&inner, rings))
    default: return .collection(try parts(&inner, read))
    }
  }

  static let shapes = [
    "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon",
    "GeometryCollection",
  ]

  /// Reads an array with at least one part.
  private static func parts<Part>(
    _ scanner: inout JSONScanner, _ read: (inout JSONScanner) throws(JSONError) -> Part
  ) throws(JSONError) -> [Part] {
    try scanner.expect(.array)
    let start = scanner.offset
    var parts: [Part] = []
    try scanner.enterArray()
    while try scanner.nextElement() { parts.append(try read(&scanner)) }
    if parts.isEmpty { throw scanner.problem(GeometryFault.emptyPart.description, at: start) }
    return parts
  }

  private static func line(_ scanner: inout JSONScanner) throws(JSONError) -> [Coordinate] {
    try scanner.expect(.array)
    let start = scanner.offset
    let line = try parts(&scanner, coordinate)
    if line.count < 2 { throw scanner.problem(GeometryFault.lineTooShort.description, at: start) }
    return line
  }

  private static func ring(_ scanner: inout JSONScanner) throws(JSONError) -> [Coordinate] {
    try scanner.expect(.array)
    let start = scanner.offset
    let ring = try parts(&scanner, coordinate)
    if ring.count < 4 { throw scanner.problem(GeometryFault.ringTooShort.description, at: start) }
    if ring.first != ring.last {
      throw scanner.problem(GeometryFault.ringOpen.description, at: start)
    }
    return ring
  }

  private static func rings(_ scanner: inout JSONScanner) throws(JSONError) -> [[Coordinate]] {
    try parts(&scanner, ring)
  }

  private static func coordinate(_ scanner: inout JSONScanner) throws(JSONError) -> Coordinate {
    try scanner.expect(.array)
    let start = scanner.offset
    var numbers = (0.0, 0.0)
    var count = 0
    try scanner.enterArray()
    while try scanner.nextElement() {
      let number = try scanner.number()
      if count == 0 { numbers.0 = number }
      if count == 1 { numbers.1 = number }
      count += 1
    }
    if count == 0 { throw scanner.problem(GeometryFault.emptyPart.description, at: start) }
    guard count == 2 || count == 3 else {
      throw scanner.problem("a coordinate is [longitude, latitude]", at: start)
    }
    let coordinate = Coordinate(longitude: numbers.0, latitude: numbers.1)
    guard coordinate.isValid else {
      throw scanner.problem(
        GeometryFault.coordinateOutOfRange(coordinate).description, at: start)
    }
    return coordinate
  }
}

extension [UInt8] {
  /// Appends a shape as a GeoJSON geometry object: longitude first, outer rings counter-clockwise
  /// and holes clockwise (RFC 7946, section 3.1.6), numbers in their shortest exact form.
  /// - Precondition: the coordinates are finite.
  public mutating func append(geoJSON geometry: Geometry) {
    switch geometry {
    case .point(let coordinate): appendShape("Point") { $0.append(coordinate) }
    case .lineString(let line): appendShape("LineString") { $0.append(line: line) }
    case .polygon(let rings): appendShape("Polygon") { $0.append(rings: rings) }
    case .multiPoint(let coordinates): appendShape("MultiPoint") { $0.append(line: coordinates) }
    case .multiLineString(let lines):
      appendShape("MultiLineString") { $0.append(list: lines) { $0.append(line: $1) } }
    case .multiPolygon(let polygons):
      appendShape("MultiPolygon") { $0.append(list: polygons) { $0.append(rings: $1) } }
    case .collection(let members):
      append(text: "{\"type\":\"GeometryCollection\",\"geometries\":")
      append(list: members) { $0.append(geoJSON: $1) }
      append(UInt8(ascii: "}"))
    }
  }

  private mutating func appendShape(_ type: String, _ coordinates: (inout [UInt8]) -> Void) {
    append(text: "{\"type\":\"")
    append(text: type)
    append(text: "\",\"coordinates\":")
    coordinates(&self)
    append(UInt8(ascii: "}"))
  }

  private mutating func append<Part>(list: [Part], _ body: (inout [UInt8], Part) -> Void) {
    append(UInt8(ascii: "["))
    for (index, part) in list.enumerated() {
      if index > 0 { append(UInt8(ascii: ",")) }
      body(&self, part)
    }
    append(UInt8(ascii: "]"))
  }

  private mutating func append(_ coordinate: Coordinate) {
    append(UInt8(ascii: "["))
    append(decimal: coordinate.longitude)
    append(UInt8(ascii: ","))
    append(decimal: coordinate.latitude)
    append(UInt8(ascii: "]"))
  }

  private mutating func append(line: [Coordinate]) {
    append(list: line) { $0.append($1) }
  }

  private mutating func append(rings: [[Coordinate]]) {
    append(list: Array<Int>(rings.indices)) { bytes, index in
      let isOuter = index == 0
      let ring = rings[index]
      bytes.append(line: isCounterClockwise(ring) == isOuter ? ring : ring.reversed())
    }
  }
}

/// Whether a closed ring turns left as a whole, on the plane of degrees (shoelace formula, taken
/// from the first corner so that small rings far from 0 0 keep their digits).
private func isCounterClockwise(_ ring: [Coordinate]) -> Bool {
  guard let origin = ring.first else { return true }
  var doubledArea = 0.0
  for (from, to) in zip(ring, ring.dropFirst()) {
    doubledArea +=
      (from.longitude - origin.longitude) * (to.latitude - origin.latitude)
      - (to.longitude - origin.longitude) * (from.latitude - origin.latitude)
  }
  return doubledArea >= 0
}

// `topoq export --as geojson`: the whole plant as one map layer.

public import TopoqText

internal import TopoqGeometry
internal import TopoqSQLite

/// The nodes, routes and areas of a file as one FeatureCollection (RFC 7946), one feature a line.
///
/// A feature's `id` is its noun and code, as in `splitter/S12`; its properties are the columns that
/// hold something, then the attributes. What has no place has the geometry `null`. Coordinates are
/// longitude and latitude with every digit that is stored; `bbox` closes the collection.
public struct GeoJSONExport: Sendable {
  private let path: String

  public init(path: String) { self.path = path }

  /// Streams the collection; memory does not grow with the network.
  /// - Throws: `FileError`, `FileFormat.Refusal` where the file is no topoq file, `SQLiteError`.
  public func write(to sink: inout ByteSink) throws {
    try ExportSource.read(path) { connection in
      var writer = FeatureWriter()
      writer.begin(&sink)
      for layer in FeatureLayer.all { try writer.write(layer, connection, &sink) }
      writer.end(&sink)
    }
    if let failure = sink.failure { throw failure }
  }
}

/// Rows that become features: the noun, the code, the shape, then properties and attributes.
struct FeatureLayer {
  let properties: [String]
  let sql: String

  static let nodes = FeatureLayer(
    properties: [
      "code", "kind", "name", "housed_in", "ports", "technology", "units", "state",
    ],
    sql: """
      SELECT n.kind, n.code, n.geom, n.attributes,
        n.code, n.kind, n.name, h.code, n.ports, n.technology, n.units, n.state
      FROM node AS n LEFT JOIN node AS h ON h.id = n.housed_in
      ORDER BY n.id
      """)

  static let routes = FeatureLayer(
    properties: [
      "code", "kind", "name", "from", "to", "strands", "length_m", "trench", "state",
    ],
    sql: """
      SELECT 'route', r.code, r.geom, r.attributes,
        r.code, r.kind, r.name, a.code, b.code, r.strands, r.length_m, r.trench, r.state
      FROM route AS r
        LEFT JOIN node AS a ON a.id = r.from_node
        LEFT JOIN node AS b ON b.id = r.to_node
      ORDER BY r.id
      """)

  static let areas = FeatureLayer(
    properties: ["code", "name", "kind"],
    sql: """
      SELECT 'area', code, geom, attributes, code, name, kind
      FROM area
      ORDER BY id
      """)

  static let all = [nodes, routes, areas]
}

/// Writes features one after the other and keeps the box around them.
struct FeatureWriter {
  private static let rowsBetweenChecks = 10_000

  private var box: BoundingBox?
  private var isFirst = true

  func begin(_ sink: inout ByteSink) {
    sink.append("{\"type\":\"FeatureCollection\",\"features\":[")
  }

  mutating func write(
    _ layer: FeatureLayer, _ connection: ConnectionHandle, _ sink: inout ByteSink
  ) throws {
    let known = Set(layer.properties)
    let rows = try connection.prepare(layer.sql)
    var count = 0
    while try rows.step() {
      let geometry = try shape(rows)
      let attributes =
        rows.isNull(3) ? [] : try ExportSource.attributes(rows.text(3), besides: known)
      let separator = isFirst ? "\n" : ",\n"
      isFirst = false
      sink.append { bytes in
        bytes.append(text: separator)
        FeatureWriter.append(layer, rows, attributes, geometry, to: &bytes)
      }
      count += 1
      if count % FeatureWriter.rowsBetweenChecks == 0, let failure = sink.failure { throw failure }
    }
  }

  func end(_ sink: inout ByteSink) {
    sink.append("\n]")
    if let box {
      sink.append { bytes in
        bytes.append(text: ",\"bbox\":[")
        for (index, edge) in [box.west, box.south, box.east, box.north].enumerated() {
          if index > 0 { bytes.append(UInt8(ascii: ",")) }
          bytes.append(decimal: edge)
        }
        bytes.append(UInt8(ascii: "]"))
      }
    }
    sink.append("}\n")
  }

  private mutating func shape(_ rows: borrowing Statement) throws -> Geometry? {
    guard !rows.isNull(2) else { return nil }
    var geometry = try rows.withBlob(2) { try SpatiaLiteBLOB.decode($0) }
    if case .multiPolygon(let polygons) = geometry, polygons.count == 1 {
      geometry = .polygon(polygons[0])
    }
    if let around = geometry.boundingBox { box = box?.union(around) ?? around }
    return geometry
  }

  private static func append(
    _ layer: FeatureLayer, _ rows: borrowing Statement, _ attributes: [JSONValue.Member],
    _ geometry: Geometry?, to bytes: inout [UInt8]
  ) {
    bytes.append(text: "{\"type\":\"Feature\",\"id\":")
    bytes.append(jsonString: "\(rows.text(0))/\(rows.text(1))")
    bytes.append(text: ",\"properties\":{")
    var isFirst = true
    func separate() {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
    }
    for (index, name) in layer.properties.enumerated() {
      let value = rows.value(Int32(4 + index))
      guard value != .null else { continue }
      separate()
      bytes.append(jsonString: name)
      bytes.append(UInt8(ascii: ":"))
      bytes.append(jsonOf: value)
    }
    for attribute in attributes {
      separate()
      bytes.append(jsonString: attribute.key)
      bytes.append(UInt8(ascii: ":"))
      bytes.append(json: attribute.value)
    }
    bytes.append(text: "},\"geometry\":")
    if let geometry { bytes.append(geoJSON: geometry) } else { bytes.append(text: "null") }
    bytes.append(UInt8(ascii: "}"))
  }
}

extension [UInt8] {
  /// Appends a value of a row as JSON.
  fileprivate mutating func append(jsonOf value: SQLiteValue) {
    switch value {
    case .null, .blob: append(text: "null")
    case .integer(let number): append(decimal: Int(number))
    case .real(let number):
      if number.isFinite { append(decimal: number) } else { append(text: "null") }
    case .text(let text): append(jsonString: text)
    }
  }
}

// Features as GeoJSON, one a line, with the box around all of them.

internal import TopoqGeometry
internal import TopoqSQLite
internal import TopoqText

/// Writes features one after the other and keeps the box around them.
struct FeatureWriter {
  private static let rowsBetweenChecks = 10_000

  private var box: BoundingBox?
  private var isFirst = true

  func begin(_ sink: inout ByteSink) {
    sink.append("{\"type\":\"FeatureCollection\",\"features\":[")
  }

  /// Writes a layer; returns how many features it has.
  @discardableResult
  mutating func write(
    _ layer: FeatureLayer, _ connection: ConnectionHandle, _ sink: inout ByteSink
  ) throws -> Int {
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
    return count
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

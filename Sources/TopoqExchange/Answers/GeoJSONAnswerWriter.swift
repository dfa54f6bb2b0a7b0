// An answer as a map layer: a GeoJSON FeatureCollection, a row a feature.

import TopoqGeometry
public import TopoqQuery
public import TopoqSQLite
public import TopoqText

/// Writes RFC 7946: longitude first, every stored digit, null geometry where a row has none, the
/// identity column as feature `id`, and a `bbox` at the end, when it is known.
public struct GeoJSONAnswerWriter: AnswerWriter, ~Copyable {
  public var wantsGeometry: Bool { true }

  private var sink: ByteSink
  private var members = JSONMembers(.none)
  private var identity: Int?
  private var box: BoundingBox?
  private var isEmpty = true

  /// What has been written so far and is not yet on its way.
  public var bytes: [UInt8] { sink.bytes }

  public init(_ sink: consuming ByteSink) { self.sink = sink }

  public mutating func begin(_ header: AnswerHeader) throws {
    describe(header)
    open()
  }

  /// - Throws: `SpatiaLiteBLOBError` where the stored geometry is broken, `FileError`.
  public mutating func add(_ values: [SQLiteValue], geometry: [UInt8]?) throws {
    try add(values, id: identity.map { values[$0] }, geometry: geometry)
  }

  /// Takes the columns of the rows that follow.
  mutating func describe(_ header: AnswerHeader) {
    members = JSONMembers(AnswerShape(header))
    identity = header.identity
  }

  mutating func open() { sink.append("{\"type\":\"FeatureCollection\",\"features\":[") }

  /// Adds a row under an id of its own.
  mutating func add(_ values: [SQLiteValue], id: SQLiteValue?, geometry: [UInt8]?) throws {
    let shape = try geometry.map { blob throws(SpatiaLiteBLOBError) in
      try SpatiaLiteBLOB.decode(blob)
    }
    if let next = shape?.boundingBox { box = box?.union(next) ?? next }
    let separator: StaticString = isEmpty ? "\n" : ",\n"
    isEmpty = false
    sink.append(separator)
    sink.append { [members] buffer in
      buffer.append(text: "{\"type\":\"Feature\",")
      if let id { buffer.append(featureIdentity: id) }
      buffer.append(text: "\"geometry\":")
      if let shape { buffer.append(geoJSON: shape) } else { buffer.append(text: "null") }
      buffer.append(text: ",\"properties\":")
      members.append(values, to: &buffer)
      buffer.append(UInt8(ascii: "}"))
    }
    if let failure = sink.failure { throw failure }
  }

  public mutating func end() throws {
    sink.append("\n]")
    if let box {
      sink.append(",\"bbox\":[")
      sink.append(box.west)
      sink.append(",")
      sink.append(box.south)
      sink.append(",")
      sink.append(box.east)
      sink.append(",")
      sink.append(box.north)
      sink.append("]")
    }
    sink.append("}\n")
    try sink.finish()
  }
}

extension [UInt8] {
  /// Appends `"id":"C1001",`: a text or a whole number (RFC 7946, section 3.2), else nothing.
  fileprivate mutating func append(featureIdentity value: SQLiteValue) {
    switch value {
    case .text(let text):
      append(text: "\"id\":")
      append(jsonString: text)
    case .integer(let number):
      append(text: "\"id\":")
      append(decimal: Int(number))
    case .null, .real, .blob: return
    }
    append(UInt8(ascii: ","))
  }
}

// Several answers as one map: nodes, routes and areas in one GeoJSON FeatureCollection.

import TopoqGeometry
public import TopoqQuery
public import TopoqSQLite
public import TopoqText
import TopoqVocabulary

/// Writes each answer's rows as features of one RFC 7946 collection. A feature's `layer` names the
/// answer it is from, and its id is made unique by it: `node/S12`.
public struct MapLayersWriter: AnswerWriter, ~Copyable {
  public var wantsGeometry: Bool { true }
  /// What the rows of the next answer are, such as `node`.
  public var layer = ""

  private var map: GeoJSONAnswerWriter
  private var identity: Int?
  private var hasBegun = false

  /// What has been written so far and is not yet on its way.
  public var bytes: [UInt8] { map.bytes }

  public init(_ sink: consuming ByteSink) { map = GeoJSONAnswerWriter(sink) }

  public mutating func begin(_ header: AnswerHeader) throws {
    let columns = [AnswerColumn(name: "layer", type: .text)] + header.columns
    map.describe(
      AnswerHeader(columns: columns, isCard: false, rowName: header.rowName, identity: nil))
    identity = header.identity
    if !hasBegun { map.open() }
    hasBegun = true
  }

  public mutating func add(_ values: [SQLiteValue], geometry: [UInt8]?) throws {
    var id: SQLiteValue?
    if let identity, let code = values[identity].text { id = .text("\(layer)/\(code)") }
    try map.add([.text(layer)] + values, id: id, geometry: geometry)
  }

  /// Ends one answer; another may follow.
  public mutating func end() throws {}

  /// Ends the collection. Nothing may follow.
  public mutating func finish() throws {
    if !hasBegun { map.open() }
    try map.end()
  }
}

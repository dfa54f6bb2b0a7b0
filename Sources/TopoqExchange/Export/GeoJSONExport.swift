// `topoq export --as geojson`: the whole plant as one map layer.

public import TopoqText

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

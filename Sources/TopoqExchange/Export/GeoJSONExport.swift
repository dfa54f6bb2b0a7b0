// `topoq export --as geojson`: the whole plant as one map layer.

public import TopoqSQLite
public import TopoqText

/// The nodes, routes and areas of a file as one FeatureCollection (RFC 7946), one feature a line.
///
/// A feature's `id` is its noun and code, as in `splitter/S12`; its properties are the columns that
/// hold something, then the attributes. What has no place has the geometry `null`. Coordinates are
/// longitude and latitude with every digit that is stored; `bbox` closes the collection.
public struct GeoJSONExport: Sendable {
  private let path: String

  public init(path: String) { self.path = path }

  /// Streams the collection, all of one moment; memory does not grow with the network.
  ///
  /// - Parameter started: handed what stops the export, callable until `write` returns.
  /// - Returns: how many features each layer has: nodes, routes, areas.
  /// - Throws: `FileError`, `FileFormat.Refusal` where the file is no topoq file, `SQLiteError`.
  @discardableResult
  public func write(
    to sink: inout ByteSink, started: (Interrupt) -> Void = { _ in }
  ) throws -> [(layer: String, count: Int)] {
    let counts = try ExportSource.read(path, started: started) { connection in
      var writer = FeatureWriter()
      writer.begin(&sink)
      let counts = try FeatureLayer.all.map { layer in
        (layer: layer.name, count: try writer.write(layer, connection, &sink))
      }
      writer.end(&sink)
      return counts
    }
    if let failure = sink.failure { throw failure }
    return counts
  }
}

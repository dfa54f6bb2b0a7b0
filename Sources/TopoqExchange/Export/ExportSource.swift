// The file that an export reads: opened for reading only, all of it as of one moment.

internal import TopoqSQLite
internal import TopoqStore
internal import TopoqText

enum ExportSource {
  /// Runs `body` in one read transaction on the topoq file at `path`; `started` is handed what
  /// stops it.
  static func read<Result>(
    _ path: String, started: (Interrupt) -> Void, _ body: (ConnectionHandle) throws -> Result
  ) throws -> Result {
    let place = FilePlace(path)
    try place.refuseUnfit()
    do {
      let connection = try place.openForReading()
      let handle = connection.handle
      started(handle.interrupt)
      return try handle.reading {
        try FileFormat.recognise(handle, path: path)
        return try body(handle)
      }
    } catch let error as SQLiteError {
      throw FileFormat.Refusal.explaining(error, path: path)
    }
  }

  /// The members of an `attributes` column; those whose names are columns of the export already
  /// get `attribute_` before them.
  static func attributes(_ text: String, besides columns: Set<String>) throws -> [JSONValue.Member]
  {
    let value = try JSONDocument(bytes: Array(text.utf8), name: "attributes").value()
    return (value.members ?? []).map { member in
      columns.contains(member.key)
        ? JSONValue.Member("attribute_\(member.key)", member.value) : member
    }
  }
}

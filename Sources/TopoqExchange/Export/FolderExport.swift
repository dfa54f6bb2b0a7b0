// `topoq export --as folder`: the network as the folder that imports as the same network.

public import TopoqSQLite
public import TopoqVocabulary

internal import TopoqGeometry
internal import TopoqText

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file as a network folder: nodes.csv, routes.csv, joints.csv, areas.geojson, and a file for
/// each of the modules' tables that has rows.
///
/// Rows stand in the order of their ids. Lengths are written where they were measured, and what is
/// reserved where something is. Attributes are columns of their own, in the order of their names.
public struct FolderExport: Sendable {
  private let path: String
  private let modules: [Module]

  public init(path: String, modules: [Module]) {
    self.path = path
    self.modules = modules
  }

  /// Writes the folder, making it where it is missing; files of these names are replaced.
  /// - Throws: `FileError`, `FileFormat.Refusal` where the file is no topoq file, `SQLiteError`.
  /// - Parameter started: handed what stops the export, callable until `write` returns.
  public func write(to folder: String, started: (Interrupt) -> Void = { _ in }) throws {
    try ExportSource.read(path, started: started) { connection in
      guard mkdir(folder, 0o777) == 0 || Folder.exists(at: folder) else {
        throw FileError(path: folder, errorNumber: errno)
      }
      try write(try nodes(connection), "\(folder)/nodes.csv", connection)
      try write(try routes(connection), "\(folder)/routes.csv", connection)
      try JointExport(connection).write(to: "\(folder)/joints.csv")
      try writeAreas(to: "\(folder)/areas.geojson", connection)
      for table in modules.flatMap(\.tables) {
        guard let rows = try tableRows(table, connection) else { continue }
        try write(rows, "\(folder)/\(table.file).csv", connection)
      }
    }
  }

  // MARK: CSV files

  /// A query for a CSV file: its columns, and those whose geometry is written as text.
  private struct Rows {
    let table: String
    let columns: [String]
    let sql: String
    /// The column of the query that holds a point, written as two columns, or a line, as WKT.
    var point: Int?
    var line: Int?
  }

  /// The column of what is reserved, and its term in the query, where any row has some.
  private func reserved(
    _ table: String, _ connection: ConnectionHandle
  ) throws -> (columns: [String], term: String) {
    let some = try connection.first("SELECT 1 FROM \(table) WHERE reserved <> 0 LIMIT 1")
    return some == nil ? ([], "") : (["reserved"], ", nullif(t.reserved, 0)")
  }

  private func nodes(_ connection: ConnectionHandle) throws -> Rows {
    let reserved = try reserved("node", connection)
    return Rows(
      table: "node",
      columns: [
        "code", "kind", "name", "lon", "lat", "housed_in", "ports", "technology", "units", "state",
      ] + reserved.columns,
      sql: """
        SELECT t.attributes, t.code, t.kind, t.name, t.geom, h.code, t.ports, t.technology,
          t.units, t.state\(reserved.term)
        FROM node AS t LEFT JOIN node AS h ON h.id = t.housed_in
        ORDER BY t.id
        """, point: 4)
  }

  private func routes(_ connection: ConnectionHandle) throws -> Rows {
    let reserved = try reserved("route", connection)
    return Rows(
      table: "route",
      columns: [
        "code", "kind", "name", "from", "to", "strands", "length_m", "trench", "state", "wkt",
      ] + reserved.columns,
      sql: """
        SELECT t.attributes, t.code, t.kind, t.name, a.code, b.code, t.strands,
          CASE WHEN t.is_measured THEN t.length_m END, t.trench, t.state, t.geom\(reserved.term)
        FROM route AS t
          LEFT JOIN node AS a ON a.id = t.from_node
          LEFT JOIN node AS b ON b.id = t.to_node
        ORDER BY t.id
        """, line: 10)
  }

  /// Nil where the file lacks the table, or the table rows.
  private func tableRows(_ table: ExchangeTable, _ connection: ConnectionHandle) throws -> Rows? {
    let exists = try connection.first(
      "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [.text(table.table)])
    guard exists != nil, try connection.first("SELECT 1 FROM \(table.table) LIMIT 1") != nil else {
      return nil
    }
    func codes(_ other: String, _ column: String) -> String {
      "(SELECT o.code FROM \(other) AS o WHERE o.id = t.\(column))"
    }
    let values = table.columns.map { column in
      switch column.content {
      case .node: codes("node", column.column)
      case .party: codes("party", column.column)
      case .code(let other): codes(other, column.column)
      default: "t.\(column.column)"
      }
    }
    return Rows(
      table: table.table, columns: table.columns.map(\.header),
      sql: """
        SELECT t.attributes, \(values.joined(separator: ", "))
        FROM \(table.table) AS t
        ORDER BY t.rowid
        """)
  }

  private func write(_ rows: Rows, _ file: String, _ connection: ConnectionHandle) throws {
    let known = Set(rows.columns)
    let names = try connection.rows(
      """
      SELECT DISTINCT j.key
      FROM \(rows.table) AS t CROSS JOIN json_each(t.attributes) AS j
      WHERE t.attributes IS NOT NULL
      ORDER BY j.key
      """
    ).compactMap(\.[0].text).map { known.contains($0) ? "attribute_\($0)" : $0 }
    var writer = CSVWriter(try ByteSink(path: file))
    writer.record(rows.columns + names)
    let statement = try connection.prepare(rows.sql)
    while try statement.step() {
      for column in 1..<Int32(statement.columnCount) {
        if Int(column) == rows.point {
          try writer.point(statement, column)
        } else if Int(column) == rows.line {
          try writer.line(statement, column)
        } else {
          writer.field(statement.value(column))
        }
      }
      let attributes =
        statement.isNull(0) ? [] : try ExportSource.attributes(statement.text(0), besides: known)
      for name in names {
        let value = attributes.last { $0.key == name }?.value
        writer.field(value.map { $0.string ?? $0.text } ?? "")
      }
      writer.endRecord()
    }
    try writer.finish()
  }

  // MARK: Areas

  private func writeAreas(to file: String, _ connection: ConnectionHandle) throws {
    guard try connection.first("SELECT 1 FROM area LIMIT 1") != nil else { return }
    var sink = try ByteSink(path: file)
    var writer = FeatureWriter()
    writer.begin(&sink)
    try writer.write(.areas, connection, &sink)
    writer.end(&sink)
    try sink.finish()
  }
}

extension CSVWriter {
  /// A value of a row; reals in their shortest exact form.
  fileprivate mutating func field(_ value: SQLiteValue) {
    switch value {
    case .null, .blob: emptyField()
    case .integer(let number): field(Int(number))
    case .real(let number): field(number)
    case .text(let text): field(text)
    }
  }

  /// A point as two fields, longitude and latitude; both are empty where there is none.
  fileprivate mutating func point(_ rows: borrowing Statement, _ column: Int32) throws {
    guard !rows.isNull(column) else {
      emptyField()
      return emptyField()
    }
    let place = try rows.withBlob(column) { try SpatiaLiteBLOB.decodePoint($0) }
    field(place.longitude)
    field(place.latitude)
  }

  /// A line as WKT.
  fileprivate mutating func line(_ rows: borrowing Statement, _ column: Int32) throws {
    guard !rows.isNull(column) else { return emptyField() }
    field(WKT.write(try rows.withBlob(column) { try SpatiaLiteBLOB.decode($0) }))
  }
}

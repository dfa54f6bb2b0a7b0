// `topoq export`: the whole network as a map layer.

import TopoqExchange
import TopoqSQLite
import TopoqStore
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum ExportCommand {
  static let form = CommandForm(
    "export", usage: ["export FILE --as geojson|folder --out PATH"],
    summary: "Writes the whole network out.",
    details: """
      geojson: every node, route and area as one RFC 7946 FeatureCollection, each with its layer
      and its fields. folder: a network folder, which imports as the same network. An answer alone
      is written by: topoq FILE -c "..." --format geojson
      """,
    operands: ["FILE"],
    options: [
      Option("--as", choices: ["geojson", "folder"], doc: "the format"),
      Option(
        "--out", "PATH", doc: "the file or folder to write, or - for GeoJSON on standard output"),
      .errors, .noColor,
    ])

  static func run(_ arguments: Arguments, _ report: ErrorReport) throws -> ExitStatus {
    let format = try arguments.required("--as", "--as geojson or --as folder")
    let path = try arguments.required("--out", "where to: --out PATH, or --out -")
    let file = arguments.operands[0]
    if path != "-" { try FilePlace(file).refuseAsOutput(path) }
    // What is stopped is gone before the next signal could come for it.
    defer { Interruption.shared.listen {} }
    func listen(_ stop: Interrupt) { Interruption.shared.listen { stop() } }
    guard format == "geojson" else {
      guard path != "-" else {
        throw UsageError(
          "a folder cannot be written to standard output", advice: "say --out FOLDER")
      }
      try FolderExport(path: file, modules: modules).write(to: path, started: listen)
      report.console.say("\(path): a network folder")
      return .done
    }
    var sink = path == "-" ? ByteSink(descriptor: STDOUT_FILENO) : try ByteSink(path: path)
    let counts = try GeoJSONExport(path: file).write(to: &sink, started: listen)
    try sink.finish()
    let rows = counts.map { RowCount($0.count, of: $0.layer).text }
    report.console.say("\(path): \(rows.joined(separator: ", "))")
    return .done
  }
}

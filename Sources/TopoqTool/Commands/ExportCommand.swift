// `topoq export`: the whole network as a map layer.

import Topoq
import TopoqExchange
import TopoqStore
import TopoqSyntax
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum ExportCommand {
  static let form = CommandForm(
    "export", usage: ["export FILE --as geojson --out PATH"],
    summary: "Writes the whole network out.",
    details: """
      geojson: every node, route and area as one RFC 7946 FeatureCollection, each with its layer
      and its fields. An answer alone is written by: topoq FILE -c "..." --format geojson
      """,
    operands: ["FILE"],
    options: [
      Option("--as", choices: ["geojson"], doc: "the format"),
      Option("--out", "PATH", doc: "the file to write, or - for standard output"),
      .today, .errors, .noColor,
    ])

  private static let layers = ["node", "route", "area"]

  static func run(_ arguments: Arguments, _ report: ErrorReport) throws -> ExitStatus {
    _ = try arguments.required("--as", "--as geojson")
    let path = try arguments.required("--out", "where to: --out PATH, or --out -")
    let today = try arguments.day("--today") ?? Day.today()
    let file = try OpenCommand.open(arguments.operands[0], today: today, isReadOnly: true)
    Interruption.shared.listen { file.interrupt() }
    if path != "-" { try FilePlace(file.path).refuseAsOutput(path) }
    let sink =
      path == "-" ? ByteSink(descriptor: STDOUT_FILENO) : try ByteSink(path: path)
    var writer = MapLayersWriter(sink)
    var counts: [String] = []
    for layer in layers {
      writer.layer = layer
      let sentence = file.lexicon.plural(of: layer)
      guard let statement = file.parse(sentence).parsed.statements.first else { continue }
      let outcome = try file.run(statement, of: sentence, into: &writer)
      counts.append(RowCount(outcome.rows, of: sentence).text)
    }
    try writer.finish()
    report.console.say("\(path): \(counts.joined(separator: ", "))")
    return .done
  }
}

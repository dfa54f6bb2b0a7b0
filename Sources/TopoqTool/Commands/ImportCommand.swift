// `topoq import`: a network folder or an OFDS network into a file.

import TopoqExchange
import TopoqStore
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum ImportCommand {
  static let form = CommandForm(
    "import", usage: ["import SOURCE --into FILE [--as folder|ofds] [--tolerance M]"],
    summary: "Takes a network into a file, all of it or nothing.",
    details: """
      SOURCE is a network folder (nodes.csv and its kin), or an OFDS 0.3 or 0.4 network in JSON or
      GeoJSON. Where FILE exists, things are updated by their codes, in one transaction. What
      contradicts itself is kept and reported; `topoq check FILE` lists it again.
      """,
    operands: ["SOURCE"],
    options: [
      Option("--into", "FILE", doc: "the topoq file to make, or to change where it exists"),
      Option("--as", choices: ["folder", "ofds"], doc: "what SOURCE is; else it is seen from it"),
      Option(
        "--tolerance", "M",
        doc: "how far, in metres, a node may lie that stands in for a missing line end"),
      .errors, .noColor,
    ])

  static func run(_ arguments: Arguments, _ report: ErrorReport) throws -> ExitStatus {
    let target = try arguments.required("--into", "which file: --into net.topoq")
    let tolerance = try arguments.metres("--tolerance") ?? PlantImport.defaultTolerance
    let found = try importing(
      arguments.operands[0], into: target, format: arguments.value("--as"), tolerance: tolerance,
      console: report.console)
    say(found, target, report.console)
    return .done
  }

  /// Imports with progress on a terminal.
  static func importing(
    _ source: String, into target: String, format: String? = nil,
    tolerance: Double = PlantImport.defaultTolerance, console: Console
  ) throws -> ImportReport {
    let remains = ImportRemains(of: target)
    Interruption.shared.listen {
      // Whatever was half written is nobody's: the target is as it was.
      remains.remove()
      console.say("\ninterrupted; nothing was changed")
      _exit(ExitStatus.interrupted.rawValue)
    }
    let line = ProgressLine(console: console)
    defer { line.clear() }
    let work = NetworkImport(
      source: source, into: target, format: format.flatMap(NetworkImport.Format.init),
      modules: modules, tolerance: tolerance
    ) { name, count in
      line.show("reading \(NumberText.grouped(count)) \(name)")
    }
    return try work.run()
  }

  /// What came in, and the first of what was found, on standard error.
  private static func say(_ found: ImportReport, _ target: String, _ console: Console) {
    let rows = found.rows.map { RowCount($0.count, of: $0.name).text }
    console.say("\(target): \(rows.joined(separator: ", "))")
    console.say("light: \(RowCount(found.lightPoints, of: "points").text)")
    if found.nodesWithoutLocation > 0 {
      console.say("without a location: \(RowCount(found.nodesWithoutLocation, of: "nodes").text)")
    }
    guard !found.findings.isEmpty else { return }
    let shown = 10
    for finding in found.findings.prefix(shown) {
      let thing = "\(finding.noun) \(finding.code)"
      console.say(DisplayWidth.escaped("found: \(finding.rule): \(thing): \(finding.message)"))
    }
    let rest = found.findings.count - shown
    if rest > 0 {
      console.say("and \(NumberText.grouped(rest)) more: `topoq check \(target)` lists them")
    }
  }
}

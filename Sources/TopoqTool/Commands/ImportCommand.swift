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
    "import",
    usage: [
      "import SOURCE --into FILE [--as folder|ofds] [--tolerance M]",
      "import SOURCE --into FILE --dry-run [--format FORMAT]",
    ],
    summary: "Takes a network into a file, all of it or nothing.",
    details: """
      SOURCE is a network folder (nodes.csv and its kin), or an OFDS 0.3 or 0.4 network in JSON or
      GeoJSON. Where FILE exists, things are updated by their codes, as one change, which
      `undo` takes back unless it posted money. What
      contradicts itself is kept and reported; `topoq check FILE` lists it again.

      Nothing is deleted: what FILE holds and SOURCE no longer names stays as it is. Only ladder.csv
      and rules.csv are whole tables, whose other rows go, and a joint makes way for one that takes
      the same end. --dry-run says all this beforehand, file by file: rows added, changed, removed,
      vanished (held, and not named any more) and unchanged; or it lists what is wrong with SOURCE.
      """,
    operands: ["SOURCE"],
    options: [
      Option("--into", "FILE", doc: "the topoq file to make, or to change where it exists"),
      Option("--as", choices: ["folder", "ofds"], doc: "what SOURCE is; else it is seen from it"),
      Option(
        "--tolerance", "M",
        doc: "how far, in metres, a node may lie that stands in for a missing line end"),
      Option("--dry-run", doc: "writes nothing: says what would be added, changed or has vanished"),
      .who, .format, .errors, .noColor,
    ])

  static func run(_ arguments: Arguments, _ report: ErrorReport) throws -> ExitStatus {
    let target = try arguments.required("--into", "which file: --into net.topoq")
    let tolerance = try arguments.metres("--tolerance") ?? PlantImport.defaultTolerance
    let form = Form(
      source: arguments.operands[0], target: target, format: arguments.value("--as"),
      tolerance: tolerance, author: arguments.value("--who") ?? LoginName.current)
    guard arguments.has("--dry-run") else {
      if arguments.has("--format") {
        throw UsageError(
          "--format is for --dry-run", advice: "an import says on standard error what came in")
      }
      let found = try working(form, report.console) { try $0.run() }
      say(found, target, report.console)
      return .done
    }
    do {
      let preview = try working(form, report.console) { try $0.preview() }
      let format = arguments.value("--format").flatMap(AnswerFormat.init)
      try show(preview, target, format ?? report.console.defaultFormat, report.console)
      return .done
    } catch let wrong as ImportProblems {
      for message in wrong.messages { report.say(message) }
      if wrong.isCut { report.note("that is enough for once; there may be more") }
      return .refused
    }
  }

  /// Imports with progress on a terminal.
  static func importing(
    _ source: String, into target: String, format: String? = nil,
    tolerance: Double = PlantImport.defaultTolerance, console: Console
  ) throws -> ImportReport {
    let form = Form(
      source: source, target: target, format: format, tolerance: tolerance,
      author: LoginName.current)
    return try working(form, console) { try $0.run() }
  }

  /// What is imported into what, and by whom.
  private struct Form {
    let source: String
    let target: String
    let format: String?
    let tolerance: Double
    let author: String
  }

  private static func working<Result>(
    _ form: Form, _ console: Console, _ body: (NetworkImport) throws -> Result
  ) throws -> Result {
    let remains = ImportRemains(of: form.target)
    Interruption.shared.listen {
      // Whatever was half written is nobody's: the target is as it was.
      remains.remove()
      console.say("\ninterrupted; nothing was changed")
      _exit(ExitStatus.interrupted.rawValue)
    }
    let line = ProgressLine(console: console)
    defer { line.clear() }
    let work = NetworkImport(
      source: form.source, into: form.target,
      format: form.format.flatMap(NetworkImport.Format.init), modules: modules,
      tolerance: form.tolerance, author: form.author
    ) { name, count in
      line.show("reading \(NumberText.grouped(count)) \(name)")
    }
    return try body(work)
  }

  /// What would be otherwise, on standard output, and what would be found.
  private static func show(
    _ preview: ImportPreview, _ target: String, _ format: AnswerFormat, _ console: Console
  ) throws {
    var writer = format.writer(
      into: ByteSink(descriptor: STDOUT_FILENO), layout: console.layout)
    try DifferenceList(preview.differences).write(into: &writer)
    let isAny = preview.differences.contains { $0.isAny }
    console.say(
      "\(target): nothing was written"
        + (isAny ? "; the same without --dry-run does it" : ", and nothing would change"))
    sayFindings(preview.report, console)
  }

  /// What came in, and the first of what was found, on standard error.
  private static func say(_ found: ImportReport, _ target: String, _ console: Console) {
    let rows = found.rows.map { RowCount($0.count, of: $0.name).text }
    console.say("\(target): \(rows.joined(separator: ", "))")
    console.say("light: \(RowCount(found.lightPoints, of: "points").text)")
    if found.nodesWithoutLocation > 0 {
      console.say("without a location: \(RowCount(found.nodesWithoutLocation, of: "nodes").text)")
    }
    sayFindings(found, console)
    let rest = found.findings.count - shownFindings
    if rest > 0 {
      console.say("and \(NumberText.grouped(rest)) more: `topoq check \(target)` lists them")
    }
  }

  private static let shownFindings = 10

  private static func sayFindings(_ found: ImportReport, _ console: Console) {
    for finding in found.findings.prefix(shownFindings) {
      let thing = "\(finding.noun) \(finding.code)"
      console.say(DisplayWidth.escaped("found: \(finding.rule): \(thing): \(finding.message)"))
    }
  }
}

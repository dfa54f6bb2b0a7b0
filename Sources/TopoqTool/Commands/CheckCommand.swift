// `topoq check`: everything derived recomputed, every contradiction listed.

import Topoq
import TopoqExchange
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum CheckCommand {
  static let form = CommandForm(
    "check", usage: ["check FILE [--format FORMAT]"],
    summary: "Lists every contradiction in a file.",
    details: "exit status: 0 the file is clean, 5 something was found, 3 it cannot be read",
    operands: ["FILE"], options: [.format, .today, .errors, .noColor])

  static func run(_ arguments: Arguments, _ report: ErrorReport) throws -> ExitStatus {
    let today = try arguments.day("--today") ?? Day.today()
    let file = try OpenCommand.open(arguments.operands[0], today: today, isReadOnly: true)
    Interruption.shared.listen { file.interrupt() }
    let findings = try file.check()
    guard !findings.isEmpty else {
      report.console.say("\(arguments.operands[0]): no findings")
      return .done
    }
    let format = arguments.value("--format").flatMap(AnswerFormat.init)
    var writer = (format ?? report.console.defaultFormat).writer(
      into: ByteSink(descriptor: STDOUT_FILENO), layout: report.console.layout)
    try FindingList(findings).write(into: &writer)
    if !report.console.outputIsTerminal {
      report.console.say(RowCount(findings.count, of: "findings").text)
    }
    return .found
  }
}

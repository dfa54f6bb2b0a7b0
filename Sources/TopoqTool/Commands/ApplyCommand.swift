// `topoq apply`: what field crews changed, line by line, each once.

import Topoq
import TopoqExchange
import TopoqSyntax
import TopoqText

enum ApplyCommand {
  static let form = CommandForm(
    "apply", usage: ["apply FILE CHANGES [--yes]"],
    summary: "Makes the changes of a field crew's file, each once.",
    details: """
      A line is a time, an author and a change: `2026-05-03T10:20:00Z anna cut route F7 at 1.2 km`.
      An author of several words stands in quotes; blank lines and lines that begin with `--` are
      left out. Each line is one change of the journal, and the three tell it from all others: a
      line that was applied before is skipped, so that a file that stopped can be run again. The
      first line that is wrong stops it.

      exit status: 0 done, 1 a line is wrong or a change refused, 2 usage, 3 file or disk
      """,
    operands: ["FILE", "CHANGES"], options: [.yes, .errors, .noColor])

  static func run(_ arguments: Arguments, _ report: ErrorReport) throws -> ExitStatus {
    let path = arguments.operands[1]
    let text = try ByteSource.bytes(ofFile: path == "-" ? "/dev/stdin" : path)
    let file = try OpenCommand.open(arguments.operands[0], today: .today(), isReadOnly: false)
    Interruption.shared.listen { file.interrupt() }
    var tally = (applied: 0, skipped: 0)
    defer { report.console.say(summary(path, tally)) }
    let lines = String(decoding: text, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      if Interruption.shared.hasCome { return .interrupted }
      do {
        guard let entry = try CrewLine(String(line)) else { continue }
        do {
          let isNew = try file.apply(entry, isConfirmed: arguments.has("--yes")) != nil
          if isNew { tally.applied += 1 } else { tally.skipped += 1 }
        } catch let wrong as WrongSentence {
          report.say("\(path):\(index + 1): this line is wrong, and stops it")
          for diagnostic in wrong.diagnostics { report.say(diagnostic, in: entry.sentence) }
          return .refused
        }
      } catch let fault as CrewLine.Fault {
        report.say("\(path):\(index + 1): \(fault.description)", help: fault.help)
        return .refused
      }
    }
    return .done
  }

  private static func summary(_ path: String, _ tally: (applied: Int, skipped: Int)) -> String {
    let applied = "\(path): \(RowCount(tally.applied, of: "changes").text) made"
    return tally.skipped == 0 ? applied : applied + ", \(tally.skipped) applied before"
  }
}

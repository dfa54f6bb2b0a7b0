// `topoq report`: the state of the business on one page that people look at.

import Topoq
import TopoqExchange
import TopoqStore
import TopoqSyntax
import TopoqText

enum ReportCommand {
  static let form = CommandForm(
    "report", usage: ["report FILE --out PAGE.html [--today DATE]"],
    summary:
      "Writes one page of HTML: leaks, funnel, growth, revenue per user, ageing, fill, a map.",
    details: """
      The page holds all it needs, prints well, and is readable on a phone. Each number on it is
      the answer to the sentence beneath it; what the file cannot answer is left out with a line
      that says why. The audit is run first, so the file is written to.
      """,
    operands: ["FILE"],
    options: [
      Option("--out", "PAGE.html", doc: "the page to write"), .today, .errors, .noColor,
    ])

  static func run(_ arguments: Arguments, _ report: ErrorReport) throws -> ExitStatus {
    let path = try arguments.required("--out", "where to: --out report.html")
    let name = arguments.operands[0]
    try FilePlace(name).refuseAsOutput(path)
    let today = try arguments.day("--today") ?? Day.today()
    let file = try OpenCommand.open(name, today: today, isReadOnly: false)
    Interruption.shared.listen { file.interrupt() }
    defer { Interruption.shared.listen {} }
    let title = name.split(separator: "/").last.map { String($0) } ?? name
    // Findings are what the last audit found: it comes first, wherever it stands on the page.
    let audited = answers(to: .audit, file)
    var page = ReportPage(try ByteSink(path: path), title: title, day: today)
    var left = 0
    for section in ReportSection.all {
      let isAudit = section.title == ReportSection.audit.title
      switch isAudit ? audited : answers(to: section, file) {
      case .success(let answers): try page.add(section, answers)
      case .failure(let wrong as WrongSentence):
        left += 1
        page.leaveOut(section, because: wrong.diagnostics.first?.message ?? "it cannot be asked")
      case .failure(let error): throw error
      }
    }
    try page.finish()
    let sections = RowCount(ReportSection.all.count - left, of: "sections").text
    report.console.say("\(path): \(sections)" + (left > 0 ? ", \(left) left out" : ""))
    return .done
  }

  private static func answers(
    to section: ReportSection, _ file: NetworkFile
  ) -> Result<[HeldRows], any Error> {
    Result { try section.questions.map { try answer($0.sentence, section, file) } }
  }

  private static func answer(
    _ sentence: String, _ section: ReportSection, _ file: NetworkFile
  ) throws -> HeldRows {
    let parsed = file.parse(sentence).parsed
    guard !parsed.hasErrors else { throw WrongSentence(parsed.diagnostics) }
    var rows = HeldRows(wantsGeometry: section.wantsGeometry)
    for statement in parsed.statements { _ = try file.run(statement, of: sentence, into: &rows) }
    return rows
  }
}

// Options that several commands take, worded once.

import TopoqExchange

extension Option {
  static let format = Option(
    "--format", choices: AnswerFormat.names,
    doc: "how answers are written: a table on a terminal, else csv")
  static let today = Option(
    "--today", "DATE", doc: "the day that `today` means, such as 2026-05-01; else this machine's")
  static let who = Option(
    "--who", "NAME", doc: "who makes the changes, for the journal; else the login name")
  static let yes = Option("--yes", doc: "make changes of several things without asking")
  static let errors = Option(
    "--errors", choices: ErrorReport.Form.allCases.map(\.rawValue),
    doc: "how errors are written to standard error")
  static let noColor = Option(
    "--no-color", doc: "no colours; NO_COLOR in the environment says the same")
}

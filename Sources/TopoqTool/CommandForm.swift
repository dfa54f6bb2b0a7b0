// What a command takes: its operands, its options, and the page that `--help` shows.

/// The form of one command.
struct CommandForm: Sendable {
  /// `import`
  let name: String
  /// What is typed after `topoq`, one line for each way: `import SOURCE --into FILE`.
  let usage: [String]
  /// One line, for the list of all commands.
  let summary: String
  /// What else there is to know, in lines for the page.
  let details: String
  /// The names of its operands; the last of them may be left out where `optionalOperands` says so.
  let operands: [String]
  let optionalOperands: Int
  let options: [Option]

  init(
    _ name: String, usage: [String], summary: String, details: String = "",
    operands: [String] = [], optionalOperands: Int = 0, options: [Option] = []
  ) {
    self.name = name
    self.usage = usage
    self.summary = summary
    self.details = details
    self.operands = operands
    self.optionalOperands = optionalOperands
    self.options = options
  }

  /// The page of `topoq COMMAND --help`.
  var page: String {
    var text = usage.enumerated().map { index, line in
      (index == 0 ? "usage: topoq " : "       topoq ") + line + "\n"
    }.joined()
    text += "\n\(summary)\n"
    if !details.isEmpty { text += "\n\(details)\n" }
    let listed = options + [Option("--help", doc: "show this page")]
    let width = listed.map(\.usage.utf8.count).filter { $0 <= 28 }.max() ?? 0
    text += "\noptions:\n"
    for option in listed {
      let space = width - option.usage.utf8.count
      let gap =
        space >= 0 ? spaces(space + 2) : "\n" + spaces(width + 4)
      text += "  \(option.usage)\(gap)\(option.doc)\n"
    }
    return text
  }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}

// `topoq help`: the commands, or one of them, or what an error's code means.

import TopoqSyntax

enum HelpCommand {
  static let form = CommandForm(
    "help", usage: ["help [COMMAND or CODE]"],
    summary: "Explains a command, or the code of an error such as E302.",
    details: "What can be asked of a network, a file says itself: topoq FILE -c help",
    operands: ["WORD"], optionalOperands: 1)

  static func run(_ operands: [String]) throws -> ExitStatus {
    let console = Console()
    guard let word = operands.first else {
      try console.print(overview)
      return .done
    }
    if let command = Command(rawValue: word) {
      try console.print(command.form.page)
      return .done
    }
    if let text = DiagnosticCatalogue.explanation(of: word) {
      try console.print("\(word.uppercased()): \(text)\n")
      return .done
    }
    if word.lowercased() == "errors" {
      let lines = DiagnosticCatalogue.summaries.map { "\($0.code.rawValue)  \($0.summary)\n" }
      try console.print(lines.joined())
      return .done
    }
    let near = Suggestions.nearest(to: word, among: Command.allCases.map(\.rawValue)).first
    throw UsageError(
      "there is no help on `\(word)` here",
      advice: near.map { "did you mean: topoq help \($0)?" }
        ?? "words of the language are explained by a file: topoq FILE -c \"help \(word)\"")
  }

  /// The page of `topoq help`.
  static var overview: String {
    var text = """
      topoq keeps a fibre network, its customers and their charges in one file, and answers
      sentences about all of them:

        topoq net.topoq -c "customers on splitter S12 where not billed"

      commands:

      """
    for command in Command.allCases {
      let name = command == .open ? "FILE" : command.rawValue
      let gap = String(repeating: " ", count: 10 - name.utf8.count)
      text += "  \(name)\(gap)\(command.form.summary)\n"
    }
    text += """

      `topoq COMMAND --help` says more; `topoq demo` shows all of it on a village.

      """
    return text
  }
}

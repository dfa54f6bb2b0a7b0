// How errors and notes reach the asker: with carets and colour on a terminal, as JSON for programs.

import TopoqExchange
import TopoqSyntax
import TopoqText

/// Says on standard error what is wrong.
struct ErrorReport: Sendable {
  enum Form: String, CaseIterable, Sendable {
    case text, json
  }

  let form: Form
  let console: Console

  /// A finding of the language, in the text that was asked.
  func say(_ diagnostic: Diagnostic, in source: String) {
    switch form {
    case .json: console.say(diagnostic.json(source: source))
    case .text:
      // One line is one line of the report: what data it quotes cannot drive the terminal.
      let lines = diagnostic.rendered(source: source).split(
        separator: "\n", omittingEmptySubsequences: false)
      for line in lines { console.say(painted(DisplayWidth.escaped(String(line)))) }
    }
  }

  /// Anything else: a file that cannot be read, a disk that is full.
  func say(_ message: String, help: String? = nil) {
    switch form {
    case .json:
      console.say(Diagnostic(nil, message, at: nil, help: help).json(source: ""))
    case .text:
      console.say(painted("error: " + DisplayWidth.escaped(message)))
      if let help { console.say(painted("  = help: " + DisplayWidth.escaped(help))) }
    }
  }

  /// A remark on an answer that is right.
  func note(_ message: String) {
    switch form {
    case .json:
      console.say(Diagnostic(nil, severity: .note, message, at: nil).json(source: ""))
    case .text: console.say(painted("note: " + DisplayWidth.escaped(message)))
    }
  }

  private var isColored: Bool { console.errorIsTerminal && console.allowsColor }

  private func painted(_ line: String) -> String {
    guard isColored else { return line }
    let starts: [(String, String)] = [("error", "1;31"), ("warning", "1;33"), ("note", "1;36")]
    for (word, color) in starts where line.hasPrefix(word) {
      guard let colon = line.firstIndex(of: ":") else { break }
      return "\u{1b}[\(color)m\(line[..<colon])\u{1b}[0m\(line[colon...])"
    }
    let afterGutter = line.drop { $0 == " " || $0 == "|" }
    if !afterGutter.isEmpty && afterGutter.allSatisfy({ $0 == "^" || $0 == " " }) {
      return "\u{1b}[1;31m\(line)\u{1b}[0m"
    }
    if afterGutter.hasPrefix("= ") { return "\u{1b}[36m\(line)\u{1b}[0m" }
    return line
  }
}

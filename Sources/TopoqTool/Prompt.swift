// The conversation: a prompt, a sentence over one line or several, its answer, and again.

/// Reads sentences from a person. It never ends for an error; `quit`, `\q` or Ctrl-D end it.
struct Prompt {
  /// Shows a prompt and reads a line; it is given what was typed of the sentence already.
  let nextLine: (_ prompt: String, _ before: String) -> LineInput.Event
  /// Shows a line break or a remark.
  let show: (String) -> Void
  /// Whether a text can be run, or only stops too early.
  let isComplete: (String) -> Bool
  /// Runs a whole text and shows what comes of it.
  let answer: (String) -> Void

  static let first = "topoq> "
  static let continuation = "  ...> "

  func run() {
    var text = ""
    while true {
      switch nextLine(text.isEmpty ? Prompt.first : Prompt.continuation, text) {
      case .end:
        show("\n")
        return
      case .interrupted:
        show("\n")
        text = ""
      case .line(let line):
        if text.isEmpty && Prompt.ends(line) { return }
        let isFinal = line.allSatisfy(\.isWhitespace)
        if text.isEmpty && isFinal { continue }
        text += text.isEmpty ? line : "\n" + line
        // An empty line says: this is all there is.
        guard isFinal || isComplete(text) else { continue }
        answer(text)
        text = ""
      }
    }
  }

  private static func ends(_ line: String) -> Bool {
    let word = line.split(whereSeparator: { $0.isWhitespace || $0 == ";" }).joined(separator: " ")
    return ["\\q", "quit", "exit", ".quit", ".exit"].contains(word)
  }
}

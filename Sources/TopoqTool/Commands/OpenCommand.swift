// `topoq FILE`: asks a network file, by prompt or by script.

import Topoq
import TopoqExchange
import TopoqStore
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum OpenCommand {
  static let form = CommandForm(
    "open",
    usage: [
      "FILE [options]", "FILE -c \"SENTENCE\" [options]", "FILE -f SCRIPT [options]",
    ],
    summary: "Asks a network file.",
    details: """
      Without -c and -f, sentences are read from standard input: at a prompt on a terminal,
      else to the end, with `;` between them. Answers go to standard output, all else to standard
      error. The first sentence that is wrong ends a script.

      exit status: 0 done, 1 a sentence is wrong, 2 usage, 3 file or disk, 4 --expect not met,
      130 interrupted
      """,
    operands: ["FILE"],
    options: [
      Option("-c", "SENTENCE", isRepeatable: true, doc: "run this and end; may be repeated"),
      Option("-f", "SCRIPT", isRepeatable: true, doc: "run the sentences of this file and end"),
      .format, .today,
      Option("--timing", doc: "after each answer, say where its time went"),
      Option(
        "--expect", choices: ["rows", "none"],
        doc: "exit status 4 unless the answers have rows, or have none"),
      .who, .yes,
      Option("--read-only", doc: "never write to the file, not even to upgrade an older one"),
      .errors, .noColor,
    ])

  static func run(_ arguments: Arguments, _ report: ErrorReport) throws -> ExitStatus {
    let today = try arguments.day("--today") ?? Day.today()
    let file = try open(
      arguments.operands[0], today: today, isReadOnly: arguments.has("--read-only"),
      author: arguments.value("--who"))
    // Read before Ctrl-C is taken over: whoever waits for a pipe can still be stopped by it.
    let texts = try texts(of: arguments, report.console)
    Interruption.shared.listen { file.interrupt() }
    var runner = SentenceRunner(
      file: file, format: arguments.value("--format").flatMap(AnswerFormat.init),
      console: report.console, report: report, showsTiming: arguments.has("--timing"),
      separatesTables: texts != nil, isConfirmed: arguments.has("--yes"))
    guard let texts else {
      converse(file, arguments, report)
      return .done
    }
    for text in texts {
      if let stopped = runner.run(text) { return stopped }
    }
    return verdict(arguments.value("--expect"), rows: runner.rowCount, report)
  }

  /// What is to be run: sentences, then scripts, else standard input; nil at a prompt.
  private static func texts(of arguments: Arguments, _ console: Console) throws -> [String]? {
    let sentences = arguments.values("-c")
    let scripts = arguments.values("-f").map { $0 == "-" ? "/dev/stdin" : $0 }
    guard sentences.isEmpty && scripts.isEmpty else {
      return try sentences + scripts.map(text)
    }
    return console.inputIsTerminal ? nil : [try text(of: "/dev/stdin")]
  }

  /// Opens a file for reading, and for writing once something changes it; one that an older topoq
  /// wrote is upgraded first.
  static func open(
    _ path: String, today: Day, isReadOnly: Bool, author: String? = nil
  ) throws -> NetworkFile {
    func open(_ mode: NetworkFile.Mode) throws -> NetworkFile {
      try NetworkFile(
        path, mode: mode, modules: modules, today: today, author: author ?? LoginName.current)
    }
    do {
      return try open(isReadOnly ? .read : .asNeeded)
    } catch let refusal as FileFormat.Refusal where refusal.isOlder && !isReadOnly {
      _ = try open(.write)
      return try open(.asNeeded)
    }
  }

  private static func converse(
    _ file: NetworkFile, _ arguments: Arguments, _ report: ErrorReport
  ) {
    let console = report.console
    let interruption = Interruption.shared
    interruption.setPrompting(true)
    console.say(
      "topoq \(Tool.version) · `help` lists what can be asked · "
        + (console.canEdit ? "Tab shows what can come next · " : "") + "`quit` ends")
    var input = LineInput(wakeDescriptor: interruption.wakeDescriptor)
    var work = SentenceRunner(
      file: file, format: arguments.value("--format").flatMap(AnswerFormat.init),
      console: console, report: report, showsTiming: arguments.has("--timing"),
      isConfirmed: arguments.has("--yes"),
      confirm: {
        guard case .line(let answer) = input.next() else { return false }
        return ["y", "yes"].contains(answer.lowercased())
      })
    let mode = console.canEdit ? TerminalMode() : nil
    var editor = LineEditor(
      show: console.show, width: { console.promptWidth },
      completions: file.completions(atEndOf:))
    let prompt = Prompt(
      nextLine: { prompt, before in
        defer { interruption.clear() }
        guard let mode else {
          console.show(prompt)
          return input.next()
        }
        return mode.edit { editor.line(prompt: prompt, after: before, from: &input) }
      },
      show: console.show,
      isComplete: work.isComplete,
      answer: { text in
        _ = work.run(text)
        interruption.clear()
      })
    prompt.run()
  }

  /// A script, up to a byte more than the language reads, which it then refuses.
  private static func text(of path: String) throws -> String {
    let limit = 1 << 20
    var source = try ByteSource(path: path)
    var bytes = [UInt8](repeating: 0, count: limit + 1)
    var filled = 0
    while filled < bytes.count {
      let count = try bytes.withUnsafeMutableBytes {
        try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...]))
      }
      if count == 0 { break }
      filled += count
    }
    return String(decoding: bytes[..<filled], as: UTF8.self)
  }

  private static func verdict(
    _ expected: String?, rows: Int, _ report: ErrorReport
  ) -> ExitStatus {
    switch expected {
    case "rows" where rows == 0:
      report.say("rows were expected, and there are none")
      return .unexpected
    case "none" where rows > 0:
      report.say("no rows were expected, and there are \(rows)")
      return .unexpected
    default: return .done
    }
  }
}

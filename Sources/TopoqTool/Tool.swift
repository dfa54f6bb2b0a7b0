// From the words of the command line to a command, and from whatever goes wrong to an exit status.

import TopoqSQLite
import TopoqSyntax
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The tool as a whole.
enum Tool {
  static let version = "0.1.0"

  /// Runs the command that `words` stand for.
  static func run(_ words: [String]) -> ExitStatus {
    signal(SIGPIPE, SIG_IGN)
    // A file that may grow no further is said like a full disk, and does not kill.
    signal(SIGXFSZ, SIG_IGN)
    guard let first = words.first else {
      Console().show(HelpCommand.overview)
      return .usage
    }
    if first == "--version" { return finish { try VersionCommand.run() } }
    if first == "--help" || first == "-h" { return finish { try HelpCommand.run([]) } }
    let command = Command(rawValue: first)
    if command == nil && !first.hasPrefix("-") && !isFile(first) { return unknown(first) }
    return run(command ?? .open, command == nil ? words : Array(words.dropFirst()))
  }

  private static func run(_ command: Command, _ words: [String]) -> ExitStatus {
    let report = report(words)
    do throws(UsageError) {
      let arguments = try Arguments(words, of: command.form)
      if arguments.wantsHelp {
        return finish {
          try Console().print(command.form.page)
          return .done
        }
      }
      return try command.run(arguments, report)
    } catch {
      report.say(error.message, help: error.advice)
      return .usage
    }
  }

  /// How errors are said, as far as the words tell before they are read.
  private static func report(_ words: [String]) -> ErrorReport {
    let asked =
      words.contains("--errors=json")
      || zip(words, words.dropFirst()).contains { $0 == "--errors" && $1 == "json" }
    return ErrorReport(
      form: asked ? .json : .text, console: Console(noColor: words.contains("--no-color")))
  }

  /// Says what went wrong with a file, the database or the disk. A closed pipe is no error.
  static func explain(_ error: any Error, _ report: ErrorReport) -> ExitStatus {
    if (error as? FileError)?.reason == .brokenPipe { return .done }
    if (error as? SQLiteError)?.isInterrupt == true {
      report.note("interrupted")
      return .interrupted
    }
    if let error = error as? SQLiteError, error.isFull {
      report.say("the disk is full; nothing was changed")
      return .failed
    }
    report.say("\(error)")
    return .failed
  }

  private static func finish(_ body: () throws -> ExitStatus) -> ExitStatus {
    do {
      return try body()
    } catch {
      return explain(error, ErrorReport(form: .text, console: Console()))
    }
  }

  /// Whether a word is meant as a file: it is there, or it looks like one.
  private static func isFile(_ word: String) -> Bool {
    word.contains(".") || word.contains("/") || access(word, F_OK) == 0
  }

  private static func unknown(_ word: String) -> ExitStatus {
    let near = Suggestions.nearest(to: word, among: Command.allCases.map(\.rawValue)).first
    let report = ErrorReport(form: .text, console: Console())
    report.say(
      "`\(word)` is no command, and no file of that name is here",
      help: near.map { "did you mean: topoq \($0)?" } ?? "`topoq help` lists the commands")
    return .usage
  }
}

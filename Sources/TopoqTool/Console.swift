// The three standard streams: which are terminals, how wide, in colour or not.

import TopoqExchange
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the tool knows of where it reads and writes.
struct Console: Sendable {
  let inputIsTerminal: Bool
  let outputIsTerminal: Bool
  let errorIsTerminal: Bool
  /// Whether colours are wanted at all (https://no-color.org).
  let allowsColor: Bool

  /// - Parameter noColor: whether `--no-color` was given.
  init(noColor: Bool = false) {
    inputIsTerminal = isatty(STDIN_FILENO) == 1
    outputIsTerminal = isatty(STDOUT_FILENO) == 1
    errorIsTerminal = isatty(STDERR_FILENO) == 1
    let forbids = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    let isDumb = getenv("TERM").map { strcmp($0, "dumb") == 0 } ?? false
    allowsColor = !noColor && !forbids && !isDumb
  }

  /// How tables are laid out on standard output.
  var layout: TableLayout {
    guard outputIsTerminal else { return TableLayout() }
    return TableLayout(width: width(of: STDOUT_FILENO), isColored: allowsColor, showsCount: true)
  }

  /// The format of answers where none is asked for.
  var defaultFormat: AnswerFormat { outputIsTerminal ? .table : .csv }

  /// Whether a line can be edited while it is typed.
  var canEdit: Bool {
    inputIsTerminal && errorIsTerminal && !(getenv("TERM").map { strcmp($0, "dumb") == 0 } ?? true)
  }

  /// The columns of the terminal on which a prompt stands.
  var promptWidth: Int { width(of: STDERR_FILENO) ?? 80 }

  /// The width of the terminal, in character cells, where it tells.
  private func width(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Writes a line to standard error.
  func say(_ text: String) { show(text + "\n") }

  /// Writes to standard error as it is; a failure there cannot be told to anybody.
  func show(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = write(STDERR_FILENO, rest.baseAddress, rest.count)
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { return }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }
  }

  /// Writes text to standard output.
  /// - Throws: `FileError`.
  func print(_ text: String) throws(FileError) {
    var sink = ByteSink(descriptor: STDOUT_FILENO)
    sink.append(text)
    try sink.finish()
  }
}

// How the terminal hands over keys: one by one while a line is edited, else as it was.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Holds only while `edit` runs, so that answers are written, and an ending by force finds the
/// terminal, as they always do. Ctrl-C stays a signal.
struct TerminalMode: Sendable {
  private let usual: termios

  /// What the system takes for a control character that is switched off.
  #if canImport(Glibc)
    private static let noCharacter: cc_t = 0
  #else
    private static let noCharacter: cc_t = 0xFF
  #endif

  /// Nil where standard input is no terminal.
  init?() {
    var mode = termios()
    guard tcgetattr(STDIN_FILENO, &mode) == 0 else { return nil }
    usual = mode
  }

  /// Runs `body` with keys unechoed, as they come.
  func edit<Result>(_ body: () -> Result) -> Result {
    var mode = usual
    mode.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
    mode.c_iflag &= ~tcflag_t(IXON)
    withUnsafeMutableBytes(of: &mode.c_cc) { characters in
      characters[Int(VMIN)] = 1
      characters[Int(VTIME)] = 0
      // A stop by Ctrl-Z would leave the shell with a terminal that shows nothing.
      characters[Int(VSUSP)] = TerminalMode.noCharacter
    }
    tcsetattr(STDIN_FILENO, TCSADRAIN, &mode)
    defer {
      var mode = usual
      tcsetattr(STDIN_FILENO, TCSADRAIN, &mode)
    }
    return body()
  }
}

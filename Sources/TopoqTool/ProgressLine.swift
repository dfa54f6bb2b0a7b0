// One line on a terminal that says how far long work has come.

import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Rewrites its line at most ten times a second, and only on a terminal.
final class ProgressLine {
  private let console: Console
  private var lastShown = 0.0
  private var isShown = false

  init(console: Console) { self.console = console }

  func show(_ text: String) {
    guard console.errorIsTerminal else { return }
    let now = ProgressLine.seconds()
    guard now - lastShown >= 0.1 else { return }
    lastShown = now
    isShown = true
    console.show("\r\u{1b}[K\(text)")
  }

  /// Takes the line away, before anything else is said.
  func clear() {
    if isShown { console.show("\r\u{1b}[K") }
    isShown = false
  }

  private static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

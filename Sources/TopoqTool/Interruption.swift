// Ctrl-C: stops the sentence that is running, and ends a script that will not stop.

import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Takes SIGINT on a thread of its own, where locks and SQLite may be touched, which a signal
/// handler may not. The signal is blocked everywhere else.
final class Interruption: Sendable {
  static let shared = Interruption()

  /// Readable once Ctrl-C has come; for `poll` beside the standard input.
  let wakeDescriptor: Int32
  private let alarmDescriptor: Int32
  private let state = Mutex(State())

  private struct State {
    var hasCome = false
    var isPrompting = false
    var stop: (@Sendable () -> Void)?
  }

  private init() {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 {
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }
    wakeDescriptor = ends[0]
    alarmDescriptor = ends[1]
  }

  /// Starts to listen; from now on Ctrl-C calls `stop`.
  func listen(stop: @escaping @Sendable () -> Void) {
    let isFirst = state.withLock { state in
      defer { state.stop = stop }
      return state.stop == nil
    }
    guard isFirst else { return }
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    pthread_create(&thread, nil, { _ in Interruption.shared.wait() }, nil)
  }

  /// Whether Ctrl-C has come since `clear`.
  var hasCome: Bool { state.withLock { $0.hasCome } }

  /// Forgets what came: the prompt stands again.
  func clear() {
    state.withLock { $0.hasCome = false }
    var byte: UInt8 = 0
    var waiting = pollfd(fd: wakeDescriptor, events: Int16(POLLIN), revents: 0)
    while poll(&waiting, 1, 0) > 0 && read(wakeDescriptor, &byte, 1) == 1 {}
  }

  /// At a prompt the second Ctrl-C is as harmless as the first; in a script it ends the process.
  func setPrompting(_ isPrompting: Bool) { state.withLock { $0.isPrompting = isPrompting } }

  private func wait() -> Never {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    var signal: Int32 = 0
    while true {
      guard sigwait(&signals, &signal) == 0 else { continue }
      let (isSecond, stop) = state.withLock { state in
        defer { state.hasCome = true }
        return (state.hasCome && !state.isPrompting, state.stop)
      }
      if isSecond { _exit(ExitStatus.interrupted.rawValue) }
      stop?()
      var byte: UInt8 = 1
      _ = write(alarmDescriptor, &byte, 1)
    }
  }
}

// How the tool ends, for scripts to act on.

/// The exit statuses of `topoq`; they are part of its contract.
enum ExitStatus: Int32, Sendable {
  case done = 0
  /// A sentence is wrong, or a change was refused.
  case refused = 1
  /// The command line is wrong.
  case usage = 2
  /// The file, the database or the disk.
  case failed = 3
  /// `--expect` was not met.
  case unexpected = 4
  /// `check` found something.
  case found = 5
  /// Ctrl-C.
  case interrupted = 130
}

// Clocks, medians, processes and the smallest of answer writers.

import TopoqQuery
import TopoqSQLite

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

func microseconds(since start: ContinuousClock.Instant) -> Double {
  let (seconds, attoseconds) = (ContinuousClock.now - start).components
  return Double(seconds) * 1e6 + Double(attoseconds) / 1e12
}

/// Seconds that `body` takes.
func time(_ body: () throws -> Void) rethrows -> Double {
  let start = ContinuousClock.now
  try body()
  return microseconds(since: start) / 1e6
}

func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
}

func peakMemoryInMegabytes() -> Int {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return Int(usage.ru_maxrss) / 1024
}

/// Runs a command several times: its median wall time, and the most memory one run took.
func processTimes(
  _ command: [String], _ rounds: Int = 15
) throws -> (median: Double, megabytes: Int) {
  var times: [Double] = []
  var memory = 0
  for _ in 0..<rounds {
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var child = pid_t()
    let start = ContinuousClock.now
    guard posix_spawn(&child, command[0], &actions, nil, arguments, environ) == 0 else {
      throw BenchOptions.Wrong(description: "\(command[0]) cannot be run")
    }
    var status: Int32 = 0
    var usage = rusage()
    wait4(child, &status, 0, &usage)
    times.append(microseconds(since: start))
    memory = max(memory, Int(usage.ru_maxrss) / 1024)
    guard status == 0 else {
      throw BenchOptions.Wrong(description: "\(command.joined(separator: " ")) failed")
    }
  }
  return (median(times), memory)
}

/// Keeps the first column of an answer.
struct FirstColumn: AnswerWriter {
  var texts: [String] = []
  var wantsGeometry: Bool { false }
  mutating func begin(_ header: AnswerHeader) {}
  mutating func add(_ values: [SQLiteValue], geometry: [UInt8]?) {
    texts.append(Self.text(values[0]))
  }
  mutating func end() {}

  static func text(_ value: SQLiteValue) -> String {
    switch value {
    case .text(let text): text
    case .integer(let number): String(number)
    default: "\(value)"
    }
  }
}

/// Keeps a number of the last row of an answer.
struct LastNumber: AnswerWriter {
  let column: String
  private var index: Int?
  var number = 0.0

  init(column: String) { self.column = column }
  var wantsGeometry: Bool { false }
  mutating func begin(_ header: AnswerHeader) {
    index = header.columns.firstIndex { $0.name == column }
  }
  mutating func add(_ values: [SQLiteValue], geometry: [UInt8]?) {
    if let index { number = values[index].real ?? 0 }
  }
  mutating func end() {}
}

// How long a stage takes: the monotonic clock, read without anything around it.

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Nanoseconds of the monotonic clock. Two readings a row must not weigh on what they measure.
enum Stopwatch {
  static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  static func microseconds(since start: Int) -> Double { Double(now - start) / 1000 }
}

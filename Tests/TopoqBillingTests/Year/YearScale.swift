// How large the year is: `TOPOQ_YEAR=1000 TOPOQ_SEED=7 swift test --filter OperatorYear`.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum YearScale {
  /// A thousand is the run that counts, and takes its minutes.
  static let customers = variable("TOPOQ_YEAR").flatMap { Int($0) } ?? 40
  static let seeds: [UInt64] = variable("TOPOQ_SEED").flatMap { UInt64($0) }.map { [$0] } ?? [1, 2]
  /// Whether every sentence is shown.
  static let isTold = variable("TOPOQ_TOLD") != nil

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}

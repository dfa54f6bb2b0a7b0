// topoq-bench: how fast topoq is, beside what an expert writes for the sqlite3 library.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

do {
  let options = try BenchOptions(Array(CommandLine.arguments.dropFirst()))
  if let count = options.fuzzed {
    var fuzz = try Fuzz(seed: options.seed)
    exit(try fuzz.run(count) == 0 ? 0 : 5)
  }
  try Bench(options).run()
} catch {
  let message = "topoq-bench: \(error)\n"
  write(2, message, message.utf8.count)
  exit(error is BenchOptions.Wrong ? 2 : 3)
}

// Several processes on one file: readers while a writer edits, two writers, and a copy of the file.

import TestSupport
import Testing
import Topoq
import TopoqExchange
import TopoqSQLite
import TopoqStore
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("Processes")
struct ProcessTests {
  /// Opens the network of another process and works on it; every failure ends this process.
  private static func work(
    on path: String, _ mode: NetworkFile.Mode, _ body: (NetworkFile) throws -> Void
  ) {
    do {
      let file = try NetworkFile(
        path, mode: mode, modules: TestNetwork.modules, today: TestNetwork.today)
      try body(file)
    } catch {
      print("\(error)")
      exit(1)
    }
  }

  /// Moves a drop there and back, an even number of times.
  private static func move(
    _ premises: String, _ times: Int, from: (String, Int), to: (String, Int), in file: NetworkFile
  ) throws {
    for turn in 1...times {
      let (splitter, port) = turn % 2 == 0 ? from : to
      try file.change("move premises \(premises) to splitter \(splitter) port \(port)")
    }
  }

  private func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

  @Test("two writers and two readers at once: each sees whole changes, none is lost")
  func writersAndReaders() async throws {
    let network = try TestNetwork.village()
    let path = network.path
    async let first = #expect(processExitsWith: .success) { [path = path as String] in
      ProcessTests.work(on: path, .write) {
        try ProcessTests.move("H6", 41, from: ("S12", 1), to: ("S13", 4), in: $0)
      }
    }
    async let second = #expect(processExitsWith: .success) { [path = path as String] in
      ProcessTests.work(on: path, .write) {
        for _ in 0..<20 {
          try $0.change("cut route D41")
          try $0.change("restore route D41")
        }
      }
    }
    async let third = #expect(processExitsWith: .success) { [path = path as String] in
      ProcessTests.work(on: path, .read) { file in
        for _ in 0..<60 {
          guard try file.number("count customers on olt OLT1") == 36 else { exit(2) }
          let fed = try file.answer("trace upstream from customer C1001").column("code")
          guard fed.contains("S12") != fed.contains("S13") else { exit(3) }
        }
      }
    }
    _ = await (first, second, third)
    let file = try network.open(.write)
    #expect(try file.codes("customers on splitter S13").contains("C1001"))
    #expect(try file.codes("routes where cut").isEmpty)
    #expect(try file.check().map(\.rule) == ["line end away from node"])
  }

  @Test("when the last writer closes, the file alone holds everything")
  func copyOfTheFile() throws {
    let network = try TestNetwork.village()
    do {
      let reader = try network.open()
      let file = try network.open(.write)
      try file.change("move premises H6 to splitter S13 port 4")
      #expect(isThere(network.path + "-wal"))
      _ = try reader.codes("customers on splitter S13")
    }
    // The reader that came first and the writer are gone.
    let copy = network.folder + "/copy.topoq"
    var source = try ByteSource(path: network.path)
    var sink = try ByteSink(path: copy)
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try bytes.withUnsafeMutableBytes { try source.read(into: $0) }
      if count == 0 { break }
      sink.append(with: { $0 += bytes[..<count] })
    }
    try sink.finish()
    let file = try NetworkFile(copy, modules: TestNetwork.modules, today: TestNetwork.today)
    #expect(try file.codes("customers on splitter S13").contains("C1001"))
    #expect(!isThere(network.path + "-lock"))
  }

  @Test("an edit waits for the lock, then says who holds it; the file is as it was")
  func lockedOut() throws {
    let network = try TestNetwork.village()
    let connection = try Connection(path: network.path, mode: .write)
    try connection.handle.execute("PRAGMA busy_timeout = 0")
    let file = try network.open(.write)
    try connection.handle.writing {
      let refusal = #expect(throws: FileFormat.Refusal.self) {
        try file.change("move premises H6 to splitter S13 port 4")
      }
      #expect(refusal?.description.contains("locked by another program") == true)
    }
    try file.change("move premises H6 to splitter S13 port 4")
    #expect(try file.codes("customers on splitter S13").contains("C1001"))
  }

  // MARK: Killed

  /// Ends this process with no chance to tidy up, after so many microseconds.
  private static func dieAfter(microseconds: UInt32) {
    signal(SIGALRM, SIG_DFL)
    ualarm(microseconds, 0)
  }

  @Test("a writer killed at any moment: what it acknowledged is there, and light is whole")
  func killedWriter() async throws {
    let network = try TestNetwork.village()
    var random = SeededGenerator(seed: 20_260_501)
    var before = 0
    for round in 0..<8 {
      let log = "\(network.folder)/acknowledged\(round)"
      let delay = UInt32.random(in: 1_000...80_000, using: &random)
      await #expect(processExitsWith: .failure) {
        [path = network.path as String, log = log as String, delay = delay as UInt32] in
        ProcessTests.work(on: path, .write) { file in
          let descriptor = open(log, O_WRONLY | O_CREAT | O_APPEND, 0o644)
          ProcessTests.dieAfter(microseconds: delay)
          for turn in 0..<100_000 {
            try file.change("cut route F7 at \(turn) m")
            write(descriptor, "1", 1)
          }
        }
      }
      var status = stat()
      let acknowledged = stat(log, &status) == 0 ? Int(status.st_size) : 0
      // The change that was under way when the process died may be there or not.
      let found = try cuts(network.path)
      #expect([before + acknowledged, before + acknowledged + 1].contains(found), "round \(round)")
      before = found
      #expect(
        try network.open().check().map(\.rule) == ["line end away from node"], "round \(round)")
    }
    let file = try network.open(.write)
    try file.change("restore route F7")
    #expect(try file.codes("customers on splitter S12 where dark").isEmpty)
  }

  @Test("changes killed at any moment: journal and rows agree, and all of it can be taken back")
  func killedChanges() async throws {
    let network = try TestNetwork.village()
    var random = SeededGenerator(seed: 3)
    for round in 0..<6 {
      let delay = UInt32.random(in: 1_000...120_000, using: &random)
      await #expect(processExitsWith: .failure) {
        [path = network.path as String, delay = delay as UInt32] in
        ProcessTests.work(on: path, .write) { file in
          ProcessTests.dieAfter(microseconds: delay)
          for turn in 0..<100_000 {
            try file.change("cut route F7 at \(turn) m")
            if turn % 3 == 2 { try file.change("undo") }
          }
        }
      }
      let file = try network.open()
      let standing = try file.number(
        "count changes where not undone and undoes is empty")
      #expect(try cuts(network.path) == Int(standing ?? -1), "round \(round)")
    }
    let file = try network.open(.write)
    while try !file.codes("changes where not undone and undoes is empty").isEmpty {
      try file.change("undo")
    }
    #expect(try cuts(network.path) == 0)
    #expect(try file.check().map(\.rule) == ["line end away from node"])
  }

  private func cuts(_ path: String) throws -> Int {
    let connection = try Connection(path: path, mode: .read)
    return Int(try connection.handle.first("SELECT count(*) FROM cut")?.integer ?? -1)
  }

  @Test("an import killed at any moment: the file is not there, or whole, or as it was")
  func killedImport() async throws {
    let network = try TestNetwork()
    var random = SeededGenerator(seed: 7)
    for round in 0..<8 {
      let delay = UInt32.random(in: 1_000...150_000, using: &random)
      await #expect(processExitsWith: .failure) {
        [path = network.path as String, delay = delay as UInt32] in
        ProcessTests.dieAfter(microseconds: delay)
        for _ in 0..<1000 {
          _ = try NetworkImport(
            source: TestNetwork.root + "/datasets/village", into: path,
            modules: TestNetwork.modules
          ).run()
        }
      }
      guard isThere(network.path) else { continue }
      let file = try network.open()
      #expect(try file.number("count customers") == 50, "round \(round)")
      #expect(try file.check().map(\.rule) == ["line end away from node"], "round \(round)")
    }
    // What was left behind does no harm and goes with the next import into a new file.
    unlink(network.path)
    try network.take(TestNetwork.root + "/datasets/village")
    let names = try Folder.names(in: network.folder)
    #expect(names.filter { $0.hasSuffix(".part") }.isEmpty)
    #expect(try network.open().check().map(\.rule) == ["line end away from node"])
  }
}

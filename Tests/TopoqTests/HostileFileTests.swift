// Files that are none of ours, or were meddled with: a refusal or an answer, never a crash.

import TestSupport
import Testing
import Topoq
import TopoqBilling
import TopoqExchange
import TopoqSQLite
import TopoqStore
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("Hostile files")
struct HostileFileTests {
  private static let sentences = [
    "customers on splitter S12 where not billed", "trace downstream from olt OLT1",
    "count nodes within 300 m of splitter S12", "customers in area North",
    "splitters near @12.9716,77.5946", "count, mrr of customers by olt", "routes", "nodes",
  ]

  private static func bytes(of path: String) throws -> [UInt8] {
    var source = try ByteSource(path: path)
    var bytes = [UInt8](repeating: 0, count: 4 << 20)
    var filled = 0
    while true {
      let count = try bytes.withUnsafeMutableBytes {
        try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...]))
      }
      if count == 0 { return Array(bytes[..<filled]) }
      filled += count
    }
  }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    for ending in ["-wal", "-shm", "-lock"] { unlink(path + ending) }
    var sink = try ByteSink(path: path)
    sink.append(with: { $0 += bytes })
    try sink.finish()
  }

  /// Asks everything; whatever is thrown is an answer too, as long as it is said in words.
  private static func askEverything(_ path: String) -> [String] {
    var refusals: [String] = []
    func attempt(_ body: () throws -> Void) {
      do {
        try body()
      } catch is WrongSentence {
        // A code that is gone.
      } catch { refusals.append("\(error)") }
    }
    attempt {
      let file = try NetworkFile(
        path, modules: TestNetwork.modules, today: TestNetwork.today)
      for sentence in sentences { attempt { _ = try file.answer(sentence, wantsGeometry: true) } }
      attempt { _ = try file.check() }
    }
    attempt {
      _ = try NetworkImport(
        source: TestNetwork.root + "/datasets/village", into: path, modules: TestNetwork.modules
      ).run()
    }
    return refusals
  }

  @Test("bytes changed at random: a refusal in words, or an answer")
  func changedBytes() throws {
    let network = try TestNetwork.village()
    let whole = try Self.bytes(of: network.path)
    var random = SeededGenerator(seed: 5)
    for round in 0..<24 {
      var bytes = whole
      for _ in 0..<[1, 5, 20, 100][round % 4] {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        bytes[place] = .random(in: 0...255, using: &random)
      }
      if round % 8 == 7 { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random)) }
      try Self.write(bytes, to: network.path)
      for refusal in Self.askEverything(network.path) {
        #expect(!refusal.contains("SQLite:"), "round \(round)")
      }
    }
  }

  @Test("shapes that crash the libraries are refused row by row")
  func hostileShapes() throws {
    let folder = TestNetwork.root + "/../shared/data/hostile/spatialite-blobs"
    guard let names = try? Folder.names(in: folder) else {
      print("skipped: \(folder) is not here")
      return
    }
    let network = try TestNetwork.village()
    let whole = try Self.bytes(of: network.path)
    for (index, name) in names.enumerated() {
      try Self.write(whole, to: network.path)
      do {
        let connection = try Connection(path: network.path, mode: .write)
        let table = ["node", "route", "area"][index % 3]
        try connection.handle.run(
          "UPDATE \(table) SET geom = ? WHERE id = 3",
          [.blob(try Self.bytes(of: "\(folder)/\(name)"))])
      }
      #expect(try network.open().check().contains { $0.rule == "geometry damaged" }, "\(name)")
      _ = Self.askEverything(network.path)
    }
  }

  @Test("numbers that no row can bear are found, and end no walk")
  func hugeNumbers() throws {
    let network = try TestNetwork.village()
    let whole = try Self.bytes(of: network.path)
    for sql in [
      "UPDATE node SET id = 9223372036854775807 WHERE id = 5",
      "UPDATE node SET housed_in = 4294967296 WHERE id = 5",
      "UPDATE route SET from_node = -1, to_node = 2147483648 WHERE id = 3",
      "UPDATE strand_end SET number = 70000 WHERE id = 20",
      "UPDATE strand_end SET node = 9999999999 WHERE id = 20",
      "UPDATE node SET kind = 'olt', id = 20000000 WHERE id = 7",
      "INSERT INTO lit_at VALUES (3000000000, -1)", "UPDATE party SET id = 5000000000 WHERE id = 2",
      "UPDATE node SET ports = 99999999999 WHERE kind = 'splitter'",
    ] {
      try Self.write(whole, to: network.path)
      do {
        let connection = try Connection(path: network.path, mode: .write)
        try connection.handle.execute("PRAGMA foreign_keys = OFF; \(sql)")
      }
      _ = Self.askEverything(network.path)
    }
  }

  @Test("no topoq file, a folder, a pipe, a link, nothing at all: each is said")
  func strangePlaces() throws {
    let network = try TestNetwork.village()
    let folder = network.folder
    func refusal(_ path: String) -> String {
      do {
        _ = try NetworkFile(path, modules: TestNetwork.modules)
        return "opened"
      } catch { return "\(error)" }
    }
    #expect(refusal(folder + "/nosuch").hasSuffix("no such file"))
    #expect(refusal(folder).contains("this is a folder"))
    #expect(refusal("/dev/null").contains("a device or a pipe"))
    symlink(network.path, folder + "/link")
    #expect(refusal(folder + "/link").contains("symbolic link"))
    for text in ["", "code,kind\n", "SQLite format 3\0"] {
      try Self.write(Array(text.utf8), to: folder + "/other")
      #expect(refusal(folder + "/other").contains("is no topoq file"), "\(text)")
    }
    try SpatiaLite.writeMetadata(into: folder + "/plain")
    #expect(refusal(folder + "/plain").contains("is no topoq file"))
    rename(network.path, folder + "/a b ü%20?#.topoq")
    #expect(refusal(folder + "/a b ü%20?#.topoq") == "opened")
    #expect(refusal("file:" + folder + "/a b ü%20?#.topoq").hasSuffix("no such file"))
  }

  @Test("triggers, views and virtual tables that topoq did not make are not trusted")
  func foreignSchema() throws {
    for sql in [
      "CREATE TRIGGER mine AFTER INSERT ON cut BEGIN DELETE FROM node; END",
      "CREATE TRIGGER mine AFTER UPDATE ON crm_customer BEGIN DELETE FROM node; END",
      "DROP TABLE lit_at; CREATE VIEW lit_at AS SELECT id AS node, 1 AS port FROM node",
      "DROP TABLE cut; CREATE VIRTUAL TABLE cut USING rtree(id, a, b)",
    ] {
      let network = try TestNetwork.village()
      do {
        let connection = try Connection(path: network.path, mode: .write)
        try connection.handle.execute("PRAGMA foreign_keys = OFF; \(sql)")
      }
      let refusal = #expect(throws: FileFormat.Refusal.self, "\(sql)") { _ = try network.open() }
      #expect(refusal?.description.contains("did not write") == true, "\(sql)")
    }
  }

  @Test("an older file: refused for reading, upgraded by the first writing")
  func older() throws {
    let network = try TestNetwork()
    try network.write(["nodes.csv": "code,kind\nS1,splitter\n"])
    _ = try NetworkImport(
      source: network.folder + "/source", into: network.path, modules: [Billing.module]
    ).run()
    let refusal = #expect(throws: FileFormat.Refusal.self) { _ = try network.open() }
    #expect(refusal?.isOlder == true)
    _ = try network.open(.write)
    #expect(try network.open().number("count customers") == 0)
  }

  @Test("a log that an earlier file of this name left is not taken for the new file's")
  func strandedLog() throws {
    let network = try TestNetwork.village()
    do {
      let connection = try Connection(path: network.path, mode: .write)
      try connection.handle.execute("UPDATE node SET name = 'of old'")
    }
    #expect(access(network.path + "-wal", F_OK) == 0)
    unlink(network.path)
    try network.take(TestNetwork.root + "/datasets/village")
    #expect(try network.open().number("count nodes where name = 'of old'") == 0)
  }

  @Test("a file that may grow no further: one message, and the target is as it was")
  func fullDisk() async throws {
    let network = try TestNetwork()
    await #expect(processExitsWith: .success) { [path = network.path as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 300_000, rlim_max: 300_000)
      #if canImport(Glibc)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      #else
        setrlimit(RLIMIT_FSIZE, &limit)
      #endif
      do {
        _ = try NetworkImport(
          source: TestNetwork.root + "/datasets/village", into: path, modules: TestNetwork.modules
        ).run()
        exit(1)
      } catch {
        exit("\(error)".contains("cannot be read or written") ? 0 : 2)
      }
    }
    #expect(try Folder.names(in: network.folder).isEmpty)
  }
}

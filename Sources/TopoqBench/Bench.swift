// The measurements: topoq and its peer in the same run, on the same file, with the same answers.

import Topoq
import TopoqAssurance
import TopoqBilling
import TopoqCRM
import TopoqExchange
import TopoqQuery
import TopoqSQLite
import TopoqStore
import TopoqSyntax
import TopoqText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Generates, imports, asks; prints a line a measurement with the ratio.
struct Bench {
  let options: BenchOptions
  let today = Day("2026-05-01")!
  let modules = [CRM.module, Billing.module, Assurance.module]
  private var source: String { "\(options.folder)/network-\(options.customers)" }
  var path: String { "\(options.folder)/network-\(options.customers).topoq" }

  init(_ options: BenchOptions) { self.options = options }

  func run() throws {
    mkdir(options.folder, 0o755)
    try generate()
    try importNetwork()
    print("")
    print(line("measurement", "topoq", "sqlite3", "ratio"))
    // Whole processes first: a child's memory is at least what its parent's was.
    try processes()
    try SpatiaLite.reading(path) { peer in
      try peer.execute("PRAGMA cache_size = -64000")
      try sentences(peer)
      try ground(peer)
      let file = try NetworkFile(path, modules: modules, today: today)
      try ways(file, peer)
      try failures(file, peer)
    }
    try edits()
    try trials()
    try chargeEnds()
    try audits()
    print(line("memory of this process, peak", "\(peakMemoryInMegabytes()) MB", "", ""))
  }

  // MARK: Making the file

  private func generate() throws {
    if access("\(source)/charges.csv", R_OK) == 0 { return }
    let seconds = try time {
      try NetworkGenerator(customers: options.customers, seed: 1, today: today).write(to: source)
    }
    print("generated \(options.customers) customers in \(NumberText.fixed(seconds, decimals: 2)) s")
  }

  /// Imports in a process of its own, so that its memory is not taken for this one's.
  private func importNetwork() throws {
    for ending in ["", "-wal", "-shm", "-lock"] { unlink(path + ending) }
    let tool = toolPath()
    guard access(tool, X_OK) == 0 else {
      throw BenchOptions.Wrong(
        description: "no topoq beside the bench: run `swift build -c release` first")
    }
    let run = try processTimes([tool, "import", source, "--into", path], 1)
    let connection = try Connection(path: path, mode: .read)
    var rows = 0
    for table in ["node", "route", "joint", "area", "crm_customer", "billing_charge"] {
      rows += Int(try connection.handle.first("SELECT count(*) FROM \(table)")?.integer ?? 0)
    }
    let seconds = run.median / 1e6
    print(
      "imported \(rows) rows in \(NumberText.fixed(seconds, decimals: 2)) s: "
        + "\(NumberText.grouped(Int(Double(rows) / seconds))) rows a second, \(run.megabytes) MB")
    let plain = try PlainLoad(folder: source, path: options.folder + "/plain.sqlite").run()
    print(
      "  a plain sqlite3 load of the same files into a table each, and their indexes: "
        + "\(NumberText.fixed(plain, decimals: 2)) s")
  }

  // MARK: Sentences

  private func sentences(_ peer: ConnectionHandle) throws {
    let file = try NetworkFile(path, modules: modules, today: today)
    let places = try Places(peer)
    let day = SQLiteValue.text(today.description)
    let splitter = SQLiteValue.integer(places.splitter.id)
    let olt = SQLiteValue.integer(places.olt.id)
    let billed = "where not billed"
    try compare(
      "not billed, splitter", file, "customers on splitter \(places.splitter.code) \(billed)", peer,
      Peer.unbilled(startingAt: Peer.outputs), [splitter, day])
    try compare(
      "not billed, PON port", file, "customers on port \(places.olt.code):1 \(billed)", peer,
      Peer.unbilled(startingAt: Peer.onePort), [olt, day, .integer(1)])
    try compare(
      "not billed, OLT", file, "customers on olt \(places.olt.code) \(billed)", peer,
      Peer.unbilled(startingAt: Peer.outputs), [olt, day])
    try unbilled(file, peer)
    try compare(
      "premises below an OLT", file, "count premises on olt \(places.olt.code)", peer,
      Peer.count(startingAt: Peer.outputs), [olt])
    try compare(
      "trace downstream, splitter", file,
      "trace downstream from splitter \(places.splitter.code)", peer, Peer.downstream(),
      [splitter], sameRows: false)
    try compare(
      "trace upstream, customer", file, "trace upstream from premises \(places.premises.code)",
      peer, Peer.upstream, [.integer(places.premises.id)], sameRows: false)
    try checkUpstream(file, peer, places.premises)
  }

  private func ground(_ peer: ConnectionHandle) throws {
    let file = try NetworkFile(path, modules: modules, today: today)
    let places = try Places(peer)
    let point = "@\(places.latitude),\(places.longitude)"
    try compare(
      "5 nearest splitters with a port", file,
      "splitters near \(point) where free_ports > 0 show code, distance limit 5", peer,
      Peer.nearest, [.real(places.longitude), .real(places.latitude)], rounds: 20)
    try compare(
      "customers in a polygon", file, "customers in area \(places.area.code) show code", peer,
      Peer.inArea, [.integer(places.area.id)], rounds: 20)
  }

  /// Both answers, then the medians of both; the first column of each must hold the same codes.
  func compare(
    _ name: String, _ file: NetworkFile, _ sentence: String, _ peer: ConnectionHandle,
    _ sql: String, _ values: [SQLiteValue], rounds: Int? = nil, sameRows: Bool = true
  ) throws {
    var ours: [Double] = []
    var theirs: [Double] = []
    var answer: [String] = []
    var expected: [String] = []
    let statement = try peer.prepare(sql)
    for _ in 0..<(rounds ?? options.rounds) {
      var rows = FirstColumn()
      let (parsed, _) = file.parse(sentence)
      guard let sentenceTree = parsed.statements.first, !parsed.hasErrors else {
        throw BenchOptions.Wrong(description: "the bench's own sentence is wrong: \(sentence)")
      }
      ours.append(try file.run(sentenceTree, of: sentence, into: &rows).runMicroseconds)
      answer = rows.texts
      expected = []
      statement.bind(values)
      let start = ContinuousClock.now
      while try statement.step() {
        for column in 0..<Int32(statement.columnCount) {
          let value = statement.value(column)
          if column == 0 { expected.append(FirstColumn.text(value)) }
        }
      }
      theirs.append(microseconds(since: start))
      statement.reset()
    }
    if sameRows, answer.sorted() != expected.sorted() {
      throw BenchOptions.Wrong(
        description: "\(name): the answers differ: \(answer.count) and \(expected.count) rows")
    }
    print(
      line(
        "\(name) (\(answer.count) rows)", shown(median(ours)), shown(median(theirs)),
        "\(NumberText.fixed(median(theirs) / max(median(ours), 0.01), decimals: 1)) x"))
  }

  private func checkUpstream(
    _ file: NetworkFile, _ peer: ConnectionHandle, _ premises: Places.Thing
  ) throws {
    var last = LastNumber(column: "total_m")
    let sentence = "trace upstream from premises \(premises.code)"
    let tree = file.parse(sentence).parsed.statements[0]
    _ = try file.run(tree, of: sentence, into: &last)
    let theirs = try peer.first(Peer.upstream, [.integer(premises.id)])?.real ?? 0
    guard abs(theirs - last.number) < 0.001 else {
      throw BenchOptions.Wrong(
        description: "upstream: \(last.number) m and \(theirs) m are not the same feed")
    }
  }

  // MARK: Edits

  /// Moves one drop to and fro between two splitters, durably, each move followed by the sentence.
  private func edits() throws {
    let file = try NetworkFile(path, mode: .write, modules: modules, today: today)
    let peer = try Connection(path: path, mode: .write)
    let handle = peer.handle
    try handle.execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0")
    let move = try DropMove(handle)
    var ours: [Double] = []
    var alone: [Double] = []
    for round in 0..<min(options.rounds, 100) {
      let target = round % 2 == 0 ? move.to : move.from
      let start = ContinuousClock.now
      try file.change(
        "move premises \(move.premises) to splitter \(target.code) port \(target.port)")
      alone.append(microseconds(since: start))
      let sentence = "count premises on splitter \(target.code)"
      var rows = FirstColumn()
      _ = try file.run(file.parse(sentence).parsed.statements[0], of: sentence, into: &rows)
      ours.append(microseconds(since: start))
    }
    if ours.count % 2 == 1 {
      try file.change(
        "move premises \(move.premises) to splitter \(move.from.code) port \(move.from.port)")
    }
    var theirs: [Double] = []
    var theirsAlone: [Double] = []
    let count = try handle.prepare(Peer.count(startingAt: Peer.outputs))
    let update = try handle.prepare("UPDATE strand_end SET node = ?, number = ? WHERE id = ?")
    let end =
      try handle.first(
        "SELECT id FROM strand_end WHERE node = ? AND number = ?",
        [.integer(move.from.id), .integer(move.from.port)])?.integer ?? 0
    for round in 0..<ours.count {
      let target = round % 2 == 0 ? move.to : move.from
      let start = ContinuousClock.now
      try handle.writing {
        update.bind([.integer(target.id), .integer(target.port), .integer(end)])
        try update.run()
      }
      theirsAlone.append(microseconds(since: start))
      count.bind([.integer(target.id)])
      _ = try count.step()
      count.reset()
      theirs.append(microseconds(since: start))
    }
    if ours.count % 2 == 1 {
      update.bind([.integer(move.from.id), .integer(move.from.port), .integer(end)])
      try update.run()
    }
    print(
      line(
        "re-home a drop, durably", shown(median(alone)), shown(median(theirsAlone)),
        "\(NumberText.fixed(median(theirsAlone) / median(alone), decimals: 1)) x"))
    print(
      line(
        "re-home a drop, durably, then ask", shown(median(ours)), shown(median(theirs)),
        "\(NumberText.fixed(median(theirs) / median(ours), decimals: 1)) x"))
    let findings = try file.check().filter { $0.rule.contains("differs") }
    guard findings.isEmpty else {
      throw BenchOptions.Wrong(description: "after the moves: \(findings[0].message)")
    }
  }

  // MARK: Whole processes

  private func processes() throws {
    let tool = toolPath()
    let connection = try Connection(path: path, mode: .read)
    let places = try Places(connection.handle)
    _ = consume connection
    let sentence = "customers on splitter \(places.splitter.code) where not billed"
    let asked = try processTimes([tool, path, "--today", today.description, "-c", sentence])
    let version = try processTimes([tool, "--version"])
    let shell = try processTimes([
      "/usr/bin/sqlite3", path,
      "SELECT count(*) FROM strand_end WHERE node = \(places.splitter.id)",
    ])
    print(
      line(
        "a fresh process answers the sentence", shown(asked.median), shown(shell.median),
        "\(NumberText.fixed(shell.median / asked.median, decimals: 1)) x"))
    print(line("  its memory", "\(asked.megabytes) MB", "\(shell.megabytes) MB", ""))
    print(line("--version", shown(version.median), "", ""))
    let export = try processTimes(
      [tool, "export", path, "--as", "geojson", "--out", options.folder + "/export.geojson"], 1)
    print(line("GeoJSON of everything", shown(export.median), "", ""))
  }

  private func toolPath() -> String {
    let own = CommandLine.arguments[0]
    let folder = own.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return folder.joined(separator: "/") + "/topoq"
  }

  // MARK: Printing

  /// A measurement without a peer.
  func printLine(_ name: String, _ microseconds: Double) {
    print(line(name, shown(microseconds), "", ""))
  }

  func line(_ name: String, _ ours: String, _ theirs: String, _ ratio: String) -> String {
    func pad(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    return name + String(repeating: " ", count: max(1, 42 - name.count)) + pad(ours, 12)
      + pad(theirs, 12) + pad(ratio, 9)
  }

  func shown(_ microseconds: Double) -> String {
    microseconds < 1000
      ? NumberText.fixed(microseconds, decimals: 1) + " us"
      : NumberText.fixed(microseconds / 1000, decimals: 2) + " ms"
  }
}
